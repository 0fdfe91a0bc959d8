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

interface Asked {
  readonly change?: (text: string) => string;
  readonly text?: string;
  readonly risk?: { readonly weight: number; readonly tail: number };
}

/** Tiny, whose dates and chip lives differ by scenario, on some of its paths. */
function scenariosOf({ change = (text) => text, text = withOptions }: Asked) {
  const study = openTiny(change, text);
  const count = 4;
  const inputs = drawPaths(study, { seed: 3, pathFrom: 0, paths: count });
  return { study, scenarios: { inputs, probabilities: Array.from({ length: count }, () => 1 / count) } };
}

/** Planned scenario by scenario. */
async function planApart(asked: Asked = {}) {
  const { study, scenarios } = scenariosOf(asked);
  const risk = asked.risk ? { risk: asked.risk } : {};
  return solveByScenario(await solverOf(), study, scenarios, {
    relativeGap: 1e-6,
    clock: ticking(),
    ...risk,
  });
}

/** Planned as one model. */
async function planWhole(asked: Asked = {}) {
  const { study, scenarios } = scenariosOf(asked);
  const risk = asked.risk ? { risk: asked.risk } : {};
  return solvePlan(await solverOf(), makeFrame(study, scenarios), { relativeGap: 1e-6, ...risk });
}

/** The two ways give one plan, of one value, and the accounts say the same of it. */
async function expectSame(asked: Asked = {}): Promise<FleetPlan> {
  const [apart, whole] = [await planApart(asked), await planWhole(asked)];
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
  let made: Promise<FleetPlan> | undefined;
  /** The plan for the expected value, made once. */
  const neutralPlan = () => (made ??= expectSame());

  it('is the plan of the extensive form, with phases and contracts', async () => {
    await neutralPlan();
  });

  it('is that of the extensive form where the tail counts: CVaR with a cut for either side of its threshold', async () => {
    const plan = await expectSame({ risk: { weight: 2, tail: 0.3 } });
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0);
    expect(mean(plan.accountsUsd)).toBeLessThanOrEqual(mean((await neutralPlan()).accountsUsd) * (1 + 1e-6));
  });

  it('keeps a service level in every scenario', async () => {
    const level = '{ steps: { 2026Q1: 0%, 2027Q3: 20% } }';
    const plan = await expectSame({ change: served(level) });
    expect(plan.objectiveUsd).toBeLessThanOrEqual((await neutralPlan()).objectiveUsd * (1 + 1e-6));
  });

  it('is not found where one scenario cannot keep its service level', async () => {
    const asked = { change: served('90%') };
    expect((await planWhole(asked)).kind).toBe('infeasible');
    expect((await planApart(asked)).kind).toBe('infeasible');
  });

  it('lets orders after the shared time follow the scenario', async () => {
    await expectSame({ text: `${withOptions}\nplan: { shared_time: 1 years }\n` });
  });

  it('starts within every capital limit, though the plan for the central path breaks those of other scenarios', async () => {
    const plan = await expectSame({ text: `${withOptions}\nplan: { capital_limit: $260m/year }\n` });
    expect(plan.objectiveUsd).toBeLessThan((await neutralPlan()).objectiveUsd * (1 - 1e-5));
  });

  it.each([2, 5])('that is stopped at wish %i is whole all the same, with a bound', async (wish) => {
    const { study, scenarios } = scenariosOf({});
    let wishes = 0;
    const outcome = await solveByScenario(await solverOf(), study, scenarios, {
      relativeGap: 1e-6,
      clock: ticking(),
      isCancelled: () => ++wishes > wish,
    });
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    const { plan } = outcome;
    expect(plan.status).toBe('cancelled');
    for (const share of [...plan.point.included, ...plan.point.accepted])
      expect(Math.abs(share - Math.round(share))).toBeLessThan(1e-9);
    const best = await neutralPlan();
    expect(plan.objectiveUsd).toBeLessThanOrEqual(best.boundUsd * (1 + 1e-6));
    expect(plan.boundUsd).toBeGreaterThanOrEqual(best.objectiveUsd * (1 - 1e-6));
  });

  it('says why not, where such orders come in lots', async () => {
    const change = (text: string) => text.replace('power: 2 kW/chip', 'power: 2 kW/chip\n    lot: 72 chips');
    const apart = await planApart({ change, text: 'plan: { shared_time: 1 years }\n' });
    expect(apart).toEqual({ kind: 'not shared', reasons: ['orders that follow the scenario come in lots'] });
  });
});
