import { irr, moic, payback, summarise } from '../num/index.ts';
import type { Samples } from '../simulate/index.ts';
import { fiscalYears, periodsPerYear } from '../time/index.ts';
import { readRow, type FoldContext } from './fold-metric.ts';
import type { Metric, Programme } from './run-result.ts';

/** Names that the difference of two runs reads. */
export const programmeNames: readonly string[] = [
  'fcf.unlevered',
  'capex',
  'nopat',
  'revenue',
  'invested_capital',
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
  const perPath = { npv: [], irr: [], payback: [], 'payback-in-service': [], moic: [] } as Record<
    string,
    number[]
  >;
  for (let path = 0; path < context.paths; path++) {
    for (const [name, value] of Object.entries(pathAnswers(difference, path))) perPath[name]!.push(value);
  }
  const metrics: Record<string, Metric> = {
    npv: once(
      perPath['npv']!,
      '$',
      'Worth today of the difference in unlevered free cash flow, residual included',
    ),
    irr: once(
      percent(perPath['irr']!),
      '%/year',
      'Rate at which that worth is zero; missing where there is no single rate',
    ),
    payback: once(
      perPath['payback']!,
      'years',
      'Time from the first outflow until the difference has paid back',
    ),
    'payback-in-service': once(
      perPath['payback-in-service']!,
      'years',
      'Time from the first power in service until the difference has paid back',
    ),
    moic: once(perPath['moic']!, 'x', 'Cash in over cash out, residual left out'),
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

function pathAnswers(difference: Difference, path: number): Record<string, number> {
  const { calendar } = difference.context;
  const perYear = periodsPerYear(calendar);
  const flows: number[] = [];
  const times: number[] = [];
  let worth = 0;
  let firstService = Number.NaN;
  for (let period = 0; period < calendar.periods; period++) {
    const amount = gap(difference, 'fcf.unlevered', period, path);
    flows.push(amount);
    times.push((period + 0.5) / perYear);
    worth += amount * at(difference.plan, 'discount_mid', period, path, difference.context);
    if (Number.isNaN(firstService) && gap(difference, 'it_mw', period, path) > 0)
      firstService = (period + 0.5) / perYear;
  }
  const last = calendar.periods - 1;
  const residual = gap(difference, 'residual', last, path);
  worth += residual * at(difference.plan, 'discount_end', last, path, difference.context);
  const repaid = payback(flows, times) ?? Number.NaN;
  const start = times[flows.findIndex((amount) => amount < 0)] ?? Number.NaN;
  const rate = irr([...flows, residual], [...times, calendar.periods / perYear]).conventional;
  return {
    npv: worth,
    irr: rate ?? Number.NaN,
    payback: repaid,
    'payback-in-service': start + repaid - firstService,
    moic: moic(flows) ?? Number.NaN,
  };
}

function percent(rates: readonly number[]): number[] {
  return rates.map((rate) => rate * 100);
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
  const years = fiscalYears(difference.context.calendar).filter((year) => year.complete);
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
  const years = fiscalYears(context.calendar).filter((year) => year.complete);
  const opening = (path: number) => gap(difference, 'invested_capital', 0, path);
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
