import { describe, expect, it } from 'vitest';
import {
  makeFleetPlan,
  makeFrame,
  sampleScenarios,
  sampleTree,
  solveByScenario,
  solvePlan,
  treeOverlays,
  type Sharing,
} from '../../src/plan/index.ts';
import { toldLeaves } from '../../src/plan/tree/told-leaves.ts';
import { openTiny } from '../study/support.ts';
import { solverOf } from './support.ts';

/** A clock that ticks, so that no test waits for the real one. */
function ticking(): () => number {
  let ticks = 0;
  return () => ++ticks / 1000;
}

const halls = `
phases:
  hall_2: { site: ohio, status: optional, mw: 8 MW, start: 2026-07, build_time: 0.5 years, delay: 0 to 0.5 years, energised: 2027-01, cost_factor: 0.1, may_wait: 1.5 years }
segments:
  startups: { volume: { growth: { from: 60m work/year, rate: 30 %/year }, times: demand_level }, volatility: 35% }
drivers: { demand_level: { value: 0.4 to 2 } }
`;

describe('a tree taken apart by scenario', () => {
  it('is the tree of the extensive form: one value, the same starts in every node, the word of the accounts', async () => {
    const solver = await solverOf();
    const study = openTiny((text) => text, halls);
    const { inputs, probabilities } = sampleScenarios(study, { seed: 4, sampled: 40, count: 6 });
    const nodeOf = [
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 2, 2, 2],
      [3, 3, 4, 5, 5, 6],
    ];
    const sharing: Sharing = { reviews: [4, 8], nodeOf };
    const scenarios = { inputs, probabilities, sharing };
    const whole = solvePlan(solver, makeFrame(study, scenarios), { relativeGap: 1e-5 });
    if (whole.kind !== 'plan') throw new Error(whole.kind);
    const apart = await solveByScenario(solver, study, scenarios, { relativeGap: 1e-5, clock: ticking() });
    if (apart.kind !== 'plan') throw new Error(JSON.stringify(apart));
    const { plan } = apart;
    // Both are proven to 1e-5 of the value.
    expect(Math.abs(plan.objectiveUsd / whole.plan.objectiveUsd - 1)).toBeLessThan(2e-5);
    const levels = new Map(plan.shared!.names.map((name, j) => [name, plan.shared!.levels[j]!]));
    const { lp } = whole.plan.model;
    const starts = lp.columnNames.flatMap((name, j) =>
      name.startsWith('start[') ? [[name, j] as const] : [],
    );
    expect(starts.some(([name]) => /, n\d\]$/.test(name))).toBe(true);
    for (const [name, j] of starts)
      expect([name, Math.round(levels.get(name)!)]).toEqual([
        name,
        Math.round(whole.plan.solution.values![j]!),
      ]);
    expect(Math.abs(plan.differenceUsd)).toBeLessThanOrEqual(1e-9 * Math.abs(plan.objectiveUsd));
  });

  it('is told on the likeliest leaves of each node, its value on all', async () => {
    const study = openTiny((text) => text, halls);
    const made = await makeFleetPlan(study, await solverOf(), {
      scenarios: 12,
      sampled: 60,
      seed: 7,
      relativeGap: 1e-3,
      timeLimitSeconds: 120,
      riskWeight: 0,
      riskTail: 0.1,
      reviews: ['2027Q1'],
      branches: ['2'],
      clock: ticking(),
    });
    if (made.kind !== 'plan') throw new Error(JSON.stringify(made));
    const { result, plan } = made;
    expect(plan.frame.probabilities).toHaveLength(4);
    expect(result.settings.probabilities).toHaveLength(12);
    expect(result.value.accountsUsd).toHaveLength(12);
    expect(result.value.gap).toBeLessThanOrEqual(1e-3);
    const { nodes, value } = result.tree!;
    const last = nodes.filter(({ stage }) => stage === 1);
    const mean = last.reduce((sum, { probability, expectedUsd }) => sum + probability * expectedUsd, 0);
    expect(mean / result.value.expectedUsd).toBeCloseTo(1, 9);
    expect(last.flatMap(({ scenarios }) => scenarios)).toEqual(Array.from({ length: 12 }, (_, s) => s));
    expect(value.worthUsd!).toBeCloseTo(result.value.objectiveUsd - value.twoStageUsd!, 0);
    // A plan of one decision for all is one of the tree, so that only what the proofs leave open can be lost.
    expect(value.worthUsd!).toBeGreaterThanOrEqual(-1e-3 * Math.abs(value.twoStageUsd!));
    expect(value.mostUsd!).toBeGreaterThanOrEqual(0);
    expect(treeOverlays(plan, result.tree!, [])).toHaveLength(2);
    expect(made.tree!.twoStage!.frame.sharing.reviews).toEqual([]);
  });

  it('keeps nodes and their probabilities where leaves are left out', () => {
    const all = sampleTree(openTiny(), { seed: 7, sampled: 60, reviews: [4], branches: [3], leaves: 12 });
    const few = toldLeaves(all, 2);
    expect(few.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    few.tree.nodes.forEach(({ scenarios, probability, stage }) => {
      if (stage === 1) expect(scenarios).toHaveLength(2);
      expect(scenarios.reduce((sum, s) => sum + few.probabilities[s]!, 0)).toBeCloseTo(probability, 12);
    });
    for (const path of few.paths) expect(all.paths).toContain(path);
  });
});
