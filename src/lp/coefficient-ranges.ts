import type { Issue } from '../base/issue.ts';
import type { LpModel } from './types.ts';

/** The smallest and largest size of the nonzero, finite numbers of one part of a model, and where they stand. */
export interface CoefficientRange {
  readonly part: 'matrix' | 'costs' | 'bounds' | 'limits';
  readonly smallest: number;
  readonly largest: number;
  /** `row: column` in the matrix, else a row or a column. */
  readonly smallestAt: string;
  readonly largestAt: string;
}

/** Largest over smallest beyond which double precision leaves a solver less than its tolerance of 1e-7 to work with. */
export const widestRange = 1e7;

/** The range of each part of a model that holds a nonzero number. */
export function coefficientRanges(model: LpModel): CoefficientRange[] {
  const { starts, columns, coefficients } = model.matrix;
  const rowOf = (entry: number): string => model.rowNames[rowAt(starts, entry)]!;
  const entryAt = (entry: number): string => `${rowOf(entry)}: ${model.columnNames[columns[entry]!]!}`;
  const columnAt = (column: number): string => model.columnNames[column % model.columnNames.length]!;
  const rowNamed = (row: number): string => model.rowNames[row % model.rowNames.length]!;
  return [
    rangeOf('matrix', coefficients, entryAt),
    rangeOf('costs', model.cost, columnAt),
    rangeOf('bounds', join(model.columnLower, model.columnUpper), columnAt),
    rangeOf('limits', join(model.rowLower, model.rowUpper), rowNamed),
  ].filter((range) => range !== undefined);
}

/** A warning for each part whose range is wider than 1e7, with the two places. */
export function checkRanges(model: LpModel): Issue[] {
  return coefficientRanges(model).flatMap((range): Issue[] => {
    const ratio = range.largest / range.smallest;
    if (!(ratio > widestRange)) return [];
    return [
      {
        code: 'lp-coefficient-range',
        severity: 'warning',
        message: `The ${range.part} of ${model.name} span a factor of ${ratio.toPrecision(2)}`,
        found: `${range.smallest} at ${range.smallestAt}, ${range.largest} at ${range.largestAt}`,
        expected: `at most a factor of ${widestRange.toExponential(0)}`,
        fix: 'scale the units of the rows or columns named, or drop terms that do not matter',
      },
    ];
  });
}

function rangeOf(
  part: CoefficientRange['part'],
  values: Float64Array,
  place: (index: number) => string,
): CoefficientRange | undefined {
  let smallest = -1;
  let largest = -1;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size === 0 || !(size < Infinity)) continue;
    if (smallest < 0 || size < Math.abs(values[smallest]!)) smallest = i;
    if (largest < 0 || size > Math.abs(values[largest]!)) largest = i;
  }
  if (smallest < 0) return undefined;
  return {
    part,
    smallest: Math.abs(values[smallest]!),
    largest: Math.abs(values[largest]!),
    smallestAt: place(smallest),
    largestAt: place(largest),
  };
}

/** The row of an entry: the last that starts at or before it. */
function rowAt(starts: Int32Array, entry: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= entry) low = middle;
    else high = middle;
  }
  return low;
}

function join(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
