import { hasErrors } from '../../base/issue.ts';
import { fingerprint } from '../../stochastic/index.ts';
import type { LpModel, Solver } from '../../lp/index.ts';
import type { Model } from '../../simulate/index.ts';
import type { PlanModel } from '../build-plan.ts';
import { checkPlannable } from '../check-plannable.ts';
import { drawPaths, pickPaths, type Inputs } from '../draw-scenarios.ts';
import { findWayOut } from '../explain/find-way-out.ts';
import { makeFrame, reader, type Frame } from '../frame.ts';
import { readReviewsOf, type MadePlan, type MakePlanOptions } from '../make-plan.ts';
import { cell } from '../point.ts';
import { residualOf, withResidual } from '../residual-rule.ts';
import { sampleScenarios } from '../sample-scenarios.ts';
import { solveByScenario } from '../recourse/solve-by-scenario.ts';
import { solvePlan, type PlanOutcome } from '../solve-plan.ts';
import { tellPlan } from '../tell-plan.ts';
import { makeFleetTree } from '../tree/make-fleet-tree.ts';
import type { OpenFleetKeeper } from './fleet-state.ts';
import { tellFleet, toldScenarios } from './tell-fleet.ts';
import { solveByDispatch } from '../dispatch/solve-by-dispatch.ts';
import type { FleetPlan } from './fleet-plan.ts';

export type MakeFleetPlanOptions = Pick<
  MakePlanOptions,
  | 'scenarios'
  | 'seed'
  | 'relativeGap'
  | 'riskWeight'
  | 'riskTail'
  | 'timeLimitSeconds'
  | 'residual'
  | 'onProgress'
  | 'onStage'
  | 'isCancelled'
  | 'reviews'
  | 'branches'
> & {
  /** Random paths from which the leaves of a tree are chosen; 200, or as many as leaves, unless given. Without reviews all paths are scenarios. */
  readonly sampled?: number;
  /** Seconds since any moment. */
  readonly clock: () => number;
  /**
   * Opens what keeps the state against an interruption, and has what an earlier one left: of the same case, scenarios, seed, risk
   * and residual, whatever gap and time were asked for. Its faults are those of the plan.
   */
  readonly openKeeper?: OpenFleetKeeper;
};

export type MadeFleetPlan = MadePlan | { readonly kind: 'not shared'; readonly reasons: readonly string[] };

/**
 * A plan for many random paths, all of them scenarios: one fleet for all by `solveByDispatch`. What binds, prices and power by
 * period are told on a few scenarios that stand for the paths, value and gap on all.
 */
export async function makeFleetPlan(
  model: Model,
  solver: Solver,
  options: MakeFleetPlanOptions,
): Promise<MadeFleetPlan> {
  const faults = checkPlannable(model.study);
  if (faults.length > 0) return { kind: 'faults', issues: faults };
  const caseResidual = residualOf(model);
  const residual = options.residual ?? (caseResidual === 'growth' ? 'book' : caseResidual);
  const planned = withResidual(model, residual);
  const { openKeeper, ...asked } = options;
  const { seed, scenarios: paths, onStage = () => {} } = asked;
  const reviews = readReviewsOf(model, { sampled: paths, ...asked });
  if (!reviews.value) return { kind: 'faults', issues: reviews.issues };
  if (reviews.value.periods.length > 0)
    return makeFleetTree(planned, solver, {
      options: asked,
      reviews: reviews.value,
      settings: { residual, caseResidual },
    });
  const inputs = drawPaths(planned, { seed, pathFrom: 0, paths });
  const all = { inputs, probabilities: Array.from({ length: paths }, () => 1 / paths) };
  const risk = options.riskWeight > 0 ? { weight: options.riskWeight, tail: options.riskTail } : undefined;
  const problem = fingerprint({ case: model.study.hash, seed, paths, residual, risk: risk ?? {} });
  const keeper = openKeeper?.({ method: 'fleet', problem });
  if (keeper && hasErrors(keeper.issues)) return { kind: 'faults', issues: keeper.issues };
  const settings = { ...asked, ...(keeper ? { keeper } : {}) };
  const byDispatch = risk ? undefined : await solveByDispatch(solver, planned, all, settings);
  const isOneFleet = byDispatch !== undefined && byDispatch.kind !== 'not shared';
  const outcome = isOneFleet
    ? byDispatch
    : await solveByScenario(solver, planned, all, { ...settings, ...(risk ? { risk } : {}) });
  if (outcome.kind === 'not shared') return outcome;
  if (outcome.kind === 'stopped' || outcome.kind === 'failed' || outcome.kind === 'unbounded')
    return { kind: outcome.kind };
  const few = sampleScenarios(planned, { seed, sampled: paths, count: toldScenarios });
  const frame = makeFrame(planned, few, { placedScenarios: 1 });
  if (outcome.kind !== 'plan') {
    onStage('finding the conflict');
    const broken = findBroken(solver, planned, { frame, inputs, paths });
    return broken ? { kind: 'no plan', why: findWayOut(solver, broken) } : { kind: 'failed' };
  }
  const { plan: fleet } = outcome;
  onStage('what binds');
  const [held, free] = [true, false].map((isHeld) =>
    solvePlan(solver, frame, { change: (built) => fixFleet(built, fleet, isHeld) }),
  );
  if (held!.kind !== 'plan') return { kind: held!.kind === 'infeasible' ? 'failed' : held!.kind };
  const { plan } = held!;
  const toTell = {
    scenarios: few,
    seed,
    risk: risk ?? { weight: 0, tail: 0.1 },
    residual,
    caseResidual,
    isStopped: fleet.status !== 'optimal',
  };
  const told = tellPlan(plan, toTell);
  const priced = free!.kind === 'plan' ? tellPlan(free!.plan, toTell) : told;
  return {
    kind: 'plan',
    plan,
    model: planned,
    result: tellFleet({ told, priced, fleet, paths, isOneFleet }),
  };
}

/** Scenarios without a plan that show why: the few that stand for all, else the first that has none alone. */
function findBroken(
  solver: Solver,
  model: Model,
  { frame, inputs, paths }: { readonly frame: Frame; readonly inputs: Inputs; readonly paths: number },
): Extract<PlanOutcome, { readonly kind: 'infeasible' }> | undefined {
  const few = solvePlan(solver, frame);
  if (few.kind === 'infeasible') return few;
  for (let s = 0; s < paths; s++) {
    const alone = { inputs: pickPaths(inputs, paths, [s]), probabilities: [1] };
    const outcome = solvePlan(solver, makeFrame(model, alone, { placedScenarios: 1 }));
    if (outcome.kind === 'infeasible') return outcome;
  }
  return undefined;
}

/** The programme with the fleet's phases and contracts, and its orders too. */
function fixFleet({ lp, columns }: PlanModel, { point, frame }: FleetPlan, withOrders: boolean): LpModel {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  const fix = (column: number, value: number) => {
    if (column >= 0)
      lower[column] = upper[column] = Math.min(Math.max(value, lower[column]!), upper[column]!);
  };
  point.included.forEach((share, o) => fix(columns.option(o, 0), Math.round(share)));
  point.accepted.forEach((share, c) => fix(columns.accept(c), Math.round(share)));
  const power = frame.inputs.get('chip.power')!;
  const sharedPeriods = Math.ceil(reader(frame.inputs.get('plan.shared_time')!, frame.sizes)(0, 0, 0) - 1e-9);
  if (withOrders)
    for (let k = 0; k < frame.sizes.chips; k++)
      for (let t = 0; t < Math.min(frame.sizes.periods, sharedPeriods); t++) {
        const unitMw = power.values[(k * power.values.length) / frame.sizes.chips]!;
        fix(columns.order(k, t, 0), point.orders[cell(frame.sizes, k, t, 0)]! * unitMw);
      }
  return { ...lp, columnLower: lower, columnUpper: upper };
}
