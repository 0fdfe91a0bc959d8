import { betaShape, inverseIncompleteBeta } from './beta.ts';

/**
 * The t for which a Student variable of `freedom` degrees lies within ±t with probability `level` in (0, 1).
 *
 * From t²/(freedom + t²) being beta(½, freedom/2). Source: Abramowitz and Stegun 26.7.1.
 *
 * @example studentWidth(0.95, 7) // 2.3646242515927844
 */
export function studentWidth(level: number, freedom: number): number {
  // The mirrored beta keeps digits where the share comes close to 1.
  const rest = inverseIncompleteBeta(1 - level, betaShape(freedom / 2, 0.5));
  return Math.sqrt((freedom * (1 - rest)) / rest);
}
