import type { TornadoRow } from './tornado.ts';

/** Where one uncertain number alone brings an answer to a figure, as a multiple of its median. */
export interface BreakEven {
  readonly driver: string;
  /** As written in the case. */
  readonly text: string;
  readonly tier: TornadoRow['tier'];
  /** `undefined` where no multiple in the range does. */
  readonly multiple: number | undefined;
  /** The number itself there, in its own unit; empty for a driver that is a factor. */
  readonly value: string;
  readonly medianValue: string;
  /** P10 and P90 of the number by its own range, as multiples of its median. */
  readonly range: readonly [low: number, high: number];
  /** Whether the figure is met with the number above or below its break-even. */
  readonly side: 'at least' | 'at most';
  /** Chance, by its own range, that the number is on the wrong side. */
  readonly chance: number;
  readonly crossesAgain: boolean;
}

export interface BreakEvens {
  /** The answer with every driver at its median, and the figure, both in the answer's unit. */
  readonly central: number;
  readonly figure: number;
  readonly unit: string;
  /** Most likely to fail first, then the nearest to its median. */
  readonly rows: readonly BreakEven[];
  /** Multiples of the median that were searched, as `solve-for --multiply --between` takes them. */
  readonly between: readonly [low: string, high: string];
}
