import { describe, expect, it } from 'vitest';
import type { LpModel } from '../../src/lp/index.ts';
import { drawPaths, planOverlay, solveByScenario, solvePlan, makeFrame } from '../../src/plan/index.ts';
import { nearPoint } from '../../src/plan/read-point.ts';
import { buildScenarios, SharedNames } from '../../src/plan/recourse/scenario-model.ts';
import { layOutBlock, layOutBlocks } from '../../src/plan/scenario-blocks.ts';
import { simulate } from '../../src/simulate/index.ts';
import { openTiny } from '../study/support.ts';
import { solverOf } from './support.ts';

/** Tiny, whose dates and lives differ by scenario, with a phase and a contract to choose and a limit of capital. */
const uncertain = `
phases:
  hall_2: { site: ohio, status: optional, mw: 10 MW, start: 2026-04, build_time: 1 years, delay: 0 to 0.5 years, energised: 2027-04, cost_factor: 0.2, may_wait: 1 years }
contracts:
  lab_two: { segment: labs, state: offered, start: 2027-04, term: 3 years, quantity: 20m work/year, price: 1.9 $/work, take_or_pay: 80%, damages: 10%, allowed: { own: 0 } }
plan: { capital_limit: $400m/year }
`;

const count = 6;

function scenariosOf(text: string) {
  const study = openTiny((each) => each, text);
  const inputs = drawPaths(study, { seed: 3, pathFrom: 0, paths: count });
  return {
    model: study,
    scenarios: { inputs, probabilities: Array.from({ length: count }, () => 1 / count) },
  };
}

function numbersOf({ cost, columnLower, columnUpper, rowLower, rowUpper, matrix, offset }: LpModel) {
  return [[offset], cost, columnLower, columnUpper, rowLower, rowUpper, matrix.coefficients].map((each) => [
    ...each,
  ]);
}

describe('many scenarios of a plan', () => {
  it('have the programmes that each has alone, whatever the blocks they are read in', () => {
    const { model, scenarios } = scenariosOf(uncertain);
    const read = (blockSize: number) =>
      [...layOutBlocks({ model, scenarios, blockSize })].flatMap(({ block }) =>
        buildScenarios(block, nearPoint(block, undefined), new SharedNames()).map((each) => each!.lp),
      );
    const [alone, together] = [read(1), read(4)];
    expect(together).toHaveLength(count);
    together.forEach((lp, s) => {
      expect(lp.columnNames).toEqual(alone[s]!.columnNames);
      expect(lp.rowNames).toEqual(alone[s]!.rowNames);
      expect([...lp.matrix.columns]).toEqual([...alone[s]!.matrix.columns]);
      // The accounts give equal numbers whatever the block; only MW of a chip are multiplied and divided once more.
      numbersOf(lp).forEach((numbers, part) => {
        const own = numbersOf(alone[s]!)[part]!;
        numbers.forEach((number, i) => {
          if (number === own[i]) return;
          expect(Math.abs(number - own[i]!)).toBeLessThanOrEqual(1e-12 * Math.abs(own[i]!));
        });
      });
    });
    expect(layOutBlock(model, scenarios, [2]).frame.probabilities).toEqual([1 / count]);
  });

  it('give the plan of the extensive form when the search starts from a sample of them', async () => {
    const { model, scenarios } = scenariosOf(uncertain);
    const solver = await solverOf();
    const stages: string[] = [];
    let ticks = 0;
    const apart = await solveByScenario(solver, model, scenarios, {
      relativeGap: 1e-6,
      sampleSize: 2,
      clock: () => ++ticks / 1000,
      onStage: (stage) => stages.push(stage),
    });
    const whole = solvePlan(solver, makeFrame(model, scenarios), { relativeGap: 1e-6 });
    if (apart.kind !== 'plan' || whole.kind !== 'plan') throw new Error(`${apart.kind}, ${whole.kind}`);
    expect(stages).toContain('solving for a sample');
    // Both are proven to 1e-6 of the value.
    expect(Math.abs(apart.plan.objectiveUsd / whole.plan.objectiveUsd - 1)).toBeLessThan(2e-6);

    // Stopped over the sample, and soon after it: whole all the same, and nothing is promised that the best plan denies.
    for (const wish of [3, 40, 80]) {
      let wishes = 0;
      const stopped = await solveByScenario(solver, model, scenarios, {
        relativeGap: 1e-6,
        sampleSize: 2,
        clock: () => ++ticks / 1000,
        isCancelled: () => ++wishes > wish,
      });
      if (stopped.kind !== 'plan') throw new Error(stopped.kind);
      const { objectiveUsd, boundUsd, point } = stopped.plan;
      for (const share of [...point.included, ...point.accepted])
        expect(Math.abs(share - Math.round(share))).toBeLessThan(1e-9);
      expect(objectiveUsd).toBeLessThanOrEqual(apart.plan.boundUsd * (1 + 1e-6));
      expect(boundUsd).toBeGreaterThanOrEqual(apart.plan.objectiveUsd * (1 - 1e-6));
    }
  });
});

describe('what the rules of the simulation make of a plan on its own scenarios', () => {
  it('is what a run of its overlay computes, and no more than the plan promises', async () => {
    const { model, scenarios } = scenariosOf(uncertain);
    const solver = await solverOf();
    let ticks = 0;
    const apart = await solveByScenario(solver, model, scenarios, {
      relativeGap: 1e-6,
      clock: () => ++ticks / 1000,
    });
    const whole = solvePlan(solver, makeFrame(model, scenarios), { relativeGap: 1e-6 });
    if (apart.kind !== 'plan' || whole.kind !== 'plan') throw new Error(`${apart.kind}, ${whole.kind}`);
    const { byRules, objectiveUsd, point, frame } = apart.plan;
    // Installed by the rules the same decisions serve no better, and served by them no better still.
    expect(byRules.installedUsd).toBeLessThanOrEqual(objectiveUsd * (1 + 1e-6));
    expect(byRules.npvUsd).toBeLessThanOrEqual(byRules.installedUsd! * (1 + 1e-6));

    const overlay = planOverlay({ ...whole.plan, point, frame }, ['A plan.']);
    const planned = openTiny((each) => each, uncertain, overlay);
    const { values } = simulate(planned, { seed: 3, paths: count, keep: ['npv'] }).byName.get('npv')!;
    const run = values.reduce((sum, value) => sum + value / count, 0);
    // The overlay orders whole chips: up to one less of each order, which is worth about what it costs and no more than that.
    const priciest = 40_000;
    const rounding = priciest * point.orders.filter((chips) => chips > 1e-3).length;
    expect(Math.abs(run - byRules.npvUsd)).toBeLessThan(rounding);
  });
});
