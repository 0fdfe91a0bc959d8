import { describe, expect, it } from 'vitest';
import {
  centralScenario,
  makeFrame,
  sampleScenarios,
  solvePlan,
  valueInformation,
  type SolvedPlan,
} from '../../src/plan/index.ts';
import { explore } from '../../src/plan/explain/explorer.ts';
import { planApart } from '../../src/plan/explain/plan-apart.ts';
import { priceContracts } from '../../src/plan/explain/price-contracts.ts';
import { priceWaiting } from '../../src/plan/explain/price-waiting.ts';
import { readChoice, whyNot } from '../../src/plan/index.ts';
import { openTiny } from '../study/support.ts';
import {
  hall,
  openSegment,
  openText,
  ordersOf,
  planCentral,
  smallText,
  solverOf,
  startOf,
  twoChips,
} from './support.ts';

/** Plans are solved to the last digits here, so values are compared to a dollar: they are millions, exact to about 1e-9. */
const dollar = 1;

const much = openSegment.replace('100m', '900m');
const annex = (more: string) => `${hall}
  annex: { site: ohio, status: optional, mw: 3 MW, start: 2026, build_time: 1 years, energised: 2027, ${more} }`;

describe('what a plan chooses', () => {
  it('buys none of a dominated chip', async () => {
    const plan = planCentral(await solverOf(), openText(smallText()));
    expect(ordersOf(plan, 'fast')).toBeGreaterThan(100);
    expect(ordersOf(plan, 'slow')).toBeLessThan(1e-6);
  });

  it('follows margin per MW where power binds and chips do not, though another chip earns more per dollar', async () => {
    // Per dollar `thrifty` does 1/4000, `dense` 2/10000 of work per chip; per MW 1 against 2. Demand far exceeds 4 MW.
    const chips = twoChips
      .replace('price: 10000 $/chip, performance: 1,', 'price: 4000 $/chip, performance: 1,')
      .replaceAll('slow', 'thrifty')
      .replaceAll('fast', 'dense');
    const segment = (volume: string) =>
      openSegment.replace('100m', volume).replace('slow', 'thrifty').replace('fast', 'dense');
    const scarce = planCentral(await solverOf(), openText(smallText({ chips, segments: segment('500m') })));
    expect(ordersOf(scarce, 'dense')).toBeGreaterThan(1000);
    expect(ordersOf(scarce, 'thrifty')).toBeLessThan(1e-6);
    // With demand for a tenth of the power, work per dollar decides.
    const ample = planCentral(await solverOf(), openText(smallText({ chips, segments: segment('3m') })));
    expect(ordersOf(ample, 'thrifty')).toBeGreaterThan(100);
    expect(ordersOf(ample, 'dense')).toBeLessThan(1e-6);
  });

  it('never serves outright-performance demand by a slower chip, at any price', async () => {
    const segments = `
  labs: { rule: outright-performance, stack: cuda, threshold: 80%, volume: 100m work/year, price: 50 $/work, throughput: { slow: 1 work/chip/hour, fast: 2 work/chip/hour } }`;
    const chips = twoChips
      .replace('price: 10000 $/chip, performance: 1,', 'price: 10 $/chip, performance: 1,')
      .replace('performance: 4,', 'performance: 4, order_limit: 1000 chips/year,');
    const plan = planCentral(await solverOf(), openText(smallText({ chips, segments })));
    const served = (k: number) => {
      const { periods } = plan.frame.sizes;
      return plan.point.served.slice(k * periods, (k + 1) * periods).reduce((sum, work) => sum + work, 0);
    };
    expect(served(0)).toBe(0);
    expect(served(1)).toBeGreaterThan(1e6);
  });

  it('builds a phase that pays, leaves out one that does not, and asks no more of dear ones', async () => {
    const cheap = planCentral(
      await solverOf(),
      openText(smallText({ phases: annex('cost_factor: 0.1'), segments: much })),
    );
    // Ready at the end of 2027 is early enough: chips ordered in 2026 arrive in 2027, so starting in 2026 would only cost sooner.
    expect(startOf(cheap, 'annex')).toBe('2027');
    const dear = planCentral(
      await solverOf(),
      openText(smallText({ phases: annex('cost_factor: 90'), segments: much })),
    );
    expect(startOf(dear, 'annex')).toBeUndefined();
  });
});

describe('laws of optima', () => {
  it('relaxing a limit never worsens a plan', async () => {
    const solver = await solverOf();
    const value = (limit: string, level: string) =>
      planCentral(
        solver,
        openText(
          smallText({
            more: `plan: { capital_limit: ${limit} }`,
            segments: openSegment.replace(
              'price: 2',
              `service_level: { steps: { 2026: 0%, 2027: ${level} } }, price: 2`,
            ),
          }),
        ),
      ).objectiveUsd;
    const tight = value('$20m/year', '10%');
    expect(value('$30m/year', '10%')).toBeGreaterThan(tight + dollar);
    expect(value('$20m/year', '0%')).toBeGreaterThanOrEqual(tight - dollar);
    expect(value('$1000m/year', '0%')).toBeGreaterThanOrEqual(value('$30m/year', '10%') - dollar);
  });

  it('an added option never costs', async () => {
    const solver = await solverOf();
    const value = (parts: Parameters<typeof smallText>[0]) =>
      planCentral(solver, openText(smallText(parts))).objectiveUsd;
    const bare = value({});
    for (const factor of ['0.1', '1', '5'])
      expect(value({ phases: annex(`cost_factor: ${factor}`) })).toBeGreaterThanOrEqual(bare - dollar);
    for (const price of ['0.01', '1', '4']) {
      const contracts = `
  lab: { segment: users, state: offered, start: 2027, term: 2 years, quantity: 9m work/year, price: ${price} $/work, damages: 200% }`;
      expect(value({ contracts })).toBeGreaterThanOrEqual(bare - dollar);
    }
  });

  it('what is shared is one column: first orders, phases and contracts are equal in all scenarios', async () => {
    const study = openTiny((text) => text, 'plan: { shared_time: 1 years }\n');
    const scenarios = sampleScenarios(study, { seed: 1, sampled: 20, count: 3 });
    const outcome = solvePlan(await solverOf(), makeFrame(study, scenarios));
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    const { columns } = outcome.plan.model;
    const { periods, chips, scenarios: S } = outcome.plan.frame.sizes;
    const differs = new Set<number>();
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < periods; t++)
        for (let s = 1; s < S; s++) if (columns.order(k, t, s) !== columns.order(k, t, 0)) differs.add(t);
    // Orders are shared in the four quarters of the first year, and not later.
    expect(Math.min(...differs)).toBe(4);
    const orders = outcome.plan.point.orders;
    for (let k = 0; k < chips; k++)
      for (let t = 0; t < 4; t++)
        for (let s = 1; s < S; s++)
          expect(orders[(k * periods + t) * S + s]).toBe(orders[(k * periods + t) * S]);
  });

  it('EVPI and VSS are not negative, and freer orders are worth no less', async () => {
    const solver = await solverOf();
    const values: number[] = [];
    for (const shared of ['1000 years', '1 years']) {
      const study = openTiny((text) => text, `plan: { shared_time: ${shared} }\n`);
      const scenarios = sampleScenarios(study, { seed: 5, sampled: 30, count: 3 });
      const outcome = solvePlan(solver, makeFrame(study, scenarios));
      if (outcome.kind !== 'plan') throw new Error(outcome.kind);
      const { plan } = outcome;
      const worth = valueInformation(solver, {
        model: study,
        scenarios,
        central: centralScenario(study),
        plan,
      })!;
      expect(worth.evpiUsd).toBeGreaterThan(-dollar);
      expect(worth.vssUsd).toBeGreaterThan(-dollar);
      values.push(plan.objectiveUsd);
    }
    expect(values[1]).toBeGreaterThanOrEqual(values[0]! - dollar);
  });

  it('minding the worst scenarios lowers the mean and lifts the worst', async () => {
    const solver = await solverOf();
    const study = openTiny();
    const scenarios = sampleScenarios(study, { seed: 2, sampled: 30, count: 4 });
    const plan = (weight: number) => {
      const risk = { weight, tail: 0.2 };
      const outcome = solvePlan(solver, makeFrame(study, scenarios), weight > 0 ? { risk } : {});
      if (outcome.kind !== 'plan') throw new Error(outcome.kind);
      return outcome.plan;
    };
    const mean = ({ accountsUsd, frame }: SolvedPlan) =>
      accountsUsd.reduce((sum, value, s) => sum + frame.probabilities[s]! * value, 0);
    const [bold, careful] = [plan(0), plan(3)];
    expect(mean(careful)).toBeLessThanOrEqual(mean(bold) + dollar);
    expect(Math.min(...careful.accountsUsd)).toBeGreaterThanOrEqual(Math.min(...bold.accountsUsd) - dollar);
    // The objective is the mean less 3 × CVaR, and CVaR is at least minus the mean and at most minus the worst.
    expect(careful.objectiveUsd).toBeLessThanOrEqual(4 * mean(careful) + dollar);
    expect(careful.objectiveUsd).toBeGreaterThanOrEqual(
      mean(careful) + 3 * Math.min(...careful.accountsUsd) - dollar,
    );
  });
});

describe('reasons', () => {
  it('says that delaying a phase that nobody needs costs nothing', async () => {
    const solver = await solverOf();
    // Land and shell free, no running cost, demand far below the hall: the phase is worth 0 whenever it starts.
    const text = smallText({
      phases: annex('cost_factor: 0.000001, may_wait: 2 years'),
      segments: openSegment.replace('100m', '3m'),
    });
    const plan = planCentral(solver, openText(text));
    const waiting = explore(solver, plan, (explorer) => priceWaiting(explorer, 'annex'));
    expect(waiting.starts).toHaveLength(3);
    for (const { gainUsd } of waiting.starts) expect(Math.abs(gainUsd!)).toBeLessThan(50);
  });

  it('prices power as the accounts would: one more MW is worth its shadow price', async () => {
    const solver = await solverOf();
    const text = (mw: number) =>
      smallText({ phases: hall.replace('4 MW', `${mw} MW`), segments: openSegment.replace('100m', '900m') });
    const plan = planCentral(solver, openText(text(4)));
    const priced = plan.model.lp.rowNames.reduce(
      (sum, name, row) => (name.startsWith('power[') ? sum + plan.solution.duals![row]! * 1e6 : sum),
      0,
    );
    // The hall itself was paid for before the calendar; its depreciation and residual come with the MW.
    const value = (mw: number) => {
      const study = openText(text(mw).replace('shell: $2m/MW, power: $2m/MW', 'shell: $0m/MW'));
      return planCentral(solver, study).objectiveUsd;
    };
    // Linear in power while demand is ample, so a whole MW shows the price: the hall costs nothing in both.
    expect((value(5) - value(4)) / priced).toBeCloseTo(1, 6);
  });

  it('why-not: forcing what the plan does costs nothing, forcing another start costs what re-planning says', async () => {
    const solver = await solverOf();
    const plan = planCentral(
      solver,
      openText(smallText({ phases: annex('cost_factor: 0.1, may_wait: 2 years'), segments: much })),
    );
    const ask = (text: string) =>
      whyNot(solver, plan, readChoice(text, plan.frame).value!, { relativeGap: 1e-9 });
    expect(Math.abs(ask('start annex in 2027').costUsd!)).toBeLessThan(dollar);
    const later = ask('start annex in 2028').costUsd!;
    expect(later).toBeGreaterThan(dollar);
    const waiting = explore(solver, plan, (explorer) => priceWaiting(explorer, 'annex'));
    const [, second, third] = waiting.starts;
    expect(later).toBeCloseTo(second!.gainUsd! - third!.gainUsd!, -1);
    expect(ask('order no fast').costUsd).toBeGreaterThan(later);
    expect(readChoice('start anex', plan.frame).issues[0]).toMatchObject({
      code: 'choice-not-understood',
      fix: "write 'annex'",
    });
    expect(readChoice('sing a song', plan.frame).issues).toHaveLength(1);
  });

  it('contracts and silo plans stay within what the plan proves', async () => {
    const solver = await solverOf();
    const study = openText(
      smallText({
        phases: annex('cost_factor: 0.5'),
        contracts: `
  lab: { segment: users, state: offered, start: 2027, term: 2 years, quantity: 9m work/year, price: 4 $/work }`,
      }),
    );
    const plan = planCentral(solver, study);
    const [lab] = explore(solver, plan, (explorer) => priceContracts(explorer));
    expect(lab).toMatchObject({ contract: 'lab', isAccepted: true });
    expect(lab!.worthUsd).toBeGreaterThan(0);
    const apart = planApart(solver, { model: study, scenarios: centralScenario(study), plan });
    expect(apart.jointUsd - apart.siloUsd!).toBeGreaterThanOrEqual(-dollar);
  });
});
