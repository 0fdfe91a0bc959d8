import { describe, expect, it } from 'vitest';
import { drawPaths, makeFrame, solveByScenario, solvePlan, type FleetPlan } from '../../src/plan/index.ts';
import { openTiny } from '../study/support.ts';
import { solverOf } from './support.ts';

/** A clock that ticks, so that no test waits for the real one. */
function ticking(): () => number {
  let ticks = 0;
  return () => ++ticks / 1000;
}

const withOptions = `
phases:
  hall_2: { site: ohio, status: optional, mw: 10 MW, start: 2026-04, build_time: 1 years, delay: 0 to 0.5 years, energised: 2027-04, cost_factor: 0.2, may_wait: 1 years }
contracts:
  lab_two: { segment: labs, state: offered, start: 2027-04, term: 3 years, quantity: 20m work/year, price: 1.9 $/work, take_or_pay: 80%, damages: 10%, allowed: { own: 0 } }
`;

const served = (level: string) => (text: string) =>
  text.replace('    elasticity: 0.5\n', `    elasticity: 0.5\n    service_level: ${level}\n`);

/** Tiny, whose dates and chip lives differ by scenario, on some of its paths; planned apart and as one model. */
async function bothWays(
  more: {
    change?: (text: string) => string;
    text?: string;
    risk?: { weight: number; tail: number };
    count?: number;
  } = {},
) {
  const { count = 4, change = (text: string) => text, text = withOptions, risk } = more;
  const study = openTiny(change, text);
  const inputs = drawPaths(study, { seed: 3, pathFrom: 0, paths: count });
  const scenarios = { inputs, probabilities: Array.from({ length: count }, () => 1 / count) };
  const solver = await solverOf();
  const apart = await solveByScenario(solver, study, scenarios, {
    relativeGap: 1e-6,
    clock: ticking(),
    ...(risk ? { risk } : {}),
  });
  const whole = solvePlan(solver, makeFrame(study, scenarios), {
    relativeGap: 1e-6,
    ...(risk ? { risk } : {}),
  });
  return { apart, whole };
}

function expectSame({ apart, whole }: Awaited<ReturnType<typeof bothWays>>): FleetPlan {
  if (apart.kind !== 'plan') throw new Error(JSON.stringify(apart));
  if (whole.kind !== 'plan') throw new Error(whole.kind);
  const { plan } = apart;
  expect(plan.status).toBe('optimal');
  // Both are proven to 1e-6 of the value.
  expect(plan.gap).toBeLessThanOrEqual(1e-6);
  expect(Math.abs(plan.objectiveUsd / whole.plan.objectiveUsd - 1)).toBeLessThan(2e-6);
  const whole01 = (share: number) => Math.round(share);
  expect([...plan.point.included].map(whole01)).toEqual([...whole.plan.point.included].map(whole01));
  expect([...plan.point.accepted].map(whole01)).toEqual([...whole.plan.point.accepted].map(whole01));
  // And the accounts say of each scenario what its programme does.
  expect(Math.abs(plan.differenceUsd)).toBeLessThanOrEqual(1e-9 * Math.abs(plan.objectiveUsd));
  return plan;
}

describe('a plan for scenarios that are taken apart, each with dates and lives of its own', () => {
  it('is the plan of the extensive form, with phases and contracts', async () => {
    expectSame(await bothWays());
  });

  it('is that of the extensive form where the tail counts: CVaR with a cut for either side of its threshold', async () => {
    const plan = expectSame(await bothWays({ risk: { weight: 2, tail: 0.3 } }));
    const neutral = expectSame(await bothWays());
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0);
    expect(mean(plan.accountsUsd)).toBeLessThanOrEqual(mean(neutral.accountsUsd) * (1 + 1e-6));
  });

  it('keeps a service level in every scenario', async () => {
    const level = '{ steps: { 2026Q1: 0%, 2027Q3: 20% } }';
    const plan = expectSame(await bothWays({ change: served(level) }));
    expect(plan.objectiveUsd).toBeLessThanOrEqual(expectSame(await bothWays()).objectiveUsd * (1 + 1e-6));
  });

  it('is not found where one scenario cannot keep its service level', async () => {
    const { apart, whole } = await bothWays({ change: served('90%') });
    expect(whole.kind).toBe('infeasible');
    expect(apart.kind).toBe('infeasible');
  });

  it('lets orders after the shared time follow the scenario', async () => {
    expectSame(await bothWays({ text: `${withOptions}\nplan: { shared_time: 1 years }\n` }));
  });

  it('says why not, where such orders come in lots', async () => {
    const change = (text: string) => text.replace('power: 2 kW/chip', 'power: 2 kW/chip\n    lot: 72 chips');
    const { apart } = await bothWays({ change, text: 'plan: { shared_time: 1 years }\n' });
    expect(apart).toEqual({ kind: 'not shared', reasons: ['orders that follow the scenario come in lots'] });
  });
});
