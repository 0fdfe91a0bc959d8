import type { LpModel, Solver } from '../../lp/index.ts';
import { evaluate } from '../../formula/index.ts';
import type { PlanModel } from '../build-plan.ts';
import { reader } from '../frame.ts';
import type { Scenarios } from '../frame.ts';
import type { Model } from '../../simulate/index.ts';
import { offered } from '../point.ts';
import { solvePlan, type PlanOutcome, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import { notWorkedOut } from './answered.ts';
import { usdWords } from './money.ts';

export interface ApartPlans {
  readonly jointUsd: number;
  /** `undefined` where no plan made apart keeps the limits, where nothing can be made apart, and where it was not worked out. */
  readonly siloUsd: number | undefined;
  readonly sentence: string;
}

/**
 * The joint plan against plans made one after another, as departments do: sites and contracts are chosen for the orders that
 * the case's own rules place, then chips are ordered for those sites and contracts.
 */
export function planApart(
  solver: Solver,
  parts: { readonly model: Model; readonly scenarios: Scenarios; readonly plan: SolvedPlan },
  options: SolvePlanOptions = {},
): ApartPlans {
  const { plan } = parts;
  const jointUsd = plan.objectiveUsd;
  const without = (sentence: string): ApartPlans => ({ jointUsd, siloUsd: undefined, sentence });
  if (!hasChoices(plan))
    return without(
      'Sites and contracts cannot be planned apart from chips: the case leaves no phase, power or contract open.',
    );
  const failed = (kind: PlanOutcome['kind'], step: string) =>
    without(
      kind === 'infeasible'
        ? `Planned apart (sites and contracts for the orders of the case, then chips), no plan keeps the limits: there is none for ${step}.`
        : `What planning together is worth ${notWorkedOut}.`,
    );
  const written = writtenOrders(parts);
  const sites = solvePlan(solver, plan.frame, {
    ...options,
    change: (built) => fixOrders(built, plan, written),
  });
  if (sites.kind !== 'plan' || sites.isStopped) return failed(sites.kind, 'the orders of the case');
  const chips = solvePlan(solver, plan.frame, {
    ...options,
    change: (built) => fixChoices(built, sites.plan),
  });
  if (chips.kind !== 'plan' || chips.isStopped) return failed(chips.kind, 'the sites and contracts chosen');
  const siloUsd = chips.plan.objectiveUsd;
  const apart = "sites and contracts for the orders that the case's rules place, then chips for those sites";
  const moreUsd = jointUsd - siloUsd;
  const leastUsd = Math.max(plan.boundUsd - jointUsd, 1e-9 * Math.abs(jointUsd));
  return {
    jointUsd,
    siloUsd,
    sentence:
      moreUsd > leastUsd
        ? `Planned apart (${apart}), the plan would be worth ${usdWords(moreUsd)} less: ${usdWords(siloUsd)} in place of ${usdWords(jointUsd)}.`
        : `Planned apart (${apart}), the plan is worth as much: planning together gains nothing that can be proven here.`,
  };
}

/** Whether a phase, its power or a contract is left to the plan. */
function hasChoices({ frame }: SolvedPlan): boolean {
  const states = frame.model.study.choices['contract.state'];
  return (
    frame.options.some(({ isFree }) => isFree) ||
    Array.from({ length: frame.sizes.contracts }, (_, c) => states?.[c]).includes(offered)
  );
}

/** Chips that the case's own rules order, the mean over the scenarios: [chip][period]. */
function writtenOrders({
  model,
  scenarios,
}: {
  readonly model: Model;
  readonly scenarios: Scenarios;
}): Float64Array {
  const { periods } = model.study.calendar;
  const count = scenarios.probabilities.length;
  const evaluation = evaluate(model.graph, scenarios.inputs, {
    pathFrom: 0,
    paths: count,
    keep: ['ordered'],
  });
  const read = reader(evaluation.get('ordered'), { periods, scenarios: count });
  const chips = model.study.labels['chip']?.length ?? 0;
  const orders = new Float64Array(chips * periods);
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      scenarios.probabilities.forEach(
        (probability, s) => (orders[k * periods + t]! += probability * read(k, t, s)),
      );
  return orders;
}

function fixOrders({ lp, columns }: PlanModel, plan: SolvedPlan, written: Float64Array): LpModel {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  const { chips, periods, scenarios } = plan.frame.sizes;
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++) {
        const column = columns.order(k, t, s);
        if (column < 0) continue;
        const mw = Math.min(written[k * periods + t]! * plan.facts.unitMw[k]!, lp.columnUpper[column]!);
        // A department orders whole lots too.
        const lotMw = plan.facts.lot(k, 0, 0) * plan.facts.unitMw[k]!;
        lower[column] = upper[column] = lotMw > 0 ? Math.floor(mw / lotMw + 1e-9) * lotMw : mw;
      }
  return { ...lp, columnLower: lower, columnUpper: upper };
}

function fixChoices({ lp }: PlanModel, sites: SolvedPlan): LpModel {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  lp.kinds.forEach((kind, j) => {
    const isOrder = lp.columnNames[j]!.startsWith('lots[');
    if (kind !== 'continuous' && !isOrder) lower[j] = upper[j] = Math.round(sites.solution.values![j]!);
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}
