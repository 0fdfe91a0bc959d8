import { describe, expect, it } from 'vitest';
import { checkPlannable, planCodes, reduceScenarios, sampleScenarios } from '../../src/plan/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { openTiny } from '../study/support.ts';

const points = (...values: number[]) => values.map((value) => Float64Array.of(value));

describe('scenario reduction', () => {
  it('keeps one of each cluster, with its weight (by hand)', () => {
    // The best single one is 2: distances 2, 1, 0, 8, 9 sum to 20. Adding 10 leaves 2, 1, 0, 0, 1.
    const { kept, probabilities, loss } = reduceScenarios(points(0, 1, 2, 10, 11), 2);
    expect(kept).toEqual([2, 3]);
    expect(probabilities.map((p) => Number(p.toFixed(12)))).toEqual([0.6, 0.4]);
    expect(loss).toBeCloseTo(4 / 20, 12);
  });

  it('loses nothing when all are kept, and never more with more', () => {
    const features = Array.from({ length: 12 }, (_, i) => Float64Array.of((i * 7) % 5, (i * i) % 11));
    const losses = [1, 2, 4, 8, 12].map((count) => reduceScenarios(features, count).loss);
    expect(losses[0]).toBeCloseTo(1, 12);
    expect(losses.at(-1)).toBe(0);
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThanOrEqual(losses[i - 1]! + 1e-12);
  });

  it('chooses paths of the case by its seed: the same ones every time, probabilities that sum to 1', () => {
    const request = { seed: 7, sampled: 25, count: 3 };
    const [a, b] = [sampleScenarios(openTiny(), request), sampleScenarios(openTiny(), request)];
    expect(a.paths).toEqual(b.paths);
    expect(a.paths).toHaveLength(3);
    expect(a.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(a.loss).toBeGreaterThan(0);
    expect(a.loss).toBeLessThan(1);
  });
});

describe('scenarios of a case', () => {
  it('stand for the value of their paths: few miss its mean by less than a third of what the best single one does', () => {
    const study = openTiny();
    let [missed, single] = [0, 0];
    for (const seed of [1, 2, 3, 4]) {
      const sampled = 60;
      const { values } = simulate(study, { seed, paths: sampled, keep: ['npv'] }).byName.get('npv')!;
      const mean = values.reduce((sum, value) => sum + value, 0) / sampled;
      const miss = (count: number) => {
        const { paths, probabilities } = sampleScenarios(study, { seed, sampled, count });
        return Math.abs(paths.reduce((sum, path, i) => sum + probabilities[i]! * values[path]!, -mean));
      };
      missed += miss(8);
      single += miss(1);
    }
    expect(missed).toBeLessThan(single / 3);
  });
});

describe('what cannot be planned', () => {
  it('is said at its line, all at once', () => {
    const study = openTiny(
      (text) => text,
      'contracts: { anchor: { state: prospect, accepted: 0.2 to 0.8 } }\nphases: { hall_1: { included: 0.5 to 0.9 } }\n',
    );
    const faults = checkPlannable(study.study);
    expect(faults.map(({ code, at }) => [code, at?.path, at?.line])).toEqual([
      ['plan-uncertain-choice', 'phases.hall_1.included', 2],
      ['plan-uncertain-choice', 'contracts.anchor.accepted', 1],
    ]);
    for (const { code } of faults) expect(Object.keys(planCodes)).toContain(code);
    expect(checkPlannable(openTiny().study)).toEqual([]);
  });
});
