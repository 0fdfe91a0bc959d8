import { log } from './log.ts';

// Lanczos coefficients for g = 7 and nine terms (P. Godfrey 2001).
const G = 7;
const TERMS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const HALF_LOG_2PI = 0.9189385332046728;

/** Logarithm of the gamma function for x > 0, absolute error about 1e-15 times the larger of 1 and the result. */
export function logGamma(x: number): number {
  // Below ½ the series loses digits; the recurrence Γ(x + 1) = x·Γ(x) steps over it.
  if (x < 0.5) return logGamma(x + 1) - log(x);
  let sum = 0.9999999999998099;
  for (let i = 0; i < TERMS.length; i++) sum += TERMS[i]! / (x + i);
  const t = x + G - 0.5;
  return HALF_LOG_2PI + (x - 0.5) * log(t) - t + log(sum);
}
