import type { LpModel, Solver } from '../../lp/index.ts';
import { makeFrame, type Frame } from '../frame.ts';
import { nameAtRoot } from '../sharing.ts';
import { solvePlan, type PlanOutcome, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import type { TreeScenarios } from './sample-tree.ts';

/** A plan on a tree, and the plan of one decision for all scenarios on the same leaves. */
export interface TreeOutcome {
  readonly outcome: PlanOutcome;
  /** `undefined` where none was found. */
  readonly twoStage: SolvedPlan | undefined;
}

/**
 * Solves the plan of a tree in its extensive form, and the two-stage plan of its scenarios to judge it by. One decision for all
 * scenarios is also a plan of the tree: where the search left the tree with a worse one, its starts are taken over and the rest
 * is planned anew, so that a tree is never told to be worth less.
 */
export function solveTree(
  solver: Solver,
  frame: Frame,
  { scenarios, options }: { readonly scenarios: TreeScenarios; readonly options: SolvePlanOptions },
): TreeOutcome {
  const outcome = solvePlan(solver, frame, options);
  const { inputs, probabilities } = scenarios;
  const two = solvePlan(solver, makeFrame(frame.model, { inputs, probabilities }), options);
  const twoStage = two.kind === 'plan' ? two.plan : undefined;
  if (outcome.kind !== 'plan' || !twoStage || twoStage.objectiveUsd <= outcome.plan.objectiveUsd)
    return { outcome, twoStage };
  const held = solvePlan(solver, frame, { ...options, change: ({ lp }) => withStartsOf(lp, twoStage) });
  if (held.kind !== 'plan' || held.plan.objectiveUsd <= outcome.plan.objectiveUsd)
    return { outcome, twoStage };
  return { outcome: { ...outcome, plan: withBoundOf(held.plan, outcome.plan) }, twoStage };
}

/** The programme with starts and contracts as another plan has them, in every node. */
function withStartsOf(lp: LpModel, other: SolvedPlan): LpModel {
  const [lower, upper] = [lp.columnLower.slice(), lp.columnUpper.slice()];
  const theirs = new Map(other.model.lp.columnNames.map((name, j) => [name, other.solution.values![j]!]));
  lp.columnNames.forEach((name, j) => {
    if (!/^(start|accept)\[/.test(name)) return;
    const value = theirs.get(nameAtRoot(name));
    if (value !== undefined) lower[j] = upper[j] = Math.round(value);
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}

/** A plan with the bound that was proven with nothing held. */
function withBoundOf(plan: SolvedPlan, free: SolvedPlan): SolvedPlan {
  const boundUsd = Math.max(free.boundUsd, plan.objectiveUsd);
  const gap = plan.objectiveUsd === 0 ? 0 : (boundUsd - plan.objectiveUsd) / Math.abs(plan.objectiveUsd);
  return { ...plan, boundUsd, gap };
}
