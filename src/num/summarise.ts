import { selectQuantiles } from './select-quantiles.ts';

/** What a sample says, in the unit of its values; every figure is NaN when no value is left. */
export interface Summary {
  /** Values that are numbers. */
  readonly count: number;
  /** Values that are NaN; they are left out of everything else. */
  readonly missing: number;
  readonly mean: number;
  /** Sample standard deviation (divided by count − 1); 0 for a single value. */
  readonly sd: number;
  readonly p5: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
}

/**
 * Mean, standard deviation and quantiles (type 7) of a sample; NaN values are left out and counted in `missing`.
 *
 * The mean is summed in index order with compensation, so it depends on the values and their order alone.
 *
 * @example summarise([1, 2, 3, 4, NaN]) // { count: 4, missing: 1, mean: 2.5, p50: 2.5, … }
 */
export function summarise(values: ArrayLike<number>): Summary {
  const q = selectQuantiles(values, probabilities);
  const count = countOf(values);
  const average = meanOf(values);
  return {
    count,
    missing: values.length - count,
    mean: average,
    sd: spreadOf(values, average, count),
    p5: q[0]!,
    p10: q[1]!,
    p25: q[2]!,
    p50: q[3]!,
    p75: q[4]!,
    p90: q[5]!,
    p95: q[6]!,
  };
}

const probabilities = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/** The values in ascending order, without NaN. */
export function sortedCopy(values: ArrayLike<number>): Float64Array {
  // A typed array sorts by number and puts every NaN last.
  const sorted = Float64Array.from(values).sort();
  let end = sorted.length;
  while (end > 0 && sorted[end - 1] !== sorted[end - 1]) end--;
  return sorted.subarray(0, end);
}

/**
 * The quantile at probability `p` in [0, 1] of ascending values, interpolated between neighbours; NaN when empty.
 *
 * Source: type 7 of R. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 *
 * @example quantileOf([1, 2, 3, 4], 0.25) // 1.75
 */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies from 0 to 1, found ${p}`);
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * p;
  const index = Math.floor(place);
  const low = sorted[index]!;
  const high = sorted[Math.min(index + 1, sorted.length - 1)]!;
  // Equal neighbours are not interpolated, so that an infinite value stays itself.
  return low === high ? low : low + (high - low) * (place - index);
}

/** The mean of the values that are not NaN, summed in index order with compensation; NaN when there is none. */
export function meanOf(values: ArrayLike<number>): number {
  return sumOf(values) / countOf(values);
}

function countOf(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) count++;
  return count;
}

/**
 * The sum of the values that are not NaN, in index order, with the rounding of every addition carried along.
 *
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 *
 * @example sumOf([1, 1e100, 1, -1e100]) // 2
 */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value) continue;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // An infinite sum has no rounding to give back (Infinity − Infinity is NaN).
  return Number.isFinite(sum) ? sum + lost : sum;
}

function spreadOf(values: ArrayLike<number>, centre: number, count: number): number {
  if (count < 2) return count === 1 ? 0 : NaN;
  const squares = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) squares[i] = (values[i]! - centre) * (values[i]! - centre);
  return Math.sqrt(sumOf(squares) / (count - 1));
}
