import type { NodeDecl } from '../formula/index.ts';
import { summarise } from '../num/index.ts';
import type { Sample } from '../simulate/index.ts';
import { completeYears, periodLabels, periodsPerYear, type Calendar } from '../time/index.ts';
import { convert, unitLabel, type Unit } from '../units/index.ts';
import type { Metric, Quantiles } from './run-result.ts';

/** What folding needs beside the numbers. */
export interface FoldContext {
  readonly calendar: Calendar;
  readonly paths: number;
}

type Draft = { -readonly [K in keyof Quantiles]: number[] };

/** How a metric adds up over time: a flow by summing, a stock by its last value. */
export function metricKind(unit: Unit, isOnce: boolean): Metric['kind'] {
  if (isOnce) return 'once';
  return unit.perPeriods < 0 ? 'flow' : 'stock';
}

/**
 * Folds one element of a sample to mean and quantiles per period and per complete fiscal year.
 *
 * Flows are summed over the year on each path before quantiles are taken, so a year's P90 is not the sum of its quarters'.
 */
export function foldMetric(decl: NodeDecl, sample: Sample, element: number, context: FoldContext): Metric {
  const { calendar } = context;
  const perYear = periodsPerYear(calendar);
  const kind = metricKind(decl.unit, decl.isOnce);
  const isStatic = decl.isOnce;
  const rows = isStatic ? 1 : calendar.periods;
  const rowAt = (period: number) => readRow(sample, element, isStatic ? 0 : period, context);
  const toUnit = (value: number) => convert(value, decl.unit, perYear);
  const periods = emptyQuantiles();
  const missing: number[] = [];
  for (let period = 0; period < rows; period++) missing.push(push(periods, rowAt(period), toUnit));
  const years = {
    ...emptyQuantiles(),
    labels: [] as string[],
    unit: decl.isDate ? dateUnit(calendar) : unitLabel(decl.unit, 'year'),
  };
  if (!isStatic) {
    for (const year of completeYears(calendar)) {
      const last = rowAt(year.to - 1);
      const values = kind === 'flow' ? sumRows(rowAt, year.from, year.to) : last;
      push(years, values, toUnit);
      years.labels.push(year.label);
    }
  }
  return {
    ...periods,
    unit: decl.isDate ? dateUnit(calendar) : unitLabel(decl.unit, calendar.frequency),
    definition: decl.sentence,
    formula: decl.text,
    kind,
    periods: isStatic ? ['horizon'] : periodLabels(calendar),
    years,
    missing,
  };
}

/** A date is reported as time from the start of the calendar. */
function dateUnit(calendar: Calendar): string {
  return `${calendar.frequency}s from the start`;
}

/** One element and period of a sample, one number per path; a number shared by all paths is one entry. */
export function readRow(sample: Sample, element: number, period: number, context: FoldContext): Float64Array {
  const width = sample.byPath ? context.paths : 1;
  const row = sample.byTime ? element * context.calendar.periods + period : element;
  return sample.values.subarray(row * width, (row + 1) * width);
}

function sumRows(rowAt: (period: number) => Float64Array, from: number, to: number): Float64Array {
  const sum = Float64Array.from(rowAt(from));
  for (let period = from + 1; period < to; period++) {
    const row = rowAt(period);
    for (let i = 0; i < sum.length; i++) sum[i]! += row[i]!;
  }
  return sum;
}

function emptyQuantiles(): Draft {
  return { mean: [], p5: [], p10: [], p25: [], p50: [], p75: [], p90: [], p95: [] };
}

function push(into: Draft, values: Float64Array, toUnit: (value: number) => number): number {
  const summary = summarise(values);
  for (const key of ['mean', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const) {
    into[key].push(toUnit(summary[key]));
  }
  return summary.missing;
}
