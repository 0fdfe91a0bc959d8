import type { DiscreteDistribution, Distribution, TruncatedNormalDistribution } from './distribution.ts';
import { exp } from './exp.ts';
import { expm1 } from './expm1.ts';
import { normalCdf, normalDensity } from './normal-cdf.ts';

/**
 * The expected value of a distribution, in its unit, in closed form.
 *
 * @example mean({ kind: 'pert', low: 1, mode: 2, high: 9 }) // 3
 */
export function mean(distribution: Distribution): number {
  const d = distribution;
  switch (d.kind) {
    case 'point':
      return d.value;
    case 'normal':
      return d.mean;
    case 'lognormal':
      return (d.shift ?? 0) + exp(d.mu + 0.5 * d.sigma * d.sigma);
    case 'uniform':
      return 0.5 * (d.low + d.high);
    case 'triangular':
      return (d.low + d.mode + d.high) / 3;
    case 'pert':
      return (d.low + 4 * d.mode + d.high) / 6;
    case 'beta':
      return d.low + ((d.high - d.low) * d.a) / (d.a + d.b);
    case 'discrete':
      return weightedMean(d, (value) => value);
    case 'truncatedNormal':
      return truncatedMoments(d).mean;
    case 'exponential':
      return (d.shift ?? 0) + d.mean;
  }
}

/**
 * The variance of a distribution, in its unit squared, in closed form.
 *
 * @example variance({ kind: 'uniform', low: 0, high: 12 }) // 12
 */
export function variance(distribution: Distribution): number {
  const d = distribution;
  switch (d.kind) {
    case 'point':
      return 0;
    case 'normal':
      return d.sd * d.sd;
    case 'lognormal': {
      const square = d.sigma * d.sigma;
      return expm1(square) * exp(2 * d.mu + square);
    }
    case 'uniform':
      return ((d.high - d.low) * (d.high - d.low)) / 12;
    case 'triangular': {
      const left = d.mode - d.low;
      const right = d.high - d.mode;
      return (left * left + left * right + right * right) / 18;
    }
    case 'pert': {
      const centre = mean(d);
      return ((centre - d.low) * (d.high - centre)) / 7;
    }
    case 'beta': {
      const width = d.high - d.low;
      const sum = d.a + d.b;
      return (width * width * d.a * d.b) / (sum * sum * (sum + 1));
    }
    case 'discrete': {
      const centre = mean(d);
      return weightedMean(d, (value) => (value - centre) * (value - centre));
    }
    case 'truncatedNormal':
      return truncatedMoments(d).variance;
    case 'exponential':
      return d.mean * d.mean;
  }
}

/** The lowest and highest value that a draw can take; either may be infinite. */
export function support(distribution: Distribution): { readonly low: number; readonly high: number } {
  const d = distribution;
  switch (d.kind) {
    case 'point':
      return { low: d.value, high: d.value };
    case 'normal':
      return d.sd === 0 ? { low: d.mean, high: d.mean } : { low: -Infinity, high: Infinity };
    case 'lognormal':
      if (d.sigma === 0) return { low: mean(d), high: mean(d) };
      return { low: d.shift ?? 0, high: Infinity };
    case 'exponential':
      return { low: d.shift ?? 0, high: Infinity };
    case 'discrete': {
      const values = d.values.filter((_, i) => d.weights[i]! > 0);
      return { low: Math.min(...values), high: Math.max(...values) };
    }
    default:
      return { low: d.low, high: d.high };
  }
}

function weightedMean(d: DiscreteDistribution, of: (value: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < d.values.length; i++) {
    sum += d.weights[i]! * of(d.values[i]!);
    total += d.weights[i]!;
  }
  return sum / total;
}

/** Mean and variance of a cut normal; Johnson, Kotz, Balakrishnan, "Continuous Univariate Distributions" 1, section 13.10.1. */
function truncatedMoments(d: TruncatedNormalDistribution): { mean: number; variance: number } {
  const a = (d.low - d.mean) / d.sd;
  const b = (d.high - d.mean) / d.sd;
  const share = a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a);
  const densityA = normalDensity(a) / share;
  const densityB = normalDensity(b) / share;
  const shift = densityA - densityB;
  // At an infinite bound a·density(a) is 0, which Infinity · 0 would not give.
  const edges = (densityA === 0 ? 0 : a * densityA) - (densityB === 0 ? 0 : b * densityB);
  return { mean: d.mean + d.sd * shift, variance: d.sd * d.sd * (1 + edges - shift * shift) };
}
