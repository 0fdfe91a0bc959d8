import { makeSeat, type Order, type Reply } from './seat.ts';
import type { DrawCache } from './draw-cache.ts';

/**
 * Where blocks of paths are evaluated: in the process, on threads of Node, on workers of a browser.
 *
 * Runners never change a number. Every one passes `test/runners/contract.ts`.
 */
export interface Runner {
  /** Seats that work at the same time, at most. */
  readonly seats: number;
  /** Takes `count` seats, at least one and at most `seats`. */
  open(count: number): Crew;
}

/** Seats that are taken. */
export interface Crew {
  readonly size: number;
  /** Memory that all seats can write to, or `undefined` where the platform does not share any. */
  share(numbers: number): Float64Array | undefined;
  /** Has a seat carry out an order; rejects when the seat fails or is lost. One order at a time for each seat. */
  ask(seat: number, order: Order): Promise<Reply>;
  /** Gives the seats back; orders that are under way are lost. */
  close(): void;
}

/** The runner of the process itself: one seat, which waits for `pause` before each order, so that events are handled. */
export function inProcessRunner(
  options: {
    readonly pause?: (() => Promise<void>) | undefined;
    readonly cache?: DrawCache | undefined;
  } = {},
): Runner {
  return {
    seats: 1,
    open: () => {
      const seat = makeSeat(options.cache);
      return {
        size: 1,
        share: (numbers) => new Float64Array(numbers),
        ask: async (_seat, order) => {
          await options.pause?.();
          return seat(order);
        },
        close: () => undefined,
      };
    },
  };
}
