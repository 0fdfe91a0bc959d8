import { beforeAll, describe, expect, it } from 'vitest';
import type { Solution, Solver, SolveStatus } from '../../src/lp/index.ts';
import {
  centralScenario,
  findWayOut,
  makeFrame,
  makePlan,
  readChoice,
  sampleScenarios,
  solvePlan,
  valueInformation,
  whyNot,
  type MakePlanOptions,
  type SolvedPlan,
} from '../../src/plan/index.ts';
import { explore } from '../../src/plan/explain/explorer.ts';
import { listAlternatives } from '../../src/plan/explain/list-alternatives.ts';
import { planApart } from '../../src/plan/explain/plan-apart.ts';
import { priceContracts } from '../../src/plan/explain/price-contracts.ts';
import { priceWaiting } from '../../src/plan/explain/price-waiting.ts';
import type { Study } from '../../src/study/index.ts';
import { openTiny } from '../study/support.ts';
import { hall, openSegment, openText, planCentral, smallText, solverOf } from './support.ts';

const ways = ['cancelled', 'time limit', 'failed'] as const;

/** A solver whose solves from the nth on (or the nth alone) end in another way, without a word on the programme. */
function endsAt(solver: Solver, nth: number, status: SolveStatus, isAlone: boolean) {
  const count = { solves: 0 };
  const ending: Solver = {
    name: 'ends',
    open: (model) => {
      const open = solver.open(model);
      const { solve } = open;
      open.solve = (options = {}) => {
        const at = ++count.solves;
        const solution = solve.call(open, options);
        if (at < nth || (isAlone && at > nth)) return solution;
        const nothing = { objective: undefined, bound: undefined, gap: undefined, values: undefined };
        const none: Partial<Solution> = { rowValues: undefined, duals: undefined, reducedCosts: undefined };
        return { ...solution, ...nothing, ...none, status } as Solution;
      };
      return open;
    },
  };
  return { solver: ending, count };
}

/** Sentences that claim a proof: none may be said of a solve that proved nothing. */
const claims =
  /cannot be built|cannot be kept|keeps? (the|no)|no plan |is needed|no start pays|breaks? a limit|nothing is lost|worth nothing|costs nothing|for the central path alone there is no plan|physically/i;

/**
 * Asks with a solver that ends each of its solves, from there on and there alone: in each way, or in one way after another
 * where asking takes long.
 */
async function askEach<T>(
  ask: (solver: Solver) => T,
  judge: (answer: T, whole: T) => void,
  inTurn: 'in each way' | 'in turn' = 'in each way',
): Promise<number> {
  const solver = await solverOf();
  const whole = ask(solver);
  const all = endsAt(solver, Infinity, 'failed', true);
  ask(all.solver);
  expect(all.count.solves).toBeGreaterThan(0);
  for (const isAlone of [false, true])
    for (let nth = 1; nth <= all.count.solves; nth++)
      for (const [w, status] of ways.entries())
        if (inTurn === 'in each way' || w === (nth + Number(isAlone)) % ways.length)
          judge(ask(endsAt(solver, nth, status, isAlone).solver), whole);
  return all.count.solves;
}

const text = smallText({
  phases: `${hall}
  annex: { site: ohio, status: optional, mw: 3 MW, start: 2026, build_time: 1 years, energised: 2027, cost_factor: 0.1, may_wait: 2 years }`,
  segments: openSegment.replace('100m', '900m'),
  contracts: `
  lab: { segment: users, state: offered, start: 2027, term: 2 years, quantity: 9m work/year, price: 4 $/work }`,
});
/** The plan is made whole; what is told of it is cut short. */
let study: Study;
let plan: SolvedPlan;

beforeAll(async () => {
  study = openText(text);
  plan = planCentral(await solverOf(), study);
});

/** An answer is that of a whole solve, or none. */
function expectTrueOrNone(found: number | undefined, whole: number | undefined): void {
  if (found === undefined) return;
  // Solves start from another vertex after one was cut short; values are of 1e8, exact to 1e-9 of them.
  expect(Math.abs(found - whole!)).toBeLessThan(1);
}

describe('reasons of a plan, cut short at each solve in each way', () => {
  it('waiting: a start that was not worked out is neither impossible nor worthless', async () => {
    const solves = await askEach(
      (solver) => explore(solver, plan, (explorer) => priceWaiting(explorer, 'annex')),
      (told, whole) => {
        expect(told.sentence).not.toMatch(claims);
        for (const { period, gainUsd } of told.starts)
          expectTrueOrNone(gainUsd, whole.starts.find((start) => start.period === period)!.gainUsd);
        if (told.starts.length < whole.starts.length) {
          expect(told.sentence).toContain('was not worked out');
          expect(told.unknown.length).toBe(whole.starts.length - told.starts.length);
        }
      },
    );
    // The plan itself, the plan without the phase, and three starts.
    expect(solves).toBe(5);
  });

  it('contracts: one that was not worked out is neither needed nor impossible', async () => {
    await askEach(
      (solver) => explore(solver, plan, (explorer) => priceContracts(explorer)),
      ([told], [whole]) => {
        expect(told!.sentence).not.toMatch(claims);
        expectTrueOrNone(told!.worthUsd, whole!.worthUsd);
        if (told!.worthUsd === undefined) expect(told!.sentence).toContain('was not worked out');
      },
    );
  });

  it('why-not: a choice that was not worked out costs nothing that is known, and breaks nothing', async () => {
    const choice = readChoice('leave out annex', plan.frame).value!;
    await askEach(
      (solver) => whyNot(solver, plan, choice, { relativeGap: 1e-9 }),
      (told, whole) => {
        expect(told.sentence).not.toMatch(claims);
        if (told.costUsd === undefined) expect(told.sentence).toContain('was not worked out');
        // A search that was stopped has a plan by rounding, which costs no less than the best.
        else expect(told.costUsd).toBeGreaterThanOrEqual(whole.costUsd! - 1);
      },
      'in turn',
    );
  });

  it('plans made apart: no claim that there are none', async () => {
    await askEach(
      (solver) => planApart(solver, { model: study, scenarios: centralScenario(study), plan }),
      (told, whole) => {
        expect(told.sentence).not.toMatch(/no plan keeps/);
        expectTrueOrNone(told.siloUsd, whole.siloUsd);
        if (told.siloUsd === undefined) expect(told.sentence).toContain('was not worked out');
      },
      'in turn',
    );
  });

  it('alternatives: those that are told are plans within the share, and a search cut short is said', async () => {
    const solver = await solverOf();
    const share = 0.01;
    const all = endsAt(solver, Infinity, 'failed', true);
    const whole = listAlternatives(all.solver, plan, { share });
    expect(whole.plans.length).toBeGreaterThan(0);
    for (let nth = 1; nth <= all.count.solves; nth++) {
      const status = ways[nth % ways.length]!;
      const told = listAlternatives(endsAt(solver, nth, status, false).solver, plan, { share });
      for (const { costUsd } of told.plans) expect(costUsd).toBeLessThan(share * plan.objectiveUsd * 1.001);
      if (nth === 1) {
        expect(told.plans).toEqual([]);
        expect(told.sentence).toContain('was not worked out');
      }
    }
  });
});

describe('what information is worth, cut short at each solve in each way', () => {
  it('says nothing of what was not worked out, and never that the central plan breaks a limit', async () => {
    const solver = await solverOf();
    const tiny = openTiny();
    const scenarios = sampleScenarios(tiny, { seed: 5, sampled: 20, count: 2 });
    const outcome = solvePlan(solver, makeFrame(tiny, scenarios));
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    const parts = { model: tiny, scenarios, central: centralScenario(tiny), plan: outcome.plan };
    await askEach(
      (ending) => valueInformation(ending, parts),
      (told, whole) => {
        expect(told.sentence).not.toMatch(claims);
        expectTrueOrNone(told.evpiUsd, whole.evpiUsd);
        expectTrueOrNone(told.vssUsd, whole.vssUsd);
        if (told.evpiUsd === undefined || told.vssUsd === undefined)
          expect(told.sentence).toMatch(/not worked out/);
      },
      'in turn',
    );
  });
});

describe('why there is no plan, cut short at each solve in each way', () => {
  it('blames no limit that was not shown to be in the way', async () => {
    const solver = await solverOf();
    const late = '{ steps: { 2026: 0%, 2028: 90% } }';
    const needy = openText(
      smallText({
        segments: openSegment.replace('100m', '900m').replace('price: 2', `service_level: ${late}, price: 2`),
      }),
    );
    const outcome = solvePlan(solver, makeFrame(needy, centralScenario(needy)));
    if (outcome.kind !== 'infeasible') throw new Error(outcome.kind);
    await askEach(
      (ending) => findWayOut(ending, outcome),
      (told, whole) => {
        expect(told.sentence).not.toMatch(/physically|committed already/);
        expect(told.sentence).toMatch(/^No plan keeps/);
        // What is offered is what is offered with more time; what is missing is said to be.
        for (const offer of told.relaxations) expect(whole.relaxations).toContainEqual(offer);
        if (told.relaxations.length < whole.relaxations.length)
          expect(told.sentence).toMatch(/not every way|was not worked out/i);
        if (told.limits.length === 0) expect(told.sentence).toContain('was not worked out');
      },
    );
  });
});

describe('a whole plan with its reasons, asked to stop at each solve', () => {
  it('is a plan with what was worked out by then', async () => {
    const solver = await solverOf();
    const options: MakePlanOptions = {
      scenarios: 1,
      seed: 1,
      sampled: 1,
      relativeGap: 1e-6,
      timeLimitSeconds: 60,
      riskWeight: 0,
      riskTail: 0.1,
      depth: 'full',
    };
    let solves = 0;
    const counting = endsAt(solver, Infinity, 'failed', true);
    makePlan(study, counting.solver, options);
    for (let nth = 1; nth <= counting.count.solves; nth += 3) {
      solves = 0;
      const watching: Solver = {
        name: 'watching',
        open: (model) => {
          const open = solver.open(model);
          const { solve } = open;
          open.solve = (how = {}) => {
            solves++;
            return solve.call(open, how);
          };
          return open;
        },
      };
      const made = makePlan(study, watching, { ...options, isCancelled: () => solves >= nth });
      if (made.kind !== 'plan') {
        expect(made.kind).toBe('stopped');
        continue;
      }
      const { phases, contracts, silo } = made.result;
      const said = [
        ...phases.map(({ decideBy }) => decideBy?.sentence ?? ''),
        ...contracts.map(({ sentence }) => sentence),
        silo?.sentence ?? '',
      ];
      for (const sentence of said) expect(sentence).not.toMatch(claims);
    }
  });
});
