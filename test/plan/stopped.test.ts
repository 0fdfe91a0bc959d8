import { describe, expect, it } from 'vitest';
import type { Solver } from '../../src/lp/index.ts';
import { centralScenario, makeFrame, solvePlan } from '../../src/plan/index.ts';
import { hall, openText, planCentral, smallText, solverOf } from './support.ts';

const halls = `${hall}
  wing: { site: ohio, status: optional, mw: 6 MW, start: 2026, build_time: 0.5 years, energised: 2026-07, may_wait: 1 years }
  far: { site: ohio, status: optional, mw: 900 MW, start: 2026, build_time: 0.5 years, energised: 2026-07 }`;

/** A solver that is stopped in every search for integers before it has found any. */
function stoppedEarly(solver: Solver): Solver {
  return {
    name: 'stopped early',
    open: (model) => {
      const open = solver.open(model);
      const { solve } = open;
      open.solve = (options = {}) => {
        const solution = solve.call(open, options);
        const isSearch = !options.isRelaxed && model.kinds.some((kind) => kind === 'integer');
        if (!isSearch) return solution;
        return {
          ...solution,
          status: 'cancelled',
          values: undefined,
          objective: undefined,
          bound: undefined,
        };
      };
      return open;
    },
  };
}

function planStopped(solver: Solver, text: string) {
  const study = openText(text);
  return solvePlan(stoppedEarly(solver), makeFrame(study, centralScenario(study)));
}

describe('a plan that is stopped before any choice was proven', () => {
  it('is that of the relaxation made whole, with its bound, prices and the word of the accounts', async () => {
    const solver = await solverOf();
    const best = planCentral(solver, openText(smallText({ phases: halls })));
    const outcome = planStopped(solver, smallText({ phases: halls }));
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    const { plan, isStopped } = outcome;
    expect(isStopped).toBe(true);
    for (const share of plan.point.included) expect([0, 1]).toContain(Math.round(share * 1e9) / 1e9);
    expect(plan.objectiveUsd).toBeLessThanOrEqual(best.objectiveUsd * (1 + 1e-9));
    expect(plan.boundUsd).toBeGreaterThanOrEqual(best.objectiveUsd * (1 - 1e-9));
    expect(plan.objectiveUsd).toBeGreaterThan(0);
    expect(plan.solution.duals).toBeDefined();
    expect(Math.abs(plan.differenceUsd)).toBeLessThan(1e-6 * plan.objectiveUsd);
  });

  it('builds nothing where rounding up would break a limit', async () => {
    const text = smallText({ phases: halls, more: 'plan: { capital_limit: $30m/year }' });
    const outcome = planStopped(await solverOf(), text);
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    const { frame, point } = outcome.plan;
    const built = frame.options.filter((option, o) => option.isFree && point.included[o]! > 0.5);
    expect(built.map((option) => option.phaseName)).not.toContain('far');
  });
});

describe('a wish to stop', () => {
  it('ends the linear programmes on the way too, and begins no others', async () => {
    const solver = await solverOf();
    const study = openText(smallText({ phases: halls }));
    let asked = 0;
    let solves = 0;
    const counting: Solver = {
      name: 'counting',
      open: (model) => {
        const open = solver.open(model);
        const { solve } = open;
        open.solve = (options = {}) => {
          solves++;
          return solve.call(open, options);
        };
        return open;
      },
    };
    const frame = makeFrame(study, centralScenario(study));
    const outcome = solvePlan(counting, frame, { isCancelled: () => ++asked > 2 });
    expect(outcome.kind).toBe('stopped');
    expect(solves).toBe(1);
  });
});
