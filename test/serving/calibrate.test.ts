import { describe, expect, it } from 'vitest';
import { condition, predict } from '../../src/serving/calibrate/condition.ts';
import { crossValidate } from '../../src/serving/calibrate/cross-validate.ts';
import { makeDesign } from '../../src/serving/calibrate/design.ts';
import { estimateSpreads } from '../../src/serving/calibrate/estimate-spreads.ts';
import { leaveOut } from '../../src/serving/calibrate/fit-effects.ts';
import type { Observation, Spreads } from '../../src/serving/calibrate/observation.ts';
import { invertPositive } from '../../src/serving/calibrate/positive.ts';
import { scoreOf, weightedQuantile } from '../../src/serving/calibrate/score.ts';
import { measuredTables, readObservations } from '../../src/serving/tables/measured-tables.ts';
import { hashName } from '../../src/base/hash-name.ts';
import { inverseNormal, uniformAt } from '../../src/num/index.ts';
import { catalogue, fit, texts } from './support.ts';

const normal = (stream: string, i: number): number => inverseNormal(uniformAt(3, i, hashName(stream), 0));

/** Two crossed effects of known size. */
function made(groups: number, each: number, sizes: { a: number; b: number; noise: number }): Observation[] {
  return Array.from({ length: groups * each }, (_, i) => {
    const [a, b] = [i % groups, Math.floor(i / groups)];
    return {
      id: `r${i}`,
      count: 1,
      value: 1 + sizes.a * normal('a', a) + sizes.b * normal('b', b) + sizes.noise * normal('e', i),
      levels: { a: `a${a}`, b: `b${b}` },
      slopes: { level: 1 },
    };
  });
}
const spreads: Spreads = { effects: { a: 0.3, b: 0.1 }, slopes: { level: 3 }, noise: 0.05 };

describe('the mixed model', () => {
  it('inverts a matrix: the product with it is the identity', () => {
    const values = Float64Array.from([4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2]);
    const inverse = invertPositive({ size: 3, values }).values;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += values[i * 3 + k]! * inverse[k * 3 + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
      }
  });

  it('leaving groups out by the one inverse equals fitting again without them', () => {
    const all = made(6, 5, { a: 0.3, b: 0.1, noise: 0.05 });
    const found = leaveOut(
      condition(all, spreads, new Float64Array(all.length).fill(1)),
      ({ levels }) => levels['a']!,
    );
    const without = all.filter(({ levels }) => levels['a'] !== 'a2');
    const again = condition(without, spreads, new Float64Array(without.length).fill(1));
    all.forEach((observation, i) => {
      if (observation.levels['a'] !== 'a2') return;
      const { mean, deviation } = predict(again, observation);
      // Two routes through inverses of condition about 1e5: 16 digits less 5 and a few for sums.
      expect(found[i]!.predicted).toBeCloseTo(mean, 8);
      expect(found[i]!.deviation).toBeCloseTo(deviation, 8);
    });
  });

  it('shrinks a level with one row and an unseen level to the mean, and widens', () => {
    const all = made(6, 5, { a: 0.3, b: 0.1, noise: 0.05 });
    const model = condition(all, spreads, new Float64Array(all.length).fill(1));
    const seen = predict(model, { levels: { a: 'a1', b: 'b1' }, slopes: { level: 1 } });
    const unseen = predict(model, { levels: { a: 'new', b: 'b1' }, slopes: { level: 1 } });
    expect(unseen.deviation).toBeGreaterThan(0.3);
    expect(seen.deviation).toBeLessThan(0.12);
  });

  it('finds the spreads that made the data', () => {
    const all = made(30, 8, { a: 0.3, b: 0.1, noise: 0.05 });
    const start = { effects: { a: 0.1, b: 0.1 }, slopes: { level: 3 }, noise: 0.1 };
    const found = estimateSpreads(makeDesign(all), {
      start,
      scales: { a: 1, b: 1, noise: 1 },
      doubts: new Float64Array(all.length).fill(1),
      rounds: 25,
    });
    // The deviation of k normal levels is known to 1/√(2k): 13% for 30, 25% for 8, 5% for 240 rows; three of these.
    expect(Math.abs(found.effects['a']! / 0.3 - 1)).toBeLessThan(0.39);
    expect(Math.abs(found.effects['b']! / 0.1 - 1)).toBeLessThan(0.75);
    expect(Math.abs(found.noise / 0.05 - 1)).toBeLessThan(0.15);
  });

  it('takes quantiles of counted values as of repeated ones', () => {
    expect(
      weightedQuantile(
        [
          { value: 1, count: 3 },
          { value: 5, count: 1 },
        ],
        0.5,
      ),
    ).toBe(1);
    expect(
      weightedQuantile(
        [
          { value: 1, count: 1 },
          { value: 2, count: 1 },
        ],
        0.5,
      ),
    ).toBe(1.5);
  });
});

describe('the shipped calibration', () => {
  it('belongs to the shipped rows and their prior: cross-validating again gives the scores of the file', () => {
    const table = measuredTables.training;
    const observations = readObservations(table, catalogue, texts, []);
    const score = scoreOf(
      crossValidate(observations, {
        prior: table.prior,
        groupOf: ({ levels }) => levels['cell']!,
        folds: 12,
      }),
    );
    // The file keeps four digits.
    expect(score.medianError).toBeCloseTo(fit.tables.training.scores['cell']!.medianError, 4);
    expect(score.coverage).toBeCloseTo(fit.tables.training.scores['cell']!.coverage, 3);
  });

  it('predicts rows left out as well as it was asked to', () => {
    const { cell, pair } = fit.tables.inference.scores;
    expect(cell!.rows).toBe(423);
    expect(cell!.medianError).toBeLessThanOrEqual(0.1);
    expect(cell!.p90Error).toBeLessThanOrEqual(0.27);
    expect(pair!.medianError).toBeLessThanOrEqual(0.12);
    expect(fit.tables.training.scores['cell']!.medianError).toBeLessThanOrEqual(0.06);
    for (const { scores } of Object.values(fit.tables)) {
      for (const { coverage } of Object.values(scores)) {
        expect(coverage).toBeGreaterThanOrEqual(0.72);
        expect(coverage).toBeLessThanOrEqual(0.88);
      }
    }
  });

  it('scores honestly: a group that is left out does not move its own prediction', () => {
    const table = measuredTables.training;
    const observations = readObservations(table, catalogue, texts, []);
    const group = 'GB300-NVL72 · llama31_405b';
    const groupOf = ({ levels }: Observation): string => levels['pair']!;
    const moved = observations.map((observation) =>
      groupOf(observation) === group ? { ...observation, value: observation.value + 1 } : observation,
    );
    const of = (rows: readonly Observation[]): number[] =>
      crossValidate(rows, { prior: { ...table.prior, rounds: 3 }, groupOf, folds: 4 })
        .filter(({ observation }) => groupOf(observation) === group)
        .map(({ predicted }) => predicted);
    const [before, after] = [of(observations), of(moved)];
    expect(before.length).toBeGreaterThan(0);
    // Equal but for the rounding of subtracting the moved value again.
    before.forEach((value, i) => expect(after[i]).toBeCloseTo(value, 9));
  });
});
