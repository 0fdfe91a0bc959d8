/** `double`: results are those of the interpreter to the last bit; `single`: a preview, of twice as many paths at once. */
export type PrecisionName = 'double' | 'single';

/**
 * How a number stands in a vector of 16 bytes: two doubles, whose results are those of the interpreter to the last bit, or four
 * numbers of single precision for a preview.
 */
export interface Precision {
  readonly name: PrecisionName;
  readonly lanes: 2 | 4;
  readonly laneBytes: 8 | 4;
}

export const double: Precision = { name: 'double', lanes: 2, laneBytes: 8 };
export const single: Precision = { name: 'single', lanes: 4, laneBytes: 4 };

const precisions = { double, single };

/** A precision by its name. */
export function precisionOf(name: PrecisionName): Precision {
  return precisions[name];
}

/** The lanes of a vector, in turn. */
export function lanesOf({ lanes }: Precision): readonly number[] {
  return Array.from({ length: lanes }, (_, lane) => lane);
}
