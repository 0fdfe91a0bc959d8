import { powerOfTwo } from './bits.ts';
import { inverseNormal } from './inverse-normal.ts';
import { normalCdf } from './normal-cdf.ts';

const SMALLEST = powerOfTwo(-53);

/**
 * Replaces independent standard normals by correlated ones, in place: one array per driver, all of equal length.
 *
 * `lower` is the Cholesky factor of the correlation matrix, a row per driver. Throws a RangeError on unequal shapes.
 *
 * @example correlate([[1, 0], [0.6, 0.8]], [demand, price]) // price now moves with demand, correlation 0.6
 */
export function correlate(lower: readonly (readonly number[])[], normals: readonly Float64Array[]): void {
  const length = normals[0]?.length ?? 0;
  if (lower.length !== normals.length || normals.some((block) => block.length !== length)) {
    throw new RangeError('correlate needs one block of equal length for each row of the factor');
  }
  // From the last driver up, since a driver reads only those before it.
  for (let i = normals.length - 1; i >= 0; i--) {
    const row = lower[i]!;
    const out = normals[i]!;
    for (let path = 0; path < length; path++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += row[k]! * normals[k]![path]!;
      out[path] = sum;
    }
  }
}

/**
 * Replaces independent uniforms by uniforms joined by a Gaussian copula, in place; shapes as for {@link correlate}.
 *
 * The correlation is that of the normals underneath; the rank correlation of the uniforms is 6/π·asin(ρ/2), at most 0.018
 * from ρ. Results stay inside (0, 1), so that every distribution can be read at them.
 */
export function correlateUniforms(
  lower: readonly (readonly number[])[],
  uniforms: readonly Float64Array[],
): void {
  for (const block of uniforms) for (let i = 0; i < block.length; i++) block[i] = inverseNormal(block[i]!);
  correlate(lower, uniforms);
  for (const block of uniforms) {
    for (let i = 0; i < block.length; i++) {
      block[i] = Math.min(Math.max(normalCdf(block[i]!), SMALLEST), 1 - SMALLEST);
    }
  }
}
