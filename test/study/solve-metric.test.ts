import { describe, expect, it } from 'vitest';
import { solveMetric, type SolveMetricOptions } from '../../src/study/index.ts';
import { openTiny } from './support.ts';

const study = openTiny();
const base: SolveMetricOptions = {
  metric: 'npv',
  target: '$0',
  vary: { path: 'valuation.wacc', how: 'value' },
  between: ['2 %/year', '60 %/year'],
};
const codes = (change: Partial<SolveMetricOptions>) =>
  solveMetric(study, { ...base, ...change }).issues.map(({ code }) => code);

describe('solveMetric', () => {
  it('meets a figure in the metric’s unit and prints in the range’s', () => {
    const { value } = solveMetric(study, base);
    if (value?.solution.kind !== 'solved') throw new Error('tiny has such a rate');
    expect(value.showX(0.025)).toBe('10%/year');
    expect(value.showAnswer(1.5e9)).toBe('$1.5bn');
    expect(value.figure).toBe(0);
    // Within 1e-9 of the range, over which the value moves by less than $10bn.
    expect(Math.abs(value.solution.answer)).toBeLessThan(10);
  });

  it('sums a flow over its fiscal year', () => {
    const { value } = solveMetric(study, {
      ...base,
      metric: 'revenue',
      period: 'FY2027',
      target: '$250m',
      vary: { path: 'segments.labs.price', how: 'multiplier' },
      between: ['1%', '500%'],
    });
    if (value?.solution.kind !== 'solved') throw new Error('there is such a price');
    expect(value.figure).toBe(2.5e8);
    expect(Math.abs(value.solution.answer - 2.5e8)).toBeLessThan(10);
  });

  it('solves for a quantile of paths that are drawn alike', () => {
    const paths = { quantile: 0.1, count: 40, seed: 3 };
    const [p10, again] = [1, 2].map(() => solveMetric(study, { ...base, paths }).value!.solution);
    expect(p10).toEqual(again);
    const centralRate = solveMetric(study, base).value!.solution;
    if (p10!.kind !== 'solved' || centralRate.kind !== 'solved') throw new Error('both exist');
    expect(Math.abs(p10!.residual)).toBeLessThan(10);
    // A value that nine paths in ten exceed leaves room for a lower rate only.
    expect(p10!.x).toBeLessThan(centralRate.x);
  });

  it('searches dates and drivers', () => {
    const dates = solveMetric(study, {
      ...base,
      target: '$900bn',
      vary: { path: 'phases.hall_1.start', how: 'value' },
      between: ['2025-10', '2027-01'],
    });
    expect(dates.value!.solution.kind).toBe('no solution in range');
    expect(dates.value!.showX(0)).toBe('2026-01');
    const driver = solveMetric(study, {
      ...base,
      vary: { path: 'drivers.demand_level', how: 'multiplier' },
      between: ['0.3', '2'],
    });
    expect(driver.value!.solution.kind).toBe('solved');
  });

  it('reports what it cannot use', () => {
    expect(codes({ metric: 'npw' })).toEqual(['metric-unknown']);
    expect(codes({ metric: 'revenue' })).toEqual(['period-missing']);
    expect(codes({ target: '5 MW' })).toEqual(['unit-mismatch']);
    expect(codes({ vary: { path: 'valuation.wac', how: 'value' } })).toEqual(['vary-unknown']);
    expect(codes({ vary: { path: 'segments.labs.price', how: 'value' } })).toEqual(['vary-malformed']);
    expect(codes({ between: ['2 %/year', '5 MW'] })).toEqual(['vary-malformed']);
    expect(codes({ between: ['9 %/year', '2 %/year'] })).toEqual(['vary-malformed']);
    const driver = { path: 'drivers.demand_level', how: 'multiplier' } as const;
    expect(codes({ vary: driver, between: ['0', '2'] })).toEqual(['vary-malformed']);
    expect(
      solveMetric(study, { ...base, vary: { path: 'valuation.wac', how: 'value' } }).issues[0]!.fix,
    ).toBe('write valuation.wacc');
  });
});
