import { serveSeat } from '../simulate/index.ts';

/** What is used of a worker's own side. */
declare const self: {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
};

/** Makes the worker it is called in a seat of `webRunner`: it carries out orders until it is ended. */
export function serveWebSeat(): void {
  serveSeat({
    post: (message, transfer) => self.postMessage(message, [...transfer]),
    listen: (onMessage) => {
      self.onmessage = ({ data }) => onMessage(data);
    },
  });
}
