import { betaShape, inverseIncompleteBeta } from './beta.ts';
import type {
  DiscreteDistribution,
  Distribution,
  TriangularDistribution,
  TruncatedNormalDistribution,
} from './distribution.ts';
import { exp } from './exp.ts';
import { log1p } from './expm1.ts';
import { inverseNormal } from './inverse-normal.ts';
import { normalCdf } from './normal-cdf.ts';
import { pertShape } from './pert.ts';

/**
 * The value below which a draw falls with probability `u` in [0, 1], in the unit of the distribution.
 *
 * Expects a distribution without faults (`checkDistribution`). Feeding it uniform draws samples the distribution.
 *
 * @example quantile({ kind: 'uniform', low: 10, high: 20 }, 0.25) // 12.5
 */
export function quantile(distribution: Distribution, u: number): number {
  return quantileFunction(distribution)(u);
}

/** The middle value: half of the draws fall below it. */
export function median(distribution: Distribution): number {
  return quantile(distribution, 0.5);
}

/** Writes the quantile of every uniform into `out`, which has the same length and may be the same array. */
export function fillQuantiles(distribution: Distribution, uniforms: Float64Array, out: Float64Array): void {
  if (uniforms.length !== out.length) {
    throw new RangeError(
      `fillQuantiles needs arrays of equal length, found ${uniforms.length} and ${out.length}`,
    );
  }
  const at = quantileFunction(distribution);
  for (let i = 0; i < out.length; i++) out[i] = at(uniforms[i]!);
}

/** The quantile function of a distribution, with everything that does not depend on the probability worked out once. */
export function quantileFunction(distribution: Distribution): (u: number) => number {
  const d = distribution;
  switch (d.kind) {
    case 'point':
      return () => d.value;
    case 'normal':
      return d.sd === 0 ? () => d.mean : (u) => d.mean + d.sd * inverseNormal(u);
    case 'lognormal': {
      const shift = d.shift ?? 0;
      if (d.sigma === 0) return () => shift + exp(d.mu);
      return (u) => shift + exp(d.mu + d.sigma * inverseNormal(u));
    }
    case 'uniform':
      return (u) => d.low + (d.high - d.low) * u;
    case 'triangular':
      return triangularQuantile(d);
    case 'pert':
      return betaQuantile(pertShape(d), d.low, d.high);
    case 'beta':
      return betaQuantile(d, d.low, d.high);
    case 'discrete':
      return discreteQuantile(d);
    case 'truncatedNormal':
      return truncatedNormalQuantile(d);
    case 'exponential': {
      const shift = d.shift ?? 0;
      return (u) => shift - d.mean * log1p(-u);
    }
  }
}

function triangularQuantile(d: TriangularDistribution): (u: number) => number {
  const { low, mode, high } = d;
  if (high === low) return () => low;
  const atMode = (mode - low) / (high - low);
  return (u) =>
    u < atMode
      ? low + Math.sqrt(u * (high - low) * (mode - low))
      : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
}

function betaQuantile(
  shape: { readonly a: number; readonly b: number },
  low: number,
  high: number,
): (u: number) => number {
  if (high === low) return () => low;
  const prepared = betaShape(shape.a, shape.b);
  return (u) => low + (high - low) * inverseIncompleteBeta(u, prepared);
}

/** The smallest value whose cumulative share reaches u. */
function discreteQuantile(d: DiscreteDistribution): (u: number) => number {
  const order = d.values.map((_, i) => i).filter((i) => d.weights[i]! > 0);
  order.sort((i, j) => d.values[i]! - d.values[j]! || i - j);
  const values = order.map((i) => d.values[i]!);
  const cumulative: number[] = [];
  let total = 0;
  for (const i of order) cumulative.push((total += d.weights[i]!));
  return (u) => {
    const target = u * total;
    let low = 0;
    let high = values.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! >= target) high = middle;
      else low = middle + 1;
    }
    return values[low]!;
  };
}

function truncatedNormalQuantile(d: TruncatedNormalDistribution): (u: number) => number {
  const a = (d.low - d.mean) / d.sd;
  const b = (d.high - d.mean) / d.sd;
  // The lower tail keeps its digits where the upper one rounds to 1, so an interval above the mean is mirrored.
  const sign = a > 0 ? -1 : 1;
  const from = normalCdf(sign * a);
  const width = normalCdf(sign * b) - from;
  return (u) => {
    const z = sign * inverseNormal(from + width * u);
    return Math.min(Math.max(d.mean + d.sd * z, d.low), d.high);
  };
}
