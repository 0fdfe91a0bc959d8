import { describe, expect, it } from 'vitest';
import {
  makeFrame,
  readChoice,
  sampleScenarios,
  solvePlan,
  whyNot,
  type SolvedPlan,
} from '../../src/plan/index.ts';
import { openTiny } from '../study/support.ts';
import {
  hall,
  openSegment,
  openText,
  planAndRun,
  planCentral,
  smallText,
  solverOf,
  twoChips,
} from './support.ts';

/** The slow chip alone on sale in the first year, the fast one with twice the work per MW from the third on. */
const chips = twoChips
  .replaceAll('economic_life: 4 years', 'economic_life: 6 years')
  .replace(
    'performance: 1,',
    'performance: 1, order_limit: { steps: { 2026: 9000 chips/year, 2027: 0 chips/year } },',
  )
  .replace(
    'performance: 4,',
    'performance: 4, order_limit: { steps: { 2026: 0 chips/year, 2028: 9000 chips/year } },',
  );

const retirements = (age: number) => `
retirements:
  out: { chip: slow, age: ${age} years }`;

const text = (parts: { volume?: string; more?: string; lead?: string } = {}) =>
  smallText({
    periods: 6,
    chips: chips.replaceAll('lead_time: 0 years', `lead_time: ${parts.lead ?? '1 years'}`),
    phases: hall,
    segments: openSegment.replace('100m', parts.volume ?? '900m'),
    more: parts.more ?? '',
  });

const retiredOf = ({ point }: SolvedPlan) => point.retired.reduce((sum, chips_) => sum + chips_, 0);

describe('taking chips out early', () => {
  it('is chosen where power binds and a newer chip earns more, at the age at which it can', async () => {
    // 4 MW are full of slow chips, installed in 2027; fast ones ordered in 2028 come in 2029, when slow ones are two years old.
    const plan = planCentral(await solverOf(), openText(text({ more: retirements(2) })));
    expect(retiredOf(plan)).toBeCloseTo(4000, 3);
    expect(plan.point.retired[3]).toBeCloseTo(4000, 3);
    // The accounts write off what is left of them, so that the programme's value is theirs.
    const [npv] = plan.accountsUsd;
    expect(Math.abs(plan.objectiveUsd - npv!)).toBeLessThanOrEqual(1e-9 * Math.abs(npv!));
    expect(plan.solution.objective! * 1e6).toBe(plan.objectiveUsd);
  });

  it('is not chosen where power is free', async () => {
    const plan = planCentral(await solverOf(), openText(text({ volume: '3m', more: retirements(2) })));
    expect(retiredOf(plan)).toBeLessThan(1e-6);
  });

  it('never costs as an option, at any age, and two ages are worth no less than one', async () => {
    const solver = await solverOf();
    const value = (more: string) => planCentral(solver, openText(text({ more }))).objectiveUsd;
    const bare = value('');
    const [two, three] = [value(retirements(2)), value(retirements(3))];
    expect(two).toBeGreaterThan(bare + 1e5);
    expect(three).toBeGreaterThanOrEqual(bare - 1);
    const both = value(`${retirements(2)}\n  later: { chip: slow, age: 3 years }`);
    expect(both).toBeGreaterThanOrEqual(Math.max(two, three) - 1);
  });

  it('of one vintage takes out no more than there is, over all ages', async () => {
    const more = `${retirements(2)}\n  later: { chip: slow, age: 3 years }\n  last: { chip: fast, age: 1 years }`;
    const plan = planCentral(await solverOf(), openText(text({ more })));
    const { periods } = plan.frame.sizes;
    const at = (values: Float64Array, row: number, t: number) => values[row * periods + t] ?? 0;
    for (let from = 0; from < periods; from++) {
      const out =
        (from + 2 < periods ? at(plan.point.retired, 0, from + 2) : 0) +
        (from + 3 < periods ? at(plan.point.retired, 1, from + 3) : 0);
      // The solver keeps rows to 1e-7 MW, a chip is a thousandth of a MW.
      expect(out).toBeLessThanOrEqual(at(plan.point.installed, 0, from) + 1e-3);
    }
  });

  it('agrees with the accounts on scenarios whose lives and power differ', async () => {
    const solver = await solverOf();
    const planOn = (more: string) => {
      const study = openTiny((written) => written, more);
      const scenarios = sampleScenarios(study, { seed: 3, sampled: 40, count: 4 });
      const outcome = solvePlan(solver, makeFrame(study, scenarios));
      if (outcome.kind !== 'plan') throw new Error(outcome.kind);
      return outcome.plan;
    };
    const plan = planOn(`
retirements:
  own_out: { chip: own, age: 2 years }
  bought_out: { chip: bought, age: 3 years }
`);
    const mean = plan.accountsUsd.reduce((sum, value, s) => sum + plan.frame.probabilities[s]! * value, 0);
    expect(Math.abs(plan.objectiveUsd - mean)).toBeLessThanOrEqual(1e-9 * Math.abs(mean));
    expect(plan.objectiveUsd).toBeGreaterThanOrEqual(planOn('').objectiveUsd - 1);
  });

  it('can be ruled out by why-not, which says what keeping them costs', async () => {
    const solver = await solverOf();
    const plan = planCentral(solver, openText(text({ more: retirements(2) })));
    const bare = planCentral(solver, openText(text()));
    const choice = readChoice('retire no slow', plan.frame).value!;
    const { costUsd } = whyNot(solver, plan, choice, { relativeGap: 1e-9 });
    expect(costUsd).toBeCloseTo(plan.objectiveUsd - bare.objectiveUsd, -1);
    expect(readChoice('retire no fst', plan.frame).issues[0]).toMatchObject({
      code: 'choice-not-understood',
      expected: 'a chip that the case lists under `retirements`: slow',
    });
  });

  it('is written into the overlay as a share of each vintage, and runs', async () => {
    const written = text({ more: retirements(2) });
    const { overlay, issues, npv, plan } = await planAndRun(written);
    expect(overlay).toContain('  out: { share: { steps: { 2026: 0%, 2029: 100%, 2030: 0% } } }');
    expect(issues).toEqual([]);
    // Orders are whole chips, rounded down: a chip of $10,000 in each of 6 periods and 2 makes, and what it earns.
    expect(Math.abs(npv - plan.accountsUsd[0]!)).toBeLessThan(12 * 50_000);
  });
});
