import type { CaseCode } from '../../src/case/index.ts';
import { swap } from '../study/support.ts';

/** A smallest change of tiny that must be refused with a code. */
export interface Trigger {
  readonly code: string;
  readonly change: (text: string) => string;
  readonly overlays?: readonly string[];
  readonly sets?: readonly string[];
}

const replaced = (from: string, to: string) => (text: string) => swap(text, from, to);
const added = (line: string) => (text: string) => `${text}${line}\n`;
const same = (text: string) => text;
const mw = (value: string) => replaced('mw: 20 MW', `mw: ${value}`);

/** Codes of reading a case; `name-conflict` lies in the model and cannot come from a case. */
export const caseTriggers: readonly (Trigger & { readonly code: CaseCode })[] = [
  { code: 'band-malformed', change: replaced('low: -50%, high: 60%, ', '') },
  { code: 'calendar-malformed', change: replaced('periods: 20', 'periods: 0') },
  { code: 'calendar-malformed', change: replaced('periods: 20', 'periods: 100000') },
  { code: 'calendar-malformed', change: replaced('frequency: quarter', 'frequency: fortnight') },
  { code: 'calendar-malformed', change: replaced('fiscal_year_end: 12', 'fiscal_year_end: 11') },
  { code: 'choice-unknown', change: replaced('rule: price-performance', 'rule: price-perfromance') },
  {
    code: 'correlation-invalid',
    change: added('correlations: [{ of: demand_level, with: chips.own.economic_life, value: 1.5 }]'),
  },
  {
    code: 'correlation-not-positive',
    change: (text) =>
      `${swap(text, 'drivers:\n', 'drivers:\n  a: 1 to 2\n  b: 1 to 2\n')}correlations: [{ of: a, with: b, value: 0.9 }, { of: b, with: demand_level, value: 0.9 }, { of: a, with: demand_level, value: -0.9 }]\n`,
  },
  { code: 'date-malformed', change: replaced('energised: 2026-10', 'energised: 2026-13') },
  { code: 'distribution-invalid', change: replaced('value: 0.8 to 1.3', 'value: 1.3 to 0.8') },
  { code: 'distribution-invalid', change: replaced('exponential(20 years)', 'exponental(20 years)') },
  { code: 'driver-unknown', change: replaced('times: demand_level', 'times: demand_leve') },
  { code: 'duplicate-key', change: replaced('    pue: 1.2\n', '    pue: 1.2\n    pue: 1.3\n') },
  { code: 'expect-malformed', change: replaced('between: [19.9 MW, 20.1 MW]', 'between: [19.9 MW]') },
  { code: 'file-missing', change: same, overlays: ['slow.yaml'] },
  { code: 'label-malformed', change: replaced('  own:\n', '  Own Chip:\n') },
  { code: 'label-unknown', change: replaced('site: ohio', 'site: ohoi') },
  { code: 'missing-value', change: replaced('    power: 1.2 kW/chip\n', '') },
  { code: 'overlay-base', change: (text) => `base: nothing.yaml\n${text}` },
  {
    code: 'series-not-allowed',
    change: replaced('mw: 20 MW', 'mw: { steps: { 2026Q1: 20 MW, 2027Q1: 30 MW } }'),
  },
  { code: 'set-malformed', change: same, sets: ['accounts.tax_rate'] },
  { code: 'unknown-key', change: same, sets: ['accounts.tax_rat=20%'] },
  { code: 'unit-mismatch', change: same, sets: ['accounts.tax_rate=20 MW'] },
  { code: 'source-unknown', change: replaced('source: quote', 'source: qoute') },
  { code: 'table-column', change: replaced('$0.3m/MW/year', '{ table: mw.csv#MW }') },
  { code: 'table-malformed', change: replaced('$0.3m/MW/year', '{ table: broken.csv#mw }') },
  { code: 'table-missing', change: replaced('$0.3m/MW/year', '{ table: none.csv#mw }') },
  { code: 'tier-invalid', change: replaced('tier: 4', 'tier: 5') },
  {
    code: 'too-many-faults',
    change: (text) => text + Array.from({ length: 501 }, (_, i) => `x${i}: 1\n`).join(''),
  },
  { code: 'unit-mismatch', change: mw('$20m') },
  { code: 'unit-mismatch', change: mw('20') },
  { code: 'unit-unknown', change: mw('20 MWW') },
  { code: 'unknown-key', change: replaced('energised:', 'energized:') },
  { code: 'value-malformed', change: mw('NaN MW') },
  { code: 'value-malformed', change: mw('twenty') },
  { code: 'value-malformed', change: mw('[20 MW]') },
  { code: 'version-unsupported', change: replaced('buildout: 1', 'buildout: 2') },
  { code: 'yaml-limit', change: (text) => `${text}about: ${'['.repeat(100)}\n` },
  { code: 'yaml-syntax', change: replaced('calendar: {', 'calendar: {{') },
  { code: 'yaml-syntax', change: added('about: *nowhere') },
  { code: 'yaml-syntax', change: replaced('  ohio:\n', '\tohio:\n') },
];

const metric = (text: string) => replaced('metrics: |\n', `metrics: |\n  ${text}\n`);

/** Codes of formula text that a case's own metrics can give. */
export const metricTriggers: readonly Trigger[] = [
  { code: 'formula-syntax', change: metric('x : $/period "X" = revenue +') },
  { code: 'formula-limit', change: metric(`x : ratio "X" = ${'('.repeat(1000)}1${')'.repeat(1000)}`) },
  { code: 'unknown-unit', change: metric('x : parsecs "X" = 1') },
  { code: 'unknown-dimension', change: metric('x[planet] : $/period "X" = revenue') },
  { code: 'unknown-name', change: metric('x : $/period "X" = revenu') },
  { code: 'unknown-function', change: metric('x : $/period "X" = average(revenue)') },
  { code: 'duplicate-name', change: metric('revenue : $/period "X" = ebit') },
  { code: 'reserved-name', change: metric('time : ratio "X" = 1') },
  { code: 'unit-mismatch', change: metric('x : $/period "X" = revenue + it_mw') },
  { code: 'dims-mismatch', change: metric('x : $/period "X" = segment_revenue') },
  { code: 'map-misused', change: metric('x : MW "X" = sum(it_mw_by_site, site) * phase.site') },
  { code: 'choice-option', change: metric('x[segment] : ratio "X" = where(segment.rule is lucky, 1, 0)') },
  { code: 'arity', change: metric('x : ratio "X" = clamp(1, 2)') },
  { code: 'cycle', change: metric('x : ratio "X" = y\n  y : ratio "Y" = x') },
  { code: 'looks-ahead', change: metric('x : $/period "X" = revenue * npv / npv') },
  { code: 'not-once', change: metric('once x : $/period "X" = revenue') },
  { code: 'age-misused', change: metric('x : years "X" = age') },
  { code: 'allocate-dims', change: metric('x[site] : ratio "X" = allocate(1, 1, 1, 0, 0)') },
];
