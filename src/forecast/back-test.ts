import type { Interval } from '../num/index.ts';
import { wilsonInterval } from '../num/index.ts';
import { makeBands } from './bands.ts';
import type { Calibration } from './calibrate.ts';
import { calibrateOwn, calibratePool, calibratePrior } from './calibrate.ts';
import type { Method } from './forecast-points.ts';
import { methods } from './forecast-points.ts';
import { levels } from './multipliers.ts';
import type { Vintage } from './rolling-origin.ts';
import type { Judged, Scores } from './score.ts';
import { scoreForecasts } from './score.ts';
import type { SeriesFrequency } from './series.ts';

/** How forecasts made from earlier origins did, with intervals that did not know what came. */
export interface BackTest {
  readonly scores: Readonly<Record<Method, Scores>>;
  /** Forecasts judged: series times origins. */
  readonly forecasts: number;
  readonly series: number;
  /** 95% interval of the combination's coverage, as of that many independent forecasts (Wilson). */
  readonly error80: Interval;
  readonly error95: Interval;
  /** Share of outcomes in each tenth of the combination's predicted distribution; 0.1 each when it is right. */
  readonly pit: readonly number[];
  /** Mean absolute scaled error by horizon: the combination's and the better naive one's. */
  readonly byHorizon: readonly { readonly h: number; readonly mase: number; readonly naive: number }[];
  readonly how: string;
}

export interface BackTestOptions {
  readonly horizon: number;
  readonly frequency: SeriesFrequency;
  readonly isPooled: boolean;
}

const folds = 5;

/**
 * Judges vintages, one list per series. Intervals of a pooled set are calibrated on the other four fifths of the series;
 * those of a single series on the errors that were known at the origin. `undefined` when there is no vintage.
 */
export function backTest(
  vintages: readonly (readonly Vintage[])[],
  options: BackTestOptions,
): BackTest | undefined {
  const cases = options.isPooled ? pooledCases(vintages, options) : ownCases(vintages, options);
  if (cases.length === 0) return undefined;
  const judge = (method: Method) => scoreForecasts(cases.map((each) => judgeCase(each, method)));
  const scores = Object.fromEntries(methods.map((method) => [method, judge(method)])) as Record<
    Method,
    Scores
  >;
  const { covered80, covered95, forecasts } = scores.buildout;
  return {
    scores,
    forecasts,
    series: vintages.filter((list) => list.length > 0).length,
    // A mean of shares may round to just above 1.
    error80: wilsonInterval(Math.min(covered80, 1) * forecasts, forecasts, 0.95),
    error95: wilsonInterval(Math.min(covered95, 1) * forecasts, forecasts, 0.95),
    pit: findPit(cases),
    byHorizon: errorsByHorizon(cases, options.horizon),
    how: options.isPooled
      ? 'each forecast made again from up to three earlier origins with the values known then; intervals calibrated on the other four fifths of the series'
      : 'each forecast made again from earlier origins with the values known then; intervals calibrated on the errors known at the origin, before that on public series',
  };
}

interface Case {
  readonly vintage: Vintage;
  readonly calibration: Calibration;
}

function pooledCases(vintages: readonly (readonly Vintage[])[], options: BackTestOptions): Case[] {
  const prior = calibratePrior(options.frequency);
  return Array.from({ length: folds }, (_, fold) => {
    const others = vintages.filter((_list, i) => i % folds !== fold).flat();
    const calibration = calibratePool(others, options.horizon) ?? prior;
    const held = vintages.filter((_list, i) => i % folds === fold).flat();
    return held.map((vintage) => ({ vintage, calibration }));
  }).flat();
}

function ownCases(vintages: readonly (readonly Vintage[])[], options: BackTestOptions): Case[] {
  const prior = calibratePrior(options.frequency);
  return vintages.flatMap((list) =>
    list.map((vintage) => {
      const known = list.flatMap((other) => cutVintage(other, vintage.origin));
      return { vintage, calibration: calibrateOwn(known, options.horizon) ?? prior };
    }),
  );
}

/** A vintage as it could be judged at an origin: with the actuals that had come by then, if any. */
function cutVintage(vintage: Vintage, at: number): Vintage[] {
  const seen = Math.min(at - vintage.origin, vintage.actuals.length);
  return seen > 0 ? [{ ...vintage, actuals: vintage.actuals.slice(0, seen) }] : [];
}

function judgeCase({ vintage, calibration }: Case, method: Method): Judged {
  const { actuals, paths, scale, change, isNonNegative } = vintage;
  const bands = makeBands(paths[method], scale, calibration.multipliers[method], isNonNegative);
  return { ...bands, actuals, change };
}

const tenths = 10;

function findPit(cases: readonly Case[]): number[] {
  const counts = Array.from({ length: tenths }, () => 0);
  let total = 0;
  for (const { vintage, calibration } of cases) {
    const { actuals, paths, scale } = vintage;
    const { byHorizon } = calibration.multipliers.buildout;
    for (let h = 0; h < actuals.length; h++) {
      if (!(scale[h]! > 0)) continue;
      const error = (actuals[h]! - paths.buildout[h]!) / scale[h]!;
      const p = probabilityOf(byHorizon[Math.min(h, byHorizon.length - 1)]!, error);
      counts[Math.min(tenths - 1, Math.floor(p * tenths))]! += 1;
      total += 1;
    }
  }
  return counts.map((count) => (total > 0 ? count / total : 0));
}

/** Where a scaled error stands among its predicted quantiles, from 0 to 1. */
function probabilityOf(row: readonly number[], error: number): number {
  if (error <= row[0]!) return 0;
  for (let k = 1; k < row.length; k++) {
    if (error > row[k]!) continue;
    const width = row[k]! - row[k - 1]!;
    const share = width > 0 ? (error - row[k - 1]!) / width : 0;
    return levels[k - 1]! + share * (levels[k]! - levels[k - 1]!);
  }
  return 1;
}

function errorsByHorizon(cases: readonly Case[], horizon: number) {
  return Array.from({ length: horizon }, (_, h) => {
    let mine = 0;
    let naive = 0;
    let seasonal = 0;
    let count = 0;
    for (const { vintage } of cases) {
      const { actuals, paths, change } = vintage;
      if (h >= actuals.length || !(change > 0)) continue;
      mine += Math.abs(actuals[h]! - paths.buildout[h]!) / change;
      naive += Math.abs(actuals[h]! - paths.naive[h]!) / change;
      seasonal += Math.abs(actuals[h]! - paths.seasonal_naive[h]!) / change;
      count++;
    }
    return { h: h + 1, mase: mine / count, naive: Math.min(naive, seasonal) / count };
  }).filter(({ mase }) => Number.isFinite(mase));
}
