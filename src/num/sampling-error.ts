import type { Interval } from './interval.ts';
import { quantileRanks } from './interval.ts';
import { selectRanks } from './select-quantiles.ts';
import { studentWidth } from './student.ts';
import { meanOf, sortedCopy, sumOf } from './summarise.ts';

/** Standard error of the mean of independent draws: sd/√n, without NaN; NaN for fewer than two. */
export function errorOfMean(values: ArrayLike<number>): number {
  const centre = meanOf(values);
  const squares = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    squares[i] = (values[i]! - centre) * (values[i]! - centre);
    if (values[i] === values[i]) count++;
  }
  return count < 2 ? NaN : Math.sqrt(sumOf(squares) / (count - 1) / count);
}

/**
 * Intervals that hold the true quantiles with probability `level` or more, from independent draws, by order statistics.
 *
 * Values are the sample's own; an end is infinite where too few draws lie beyond it. NaN values are left out. `ranksOf` may be
 * a remembering one where many samples of one size are asked.
 */
export function quantileIntervals(
  values: ArrayLike<number>,
  probabilities: readonly number[],
  level: number,
  ranksOf: typeof quantileRanks = quantileRanks,
): Interval[] {
  const numbers = Float64Array.from(values).filter((value) => value === value);
  const count = numbers.length;
  if (count === 0) return probabilities.map(() => ({ low: NaN, high: NaN }));
  const pairs = probabilities.map((p) => ranksOf(count, p, level));
  const inside = (rank: number) => Math.min(Math.max(rank, 0), count - 1);
  const found = selectRanks(
    numbers,
    pairs.flatMap(({ low, high }) => [inside(low), inside(high)]),
  );
  return pairs.map(({ low, high }, i) => ({
    low: low < 0 ? -Infinity : found[2 * i]!,
    high: high >= count ? Infinity : found[2 * i + 1]!,
  }));
}

/** What independent batches of one sample say of a statistic. */
export interface BatchEstimate extends Interval {
  /** The statistic of the whole sample. */
  readonly value: number;
  /** Standard error, from the spread over the batches. */
  readonly error: number;
}

/**
 * A statistic with its standard error and confidence interval, from its values on batches that are independent of each other:
 * replicates of a scrambled Sobol sequence, or groups of antithetic pairs.
 *
 * The error is sd/√batches; the interval is ± that times Student's t with batches − 1 degrees. Source: A. B. Owen, "Practical
 * Quasi-Monte Carlo Integration" (2023), section 17.6.
 *
 * @example batchEstimate(2.1, [2, 2.2], 0.95).error // 0.1
 */
export function batchEstimate(value: number, batches: ArrayLike<number>, level: number): BatchEstimate {
  const error = errorOfMean(batches);
  const half = batches.length < 2 ? NaN : studentWidth(level, batches.length - 1) * error;
  return { value, error, low: value - half, high: value + half };
}

/** Cuts a sample into batches by turns: unit i (of `unit` values that follow each other) goes to batch i mod `count`. */
export function splitBatches(values: Float64Array, count: number, unit = 1): Float64Array[] {
  const batches = Array.from({ length: count }, () => [] as number[]);
  for (let i = 0; i < values.length; i++) batches[Math.floor(i / unit) % count]!.push(values[i]!);
  return batches.map((batch) => Float64Array.from(batch));
}

/**
 * The mean of the worst share `p` of a sample, the low end being the worst; the value that straddles the share counts in part.
 *
 * NaN values are left out; NaN when none is left. Source: C. Acerbi, D. Tasche, "On the coherence of expected shortfall", J. Banking
 * Finance 26 (2002), 1487–1503, definition 2.6. Throws a RangeError unless 0 < p ≤ 1.
 *
 * @example expectedShortfall([4, 1, 3, 2], 0.5) // 1.5
 */
export function expectedShortfall(values: ArrayLike<number>, p: number): number {
  if (!(p > 0 && p <= 1)) throw new RangeError(`a share lies above 0 and up to 1, found ${p}`);
  const sorted = sortedCopy(values);
  if (sorted.length === 0) return NaN;
  const share = sorted.length * p;
  const whole = Math.floor(share);
  const rest = share - whole;
  const sum = sumOf(sorted.subarray(0, whole));
  return (rest > 0 ? sum + rest * sorted[whole]! : sum) / share;
}
