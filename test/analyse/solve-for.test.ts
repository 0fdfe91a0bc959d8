import { describe, expect, it } from 'vitest';
import { canVary, solveFor, varyModel } from '../../src/analyse/index.ts';
import { evaluateCentral, readTarget, type Model, type Target } from '../../src/simulate/index.ts';
import { findTarget } from '../../src/study/index.ts';
import { openTiny } from '../study/support.ts';

const study = openTiny();
const npv: Target = findTarget(study, 'npv').value!;
const central = (model: Model): number =>
  readTarget(evaluateCentral(model, ['npv']).get('npv'), npv, { model, paths: 1 })[0]!;
const wacc = { path: 'valuation.wacc', how: 'value' } as const;

/** What a variation puts into the first number of an input. */
const first = (model: Model, path: string): unknown =>
  model.study.assumptions.find((each) => each.path === path)!.value;

describe('solveFor', () => {
  it('finds the cost of capital at which a case is worth nothing', () => {
    const solution = solveFor({
      model: study,
      vary: wacc,
      between: [0.005, 0.2],
      target: 0,
      answer: central,
    });
    if (solution.kind !== 'solved') throw new Error('tiny has such a rate');
    // Found to 1e-9 of the range; the answer moves by less than $10bn over it.
    expect(Math.abs(solution.residual)).toBeLessThan(1e-9 * 1e10);
    expect(central(varyModel(study, wacc, solution.x))).toBe(solution.answer);
    const [low, high] = solution.bracket;
    expect(low.answer > 0).toBe(true);
    expect(high.answer < 0).toBe(true);
    expect(solution.x > low.x && solution.x < high.x).toBe(true);
    expect(solution.otherBrackets).toEqual([]);
    expect(solution.evaluations).toBeLessThan(30);
  });

  it('finds the multiplier that leaves a case as it is', () => {
    const vary = { path: 'segments.startups.price', how: 'multiplier' } as const;
    const target = central(study);
    const solution = solveFor({ model: study, vary, between: [0.5, 1.7], target, answer: central });
    expect(solution.kind === 'solved' && solution.x).toBeCloseTo(1, 7);
  });

  it('says that there is none, and what came nearest', () => {
    const solution = solveFor({
      model: study,
      vary: wacc,
      between: [0.01, 0.02],
      target: 1e12,
      answer: central,
    });
    if (solution.kind !== 'no solution in range') throw new Error('no rate is worth a trillion');
    expect(solution.trials).toHaveLength(9);
    expect(solution.evaluations).toBe(9);
    const best = Math.max(...solution.trials.map(({ answer }) => answer));
    expect(solution.nearest!.answer).toBe(best);
  });

  // Answers of the varied number alone show the search by itself.
  const byNumber = (f: (x: number) => number) => (model: Model) => {
    const value = model.study.assumptions.find((each) => each.path === wacc.path)!.value;
    if (value.shape !== 'constant' || value.term.kind !== 'number') throw new Error('the value was set');
    return f(value.term.value);
  };
  const search = (f: (x: number) => number, between: readonly [number, number], target = 0) =>
    solveFor({ model: study, vary: wacc, between, target, answer: byNumber(f) });

  it('finds crossings inside a range whose ends lie on one side, and names the others', () => {
    const solution = search((x) => (x - 1) * (x - 2.3), [0, 4]);
    if (solution.kind !== 'solved') throw new Error('two crossings');
    expect(solution.x).toBeCloseTo(1, 8);
    expect(solution.otherBrackets).toEqual([[2, 2.5]]);
  });

  it('takes an end or a grid point that meets the target', () => {
    expect(search((x) => x, [0, 1])).toMatchObject({ kind: 'solved', x: 0, residual: 0 });
    expect(search((x) => x - 1, [0, 1])).toMatchObject({ kind: 'solved', x: 1, residual: 0 });
    expect(search((x) => (x - 2) * (x - 2), [0, 4])).toMatchObject({ kind: 'solved', x: 2, residual: 0 });
  });

  it('shows by its residual that the answer jumps over the target', () => {
    const solution = search((x) => (x < 0.3 ? -1 : 2), [0, 1]);
    if (solution.kind !== 'solved') throw new Error('it crosses');
    expect(solution.x).toBeCloseTo(0.3, 8);
    expect(Math.abs(solution.residual)).toBeGreaterThanOrEqual(1);
  });

  it('gives no solution where the answer is not a number', () => {
    expect(search(() => NaN, [0, 1])).toMatchObject({ kind: 'no solution in range', nearest: undefined });
    expect(search((x) => (x < 0.5 ? NaN : x), [0, 1], 5)).toMatchObject({ nearest: { x: 1, answer: 1 } });
  });

  it('throws on a range that does not ascend', () => {
    expect(() => search((x) => x, [1, 1])).toThrow('ascend');
  });
});

describe('varyModel', () => {
  it('sets a value in place of its uncertainty, and keeps it when multiplying', () => {
    const life = 'chips.own.economic_life';
    const set = varyModel(study, { path: life, how: 'value' }, 20);
    expect(first(set, life)).toEqual({ shape: 'constant', term: { kind: 'number', value: 20 }, times: [] });
    const times = varyModel(study, { path: life, how: 'multiplier' }, 2);
    expect(first(times, life)).toMatchObject({
      term: { kind: 'driver' },
      times: [{ kind: 'number', value: 2 }],
    });
    expect(first(study, life)).toMatchObject({ times: [] });
    expect(set.study.inputs.get('chip.economic_life')).toHaveLength(2);
  });

  it('sets and multiplies a shared driver', () => {
    const path = 'drivers.demand_level';
    const set = varyModel(study, { path, how: 'value' }, 1.1);
    expect(set.study.drivers.find(({ name }) => name === path)!.distribution).toEqual({
      kind: 'point',
      value: 1.1,
    });
    const median = central(study);
    const times = varyModel(study, { path, how: 'multiplier' }, 1);
    // A factor of 1 leaves the distribution as it is, but for the rounding of its logarithm's mean.
    expect(Math.abs(central(times) / median - 1)).toBeLessThan(1e-12);
  });

  it('says what cannot be varied', () => {
    expect(canVary(study.study, { path: 'chips.own.prise', how: 'value' })).toBe('unknown');
    expect(canVary(study.study, { path: 'segments.startups.volume', how: 'value' })).toBe('path over time');
    expect(canVary(study.study, { path: 'segments.startups.volume', how: 'multiplier' })).toBe('yes');
    expect(() => varyModel(study, { path: 'segments.startups.volume', how: 'value' }, 1)).toThrow(
      'path over time',
    );
  });
});
