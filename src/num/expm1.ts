import { exp } from './exp.ts';
import { log } from './log.ts';

/**
 * exp(x) − 1 without loss of digits near 0; relative error below 4 ulp.
 *
 * Source: W. Kahan's correction, in N. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., section 1.14.1.
 *
 * @example expm1(1e-10) // 1.00000000005e-10
 */
export function expm1(x: number): number {
  if (Math.abs(x) > 1) return exp(x) - 1;
  const u = exp(x);
  return u === 1 ? x : ((u - 1) * x) / log(u);
}

/**
 * log(1 + x) without loss of digits near 0; relative error below 4 ulp; NaN below −1.
 *
 * Source: as for {@link expm1}.
 *
 * @example log1p(1e-10) // 9.9999999995e-11
 */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  return u > 0 && u < Infinity ? (log(u) * x) / (u - 1) : log(u);
}
