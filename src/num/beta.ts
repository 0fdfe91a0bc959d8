import { exp } from './exp.ts';
import { log } from './log.ts';
import { log1p } from './expm1.ts';
import { logGamma } from './log-gamma.ts';

/** Shape of a beta distribution with the logarithm of its beta function, which every call needs. */
export interface BetaShape {
  readonly a: number;
  readonly b: number;
  readonly logBeta: number;
}

export function betaShape(a: number, b: number): BetaShape {
  return { a, b, logBeta: logGamma(a) + logGamma(b) - logGamma(a + b) };
}

/**
 * The regularised incomplete beta function: the probability below x of a beta variable; absolute error about 1e-14.
 *
 * Source: continued fraction DLMF 8.17.22, evaluated by Lentz's method (I. Thompson, A. Barnett, J. Comput. Phys. 64, 1986).
 *
 * @example incompleteBeta(0.5, betaShape(2, 2)) // 0.5
 */
export function incompleteBeta(x: number, shape: BetaShape): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const { a, b } = shape;
  const front = exp(a * log(x) + b * log1p(-x) - shape.logBeta);
  // The fraction converges fast below the mean only; above it the mirrored one is used.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * The x below which a beta variable falls with probability u, to 1e-13 in x.
 *
 * Halley steps kept inside a shrinking bracket, halved whenever a step would leave it. 0 for u ≤ 0, 1 for u ≥ 1.
 *
 * @example inverseIncompleteBeta(0.5, betaShape(2, 2)) // 0.5
 */
export function inverseIncompleteBeta(u: number, shape: BetaShape): number {
  if (u <= 0) return 0;
  if (u >= 1) return 1;
  const { a, b } = shape;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 200; i++) {
    const error = incompleteBeta(x, shape) - u;
    if (error === 0) return x;
    if (error < 0) low = x;
    else high = x;
    const density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - shape.logBeta);
    const newton = error / density;
    const bend = 0.5 * newton * ((a - 1) / x - (b - 1) / (1 - x));
    const step = newton / Math.max(0.5, 1 - bend);
    let next = x - step;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (Math.abs(next - x) <= 1e-14 * x || high - low <= 1e-15) return next;
    x = next;
  }
  return x;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1), tiny);
  let value = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d, tiny);
    c = awayFromZero(1 + even / c, tiny);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d, tiny);
    c = awayFromZero(1 + odd / c, tiny);
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) <= 3e-16) break;
  }
  return value;
}

function awayFromZero(x: number, tiny: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}
