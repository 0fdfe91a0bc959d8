import { solveModel, type Progress, type Solution, type SolveOptions, type Solver } from '../lp/index.ts';
import { buildPlan, type PlanModel } from './build-plan.ts';
import type { Risk } from './blocks/risk.ts';
import type { Frame } from './frame.ts';
import { measureFacts, type Facts } from './measure-facts.ts';
import type { Point } from './point.ts';
import { usdPerUnit } from './price-columns.ts';
import { nearPoint, readPoint } from './read-point.ts';
import { shareSites, type SiteShares } from './site-shares.ts';
import { figureAt } from './value-flows.ts';

export interface SolvePlanOptions {
  readonly relativeGap?: number;
  readonly timeLimitSeconds?: number;
  readonly risk?: Risk;
  readonly onProgress?: (progress: Progress) => void;
  readonly isCancelled?: () => boolean;
  /** Changes the programme before it is solved: fixes a choice, moves a limit. */
  readonly change?: (model: PlanModel, facts: Facts) => PlanModel;
  /** A plan from which to make the accounts linear; without it, an empty one first. */
  readonly near?: Point;
  /** Most times the accounts are made linear anew; 4 unless given. */
  readonly rounds?: number;
}

/** A solved plan. */
export interface SolvedPlan {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
  readonly model: PlanModel;
  readonly solution: Solution;
  readonly point: Point;
  /** Expected NPV less the price of risk, in $, by the programme; and its proven bound. */
  readonly objectiveUsd: number;
  readonly boundUsd: number | undefined;
  readonly gap: number | undefined;
  /** NPV that the accounts compute for the plan's decisions, by scenario, in $. */
  readonly accountsUsd: Float64Array;
  /** Their mean less what the programme says of them, in $: what making the accounts linear has left. */
  readonly differenceUsd: number;
  /** Times the accounts were made linear. */
  readonly rounds: number;
}

export type PlanOutcome =
  | { readonly kind: 'plan'; readonly plan: SolvedPlan; readonly isStopped: boolean }
  | { readonly kind: 'infeasible'; readonly frame: Frame; readonly facts: Facts; readonly model: PlanModel }
  | { readonly kind: 'stopped' | 'failed' | 'unbounded' };

const differenceGoal = 1e-10;

/**
 * Solves a plan: makes the accounts linear near a plan, solves, and does so again near the answer until programme and
 * accounts agree (successive linear programming). What is linear in the accounts agrees at once.
 */
export function solvePlan(solver: Solver, frame: Frame, options: SolvePlanOptions = {}): PlanOutcome {
  const facts = measureFacts(frame);
  const shares = shareSites(frame);
  const parts = { frame, facts, shares };
  const most = options.rounds ?? 4;
  let near = nearPoint(parts, options.near);
  let best: SolvedPlan | undefined;
  const started = { seconds: 0 };
  for (let round = 1; round <= most; round++) {
    const built = buildPlan({ ...parts, near, ...(options.risk ? { risk: options.risk } : {}) });
    const model = options.change ? options.change(built, facts) : built;
    const left = options.timeLimitSeconds === undefined ? undefined : options.timeLimitSeconds - started.seconds;
    if (left !== undefined && left <= 0 && best) break;
    const solution = solveModel(solver, model.lp, solveOptions(options, left));
    started.seconds += solution.seconds;
    if (solution.status === 'infeasible') return { kind: 'infeasible', frame, facts, model };
    if (solution.status === 'unbounded') return { kind: 'unbounded' };
    if (!solution.values) {
      if (best) return { kind: 'plan', plan: best, isStopped: true };
      return { kind: solution.status === 'failed' ? 'failed' : 'stopped' };
    }
    const plan = judge({ ...parts, model, solution, round });
    best = plan;
    if (solution.status !== 'optimal') return { kind: 'plan', plan, isStopped: true };
    if (Math.abs(plan.differenceUsd) <= differenceGoal * Math.abs(plan.objectiveUsd)) break;
    near = nearPoint(parts, plan.point);
  }
  return { kind: 'plan', plan: best!, isStopped: false };
}

function solveOptions(options: SolvePlanOptions, left: number | undefined): SolveOptions {
  return {
    relativeGap: options.relativeGap ?? 1e-3,
    ...(left === undefined ? {} : { timeLimitSeconds: Math.max(left, 1) }),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
  };
}

interface Judged {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
  readonly model: PlanModel;
  readonly solution: Solution;
  readonly round: number;
}

/** The plan of a solution, with the accounts' own word on its value. */
function judge({ frame, facts, shares, model, solution, round }: Judged): SolvedPlan {
  const point = readPoint({ frame, facts, shares, columns: model.columns }, solution.values!);
  const accountsUsd = figureAt(frame, point, 'npv');
  const expected = accountsUsd.reduce((sum, value, s) => sum + frame.probabilities[s]! * value, 0);
  const linear = linearValue(model, solution.values!) * usdPerUnit;
  return {
    frame,
    facts,
    shares,
    model,
    solution,
    point,
    objectiveUsd: solution.objective! * usdPerUnit,
    boundUsd: solution.bound === undefined ? undefined : solution.bound * usdPerUnit,
    gap: solution.gap,
    accountsUsd,
    differenceUsd: expected - linear,
    rounds: round,
  };
}

/** Expected NPV by the programme, the price of risk left out. */
function linearValue({ lp }: PlanModel, values: Float64Array): number {
  let sum = lp.offset;
  lp.columnNames.forEach((name, j) => {
    if (name !== 'threshold' && !name.startsWith('beyond[')) sum += lp.cost[j]! * values[j]!;
  });
  return sum;
}
