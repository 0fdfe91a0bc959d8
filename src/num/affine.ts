import type { Distribution } from './distribution.ts';
import { log } from './log.ts';

/**
 * The distribution of factor · X + offset, of the same kind as that of X: how a distribution changes its unit.
 *
 * Throws a RangeError unless the factor is above 0 and finite, and the offset finite.
 *
 * @example affine({ kind: 'normal', mean: 2, sd: 0.5 }, 1000, 0) // { kind: 'normal', mean: 2000, sd: 500 }
 */
export function affine(distribution: Distribution, factor: number, offset: number): Distribution {
  if (!(factor > 0 && factor < Infinity) || !Number.isFinite(offset)) {
    throw new RangeError(`affine needs a factor above 0 and a finite offset, found ${factor} and ${offset}`);
  }
  const d = distribution;
  const at = (value: number): number => factor * value + offset;
  switch (d.kind) {
    case 'point':
      return { ...d, value: at(d.value) };
    case 'normal':
      return { ...d, mean: at(d.mean), sd: factor * d.sd };
    case 'lognormal':
      return { kind: d.kind, mu: d.mu + log(factor), sigma: d.sigma, ...shifted(at(d.shift ?? 0)) };
    case 'uniform':
    case 'beta':
      return { ...d, low: at(d.low), high: at(d.high) };
    case 'triangular':
    case 'pert':
      return { ...d, low: at(d.low), mode: at(d.mode), high: at(d.high) };
    case 'discrete':
      return { ...d, values: d.values.map(at) };
    case 'truncatedNormal':
      return { ...d, mean: at(d.mean), sd: factor * d.sd, low: at(d.low), high: at(d.high) };
    case 'exponential':
      return { kind: d.kind, mean: factor * d.mean, ...shifted(at(d.shift ?? 0)) };
  }
}

function shifted(shift: number): { readonly shift?: number } {
  return shift === 0 ? {} : { shift };
}
