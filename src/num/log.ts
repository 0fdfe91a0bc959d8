import { highWord, withHighWord } from './bits.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;

/**
 * Natural logarithm, with the same bits in every engine; relative error below 1 ulp (2.3e-16).
 *
 * log(0) is −Infinity, log of a negative number NaN, log(Infinity) Infinity.
 * Source: FreeBSD msun `e_log.c` (Sun Microsystems 1993), in its one-formula form.
 *
 * @example log(10) // 2.302585092994046
 */
export function log(x: number): number {
  if (!(x > 0) || x === Infinity) return logSpecial(x);
  // A subnormal is first scaled up by 2^54, so that its exponent bits can be read.
  const isSmall = x < SMALLEST_NORMAL;
  const scaled = isSmall ? x * TWO_TO_54 : x;
  const high = highWord(scaled);
  const mantissa = high & 0xfffff;
  // Adds one to the exponent when the mantissa exceeds √2, so that m lies in [√½, √2).
  const carry = (mantissa + 0x95f64) & 0x100000;
  const k = (high >> 20) - 1023 + (carry >> 20) - (isSmall ? 54 : 0);
  const f = withHighWord(scaled, mantissa | (carry ^ 0x3ff00000)) - 1;
  const s = f / (2 + f);
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + logSeries(s * s)) + k * LN2_LOW) - f);
}

/** (log((1+s)/(1−s)) − 2s) / s as a polynomial in z = s², for |s| ≤ 0.1716; absolute error below 2^−58. */
export function logSeries(z: number): number {
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return even + odd;
}

function logSpecial(x: number): number {
  if (x === 0) return -Infinity;
  return x === Infinity ? Infinity : NaN;
}
