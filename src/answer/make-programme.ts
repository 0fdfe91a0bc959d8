import { programmeFlows, programmeMeasures } from '../simulate/index.ts';
import { completeYears } from '../time/index.ts';
import type { RowSource } from './row-source.ts';
import type { Metric, Programme } from './run-result.ts';
import type { Spread } from './spread.ts';

/** The programme: the case less its counterfactual, path by path; `undefined` where a run has none. */
export function makeProgramme(rows: RowSource, counterfactual: string): Programme | undefined {
  const measures = programmeMeasures.map((_, i) => rows.programme(i));
  if (!measures[0]) return undefined;
  const years = completeYears(rows.calendar).map((year) => year.label);
  const yearly = (which: number, about: About): Metric => {
    const first = programmeMeasures.length + which * years.length;
    return yearMetric(
      years.map((_, year) => rows.programme(first + year)!),
      years,
      about,
    );
  };
  const flow = (name: (typeof programmeFlows)[number], definition: string): Metric =>
    yearly(programmeFlows.indexOf(name), { unit: '$/year', definition, kind: 'flow' });
  const metrics: Record<string, Metric> = {
    ...Object.fromEntries(programmeMeasures.map((id, i) => [id, once(measures[i]!, measureWords[id])])),
    capex: flow('capex', 'Capital spending of the programme'),
    revenue: flow('revenue', 'Revenue of the programme'),
    nopat: flow('nopat', 'Operating income after tax of the programme'),
    fcf: flow('fcf.unlevered', 'Unlevered free cash flow of the programme'),
    roic: yearly(programmeFlows.length, {
      unit: '%/year',
      definition: 'NOPAT of the programme over its average invested capital, construction included',
      kind: 'stock',
    }),
  };
  return {
    counterfactual,
    metrics,
    sentence:
      'The programme is the case less its counterfactual on the same draws; what was spent before the start is sunk in both.',
  };
}

interface About {
  readonly unit: string;
  readonly definition: string;
  readonly kind: Metric['kind'];
}

const measureWords: Readonly<
  Record<(typeof programmeMeasures)[number], { readonly unit: string; readonly definition: string }>
> = {
  npv: {
    unit: '$',
    definition: 'Worth today of the difference in unlevered free cash flow, residual included',
  },
  irr: {
    unit: '%/year',
    definition: 'Rate at which that worth is zero; missing where there is no single rate',
  },
  xirr: {
    unit: '%/year',
    definition: 'The same on dates: flows on the middle day of their period, actual/365',
  },
  payback: {
    unit: 'years',
    definition: 'Time from the first outflow until the difference has paid back',
  },
  'payback-discounted': {
    unit: 'years',
    definition: 'Time from the first outflow until the discounted difference has paid back',
  },
  'payback-in-service': {
    unit: 'years',
    definition: 'Time from the first power in service until the difference has paid back',
  },
  moic: { unit: 'x', definition: 'Cash in over cash out, residual left out' },
};

const statistics = ['mean', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const;

function once(spread: Spread, { unit, definition }: Omit<About, 'kind'>): Metric {
  const summary = spread.summary();
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

function yearMetric(spreads: readonly Spread[], labels: readonly string[], about: About): Metric {
  const columns = spreads.map((spread) => spread.summary());
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
