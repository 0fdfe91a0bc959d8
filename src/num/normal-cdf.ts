import { exp } from './exp.ts';

const SQRT_32 = 5.656854249492381;
const ONE_OVER_SQRT_2PI = 0.3989422804014327;

const A = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356];
const A_LEAD = 0.06568233791820745;
const B = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const C = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726,
  6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const C_LEAD = 1.0765576773720192e-8;
const D = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const P = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
];
const P_LEAD = 0.023073441764940174;
const Q = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];

/**
 * The standard normal probability below x, relative error about 1e-15 down to x = −37.5, where it is 1e-308.
 *
 * NaN stays NaN. Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
 *
 * @example normalCdf(1.6448536269514722) // 0.95
 */
export function normalCdf(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.67448975) return 0.5 + centre(x);
  const tail = upperTail(size);
  return x > 0 ? 1 - tail : tail;
}

/** The standard normal density at x. */
export function normalDensity(x: number): number {
  return ONE_OVER_SQRT_2PI * expMinusHalfSquare(Math.abs(x));
}

function centre(x: number): number {
  const square = x * x;
  return x * ratio(square, { lead: A_LEAD, top: A, bottom: B });
}

function upperTail(size: number): number {
  // From 40 on the tail is 0 in a double; the ratios below would only meet Infinity.
  if (size > 40) return 0;
  if (size <= SQRT_32) return expMinusHalfSquare(size) * ratio(size, { lead: C_LEAD, top: C, bottom: D });
  const inverseSquare = 1 / (size * size);
  const series = inverseSquare * ratio(inverseSquare, { lead: P_LEAD, top: P, bottom: Q });
  return (expMinusHalfSquare(size) * (ONE_OVER_SQRT_2PI - series)) / size;
}

/** exp(−x²/2), with x² in two parts (the first rounded to 1/16), so that no digits are lost for large x. */
function expMinusHalfSquare(size: number): number {
  if (size > 40) return size === size ? 0 : NaN;
  const rounded = Math.floor(size * 16) / 16;
  const rest = (size - rounded) * (size + rounded);
  return exp(-0.5 * rounded * rounded) * exp(-0.5 * rest);
}

/** (lead·xⁿ + top[0]·xⁿ⁻¹ + …) over (xⁿ + bottom[0]·xⁿ⁻¹ + …), where the coefficients come in Cody's order. */
function ratio(
  x: number,
  parts: { readonly lead: number; readonly top: readonly number[]; readonly bottom: readonly number[] },
): number {
  let top = parts.lead;
  let bottom = 1;
  for (let i = 0; i < parts.top.length; i++) {
    top = top * x + parts.top[i]!;
    bottom = bottom * x + parts.bottom[i]!;
  }
  return top / bottom;
}
