import { describe, expect, it } from 'vitest';
import { readChoice, whyNot, type SolvedPlan } from '../../src/plan/index.ts';
import { openSegment, openText, planAndRun, planCentral, smallText, solverOf } from './support.ts';

/** A hall that is committed, whose own connection comes in 2029 and whose right to power brings it two years earlier. */
const text = (option: string, more: { status?: string; site?: string } = {}) =>
  smallText({
    periods: 6,
    phases: `
  hall: { site: ohio, status: ${more.status ?? 'committed'}, mw: 4 MW, start: 2026, build_time: 1 years, energised: 2029, may_wait: 1 years }`,
    segments: openSegment.replace('100m', '900m'),
    more: option,
  }).replace('energy_price: 60 $/MWh', `energy_price: 60 $/MWh${more.site ?? ''}`);
const turbines = (premium: string, more = '') => `
power_options:
  turbines: { phase: hall, take_up: 2026-06, premium: ${premium}, energised: 2027${more} }`;

const choiceOf = ({ frame, point }: SolvedPlan) =>
  frame.options.flatMap(({ start, powerName, isFree }, o) =>
    isFree && point.included[o]! > 0.5 ? [`${start} ${powerName ?? 'own'}`] : [],
  );

function expectAgreement(plan: SolvedPlan): void {
  expect(Math.abs(plan.objectiveUsd - plan.accountsUsd[0]!)).toBeLessThanOrEqual(
    1e-9 * Math.abs(plan.accountsUsd[0]!),
  );
}

describe('a right to power', () => {
  it('is taken up while it is worth its premium, and the accounts say what it is worth', async () => {
    const solver = await solverOf();
    const bare = planCentral(solver, openText(text('')));
    const free = planCentral(solver, openText(text(turbines('$0'))));
    expect(choiceOf(free)).toEqual(['2026 turbines']);
    expectAgreement(free);
    const worth = free.objectiveUsd - bare.objectiveUsd;
    expect(worth).toBeGreaterThan(1e6);
    // The premium is an operating cost in the middle of 2026 that saves a quarter of it in tax, discounted at 10% a year.
    const even = worth / (0.75 / Math.sqrt(1.1));
    const [below, above] = [0.99, 1.01].map((share) =>
      planCentral(solver, openText(text(turbines(`$${Math.round(share * even)}`)))),
    );
    expect(choiceOf(below!)).toEqual(['2026 turbines']);
    expect(choiceOf(above!)).toEqual(['2026 own']);
    expect(above!.objectiveUsd).toBeCloseTo(bare.objectiveUsd, 0);
    expectAgreement(below!);
  });

  it('never costs as an option, for optional phases too, and is one choice with their start', async () => {
    const solver = await solverOf();
    const value = (option: string) => planCentral(solver, openText(text(option, { status: 'optional' })));
    const bare = value('');
    for (const premium of ['$0', '$5m', '$900m']) {
      const plan = value(turbines(premium));
      expect(plan.objectiveUsd).toBeGreaterThanOrEqual(bare.objectiveUsd - 1);
      expect(choiceOf(plan).length).toBeLessThanOrEqual(1);
      expectAgreement(plan);
    }
    // Chips ordered in 2026 come in 2027, so that a hall ready at the end of that year is early enough.
    expect(choiceOf(value(turbines('$0')))).toEqual(['2027 turbines']);
  });

  it('with a minimum take is worth less the more of it must be paid, and as much as the accounts say', async () => {
    const solver = await solverOf();
    const site = ', delivery_price: 400 $/MWh, minimum_take: 10%';
    const plans = [0, 50, 100].map((take) =>
      planCentral(solver, openText(text(turbines('$0', `, minimum_take: ${take}%`), { site }))),
    );
    for (const plan of plans) {
      expect(choiceOf(plan)).toEqual(['2026 turbines']);
      expectAgreement(plan);
    }
    // Busy chips draw 75% of their rating, so that half is drawn anyway once they are there.
    expect(plans[1]!.objectiveUsd).toBeLessThan(plans[0]!.objectiveUsd);
    expect(plans[2]!.objectiveUsd).toBeLessThan(plans[1]!.objectiveUsd - 1e6);
  });

  it('is no choice once its last day has passed', async () => {
    const solver = await solverOf();
    const past = turbines('$0').replace('2026-06', '2025-06');
    expect(choiceOf(planCentral(solver, openText(text(past))))).toEqual([]);
    const taken = planCentral(solver, openText(text(past.replace('premium', 'taken: 100%, premium'))));
    const free = planCentral(solver, openText(text(turbines('$0'))));
    expect(taken.objectiveUsd).toBeCloseTo(free.objectiveUsd, 0);
  });

  it('can be forced or ruled out by why-not', async () => {
    const solver = await solverOf();
    const plan = planCentral(solver, openText(text(turbines('$0'))));
    const bare = planCentral(solver, openText(text('')));
    const ask = (words: string) =>
      whyNot(solver, plan, readChoice(words, plan.frame).value!, { relativeGap: 1e-9 }).costUsd;
    expect(ask('power hall by its own connection')).toBeCloseTo(plan.objectiveUsd - bare.objectiveUsd, -1);
    expect(Math.abs(ask('power hall by turbines')!)).toBeLessThan(1);
    expect(readChoice('power hall by turbine', plan.frame).issues[0]).toMatchObject({
      code: 'choice-not-understood',
      fix: "write 'turbines'",
    });
    expect(readChoice('leave out hall', plan.frame).issues).toHaveLength(1);
  });

  it('is written into the overlay, and runs', async () => {
    const written = text(turbines('$1m'));
    const { overlay, issues, npv, plan } = await planAndRun(written);
    expect(overlay).toContain('power_options:\n  turbines: { taken: 100% }\n');
    expect(issues).toEqual([]);
    // Orders are whole chips, rounded down: a chip of $10,000 in each of 6 periods and 2 makes, and what it earns.
    expect(Math.abs(npv - plan.accountsUsd[0]!)).toBeLessThan(12 * 50_000);
  });
});
