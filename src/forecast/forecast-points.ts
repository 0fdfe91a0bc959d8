import { adjustSeason, applySeason, withoutSeason } from './adjust-season.ts';
import { fitEtsPool, longestSmoothedSeason, poolSeason } from './fit-ets-pool.ts';
import { forecastLong, isLongSeries } from './forecast-long.ts';
import { fitTheta, projectTheta } from './fit-theta.ts';

/** Methods in the order of the output: the naive floor first, the combination last. */
export const methods = ['naive', 'seasonal_naive', 'theta', 'damped', 'ets', 'buildout'] as const;
export type Method = (typeof methods)[number];

/** Forecasts of the mean by method for periods 1 to the horizon, and the spread that the models expect. */
export interface PointForecasts {
  readonly paths: Readonly<Record<Method, Float64Array>>;
  /** Standard deviation of the error by period, in the unit of the series; 0 for a constant series. */
  readonly spread: Float64Array;
}

export interface PointOptions {
  readonly horizon: number;
  /** Periods a season has, 1 for none; a second, longer one such as 168 beside 24 is used where the data show it. */
  readonly seasons: readonly number[];
}

/** Fewer values than this say nothing about trend or smoothing: the last one is carried forward. */
const fewest = 4;

/**
 * Forecasts one series by every method; `buildout` is the mean of `theta` and `ets`.
 *
 * Values are equally spaced, oldest first, at least one. Where none is below 0, no forecast is.
 *
 * @example forecastPoints(Float64Array.from([112, 118, 132, 129]), { horizon: 4, seasons: [4] }).paths.buildout
 */
export function forecastPoints(history: Float64Array, options: PointOptions): PointForecasts {
  const { horizon } = options;
  const values = recent(history, options.seasons);
  const n = values.length;
  const season = options.seasons[0] ?? 1;
  const naive = new Float64Array(horizon).fill(values[n - 1]!);
  const seasonalNaive =
    season > 1 && n >= season ? naive.map((_, h) => values[n - season + (h % season)]!) : naive;
  const floor = { naive, seasonal_naive: seasonalNaive };
  if (n < fewest || isConstant(values)) {
    const spread = naiveSpread(values, horizon);
    return { paths: { ...floor, theta: naive, damped: naive, ets: naive, buildout: naive }, spread };
  }
  const isNonNegative = history.every((value) => value >= 0);
  const clip = (path: Float64Array) => (isNonNegative ? path.map((value) => Math.max(value, 0)) : path);
  if (isLongSeries(n, options.seasons)) {
    const { theta, ets, combined, spread } = forecastLong(values, options);
    const paths = {
      ...floor,
      theta: clip(theta),
      damped: clip(ets),
      ets: clip(ets),
      buildout: clip(combined),
    };
    return { paths, spread };
  }
  const adjusted = adjustSeason(values, season);
  const restore = (path: Float64Array) => applySeason(path, adjusted, n);
  const theta = restore(projectTheta(fitTheta(adjusted.values), adjusted.values, horizon));
  const isAdjusted = season > longestSmoothedSeason;
  const seen = isAdjusted ? withoutSeason(adjusted.values) : poolSeason(values, adjusted, season);
  const pool = fitEtsPool(isAdjusted ? adjusted.values : values, seen, horizon);
  const bring = (path: Float64Array) => (isAdjusted ? restore(path) : path);
  const ets = pool ? bring(pool.ets) : theta;
  const damped = pool ? bring(pool.damped) : theta;
  const spread = pool ? pool.spread : naiveSpread(values, horizon);
  const buildout = ets.map((value, h) => (value + theta[h]!) / 2);
  const paths = {
    ...floor,
    theta: clip(theta),
    damped: clip(damped),
    ets: clip(ets),
    buildout: clip(buildout),
  };
  return { paths, spread };
}

/** The method is not asked to remember more than this: older values cost time and say little about the next season. */
const mostValues = 2000;

function recent(history: Float64Array, seasons: readonly number[]): Float64Array {
  const most = Math.max(mostValues, 6 * Math.max(...seasons, 1));
  return history.length > most ? history.slice(history.length - most) : history;
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** Of a random walk: the root mean square change, growing with the root of the horizon. */
function naiveSpread(values: Float64Array, horizon: number): Float64Array {
  let sum = 0;
  for (let t = 1; t < values.length; t++) {
    const change = values[t]! - values[t - 1]!;
    sum += change * change;
  }
  const step = values.length > 1 ? Math.sqrt(sum / (values.length - 1)) : 0;
  return Float64Array.from({ length: horizon }, (_, h) => step * Math.sqrt(h + 1));
}
