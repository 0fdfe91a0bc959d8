import { inverseNormal, normalCdf, pow, uniformAt } from '../num/index.ts';
import type { Multipliers } from './multipliers.ts';
import { multiplierAt } from './multipliers.ts';

export interface PathOptions {
  readonly paths: number;
  /** Whole number from 0 on. */
  readonly seed: number;
  /** 32-bit hash of the series' name, so that another series never shifts these draws. */
  readonly stream: number;
}

export interface PathSource {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
  readonly multipliers: Multipliers;
  readonly isNonNegative: boolean;
}

/**
 * Joint paths of a forecast: one array per path, by horizon. At each horizon they have the distribution of the intervals;
 * between horizons the errors are joined by a Gaussian copula with corr(h, k) = (h/k)^κ, κ from the back-test.
 *
 * Sums over time (capacity, backlog) need paths: bands at each date do not say whether the errors last.
 */
export function samplePaths(source: PathSource, options: PathOptions): Float64Array[] {
  const { mean, scale, multipliers, isNonNegative } = source;
  const horizon = mean.length;
  const lasting = Array.from({ length: horizon }, (_, h) =>
    h === 0 ? 0 : pow(h / (h + 1), multipliers.persistence),
  );
  return Array.from({ length: options.paths }, (_, path) => {
    let z = 0;
    return Float64Array.from({ length: horizon }, (_, h) => {
      const fresh = inverseNormal(uniformAt(options.seed, path, options.stream, h));
      const keep = lasting[h]!;
      z = keep * z + Math.sqrt(1 - keep * keep) * fresh;
      const value = mean[h]! + scale[h]! * multiplierAt(multipliers, h, normalCdf(z));
      return isNonNegative ? Math.max(value, 0) : value;
    });
  });
}
