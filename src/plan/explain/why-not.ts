import type { Solver } from '../../lp/index.ts';
import { solvePlan, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import { readPrices, tellPrices } from './read-prices.ts';
import type { PriceRow } from '../plan-result.ts';
import { periodLabels } from '../../time/index.ts';
import { usdWords } from './money.ts';
import type { Choice } from './read-choice.ts';

export interface WhyNot {
  readonly choice: string;
  /** What the choice costs against the plan, in $; 0 where the plan makes it, `undefined` where it breaks a limit. */
  readonly costUsd: number | undefined;
  /** What binds with it and did not before, dearest first. */
  readonly binds: readonly string[];
  readonly sentence: string;
}

/** Plans anew with a choice forced, and says what it costs and what then binds. */
export function whyNot(
  solver: Solver,
  plan: SolvedPlan,
  choice: Choice,
  options: SolvePlanOptions = {},
): WhyNot {
  const forced = solvePlan(solver, plan.frame, { ...options, change: choice.force });
  if (forced.kind !== 'plan') {
    const sentence =
      forced.kind === 'infeasible'
        ? `With '${choice.words}' no plan keeps the limits.`
        : `With '${choice.words}' no plan was found in the time allowed.`;
    return { choice: choice.words, costUsd: undefined, binds: [], sentence };
  }
  const costUsd = plan.objectiveUsd - forced.plan.objectiveUsd;
  const binds = newlyBinding(readPrices(plan), readPrices(forced.plan));
  const { calendar } = plan.frame.model.study;
  const isFree = costUsd <= Math.max(plan.boundUsd - plan.objectiveUsd, 1e-9 * Math.abs(plan.objectiveUsd));
  return {
    choice: choice.words,
    costUsd,
    binds: tellPrices(binds, periodLabels(calendar)).slice(0, 5),
    sentence: isFree
      ? `'${choice.words}' costs nothing that can be proven: ${usdWords(costUsd)}, within the gap.`
      : `'${choice.words}' costs ${usdWords(costUsd)}: the plan would be worth ${usdWords(forced.plan.objectiveUsd)} in place of ${usdWords(plan.objectiveUsd)}.`,
  };
}

/** Limits that are dearer with the choice than without, by what they are dearer. */
function newlyBinding(before: readonly PriceRow[], after: readonly PriceRow[]): PriceRow[] {
  return after.flatMap((row) => {
    const was = before.find(({ family, place }) => family === row.family && place === row.place);
    const usd = row.usd.map((value, t) => Math.max(value - (was?.usd[t] ?? 0), 0));
    const total = usd.reduce((sum, value) => sum + value, 0);
    const old = was?.usd.reduce((sum, value) => sum + Math.abs(value), 0) ?? 0;
    return total > 0.01 * old && total > 1 ? [{ ...row, usd }] : [];
  });
}
