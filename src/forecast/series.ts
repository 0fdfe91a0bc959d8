/** How often a series has a value. */
export type SeriesFrequency = 'H' | 'D' | 'W' | 'M' | 'Q' | 'Y';

/** One series: equally spaced values, oldest first. */
export interface Series {
  readonly id: string;
  readonly values: Float64Array;
  /** Label of the last value's period, such as `2026Q2`; empty when the file gives none. */
  readonly lastPeriod: string;
  /** By value, whether all there was to sell was sold, so that demand was at least the value; left out where it never was. */
  readonly soldOut?: readonly boolean[];
}

/** Periods in a season by frequency, the shorter first; 1 means that no season is looked for. */
export const seasonsOf: Readonly<Record<SeriesFrequency, readonly number[]>> = {
  H: [24, 168],
  D: [7],
  W: [52],
  M: [12],
  Q: [4],
  Y: [1],
};

export function isSeriesFrequency(text: string): text is SeriesFrequency {
  return text in seasonsOf;
}
