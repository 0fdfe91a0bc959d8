import { describe, expect, it } from 'vitest';
import { makeProgramme } from '../../src/answer/index.ts';
import type { InputData } from '../../src/formula/index.ts';
import { programmeNames } from '../../src/simulate/index.ts';
import { makeCalendar } from '../../src/time/index.ts';
import { keptRows, type Numbers } from './support.ts';

const calendar = makeCalendar({ start: '2026', frequency: 'year', periods: 3 }).value!;

/** One number per year of each name, the same on every path unless it has six: [year][path]. */
function samples(values: Readonly<Record<string, readonly number[]>>): Numbers {
  const zero = [0, 0, 0];
  const entries = programmeNames.map((name): [string, InputData] => {
    const rows = Float64Array.from(values[name] ?? zero);
    return [name, { values: rows, byTime: true, byPath: rows.length === 6 }];
  });
  return Object.fromEntries(entries);
}

// Discounting at 10%, flows mid-year, the residual at the end of the third.
const discounts = {
  discount_mid: [0.5, 1.5, 2.5].map((t) => 1.1 ** -t),
  discount_end: [1, 2, 3].map((t) => 1.1 ** -t),
};

describe('makeProgramme', () => {
  const plan = samples({
    ...discounts,
    // Path 0 pays back within the horizon, path 1 never does.
    'fcf.unlevered': [-90, -90, 70, 20, 70, 20],
    capex: [150, 50, 50],
    revenue: [10, 110, 110],
    nopat: [0, 33, 33],
    invested_capital: [200, 300, 260],
    residual: [0, 0, 44],
    it_mw: [5, 25, 25],
  });
  const without = samples({
    ...discounts,
    'fcf.unlevered': [10, 10, 10, 10, 10, 10],
    capex: [50, 50, 50],
    revenue: [10, 10, 10],
    nopat: [0, 3, 3],
    invested_capital: [100, 100, 100],
    residual: [0, 0, 11],
    it_mw: [5, 5, 5],
  });
  const { metrics } = makeProgramme(keptRows([plan, without], { calendar, paths: 2 }), 'without.yaml')!;

  it('is worth the discounted difference, path by path', () => {
    // Path 0: −100, 60, 60 and 33 at the end; path 1: −100, 10, 10 and 33.
    const worth = (later: number) =>
      -100 / 1.1 ** 0.5 + later / 1.1 ** 1.5 + later / 1.1 ** 2.5 + 33 / 1.1 ** 3;
    expect(metrics['npv']!.mean[0]).toBeCloseTo((worth(60) + worth(10)) / 2, 10);
    expect(metrics['npv']!.p5[0]).toBeCloseTo(worth(10) + 0.05 * (worth(60) - worth(10)), 10);
  });

  it('has the rate at which that worth is zero', () => {
    const rate = metrics['irr']!.p95[0]! / 100;
    // p95 of two values lies at 0.95 between them, so the rates are asked one by one below.
    expect(rate).toBeGreaterThan(0);
    const alone = makeProgramme(
      keptRows([firstPath(plan), firstPath(without)], { calendar, paths: 1 }),
      'without.yaml',
    )!.metrics;
    const r = 1 + alone['irr']!.mean[0]! / 100;
    expect(-100 * r ** -0.5 + 60 * r ** -1.5 + 60 * r ** -2.5 + 33 * r ** -3).toBeCloseTo(0, 8);
  });

  it('pays back in time counted from the first outflow and from the first power', () => {
    // −100 + 60 leaves −40 at 1.5 years; 60 more by 2.5 crosses zero two thirds of the way: 2.1667, less 0.5.
    expect(metrics['payback']!.mean[0]).toBeCloseTo(5 / 3, 10);
    // Power first differs in the second year, at 1.5: 2.1667 − 1.5.
    expect(metrics['payback-in-service']!.mean[0]).toBeCloseTo(2 / 3, 10);
    expect(metrics['payback']!.missing).toEqual([1]);
    // Cash in over cash out: 120/100 and 20/100.
    expect(metrics['moic']!.mean[0]).toBeCloseTo(0.7, 12);
  });

  it('has yearly flows and a return on its own capital', () => {
    expect(metrics['capex']!.years.mean).toEqual([100, 0, 0]);
    expect(metrics['revenue']!.years.mean).toEqual([0, 100, 100]);
    // Nothing stands before the start. Year 2: 30 over the mean of 100 and 200; year 3: 30 over the mean of 200 and 160.
    const roic = metrics['roic']!.years.mean;
    expect(roic[1]).toBeCloseTo(20, 10);
    expect(roic[2]).toBeCloseTo((100 * 30) / 180, 10);
  });
});

function firstPath(numbers: Numbers): Numbers {
  const first = Object.entries(numbers).map(([name, data]): [string, InputData] => {
    const values = data.byPath ? data.values.filter((_, i) => i % 2 === 0) : data.values;
    return [name, { ...data, values }];
  });
  return Object.fromEntries(first);
}
