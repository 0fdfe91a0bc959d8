import { scramblePhilox } from './philox.ts';
import { selectQuantiles } from './select-quantiles.ts';
import { meanOf } from './summarise.ts';

/** A model's answers on the points of two independent samples A and B, and on A with one factor taken from B. */
export interface FactorSamples {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** One array per factor, each as long as `a`. */
  readonly mixed: readonly Float64Array[];
}

/** How much of an answer's variance one factor explains: alone (`first`), and with all it takes part in (`total`). */
export interface SobolIndex {
  readonly first: number;
  readonly firstLow: number;
  readonly firstHigh: number;
  readonly total: number;
  readonly totalLow: number;
  readonly totalHigh: number;
}

export interface IndexOptions {
  /** Seed of the bootstrap. */
  readonly seed: number;
  /** Of the confidence intervals; 0.95 unless given. */
  readonly level?: number;
  /** Bootstrap resamples of the points; 200 unless given. */
  readonly resamples?: number;
}

/**
 * First-order and total Sobol indices of every factor, with percentile-bootstrap intervals over the points.
 *
 * First = mean(b·(mixed − a))/V with b less its mean, the better one for small shares (A. Saltelli and others, Comput. Phys. Comm. 181
 * (2010), 259–270, table 2 (b)); total = mean((a − mixed)²)/2V (M. J. W. Jansen, Comput. Phys. Comm. 117 (1999), 35–43); V is the
 * variance of a and b together. Points with an answer that is not finite are left out; NaN everywhere when nothing varies.
 */
export function sobolIndices(samples: FactorSamples, options: IndexOptions): SobolIndex[] {
  const points = finitePoints(samples);
  const all = Uint32Array.from(points.keys());
  const resamples = options.resamples ?? 200;
  const tail = (1 - (options.level ?? 0.95)) / 2;
  const terms = termsOf(samples, points);
  const estimates = estimate(terms, all);
  const drawn = Array.from({ length: resamples }, (_, k) =>
    estimate(terms, resample(points.length, options.seed, k)),
  );
  return estimates.map(({ first, total }, factor) => {
    const firsts = selectQuantiles(
      drawn.map((each) => each[factor]!.first),
      [tail, 1 - tail],
    );
    const totals = selectQuantiles(
      drawn.map((each) => each[factor]!.total),
      [tail, 1 - tail],
    );
    return {
      first,
      firstLow: firsts[0]!,
      firstHigh: firsts[1]!,
      total,
      totalLow: totals[0]!,
      totalHigh: totals[1]!,
    };
  });
}

/** Per point: the answers of A and B, less their mean, and for each factor what its two indices are means of. */
interface PointTerms {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly first: readonly Float64Array[];
  readonly total: readonly Float64Array[];
}

function termsOf({ a, b, mixed }: FactorSamples, points: readonly number[]): PointTerms {
  const centre = (meanOf(points.map((i) => a[i]!)) + meanOf(points.map((i) => b[i]!))) / 2;
  const step = (one: Float64Array, i: number) => one[i]! - a[i]!;
  return {
    a: Float64Array.from(points, (i) => a[i]! - centre),
    b: Float64Array.from(points, (i) => b[i]! - centre),
    first: mixed.map((one) => Float64Array.from(points, (i) => (b[i]! - centre) * step(one, i))),
    total: mixed.map((one) => Float64Array.from(points, (i) => (step(one, i) * step(one, i)) / 2)),
  };
}

function estimate(terms: PointTerms, chosen: Uint32Array): { first: number; total: number }[] {
  const n = chosen.length;
  let sum = 0;
  let squares = 0;
  for (const i of chosen) {
    const [x, y] = [terms.a[i]!, terms.b[i]!];
    sum += x + y;
    squares += x * x + y * y;
  }
  const variance = (squares - (sum * sum) / (2 * n)) / (2 * n - 1);
  const share = (values: Float64Array) => {
    let total = 0;
    for (const i of chosen) total += values[i]!;
    return variance > 0 ? total / n / variance : NaN;
  };
  return terms.first.map((first, factor) => ({ first: share(first), total: share(terms.total[factor]!) }));
}

const words = new Uint32Array(4);

/** Point numbers drawn with replacement. Philox counter = (draw, resample, 0, 3). */
function resample(points: number, seed: number, number: number): Uint32Array {
  const chosen = new Uint32Array(points);
  for (let i = 0; i < points; i += 4) {
    words[0] = i;
    words[1] = number;
    words[2] = 0;
    words[3] = 3;
    scramblePhilox(words, seed % 4294967296, Math.floor(seed / 4294967296));
    for (let k = 0; k < 4 && i + k < points; k++) {
      chosen[i + k] = Math.floor((words[k]! / 4294967296) * points);
    }
  }
  return chosen;
}

function finitePoints({ a, b, mixed }: FactorSamples): number[] {
  return Array.from(a.keys()).filter(
    (i) => Number.isFinite(a[i]!) && Number.isFinite(b[i]!) && mixed.every((one) => Number.isFinite(one[i]!)),
  );
}
