import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { buildDemand, readLayers } from '../../src/demand/index.ts';
import { renderReport, type DrawingDocument } from '../../src/report/index.ts';
import type { Check, RunResult } from '../../src/report/result-types.ts';
import { findMisses } from '../../src/report/sections/misses-block.ts';
import { plausibleResult } from './fixture.ts';

const base = plausibleResult();
const actual = (metric: string, period: string, value: number): Check => ({
  id: `actual.${metric}.${period}`,
  kind: 'actual',
  label: metric,
  metric,
  period,
  status: 'pass',
  value,
  low: undefined,
  high: undefined,
  unit: base.metrics[metric]!.unit,
  sentence: 'As reported.',
  source: undefined,
  at: undefined,
});
const median = (metric: string, period: string) => {
  const found = base.metrics[metric]!;
  return found.p50[found.periods.indexOf(period)]!;
};
const withChecks = (checks: readonly Check[]): RunResult => ({ ...base, checks });

describe('the miss by cause', () => {
  const [first, second] = ['2026Q1', '2026Q2'];
  const result = withChecks([
    actual('revenue', first, 1.1 * median('revenue', first)),
    actual('revenue', second, 1.3 * median('revenue', second)),
    actual('ebit', first, 0.9 * median('ebit', first)),
  ]);
  const misses = findMisses(result);

  it('adds up to the miss', () => {
    expect(misses).toHaveLength(3);
    for (const { check, said, miss, parts } of misses) {
      expect(miss).toBe(check.value - said);
      const sum = parts.reduce((total, { part }) => total + part, 0);
      if (parts.length > 0) expect(Math.abs(sum - miss)).toBeLessThan(1e-9 * Math.abs(said));
    }
  });

  it('tells what was off before from what is new: 10% carried on, 20% since', () => {
    const [, { said, parts }] = misses as [unknown, (typeof misses)[number]];
    expect(parts.map(({ part }) => Number((part / said).toFixed(9)))).toEqual([0.1, 0.2]);
  });

  it('tells revenue from margin: 10% more revenue at 10% less profit is 20% of margin', () => {
    const { said, parts } = misses[2]!;
    expect(parts.map(({ part }) => Number((part / said).toFixed(9)))).toEqual([0.1, -0.2]);
  });

  it('leaves out figures that the run does not hold by period', () => {
    expect(findMisses(withChecks([{ ...actual('revenue', first, 1), period: 'FY2026' }]))).toEqual([]);
  });
});

describe('the section of signals', () => {
  const layers = [
    'segment,layer,kind,file,args',
    ',,calendar,,start=2026Q1;quarters=40',
    'own_use,<teams>,path,teams.csv,volatility=12%',
    'own_use,labs,path,labs.csv,',
  ].join('\n');
  const file = (text: string) => ({ text, bytes: new TextEncoder().encode(text) });
  const files = new Map([
    ['teams.csv', file('period,value\n2026Q1,300\n')],
    ['labs.csv', file('period,value\n2026Q1,100\n')],
  ]);
  const plan = readLayers(layers, 'layers.csv').value!;
  const signals = buildDemand(plan, files, { paths: 300, seed: 7 }).value!;
  const document = () =>
    parseHTML('<!doctype html><html><body></body></html>').document as unknown as DrawingDocument;
  const like = base.metrics['revenue']!;
  const result = { ...base, metrics: { ...base.metrics, 'open-demand[own_use]': like } };
  const page = parseHTML(renderReport(result, { document: document(), signals })).document;

  it('says what each layer adds, with shares that make up the whole, and escapes what a file says', () => {
    const cells = [
      ...page.querySelectorAll(
        '#signal-layers-own_use tbody tr:first-child td, #signal-layers-own_use tbody tr:first-child th',
      ),
    ].map((cell) => cell.textContent);
    expect(cells[0]).toBe('FY2026');
    const shares = cells.filter((cell) => cell!.endsWith('%')).map((cell) => Number(cell!.slice(0, -1)));
    expect(shares).toHaveLength(2);
    expect(Math.abs(shares[0]! + shares[1]! - 100)).toBeLessThan(0.11);
    expect(page.querySelector('#signals teams')).toBeNull();
  });

  it('shows what the run asks for beside the forecast, and stays out of a report without signals', () => {
    expect(page.querySelector('#signal-paths-own_use')!.textContent).toContain('Asked for in the run');
    const without = parseHTML(renderReport(base, { document: document() })).document;
    expect(without.querySelector('#signals')).toBeNull();
  });

  it('shows a signal that is no segment as a check', () => {
    const other = parseHTML(renderReport(base, { document: document(), signals })).document;
    expect(other.querySelector('#signals')!.textContent).toContain('a check: no segment of the case');
    expect(other.querySelector('#signal-layers-own_use')).toBeNull();
  });
});
