import { describe, expect, it } from 'vitest';
import { centralScenario, drawPaths, makeFrame, solveByDispatch, solvePlan } from '../../src/plan/index.ts';
import { shapeCase } from '../../bench/plan-shape.mjs';
import { planApart } from '../../src/plan/explain/plan-apart.ts';
import { explore } from '../../src/plan/explain/explorer.ts';
import { openSegment, openText, ordersOf, planCentral, smallText, solverOf, twoChips } from './support.ts';

/** Fast chips on sale in the first year alone, and demand for 685 of them: 12 million units of work a year, two an hour. */
const text = (lot: string) =>
  smallText({
    chips: twoChips
      .replace('performance: 1,', 'performance: 1, order_limit: 0 chips/year,')
      .replace(
        'performance: 4,',
        `performance: 4, order_limit: { steps: { 2026: 9000 chips/year, 2027: 0 chips/year } }, ${lot}`,
      ),
    segments: openSegment.replace('100m', '12m'),
  });

describe('chips that come in lots', () => {
  it('are ordered in the number of lots that is worth most when each number is tried', async () => {
    const solver = await solverOf();
    const lot = 300;
    const plan = planCentral(solver, openText(text(`lot: ${lot} chips,`)));
    const bought = ordersOf(plan, 'fast');
    expect(Math.abs(bought / lot - Math.round(bought / lot))).toBeLessThan(1e-9);
    expect(Math.abs(plan.objectiveUsd - plan.accountsUsd[0]!)).toBeLessThanOrEqual(
      1e-9 * Math.abs(plan.accountsUsd[0]!),
    );
    const study = openText(text(''));
    const values = Array.from({ length: 8 }, (_, lots) => {
      const forced = planCentral(solver, study, {
        change: ({ lp, columns }) => {
          const [lower, upper] = [lp.columnLower.slice(), lp.columnUpper.slice()];
          lower[columns.order(1, 0, 0)] = upper[columns.order(1, 0, 0)] = (lots * lot) / 1000;
          return { ...lp, columnLower: lower, columnUpper: upper };
        },
      });
      return forced.objectiveUsd;
    });
    expect(Math.round(bought / lot)).toBe(values.indexOf(Math.max(...values)));
    expect(plan.objectiveUsd).toBeCloseTo(Math.max(...values), -1);
    // Neither none nor as many as there may be: the number is a choice.
    expect(Math.round(bought / lot)).toBeGreaterThan(2);
    expect(Math.round(bought / lot)).toBeLessThan(7);
  });

  it('are worth no more than single chips, and lots of one lose less than one of them in each period', async () => {
    const solver = await solverOf();
    const value = (lot: string) => planCentral(solver, openText(text(lot))).objectiveUsd;
    const free = value('');
    expect(value('lot: 300 chips,')).toBeLessThanOrEqual(free + 1);
    expect(value('lot: 600 chips,')).toBeLessThanOrEqual(value('lot: 300 chips,') + 1);
    // A chip costs $10,000 and earns not much more than $100,000 in 4 years.
    expect(free - value('lot: 1 chips,')).toBeLessThan(1e5);
  });

  it('leave the reasons of a plan free of rounding: its value with nothing changed is no less', async () => {
    const solver = await solverOf();
    const plan = planCentral(solver, openText(text('lot: 300 chips,')));
    explore(solver, plan, ({ base }) => {
      if (base.kind !== 'value') throw new Error(base.kind);
      expect(base.usd).toBeGreaterThanOrEqual(plan.objectiveUsd - 1);
    });
  });

  it('are whole in plans made apart too, which are worth no more', async () => {
    const solver = await solverOf();
    // A contract to take or leave, so that there is something to plan apart from chips.
    const lab = `contracts:
  lab: { segment: users, state: offered, start: 2027, term: 2 years, quantity: 2m work/year, price: 3 $/work }
`;
    const study = openText(`${text('lot: 300 chips, fill: 100%,')}${lab}`);
    const plan = planCentral(solver, study);
    const apart = planApart(solver, { model: study, scenarios: centralScenario(study), plan });
    expect(apart.siloUsd).toBeLessThanOrEqual(plan.objectiveUsd + 1);
  });

  it('are whole in a fleet for many scenarios too', async () => {
    const shape = { sites: 1, chips: 2, segments: 2, contracts: 1, periods: 8 };
    const study = openText(
      shapeCase(shape).replaceAll('availability: 95%', 'availability: 95%, lot: 500 chips'),
    );
    expect(study.study.inputs.get('chip.lot')!.some(({ isDefault }) => !isDefault)).toBe(true);
    const inputs = drawPaths(study, { seed: 3, pathFrom: 0, paths: 3 });
    const scenarios = { inputs, probabilities: [1 / 3, 1 / 3, 1 / 3] };
    let ticks = 0;
    const outcome = await solveByDispatch(await solverOf(), study, scenarios, {
      relativeGap: 1e-4,
      clock: () => ++ticks / 1000,
    });
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    for (const chips of outcome.plan.point.orders)
      expect(Math.abs(chips / 500 - Math.round(chips / 500))).toBeLessThan(1e-6);
    const whole = solvePlan(await solverOf(), makeFrame(study, scenarios), { relativeGap: 1e-4 });
    if (whole.kind !== 'plan') throw new Error(whole.kind);
    expect(outcome.plan.objectiveUsd).toBeLessThanOrEqual(whole.plan.boundUsd * (1 + 1e-5));
  });
});
