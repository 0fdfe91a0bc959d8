import { powerOfTwo } from './bits.ts';

// A literal, because the standard fixes Math.LOG2E only approximately.
// oxlint-disable-next-line oxc/approx-constant
const LOG2_E = 1.4426950408889634;
// ln 2 in two parts: the first has 32 trailing zero bits, so that k·LN2_HIGH is exact for |k| < 2^11.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;

/**
 * e to the power x, with the same bits in every engine; relative error below 1 ulp (2.3e-16) for normal results.
 *
 * Overflows to Infinity above 709.782712893384, underflows gradually to 0 below −745.13, and NaN stays NaN.
 * Source: FreeBSD msun `e_exp.c` (Sun Microsystems 1993), arranged without branches so that it can be emitted for SIMD.
 *
 * @example exp(0.5) // 1.6487212707001282
 */
export function exp(x: number): number {
  return expSum(x, 0);
}

/** e to the power `high + low`, where `low` is a correction below one ulp of `high`; used by {@link exp} and `pow`. */
export function expSum(high: number, low: number): number {
  // Beyond the clamp the scaled result is Infinity or 0 anyway; Math.min and Math.max keep NaN.
  const x = Math.min(Math.max(high, -746), 710);
  const k = Math.floor(x * LOG2_E + 0.5);
  const top = x - k * LN2_HIGH;
  const rest = k * LN2_LOW - low;
  const r = top - rest;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const y = 1 - (rest - (r * c) / (2 - c) - top);
  // Two factors, because 2^k itself may overflow or be subnormal when the result is not; only the second can round.
  const half = Math.floor(k * 0.5);
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}
