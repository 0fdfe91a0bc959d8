import { selectQuantiles } from './select-quantiles.ts';

/** Equal steps over the middle of a sample, and how many values lie in each. */
export interface BinnedValues {
  /** Lower end of the first step, and the width of all. */
  readonly from: number;
  readonly step: number;
  /** Values of each step: at or above its lower end, below the next one's. */
  readonly counts: readonly number[];
  /** Values below the first step, and at or above the end of the last. */
  readonly below: number;
  readonly above: number;
}

/** Share of the sample left out at each end when steps are laid out, so that a few far values do not flatten the rest. */
const tail = 0.01;

/** A spread of less than this share of its size is rounding, and so is anything below the least size. */
const sameShare = 1e-9;
const leastSize = 1e-290;

/**
 * Counts a sample into steps of a round width (1, 2 or 5 times a power of ten) over its P1 to P99, at most `most` of them; NaN is
 * left out. A sample of one value is a single step around it. No steps where nothing is left.
 *
 * @example binSample([0, 1, 1, 2], 4) // { from: 0, step: 1, counts: [1, 2], below: 0, above: 1 }
 */
export function binSample(values: ArrayLike<number>, most: number): BinnedValues {
  const [low, high] = selectQuantiles(values, [tail, 1 - tail]) as unknown as [number, number];
  if (Number.isNaN(low)) return { from: NaN, step: NaN, counts: [], below: 0, above: 0 };
  const size = Math.max(Math.abs(low), Math.abs(high));
  const isSpread = high - low > sameShare * size && size > leastSize;
  const step = isSpread ? roundStep((high - low) / (most - 1)) : size > leastSize ? roundStep(size) : 1;
  const first = Math.floor(low / step);
  const counts = Array.from({ length: Math.floor(high / step) - first + 1 }, () => 0);
  let [below, above] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const at = Math.floor(value / step) - first;
    if (at < 0) below++;
    else if (at >= counts.length) above++;
    else counts[at]!++;
  }
  return { from: first * step, step, counts, below, above };
}

/** The least of 1, 2 and 5 times a power of ten that is no less than a width. */
function roundStep(width: number): number {
  const [digits, exponent] = width.toExponential(12).split('e') as [string, string];
  const head = [1, 2, 5, 10].find((each) => each >= Number(digits))!;
  return Number(`${head}e${exponent}`);
}
