import type { Distribution } from './distribution.ts';
import { log } from './log.ts';

/** The standard normal quantile of 0.95. */
export const Z_95 = 1.6448536269514722;

/**
 * The distribution of a range `low to high`, read as a 90% interval: 5% of draws fall below low, 5% above high.
 *
 * Lognormal when both bounds are above 0, else normal; a point when they are equal. Bounds in the wrong order give a
 * negative spread, which `checkDistribution` reports.
 *
 * @example fromInterval90(5, 10) // { kind: 'lognormal', mu: 1.956…, sigma: 0.2107… }
 */
export function fromInterval90(low: number, high: number): Distribution {
  if (low === high) return { kind: 'point', value: low };
  if (low > 0 && high > 0) {
    const logLow = log(low);
    const logHigh = log(high);
    return { kind: 'lognormal', mu: 0.5 * (logLow + logHigh), sigma: (logHigh - logLow) / (2 * Z_95) };
  }
  return { kind: 'normal', mean: 0.5 * (low + high), sd: (high - low) / (2 * Z_95) };
}
