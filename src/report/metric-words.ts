import type { Check } from './result-types.ts';
import { roicNames } from './roic-names.ts';

const words: Readonly<Record<string, string>> = {
  capex: 'Capital spending',
  'capital-intensity': 'Capital intensity (capital spending over revenue)',
  revenue: 'Revenue',
  ebitda: 'EBITDA',
  ebit: 'Operating income',
  nopat: 'Operating income after tax (NOPAT)',
  'operating-margin': 'Operating margin',
  depreciation: 'Depreciation',
  'net-ppe': 'Net property',
  cip: 'Construction in progress (CIP)',
  fcf: 'Free cash flow',
  'fcf.trough': 'Lowest running total of free cash flow',
  npv: 'NPV',
  irr: 'IRR',
  payback: 'Payback',
  'it-mw': 'IT power ready',
  'facility-mw': 'Facility power',
  'backlog-total': 'Backlog',
};

/** What a reader calls a metric: a known name, or else its definition up to the colon. */
export function metricWords(id: string, definition: string): string {
  const name = id.replaceAll('_', '-');
  const roic = roicNames.find((one) => one.id === name);
  if (roic !== undefined) return `ROIC (${roic.words})`;
  if (Object.hasOwn(words, name)) return words[name]!;
  return definition.split(': ')[0]!;
}

/** What a reader calls a check. A tie keeps its own label. */
export function checkName(check: Check): string {
  return check.kind === 'tie' ? check.label : metricWords(check.metric, check.label);
}
