import { adjustSeason, applySeason } from './adjust-season.ts';
import { fitTheta, projectTheta } from './fit-theta.ts';

export interface TotalsOptions {
  readonly horizon: number;
  /** Values in one total, such as 24 hours. */
  readonly season: number;
  /** Totals in one cycle of profiles, such as 7 days; 1 for one profile. */
  readonly cycle: number;
  /** Whether the profile multiplies the mean of its total or adds to it. */
  readonly isRatio: boolean;
}

/** What a profile a cycle older still weighs. */
const fading = 0.7;

/**
 * Forecasts the means of whole seasons, such as days, by the theta method and spreads them by the usual profile.
 *
 * Totals are smoother than their parts, so that trend and level show in them. Source of the idea: Kourentzes, Petropoulos,
 * Trapero, "Improving forecasting by estimating time series structural components across multiple frequencies", IJF 30 (2014).
 */
export function forecastTotals(values: Float64Array, options: TotalsOptions): Float64Array {
  const { horizon, season, cycle, isRatio } = options;
  const days = Math.floor(values.length / season);
  const offset = values.length - days * season;
  const means = new Float64Array(days);
  for (let day = 0; day < days; day++) {
    for (let k = 0; k < season; k++) means[day]! += values[offset + day * season + k]! / season;
  }
  const adjusted = adjustSeason(means, cycle);
  const ahead = Math.ceil(horizon / season);
  const totals = applySeason(projectTheta(fitTheta(adjusted.values), adjusted.values, ahead), adjusted, days);
  const profile = findProfile(values.subarray(offset), means, options);
  return Float64Array.from({ length: horizon }, (_, h) => {
    const day = Math.floor(h / season);
    const part = profile[((days + day) % cycle) * season + (h % season)]!;
    return isRatio ? totals[day]! * part : totals[day]! + part;
  });
}

function findProfile(values: Float64Array, means: Float64Array, options: TotalsOptions): Float64Array {
  const { season, cycle, isRatio } = options;
  const sums = new Float64Array(season * cycle);
  const counts = new Float64Array(season * cycle);
  let weight = 1;
  for (let day = means.length - 1; day >= 0; day--) {
    const mean = means[day]!;
    for (let k = 0; k < season; k++) {
      const at = (day % cycle) * season + k;
      const value = values[day * season + k]!;
      if (isRatio && mean === 0) continue;
      sums[at]! += weight * (isRatio ? value / mean : value - mean);
      counts[at]! += weight;
    }
    if ((means.length - day) % cycle === 0) weight *= fading;
  }
  return sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : isRatio ? 1 : 0));
}
