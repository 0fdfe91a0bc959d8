import { normalCdf, normalDensity } from '../num/index.ts';
import { forecastPoints } from './forecast-points.ts';

/**
 * Demand behind sales that ran into capacity: a sold-out period is a lower bound, so its value is raised to the mean of the
 * one-step forecast given that it is at least what was sold.
 *
 * Periods are taken from the oldest on, each forecast from the values before it, lifted ones included; a sold-out period
 * among the first four stays as sold. Source: J. Tobin, Econometrica 26 (1958), for the mean of a normal cut from below.
 *
 * @example liftCensored(sales, soldOut, [4]) // at or above `sales` everywhere
 */
export function liftCensored(
  sold: Float64Array,
  isSoldOut: readonly boolean[],
  seasons: readonly number[],
): Float64Array {
  const lifted = sold.slice();
  for (let t = 4; t < sold.length; t++) {
    if (!isSoldOut[t]) continue;
    const { paths, spread } = forecastPoints(lifted.slice(0, t), { horizon: 1, seasons });
    lifted[t] = meanAbove(paths.buildout[0]!, spread[0]!, sold[t]!);
  }
  return lifted;
}

/** The mean of a normal given that it is at least `bound`; at least the bound itself. */
function meanAbove(mean: number, sd: number, bound: number): number {
  if (!(sd > 0)) return Math.max(mean, bound);
  const z = (bound - mean) / sd;
  // Far above the mean the ratio loses its digits; there the mean of the tail is bound + sd/z.
  if (z > 6) return bound + sd / z;
  return Math.max(bound, mean + (sd * normalDensity(z)) / (1 - normalCdf(z)));
}
