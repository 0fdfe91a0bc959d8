import { serveSeat } from '../simulate/index.ts';

/** What is used of a worker's own side. */
declare const self: {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
};

// Started by webRunner: carries out orders until the worker is ended.
serveSeat({
  post: (message, transfer) => self.postMessage(message, [...transfer]),
  listen: (onMessage) => {
    self.onmessage = ({ data }) => onMessage(data);
  },
});
