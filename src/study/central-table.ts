import { metricId } from '../answer/index.ts';
import { evaluateCentral } from '../simulate/index.ts';
import { completeYears, periodsPerYear } from '../time/index.ts';
import { convert, unitLabel } from '../units/index.ts';
import type { Study } from './open-study.ts';

/** Metrics that an analyst looks at first, in reading order. */
export const headlineMetrics: readonly string[] = [
  'capex',
  'capex.chips',
  'revenue',
  'revenue.contracts',
  'revenue.own_silicon',
  'energy_cost',
  'staff_cost',
  'operations_cost',
  'ebitda',
  'depreciation',
  'ebit',
  'operating_margin',
  'nopat',
  'net_income',
  'cash_tax',
  'cash_from_operations',
  'fcf',
  'fcf.unlevered',
  'net_ppe',
  'cip',
  'gross_in_service',
  'invested_capital',
  'capital_intensity',
  'roic.d1',
  'roic.d2',
  'roic.d3',
  'roic.d4',
  'roic.d5',
  'roic.d6',
  'eva',
  'it_mw',
  'facility_mw',
  'demand_mw',
  'stranded_mw',
  'utilisation',
  'backlog_total',
  'value',
  'npv',
  'irr',
  'payback',
  'fcf.trough',
];

/**
 * Headline metrics on the central path (every driver at its median, no shocks) as CSV: metric, fiscal year or `horizon`,
 * value, unit. Flows are summed over the year, stocks taken at its end; a value that does not exist is empty.
 */
export function centralTable(study: Study): string {
  const { calendar } = study.study;
  const evaluation = evaluateCentral(study, headlineMetrics);
  const years = completeYears(calendar);
  const lines = headlineMetrics.flatMap((name) => {
    const { decl } = study.graph.nodes.find((node) => node.decl.name === name)!;
    const { values, byTime } = evaluation.get(name);
    const at = (period: number) => values[byTime ? period : 0]!;
    const spans = decl.isOnce ? [{ label: 'horizon', from: 0, to: 1 }] : years;
    return spans.map(({ label, from, to }) => {
      let value = at(to - 1);
      if (decl.unit.perPeriods < 0) for (let period = from; period < to - 1; period++) value += at(period);
      const written = convert(value, decl.unit, periodsPerYear(calendar));
      return `${metricId(name)},${label},${Number.isFinite(written) ? written : ''},${unitLabel(decl.unit, 'year')}`;
    });
  });
  return ['metric,period,value,unit', ...lines, ''].join('\n');
}
