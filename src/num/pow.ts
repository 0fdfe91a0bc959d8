import { highWord, withHighWord } from './bits.ts';
import { expSum } from './exp.ts';
import { logSeries } from './log.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;
const SPLITTER = 134217729; // 2^27 + 1, Veltkamp's constant.

/**
 * `base` to the power `exponent`, with the same bits in every engine, by one rule: exp(exponent · log base) with the
 * logarithm and the product carried in two doubles; relative error below 2 ulp (4.5e-16) where |exponent · log base| < 50.
 *
 * Exponent 0 gives 1 and base 1 gives 1, whatever the other is, NaN included; exponent 2 gives the product, correctly rounded. A negative base takes an integer exponent
 * only, and gives NaN with any other. Base 0 gives 0, 1 or Infinity, of positive sign.
 * Source: the split of e_pow.c (Sun Microsystems 1993); products after T. J. Dekker, Numer. Math. 18 (1971).
 *
 * @example pow(1.1, 10) // 2.5937424601000023
 */
export function pow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 2) return base * base;
  if (!(base > 0) || base === Infinity) return powSpecial(base, exponent);
  // Beyond the clamp the result is 0 or Infinity for every base but 1; the clamp keeps the splitting below from overflowing.
  const b = Math.min(Math.max(exponent, -1e250), 1e250);

  const isSmall = base < SMALLEST_NORMAL;
  const scaled = isSmall ? base * TWO_TO_54 : base;
  const high = highWord(scaled);
  const mantissa = high & 0xfffff;
  const carry = (mantissa + 0x95f64) & 0x100000;
  const k = (high >> 20) - 1023 + (carry >> 20) - (isSmall ? 54 : 0);
  const m = withHighWord(scaled, mantissa | (carry ^ 0x3ff00000));

  // log m = 2s + s·series(s²) with s = (m − 1)/(m + 1) in two doubles.
  const f = m - 1;
  const sum = m + 1;
  const sumLow = m >= 1 ? 1 - (sum - m) : m - (sum - 1);
  const s = f / sum;
  const product = s * sum;
  const sLow = (f - product - productError(s, sum, product) - s * sumLow) / sum;

  // log base = k·ln 2 + log m in two doubles; k·LN2_HIGH is exact and is 0 or larger than 2s, so the fast sum is exact.
  const whole = k * LN2_HIGH;
  const logSum = whole + 2 * s;
  const logLow = whole === 0 ? 0 : whole - logSum + 2 * s;
  const low = logLow + (s * logSeries(s * s) + (2 * sLow + k * LN2_LOW));
  const logHigh = logSum + low;
  const logRest = logSum - logHigh + low;

  const exponentHigh = b * logHigh;
  const exponentLow = productError(b, logHigh, exponentHigh) + b * logRest;
  // Where the result is finite and not 0 the low part is below 1e-12; elsewhere the high part alone decides.
  return expSum(exponentHigh, Math.min(Math.max(exponentLow, -1e-12), 1e-12));
}

/** What rounding lost in `product = a·b` (Dekker), so that a·b = product + error exactly. */
function productError(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function powSpecial(base: number, exponent: number): number {
  if (!(exponent === exponent) || !(base === base)) return NaN;
  if (base === 0) return exponent > 0 ? 0 : Infinity;
  if (base === Infinity) return exponent > 0 ? Infinity : 0;
  if (exponent !== Math.floor(exponent)) return NaN;
  const isOdd = exponent - 2 * Math.floor(exponent / 2) === 1;
  return isOdd ? -pow(-base, exponent) : pow(-base, exponent);
}
