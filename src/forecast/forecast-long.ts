import { exp, log, pow } from '../num/index.ts';
import { adjustSeason, applySeason } from './adjust-season.ts';
import type { DoublePattern } from './fit-double-season.ts';
import { fitDoubleSeason } from './fit-double-season.ts';
import { fitTheta, projectTheta } from './fit-theta.ts';
import { forecastTotals } from './forecast-totals.ts';

/** Forecasts of a long series with long seasons, such as hours with days and weeks. */
export interface LongForecast {
  readonly theta: Float64Array;
  readonly ets: Float64Array;
  readonly combined: Float64Array;
  readonly spread: Float64Array;
}

export interface LongOptions {
  readonly horizon: number;
  /** The short season, such as 24, and the longer one, such as 168. */
  readonly seasons: readonly number[];
}

/** From this season on, and this many of them, a series can judge the methods by itself. */
export const shortestLongSeason = 24;
const fewestSeasons = 12;
/** A method's weight falls with this power of its mean absolute error at the origins held out. */
const sharpness = 4;

export function isLongSeries(length: number, seasons: readonly number[]): boolean {
  const season = seasons[0] ?? 1;
  return season >= shortestLongSeason && length >= fewestSeasons * season;
}

/**
 * Forecasts a long series by seven methods and weighs them by how well they did from three origins held out of it.
 *
 * Members: seasonal naive by the short and the long season, theta without season, smoothing with one and two seasons and
 * in logarithms, and totals by short season spread by profile. The weights follow error^−4: near the best method where one
 * is clearly best, near the mean where none is.
 */
export function forecastLong(values: Float64Array, options: LongOptions): LongForecast {
  const { horizon, seasons } = options;
  const season = seasons[0]!;
  const now = runMembers(values, options);
  const losses = new Map<string, number>();
  for (const held of [2 * season, 4 * season, 7 * season]) {
    const train = values.subarray(0, values.length - held);
    const span = Math.min(held, horizon);
    for (const [name, path] of runMembers(train, { horizon: span, seasons }).paths) {
      let sum = 0;
      for (let h = 0; h < span; h++) sum += Math.abs(values[train.length + h]! - path[h]!);
      losses.set(name, (losses.get(name) ?? 0) + sum / span);
    }
  }
  const least = Math.min(...losses.values());
  const combined = new Float64Array(horizon);
  let total = 0;
  for (const [name, path] of now.paths) {
    const loss = losses.get(name);
    if (loss === undefined) continue;
    const weight = least > 0 ? pow(least / loss, sharpness) : loss === 0 ? 1 : 0;
    total += weight;
    for (let h = 0; h < horizon; h++) combined[h]! += weight * path[h]!;
  }
  const better = (a: string, b: string) =>
    now.paths.get((losses.get(b) ?? Infinity) < (losses.get(a) ?? Infinity) ? b : a)!;
  return {
    theta: better('totals', 'totals-ratio'),
    ets: better('double', 'double-log'),
    combined: combined.map((value) => value / total),
    spread: now.spread,
  };
}

function runMembers(values: Float64Array, { horizon, seasons }: LongOptions) {
  const n = values.length;
  const season = seasons[0]!;
  const long = seasons[1] !== undefined && n >= 3 * seasons[1] ? seasons[1] : undefined;
  const isPositive = values.every((value) => value > 0);
  const paths = new Map<string, Float64Array>();
  const repeat = (length: number) =>
    Float64Array.from({ length: horizon }, (_, h) => values[n - length + (h % length)]!);
  paths.set('repeat', repeat(season));
  if (long !== undefined) paths.set('repeat-long', repeat(long));
  const double = fitDoubleSeason(values, startPattern(values, season, long), horizon);
  paths.set('double', double.path);
  if (long !== undefined)
    paths.set('single', fitDoubleSeason(values, startPattern(values, season, undefined), horizon).path);
  if (isPositive) {
    const logs = values.map((value) => log(value));
    const path = fitDoubleSeason(logs, startPattern(logs, season, long), horizon).path;
    paths.set(
      'double-log',
      path.map((value) => exp(Math.min(value, 700))),
    );
  }
  const days = long === undefined ? 1 : Math.round(long / season);
  paths.set('totals', forecastTotals(values, { horizon, season, cycle: days, isRatio: false }));
  if (isPositive)
    paths.set('totals-ratio', forecastTotals(values, { horizon, season, cycle: days, isRatio: true }));
  const outer = adjustSeason(values, long ?? season);
  const plain = projectTheta(fitTheta(outer.values), outer.values, horizon);
  paths.set('theta', applySeason(plain, outer, n));
  return { paths, spread: double.spread };
}

/** Level and patterns of the first three long seasons (or as many short ones): means by position. */
function startPattern(values: Float64Array, season: number, long: number | undefined): DoublePattern {
  const length = Math.min(values.length, 3 * (long ?? 7 * season));
  let level = 0;
  for (let t = 0; t < length; t++) level += values[t]! / length;
  const inner = positionMeans(season, length, (t) => values[t]! - level);
  const outer =
    long === undefined
      ? new Float64Array(0)
      : positionMeans(long, length, (t) => values[t]! - level - inner[t % season]!);
  return { level, inner, outer };
}

function positionMeans(season: number, length: number, value: (t: number) => number): Float64Array {
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = 0; t < length; t++) {
    sums[t % season]! += value(t);
    counts[t % season]! += 1;
  }
  return sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : 0));
}
