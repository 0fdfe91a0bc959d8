import {
  hasIntegers,
  solveModel,
  type LpModel,
  type Progress,
  type Solution,
  type SolveOptions,
  type Solver,
} from '../lp/index.ts';
import { buildPlan, type PlanModel } from './build-plan.ts';
import type { Risk } from './blocks/risk.ts';
import type { Frame } from './frame.ts';
import { measureFacts, type Facts } from './measure-facts.ts';
import type { Point } from './point.ts';
import { usdPerUnit } from './price-columns.ts';
import { nearPoint, readPoint } from './read-point.ts';
import { shareSites, type SiteShares } from './site-shares.ts';
import { methodFor } from './solve-method.ts';
import { figureAt } from './value-flows.ts';

export interface SolvePlanOptions {
  readonly relativeGap?: number;
  readonly timeLimitSeconds?: number;
  readonly risk?: Risk;
  readonly onProgress?: (progress: Progress) => void;
  readonly isCancelled?: () => boolean;
  /** Changes the programme before each solve: fixes a choice, moves a limit. */
  readonly change?: (model: PlanModel) => LpModel;
  /** A plan near which to make the accounts linear at first; without it, an empty one. */
  readonly near?: Point;
}

/** A solved plan. */
export interface SolvedPlan {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
  /** The programme of the last round: integers fixed, so that its duals are prices. */
  readonly model: PlanModel;
  readonly solution: Solution;
  readonly point: Point;
  /** Expected NPV less the price of risk, in $, by the programme. */
  readonly objectiveUsd: number;
  /** What no plan can exceed, proven for the accounts made linear near the relaxed plan, in $. */
  readonly boundUsd: number;
  /** Bound less objective, over the objective. */
  readonly gap: number;
  /** NPV that the accounts compute for the plan's decisions, by scenario, in $. */
  readonly accountsUsd: Float64Array;
  /** Their mean less what the programme says of them, in $: what making the accounts linear has left. */
  readonly differenceUsd: number;
  readonly solves: number;
  readonly seconds: number;
}

export type PlanOutcome =
  | { readonly kind: 'plan'; readonly plan: SolvedPlan; readonly isStopped: boolean }
  | { readonly kind: 'infeasible'; readonly frame: Frame; readonly facts: Facts; readonly model: PlanModel }
  | { readonly kind: 'stopped' | 'failed' | 'unbounded' };

const differenceGoal = 1e-11;
const mostPolishing = 3;

/** Whoever asks to stop waits this long for a plan that could be had by rounding. */
const secondsAfterWish = 1;

/**
 * Solves a plan. The accounts are made linear near an empty plan and the programme is solved without its integers; near that
 * answer it is solved with them; then, integers fixed, near each answer again until programme and accounts agree (successive
 * linear programming). What is linear in the accounts agrees at once.
 */
export function solvePlan(solver: Solver, frame: Frame, options: SolvePlanOptions = {}): PlanOutcome {
  const facts = measureFacts(frame);
  const parts = { frame, facts, shares: shareSites(frame) };
  const clock = new Clock(options);
  const at = (near: Point, fixed?: LpModel) => {
    const built = buildPlan({ ...parts, near, ...(options.risk ? { risk: options.risk } : {}) });
    const changed = options.change ? { ...built, lp: options.change(built) } : built;
    return fixed ? { ...changed, lp: withBounds(changed.lp, fixed) } : changed;
  };
  const solve = (model: PlanModel, more: SolveOptions = {}) => clock.solve(solver, model.lp, more);
  const point = (model: PlanModel, solution: Solution) =>
    readPoint({ ...parts, columns: model.columns }, solution.values!);

  let model = at(nearPoint(parts, options.near));
  const withIntegers = hasIntegers(model.lp) && hasFreeIntegers(model.lp);
  const relaxed = solve(model, { isRelaxed: true });
  if (relaxed.status === 'infeasible') return { kind: 'infeasible', frame, facts, model };
  if (relaxed.status === 'unbounded') return { kind: 'unbounded' };
  if (!relaxed.values || relaxed.status === 'cancelled') {
    return { kind: relaxed.status === 'failed' ? 'failed' : 'stopped' };
  }
  // A relaxation that was stopped on its way proves nothing.
  let bound = relaxed.bound ?? Infinity;
  let answer = relaxed;
  if (withIntegers) {
    model = at(nearPoint(parts, point(model, relaxed)));
    answer = solve(model);
    if (answer.status === 'infeasible') return { kind: 'infeasible', frame, facts, model };
    if (answer.status === 'failed') return { kind: 'failed' };
    bound = answer.bound ?? bound;
    if (!answer.values) {
      const rounded = solveRounded(solver, model.lp, relaxed.values, clock.secondsToFinish());
      if (!rounded) return { kind: 'stopped' };
      model = { ...model, lp: rounded.lp };
      answer = { ...rounded.solution, status: answer.status };
    }
  }
  let best = judge({ ...parts, model, solution: answer, bound, clock });
  const isStopped = answer.status !== 'optimal';
  for (let round = 0; round < mostPolishing; round++) {
    if (answer.duals && Math.abs(best.differenceUsd) <= differenceGoal * Math.abs(best.objectiveUsd)) break;
    if (clock.isOver()) break;
    model = at(nearPoint(parts, best.point), fixIntegers(model.lp, answer.values!));
    const polished = solve(model, { isRelaxed: true });
    if (polished.status !== 'optimal' || !polished.values) break;
    answer = polished;
    if (!withIntegers) bound = polished.objective!;
    best = judge({ ...parts, model, solution: answer, bound, clock });
  }
  return { kind: 'plan', plan: best, isStopped };
}

/**
 * What there is to show when a search was stopped before it found anything: the integers of the relaxation rounded, else
 * rounded down, else none of them, and the rest solved for. The last is a plan of nothing new, which only limits that ask for
 * something can forbid. All together take no more than `seconds`.
 */
function solveRounded(
  solver: Solver,
  lp: LpModel,
  relaxed: Float64Array,
  seconds: number,
): { readonly lp: LpModel; readonly solution: Solution } | undefined {
  let left = seconds;
  for (const fixed of roundedWays(lp, relaxed)) {
    if (!(left > 0)) break;
    const how = { isRelaxed: true, timeLimitSeconds: left, ...methodFor(fixed) };
    const solution = solveModel(solver, fixed, how);
    left -= solution.seconds;
    if (solution.values) return { lp: fixed, solution };
  }
  return undefined;
}

/** A programme with its integers fixed near a relaxation, in the order worth trying: rounded, rounded down, none of them. */
export function* roundedWays(lp: LpModel, relaxed: Float64Array): Generator<LpModel> {
  for (const rounding of [Math.round, (value: number) => Math.floor(value + 1e-6), () => 0]) {
    const clamp = (value: number, j: number) =>
      Math.min(Math.max(rounding(value), lp.columnLower[j]!), lp.columnUpper[j]!);
    yield fixIntegers(lp, relaxed.map(clamp));
  }
}

/** Counts the seconds of solves against the time allowed. */
class Clock {
  readonly #options: SolvePlanOptions;
  seconds = 0;
  solves = 0;

  constructor(options: SolvePlanOptions) {
    this.#options = options;
  }

  isOver(): boolean {
    const limit = this.#options.timeLimitSeconds;
    return (limit !== undefined && this.seconds > 2 * limit) || (this.#options.isCancelled?.() ?? false);
  }

  /** For something to show after a stop: little after a wish, which waits for it; after the limit as much as polishing may take. */
  secondsToFinish(): number {
    const { isCancelled, timeLimitSeconds = Infinity } = this.#options;
    return isCancelled?.()
      ? secondsAfterWish
      : Math.max(2 * timeLimitSeconds - this.seconds, secondsAfterWish);
  }

  solve(solver: Solver, lp: LpModel, more: SolveOptions): Solution {
    const { relativeGap = 1e-3, timeLimitSeconds, onProgress, isCancelled } = this.#options;
    const solution = solveModel(solver, lp, {
      relativeGap,
      ...methodFor(lp),
      ...(timeLimitSeconds === undefined
        ? {}
        : { timeLimitSeconds: Math.max(timeLimitSeconds - this.seconds, 1) }),
      ...(onProgress ? { onProgress } : {}),
      ...(isCancelled ? { isCancelled } : {}),
      ...more,
    });
    this.seconds += solution.seconds;
    this.solves++;
    return solution;
  }
}

function hasFreeIntegers(lp: LpModel): boolean {
  return lp.kinds.some((kind, j) => kind !== 'continuous' && lp.columnLower[j]! < lp.columnUpper[j]!);
}

/** The same programme with every integer at its value. */
export function fixIntegers(lp: LpModel, values: Float64Array): LpModel {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  lp.kinds.forEach((kind, j) => {
    if (kind !== 'continuous') lower[j] = upper[j] = Math.round(values[j]!);
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}

function withBounds(lp: LpModel, { columnLower, columnUpper }: LpModel): LpModel {
  return { ...lp, columnLower, columnUpper };
}

interface Judged {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
  readonly model: PlanModel;
  readonly solution: Solution;
  readonly bound: number;
  readonly clock: Clock;
}

/** The plan of a solution, with the accounts' own word on its value. */
function judge({ frame, facts, shares, model, solution, bound, clock }: Judged): SolvedPlan {
  const point = readPoint({ frame, facts, shares, columns: model.columns }, solution.values!);
  const accountsUsd = figureAt(frame, point, 'npv');
  const expected = accountsUsd.reduce((sum, value, s) => sum + frame.probabilities[s]! * value, 0);
  const objective = solution.objective!;
  const most = Math.max(bound, objective);
  return {
    frame,
    facts,
    shares,
    model,
    solution,
    point,
    objectiveUsd: objective * usdPerUnit,
    boundUsd: most * usdPerUnit,
    gap: objective === 0 ? 0 : (most - objective) / Math.abs(objective),
    accountsUsd,
    differenceUsd: expected - linearValue(model, solution.values!) * usdPerUnit,
    solves: clock.solves,
    seconds: clock.seconds,
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
