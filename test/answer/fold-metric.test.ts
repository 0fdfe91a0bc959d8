import { describe, expect, it } from 'vitest';
import { foldMetric, metricKind } from '../../src/answer/index.ts';
import type { InputData, NodeDecl } from '../../src/formula/index.ts';
import { makeCalendar, type Calendar } from '../../src/time/index.ts';
import { parseUnit } from '../../src/units/index.ts';
import { keptRows } from './support.ts';

const unit = (text: string) => parseUnit(text).value!;

function decl(unitText: string, more: Partial<NodeDecl> = {}): NodeDecl {
  return {
    kind: 'node',
    name: 'm',
    dims: [],
    isOnce: false,
    unit: unit(unitText),
    isDate: false,
    sentence: 'A metric',
    text: 'a + b',
    expr: { op: 'name', name: 'a', at: { file: 'm', line: 1, column: 1 } },
    module: 'metrics',
    at: { file: 'm', line: 1, column: 1 },
    ...more,
  };
}

/** Eight quarters from April 2026 in fiscal years that end in March. */
const calendar = makeCalendar({
  start: '2026-04',
  frequency: 'quarter',
  periods: 8,
  fiscalYearEndMonth: 3,
}).value!;

/** Three paths: a flow in $ per quarter, rows are periods. */
const rows = [
  [1, 10, 100],
  [2, 20, 0],
  [3, 30, 0],
  [4, 40, 0],
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [5, 6, 7],
];
const sample = { values: Float64Array.from(rows.flat()), byTime: true, byPath: true };

/** Folds one element of numbers on three paths. */
function fold(of: NodeDecl, m: InputData, element: number, on: Calendar = calendar) {
  return foldMetric(of, keptRows([{ m }], { calendar: on, paths: 3 }), element);
}

describe('foldMetric', () => {
  it('sums a flow over the fiscal year on each path before it takes quantiles', () => {
    const metric = fold(decl('$/period'), sample, 0);
    expect(metric.kind).toBe('flow');
    // Path sums are 10, 100, 100; the sum of the quarters' medians would be 10 + 2 + 3 + 4 = 19.
    expect(metric.years.labels).toEqual(['FY2027', 'FY2028']);
    expect(metric.years.p50).toEqual([100, 6]);
    expect(metric.years.mean).toEqual([70, 6]);
    // Type 7: p10 lies at place 0.2 between the first two, 10 + 0.2 × 90.
    expect(metric.years.p10[0]).toBeCloseTo(28, 12);
    expect([metric.unit, metric.years.unit]).toEqual(['$/quarter', '$/year']);
    expect(metric.p50).toEqual([10, 2, 3, 4, 0, 0, 0, 6]);
    expect(metric.missing).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('takes a stock at the end of the fiscal year', () => {
    const metric = fold(decl('$'), sample, 0);
    expect([metric.kind, metric.unit]).toEqual(['stock', '$']);
    expect(metric.years.p50).toEqual([4, 6]);
  });

  it('leaves a fiscal year out that is not all in the calendar', () => {
    const odd = makeCalendar({
      start: '2026Q1',
      frequency: 'quarter',
      periods: 8,
      fiscalYearEndMonth: 3,
    }).value!;
    const metric = fold(decl('$/period'), sample, 0, odd);
    // FY2026 has its last quarter only, FY2028 three quarters; of FY2027 the path sums are 9, 90, 0.
    expect(metric.years.labels).toEqual(['FY2027']);
    expect(metric.years.mean).toEqual([33]);
    expect(metric.periods[0]).toBe('2026Q1');
  });

  it('converts from periods to the unit as written, such as a rate per year', () => {
    const rate = { values: Float64Array.of(0.025), byTime: false, byPath: false };
    const metric = fold(decl('%/year'), rate, 0);
    expect(metric.mean).toEqual(Array.from({ length: 8 }, () => 10));
    expect(metric.years.p50).toEqual([10, 10]);
    const billions = fold(decl('$bn/period'), { ...rate, values: Float64Array.of(2e9) }, 0);
    expect([billions.mean[0], billions.years.mean[0], billions.years.unit]).toEqual([2, 8, '$bn/year']);
  });

  it('counts paths without a value and leaves them out', () => {
    const gaps = { values: Float64Array.of(NaN, 4, 8), byTime: false, byPath: true };
    const metric = fold(decl('years', { isOnce: true }), gaps, 0);
    // Canonical time is in periods: 4 and 8 quarters are 1 and 2 years.
    expect([metric.kind, metric.periods, metric.missing]).toEqual(['once', ['horizon'], [1]]);
    expect([metric.mean, metric.p50]).toEqual([[1.5], [1.5]]);
    expect(metric.years.labels).toEqual([]);
    const none = fold(
      decl('years', { isOnce: true }),
      { ...gaps, values: Float64Array.of(NaN, NaN, NaN) },
      0,
    );
    expect([none.missing, none.mean]).toEqual([[3], [NaN]]);
  });

  it('reads the element that was asked for', () => {
    const two = {
      values: Float64Array.from([...rows.flat(), ...rows.flat().map((x) => 2 * x)]),
      byTime: true,
      byPath: true,
    };
    expect(fold(decl('$'), two, 1).years.p50).toEqual([8, 12]);
  });

  it('reports a date as time from the start', () => {
    const date = { ...unit('periods'), text: 'date' };
    const once = { values: Float64Array.of(2.5), byTime: false, byPath: false };
    const metric = fold(decl('$', { unit: date, isDate: true, isOnce: true }), once, 0);
    expect([metric.unit, metric.p50]).toEqual(['quarters from the start', [2.5]]);
  });
});

describe('metricKind', () => {
  it('is a flow only per period: a rate per year is a level', () => {
    expect(metricKind(unit('$/period'), false)).toBe('flow');
    expect(metricKind(unit('$/MW/year'), false)).toBe('stock');
    expect(metricKind(unit('$/period'), true)).toBe('once');
  });
});
