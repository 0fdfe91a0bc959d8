import type { NodeDecl } from '../formula/index.ts';
import { completeYears, periodLabels, periodsPerYear, type Calendar } from '../time/index.ts';
import { convert, unitLabel, type Unit } from '../units/index.ts';
import type { RowSource } from './row-source.ts';
import type { Metric, Quantiles } from './run-result.ts';
import type { Spread } from './spread.ts';

type Draft = { -readonly [K in keyof Quantiles]: number[] };

/** How a metric adds up over time: a flow by summing, a stock by its last value. */
export function metricKind(unit: Unit, isOnce: boolean): Metric['kind'] {
  if (isOnce) return 'once';
  return unit.perPeriods < 0 ? 'flow' : 'stock';
}

/**
 * Folds one element of a formula to mean and quantiles per period and per complete fiscal year.
 *
 * Flows are summed over the year on each path before quantiles are taken, so a year's P90 is not the sum of its quarters'.
 */
export function foldMetric(decl: NodeDecl, rows: RowSource, element: number): Metric {
  const { calendar } = rows;
  const perYear = periodsPerYear(calendar);
  const kind = metricKind(decl.unit, decl.isOnce);
  const isStatic = decl.isOnce;
  const toUnit = (value: number) => convert(value, decl.unit, perYear);
  const periods = emptyQuantiles();
  const missing: number[] = [];
  for (let period = 0; period < (isStatic ? 1 : calendar.periods); period++) {
    missing.push(push(periods, rows.at(decl.name, element, period), toUnit));
  }
  const years = {
    ...emptyQuantiles(),
    labels: [] as string[],
    unit: decl.isDate ? dateUnit(calendar) : unitLabel(decl.unit, 'year'),
  };
  if (!isStatic) {
    for (const year of completeYears(calendar)) {
      const spread =
        kind === 'flow' ? rows.over(decl.name, element, year) : rows.at(decl.name, element, year.to - 1);
      push(years, spread, toUnit);
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

function emptyQuantiles(): Draft {
  return { mean: [], p5: [], p10: [], p25: [], p50: [], p75: [], p90: [], p95: [] };
}

function push(into: Draft, spread: Spread, toUnit: (value: number) => number): number {
  const summary = spread.summary();
  for (const key of ['mean', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const) {
    into[key].push(toUnit(summary[key]));
  }
  return summary.missing;
}
