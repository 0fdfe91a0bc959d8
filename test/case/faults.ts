import type { CaseCode } from '../../src/case/index.ts';
import type { ReadCaseRequest } from '../../src/case/index.ts';
import { makeProgram } from './sample.ts';

/** The smallest text that gives a code; `body` stands below the head of three lines, `main` replaces it too. */
export interface Fault {
  readonly code: CaseCode;
  readonly body?: string;
  readonly main?: string;
  readonly more?: Partial<ReadCaseRequest>;
}

const files = (...entries: [string, string][]) => new Map(entries);
const table = (text: string) => ({ files: files(['t.csv', text]) });
const site = 'sites: {ohio: {ready: 2026Q3}}\n';
const mw = (value: string) => `sites: {ohio: {ready: 2026Q3, mw: ${value}}}\n`;

export const faults: readonly Fault[] = [
  { code: 'band-malformed', body: 'bands: [{metric: capex, period: FY2027}]\n' },
  { code: 'band-malformed', body: 'bands: [{metric: capex, low: much}]\n' },
  { code: 'calendar-malformed', main: 'buildout: 1\nname: x\ncalendar: {start: 2026Q1, periods: 0}\n' },
  { code: 'choice-unknown', body: 'segments: {ai: {rule: lockd}}\n' },
  {
    code: 'correlation-invalid',
    body: 'drivers: {a: 1 to 2, b: 3}\ncorrelations: [{of: a, with: b, value: 0.5}]\n',
  },
  {
    code: 'correlation-invalid',
    body: 'drivers: {a: 1 to 2, b: 1 to 2}\ncorrelations: [{of: a, with: b, value: 1.5}]\n',
  },
  {
    code: 'correlation-invalid',
    body: 'drivers: {a: 1 to 2}\ncorrelations: [{of: a, with: drivers.a, value: 0.5}]\n',
  },
  {
    code: 'correlation-not-positive',
    body: `drivers: {a: 1 to 2, b: 1 to 2, c: 1 to 2}
correlations:
  - {of: a, with: b, value: 0.9}
  - {of: b, with: c, value: 0.9}
  - {of: a, with: c, value: -0.9}
`,
  },
  { code: 'date-malformed', body: 'sites: {ohio: {ready: soon}}\n' },
  { code: 'date-malformed', body: 'as_of: yesterday\n' },
  { code: 'distribution-invalid', body: mw('10 to 5 MW') },
  { code: 'distribution-invalid', body: mw('"normall(1 MW, 2 MW)"') },
  { code: 'distribution-invalid', body: mw('"uniform(3 MW, 2 MW)"') },
  { code: 'driver-unknown', body: `drivers: {demand: 1 to 2}\n${mw('{value: 1 MW, times: demnd}')}` },
  { code: 'driver-unknown', body: 'drivers: {a: 1 to 2}\ncorrelations: [{of: a, with: b, value: 0.5}]\n' },
  { code: 'duplicate-key', body: 'about: a\nabout: b\n' },
  { code: 'expect-malformed', body: 'expect: [{metric: roic.d2, is: 12.9%}]\n' },
  { code: 'expect-malformed', body: 'expect: [{between: [1, 2]}]\n' },
  { code: 'expect-malformed', body: 'actuals: [{metric: capex}]\n' },
  { code: 'file-missing', body: '', more: { overlays: ['slow.yaml'] } },
  { code: 'label-malformed', body: 'segments: {Ai: {}}\n' },
  { code: 'label-malformed', body: 'segments: {value: {}}\n' },
  { code: 'label-unknown', body: `${site}chips: {trn2: {price: $1/chip, home: ohoi}}\n` },
  { code: 'label-unknown', body: 'accounts: {life: {servers: 4 years}}\n' },
  { code: 'label-unknown', body: 'segments: {ai: {}}\n', more: { sets: ['segments.ay.volume=1 work/year'] } },
  { code: 'missing-value', body: 'sites: {ohio: {}}\n' },
  { code: 'missing-value', main: 'buildout: 1\nname: x\n' },
  { code: 'missing-value', body: mw('{note: none}') },
  {
    code: 'name-conflict',
    body: '',
    more: {
      program: makeProgram(
        'module m "m"\ninput once a.b : $ default $0 "b"\ninput once a.b.c : $ default $0 "c"\n',
      ),
    },
  },
  { code: 'overlay-base', main: 'base: case.yml\n' },
  {
    code: 'overlay-base',
    body: '',
    more: { overlays: ['o.yaml'], files: files(['o.yaml', 'base: other.yaml\n']) },
  },
  { code: 'overlay-base', main: 'base: o.yaml\n', more: { files: files(['o.yaml', 'base: case.yaml\n']) } },
  { code: 'series-not-allowed', body: 'accounts: {tax_rate: {steps: {2026Q1: 21%, 2027Q1: 25%}}}\n' },
  { code: 'series-not-allowed', body: 'drivers: {a: {growth: {from: 1, rate: 2 %/year}}}\n' },
  { code: 'set-malformed', body: '', more: { sets: ['accounts.tax_rate'] } },
  { code: 'source-unknown', body: `sources: {k10: Annual report}\n${mw('{value: 1 MW, source: k1O}')}` },
  { code: 'table-column', body: mw('{table: t.csv#mw}'), more: table('period,MW\n2026Q1,1 MW\n') },
  { code: 'table-malformed', body: mw('{table: t.csv#mw}'), more: table('period,mw\n2026Q1,1 MW,2\n') },
  {
    code: 'table-malformed',
    body: mw('{table: t.csv#mw}'),
    more: table('period,mw\n2026Q2,1 MW\n2026Q1,2 MW\n'),
  },
  { code: 'table-missing', body: mw('{table: t.csv#mw}') },
  { code: 'tier-invalid', body: mw('{value: 1 MW, tier: 5}') },
  { code: 'unit-mismatch', body: mw('$5') },
  { code: 'unit-mismatch', body: mw('5') },
  { code: 'unit-mismatch', body: mw('{value: 1 MW, alternatives: [{value: 2 GW}, {value: 3 years}]}') },
  { code: 'unit-mismatch', body: `drivers: {a: 2 MW}\n${mw('{value: 1 MW, times: a}')}` },
  { code: 'unit-mismatch', body: mw('{table: t.csv#mw}'), more: table('period,mw\n2026Q1,1\n') },
  { code: 'unit-unknown', body: mw('5 MWW') },
  { code: 'unknown-key', body: 'qestion: why\n' },
  { code: 'unknown-key', body: '__proto__: {a: 1}\nconstructor: 2\n' },
  { code: 'unknown-key', body: mw('{value: 1 MW, sorce: a b}') },
  { code: 'value-malformed', body: mw('[1 MW]') },
  { code: 'value-malformed', body: mw('many MW') },
  { code: 'value-malformed', body: 'segments: {ai: {throughput: 1 work/chip/hour}}\n' },
  { code: 'value-malformed', body: mw('{value: 1 MW, steps: {2026Q1: 2 MW}}') },
  { code: 'value-malformed', body: mw('{growth: {from: 1 MW, rate: -100 %/year}}') },
  { code: 'version-unsupported', main: 'buildout: 2\nname: x\ncalendar: {start: 2026Q1, periods: 4}\n' },
  { code: 'yaml-limit', body: '', main: `a: ${'['.repeat(60)}` },
  { code: 'yaml-syntax', body: 'about: a: b\n' },
  { code: 'yaml-syntax', body: 'about: *x\n' },
  { code: 'yaml-syntax', body: '? [a]\n: 1\n' },
  { code: 'yaml-syntax', body: 'drivers: {<<: {a: 1}}\n' },
  { code: 'yaml-syntax', body: 'about: !secret x\n' },
  { code: 'yaml-syntax', body: '---\nname: y\n' },
  { code: 'too-many-faults', body: Array.from({ length: 501 }, (_, i) => `x${i}: 1\n`).join('') },
];
