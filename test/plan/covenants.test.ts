import { describe, expect, it } from 'vitest';
import { evaluateFrame } from '../../src/plan/frame.ts';
import { drawPaths, makeFrame, solveByScenario, solvePlan, type SolvedPlan } from '../../src/plan/index.ts';
import { inputsOf } from '../../src/plan/point.ts';
import { openSegment, openText, planCentral, smallText, solverOf } from './support.ts';

/** A hall of one's own and a leased annex that is dear: 3 MW at $27m are $81m of leases. */
const phases = `
  hall: { site: ohio, mw: 4 MW, start: 2024, build_time: 1 years, energised: 2025 }
  annex: { site: ohio, status: optional, mw: 3 MW, start: 2026, build_time: 1 years, energised: 2027, leased: 100%, cost_factor: 6.75, may_wait: 0 years }`;
const text = (limits: string, more = '') =>
  smallText({
    phases,
    segments: openSegment.replace('100m', '900m').replace('price: 2', 'price: 3'),
    more: `plan: { ${limits} }${more}`,
  });

/** Debt over EBITDA, and EBITDA over debt service, at the end of a year, as the accounts have them. */
function ratiosOf({ frame, point }: SolvedPlan, t: number) {
  const get = evaluateFrame(frame, inputsOf(point), ['ebitda', 'lease_debt', 'interest', 'lease_principal']);
  const read = (name: string) => get(name)(0, t, 0);
  const service = read('interest') + read('lease_principal');
  return { debt: read('lease_debt') / read('ebitda'), cover: read('ebitda') / service };
}

describe('covenants', () => {
  it('on debt over EBITDA are kept as the accounts compute it, and cost nothing where they do not bind', async () => {
    const solver = await solverOf();
    const free = planCentral(solver, openText(text('shared_time: 1000 years')));
    expect(free.point.included[1]).toBe(1);
    const { debt } = ratiosOf(free, 2);
    const loose = planCentral(
      solver,
      openText(text(`debt_to_ebitda: { steps: { 2026: 1000000, 2028: ${debt * 1.01} } }`)),
    );
    expect(loose.objectiveUsd).toBeCloseTo(free.objectiveUsd, 0);
    const tight = planCentral(
      solver,
      openText(text(`debt_to_ebitda: { steps: { 2026: 1000000, 2028: ${debt * 0.9} } }`)),
    );
    expect(tight.objectiveUsd).toBeLessThan(free.objectiveUsd - 1);
    expect(ratiosOf(tight, 2).debt).toBeLessThanOrEqual(debt * 0.9 * (1 + 1e-9));
    // The objective stays the accounts' own NPV.
    expect(Math.abs(tight.objectiveUsd - tight.accountsUsd[0]!)).toBeLessThanOrEqual(
      1e-9 * tight.objectiveUsd,
    );
  });

  it('on the cover of debt service are kept, and a tighter one is never worth more', async () => {
    const solver = await solverOf();
    const plans = [0, 60, 120].map((cover) =>
      planCentral(solver, openText(text(`service_cover: { steps: { 2026: 0, 2028: ${cover} } }`))),
    );
    const [free, ...held] = plans;
    expect(ratiosOf(free!, 2).cover).toBeLessThan(60);
    for (const [i, plan] of held.entries()) {
      expect(plan.objectiveUsd).toBeLessThanOrEqual(plans[i]!.objectiveUsd + 1);
      // Without leases there is no service, and the cover is what nothing is.
      const { cover } = ratiosOf(plan, 2);
      expect(Number.isNaN(cover) || cover >= 60 * (i + 1) * (1 - 1e-9)).toBe(true);
    }
  });

  it('ask nothing where nothing is owed, whatever is lost', async () => {
    const bought = (limits: string) => text(limits).replace('leased: 100%', 'leased: 0%');
    const solver = await solverOf();
    // Nothing is earned in 2026, before the first chips.
    const held = planCentral(solver, openText(bought('debt_to_ebitda: 1, service_cover: 5')));
    expect(held.objectiveUsd).toBeCloseTo(
      planCentral(solver, openText(bought('shared_time: 1000 years'))).objectiveUsd,
      0,
    );
  });

  it('hold in every scenario, taken apart or whole', async () => {
    const uncertain = `\ndrivers: { demand: { value: 0.01 to 0.05 } }\n`;
    const written = text('debt_to_ebitda: { steps: { 2026: 1000000, 2028: 3 } }', uncertain).replace(
      'volume: 900m work/year',
      'volume: { value: 900m work/year, times: demand }',
    );
    const study = openText(written);
    const inputs = drawPaths(study, { seed: 2, pathFrom: 0, paths: 4 });
    const scenarios = { inputs, probabilities: [0.25, 0.25, 0.25, 0.25] };
    const solver = await solverOf();
    const whole = solvePlan(solver, makeFrame(study, scenarios), { relativeGap: 1e-6 });
    let ticks = 0;
    const apart = await solveByScenario(solver, study, scenarios, {
      relativeGap: 1e-6,
      clock: () => ++ticks / 1000,
    });
    if (whole.kind !== 'plan' || apart.kind !== 'plan') throw new Error(`${whole.kind} ${apart.kind}`);
    expect(Math.abs(apart.plan.objectiveUsd / whole.plan.objectiveUsd - 1)).toBeLessThan(2e-6);
  });
});
