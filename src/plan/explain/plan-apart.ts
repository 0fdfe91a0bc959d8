import type { LpModel, Solver } from '../../lp/index.ts';
import { evaluate } from '../../formula/index.ts';
import type { PlanModel } from '../build-plan.ts';
import { reader } from '../frame.ts';
import type { Scenarios } from '../frame.ts';
import type { Model } from '../../simulate/index.ts';
import { solvePlan, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import { usdWords } from './money.ts';

export interface ApartPlans {
  readonly jointUsd: number;
  /** `undefined` where no plan made apart keeps the limits. */
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
  const written = writtenOrders(parts);
  const sites = solvePlan(solver, plan.frame, {
    ...options,
    change: (built) => fixOrders(built, plan, written),
  });
  const none = {
    jointUsd,
    siloUsd: undefined,
    sentence:
      'Planned apart (sites and contracts for the orders of the case, then chips), no plan keeps the limits.',
  };
  if (sites.kind !== 'plan') return none;
  const chips = solvePlan(solver, plan.frame, {
    ...options,
    change: (built) => fixChoices(built, sites.plan),
  });
  if (chips.kind !== 'plan') return none;
  const siloUsd = chips.plan.objectiveUsd;
  return {
    jointUsd,
    siloUsd,
    sentence: `Planned apart (sites and contracts for the orders that the case's rules place, then chips for those sites), the plan is worth ${usdWords(siloUsd)}; planned together ${usdWords(jointUsd)}, ${usdWords(jointUsd - siloUsd)} more.`,
  };
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
