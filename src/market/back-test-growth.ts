import { ok, type Outcome } from '../base/issue.ts';
import type { Interval } from '../num/index.ts';
import { clopperPearsonInterval, quantileOf, sortedCopy } from '../num/index.ts';
import { fitGrowth } from './growth-model.ts';
import { quarterIndex, quarterLabel } from './quarters.ts';
import type { RevenueSeries } from './race-series.ts';
import { revenueSeries } from './race-series.ts';
import type { MarketData } from './records.ts';
import { simulateGrowth } from './simulate-growth.ts';

/** How the growth model's 80% band of quarterly revenue did from earlier origins. */
export interface GrowthBackTest {
  readonly from: string;
  readonly to: string;
  readonly origins: number;
  readonly rows: readonly GrowthBackTestRow[];
}

export interface GrowthBackTestRow {
  /** Quarters ahead. */
  readonly ahead: number;
  readonly inside: number;
  readonly of: number;
  /** Independent forecasts among them: windows that do not overlap. */
  readonly independent: number;
  /** 95% interval of the coverage, as of that many independent forecasts (Clopper–Pearson). */
  readonly error: Interval;
  /** Mean absolute error of the median in percent, and that of last year's growth carried on. */
  readonly errorPct: number;
  readonly naivePct: number;
}

export interface GrowthBackTestOptions {
  /** First origin: the last quarter known then (`quarterIndex`). */
  readonly from: number;
  readonly aheads: readonly number[];
  readonly paths: number;
  readonly seed: number;
}

const awsFrom = '2018Q4';
const awsOptions = { aheads: [1, 2, 4, 8], paths: 1000, seed: 7 };

/** How the growth model did on AWS, from the end of 2018 to what was known at the end of a month. Issues: those of `revenueSeries`. */
export function backTestAws(data: MarketData, asOf: string): Outcome<GrowthBackTest> {
  const series = revenueSeries(data, 'aws', asOf);
  if (!series.value) return { issues: series.issues };
  return ok(backTestGrowth(series.value, { from: quarterIndex(awsFrom)!, ...awsOptions }));
}

/** Forecasts revenue again from each quarter, with the values known then and the model estimated on them alone. */
export function backTestGrowth(series: RevenueSeries, options: GrowthBackTestOptions): GrowthBackTest {
  const { aheads, paths, seed } = options;
  const quarters = Math.max(...aheads);
  const end = series.first + series.values.length - 1;
  const tallies = aheads.map((ahead) => ({ ahead, inside: 0, of: 0, error: 0, naive: 0 }));
  let origins = 0;
  for (let origin = options.from; origin < end; origin++) {
    const known: RevenueSeries = { ...series, values: series.values.slice(0, origin - series.first + 1) };
    const { revenue } = simulateGrowth([known], fitGrowth([known]), { paths, seed, quarters });
    origins++;
    for (const tally of tallies) {
      const actual = series.values[origin - series.first + tally.ahead];
      if (actual === undefined) continue;
      const sorted = sortedCopy(revenue[0]!.map((path) => path[tally.ahead - 1]!));
      tally.of++;
      if (actual >= quantileOf(sorted, 0.1) && actual <= quantileOf(sorted, 0.9)) tally.inside++;
      tally.error += Math.abs(quantileOf(sorted, 0.5) / actual - 1);
      tally.naive += Math.abs(carriedOn(known.values, tally.ahead) / actual - 1);
    }
  }
  const rows = tallies.map(({ ahead, inside, of, error, naive }): GrowthBackTestRow => {
    const independent = Math.max(1, Math.floor(of / ahead));
    const hits = Math.round((inside / Math.max(1, of)) * independent);
    return {
      ahead,
      inside,
      of,
      independent,
      error: clopperPearsonInterval(hits, independent, 0.95),
      errorPct: (100 * error) / of,
      naivePct: (100 * naive) / of,
    };
  });
  return { from: quarterLabel(options.from), to: quarterLabel(end - 1), origins, rows };
}

/** The same quarter of the last year times the growth over the year seen last, compounded. */
function carriedOn(values: readonly number[], ahead: number): number {
  const n = values.length;
  const growth = values[n - 1]! / values[n - 5]!;
  const years = Math.ceil(ahead / 4);
  let value = values[n - 4 + ((ahead - 1) % 4)]!;
  for (let i = 0; i < years; i++) value *= growth;
  return value;
}
