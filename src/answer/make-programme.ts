import { irr, moic, payback, summarise, xirr } from '../num/index.ts';
import type { Samples } from '../simulate/index.ts';
import { completeYears, dayNumber, periodsPerYear, periodStart, type Calendar } from '../time/index.ts';
import { readRow, type FoldContext } from './fold-metric.ts';
import type { Metric, Programme } from './run-result.ts';

/** Names that the difference of two runs reads. */
export const programmeNames: readonly string[] = [
  'fcf.unlevered',
  'capex',
  'nopat',
  'revenue',
  'invested_capital',
  'opening_capital',
  'residual',
  'discount_mid',
  'discount_end',
  'it_mw',
];

interface Difference {
  readonly context: FoldContext;
  readonly plan: Samples;
  readonly without: Samples;
}

/**
 * The programme as the difference between the case and its counterfactual, on the same draws path by path.
 *
 * Only flows from the calendar's start on count, so what was spent before is sunk in both. Operating flows and spending
 * are placed mid-period, the residual at the end.
 */
export function makeProgramme(difference: Difference, counterfactual: string): Programme {
  const { context } = difference;
  const dates = periodDates(context.calendar);
  const answers = Array.from({ length: context.paths }, (_, path) => pathAnswers(difference, path, dates));
  const metrics: Record<string, Metric> = {
    ...Object.fromEntries(
      pathMeasures.map(({ id, unit, definition, read }) => [
        id,
        once(
          answers.map((answer) => read(answer)),
          unit,
          definition,
        ),
      ]),
    ),
    capex: flow(difference, 'capex', 'Capital spending of the programme'),
    revenue: flow(difference, 'revenue', 'Revenue of the programme'),
    nopat: flow(difference, 'nopat', 'Operating income after tax of the programme'),
    fcf: flow(difference, 'fcf.unlevered', 'Unlevered free cash flow of the programme'),
    roic: incrementalRoic(difference),
  };
  return {
    counterfactual,
    metrics,
    sentence:
      'The programme is the case less its counterfactual on the same draws; what was spent before the start is sunk in both.',
  };
}

/** What one path answers: dollars, shares per year, years. */
interface PathAnswers {
  readonly npv: number;
  readonly irr: number;
  readonly xirr: number;
  readonly payback: number;
  readonly discounted: number;
  readonly inService: number;
  readonly moic: number;
}

const pathMeasures: readonly {
  readonly id: string;
  readonly unit: string;
  readonly definition: string;
  readonly read: (answer: PathAnswers) => number;
}[] = [
  {
    id: 'npv',
    unit: '$',
    definition: 'Worth today of the difference in unlevered free cash flow, residual included',
    read: (answer) => answer.npv,
  },
  {
    id: 'irr',
    unit: '%/year',
    definition: 'Rate at which that worth is zero; missing where there is no single rate',
    read: (answer) => answer.irr * 100,
  },
  {
    id: 'xirr',
    unit: '%/year',
    definition: 'The same on dates: flows on the middle day of their period, actual/365',
    read: (answer) => answer.xirr * 100,
  },
  {
    id: 'payback',
    unit: 'years',
    definition: 'Time from the first outflow until the difference has paid back',
    read: (answer) => answer.payback,
  },
  {
    id: 'payback-discounted',
    unit: 'years',
    definition: 'Time from the first outflow until the discounted difference has paid back',
    read: (answer) => answer.discounted,
  },
  {
    id: 'payback-in-service',
    unit: 'years',
    definition: 'Time from the first power in service until the difference has paid back',
    read: (answer) => answer.inService,
  },
  {
    id: 'moic',
    unit: 'x',
    definition: 'Cash in over cash out, residual left out',
    read: (answer) => answer.moic,
  },
];

interface PeriodDates {
  /** Middle of each period in years from the start, and its day number. */
  readonly years: readonly number[];
  readonly days: readonly number[];
  readonly endYears: number;
  readonly endDay: number;
}

function periodDates(calendar: Calendar): PeriodDates {
  const perYear = periodsPerYear(calendar);
  const starts = Array.from({ length: calendar.periods + 1 }, (_, period) =>
    dayNumber(periodStart(calendar, period)),
  );
  return {
    years: starts.slice(1).map((_, period) => (period + 0.5) / perYear),
    days: starts.slice(1).map((end, period) => Math.floor((starts[period]! + end) / 2)),
    endYears: calendar.periods / perYear,
    endDay: starts.at(-1)!,
  };
}

function pathAnswers(difference: Difference, path: number, dates: PeriodDates): PathAnswers {
  const { context, plan } = difference;
  const last = context.calendar.periods - 1;
  const periods = Array.from(dates.years.keys());
  const flows = periods.map((period) => gap(difference, 'fcf.unlevered', period, path));
  const discounted = flows.map((amount, period) => amount * at(plan, 'discount_mid', period, path, context));
  const residual = gap(difference, 'residual', last, path);
  const worth = discounted.reduce((sum, amount) => sum + amount, 0);
  const firstOutflow = dates.years[flows.findIndex((amount) => amount < 0)] ?? Number.NaN;
  const firstService =
    dates.years[periods.findIndex((period) => gap(difference, 'it_mw', period, path) > 0)] ?? Number.NaN;
  const repaid = payback(flows, dates.years) ?? Number.NaN;
  const all = [...flows, residual];
  return {
    npv: worth + residual * at(plan, 'discount_end', last, path, context),
    irr: irr(all, [...dates.years, dates.endYears]).conventional ?? Number.NaN,
    xirr: xirr(all, [...dates.days, dates.endDay]).conventional ?? Number.NaN,
    payback: repaid - firstOutflow,
    discounted: (payback(discounted, dates.years) ?? Number.NaN) - firstOutflow,
    inService: repaid - firstService,
    moic: moic(flows) ?? Number.NaN,
  };
}

function at(samples: Samples, name: string, period: number, path: number, context: FoldContext): number {
  const row = readRow(samples.byName.get(name)!, 0, period, context);
  return row[row.length === 1 ? 0 : path]!;
}

function gap(difference: Difference, name: string, period: number, path: number): number {
  const { plan, without, context } = difference;
  return at(plan, name, period, path, context) - at(without, name, period, path, context);
}

const statistics = ['mean', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const;

function once(values: readonly number[], unit: string, definition: string): Metric {
  const summary = summarise(Float64Array.from(values));
  return {
    ...pick((key) => [summary[key]]),
    unit,
    definition,
    formula: 'case less counterfactual, path by path',
    kind: 'once',
    periods: ['horizon'],
    years: { ...pick(() => []), labels: [], unit },
    missing: [summary.missing],
  };
}

function flow(difference: Difference, name: string, definition: string): Metric {
  const years = completeYears(difference.context.calendar);
  const columns = years.map((year) => {
    const values = new Float64Array(difference.context.paths);
    for (let path = 0; path < values.length; path++) {
      for (let period = year.from; period < year.to; period++)
        values[path]! += gap(difference, name, period, path);
    }
    return summarise(values);
  });
  return yearly(
    columns,
    years.map((year) => year.label),
    { unit: '$/year', definition, kind: 'flow' },
  );
}

/** NOPAT of the difference in a year over its average capital of that year, path by path. */
function incrementalRoic(difference: Difference): Metric {
  const { context } = difference;
  const years = completeYears(context.calendar);
  const opening = (path: number) => gap(difference, 'opening_capital', 0, path);
  const columns = years.map((year) => {
    const values = new Float64Array(context.paths);
    for (let path = 0; path < values.length; path++) {
      let nopat = 0;
      for (let period = year.from; period < year.to; period++)
        nopat += gap(difference, 'nopat', period, path);
      const before =
        year.from === 0 ? opening(path) : gap(difference, 'invested_capital', year.from - 1, path);
      const capital = (before + gap(difference, 'invested_capital', year.to - 1, path)) / 2;
      values[path] = capital > 0 ? (100 * nopat) / capital : Number.NaN;
    }
    return summarise(values);
  });
  const definition = 'NOPAT of the programme over its average invested capital, construction included';
  return yearly(
    columns,
    years.map((year) => year.label),
    { unit: '%/year', definition, kind: 'stock' },
  );
}

function yearly(
  columns: readonly ReturnType<typeof summarise>[],
  labels: readonly string[],
  about: { unit: string; definition: string; kind: Metric['kind'] },
): Metric {
  const quantiles = pick((key) => columns.map((column) => column[key]));
  return {
    ...quantiles,
    ...about,
    formula: 'case less counterfactual, path by path',
    periods: labels,
    years: { ...quantiles, labels, unit: about.unit },
    missing: columns.map((column) => column.missing),
  };
}

function pick(values: (key: (typeof statistics)[number]) => number[]) {
  return Object.fromEntries(statistics.map((key) => [key, values(key)])) as Record<
    (typeof statistics)[number],
    number[]
  >;
}
