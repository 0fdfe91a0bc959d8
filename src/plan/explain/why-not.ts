import type { Solver } from '../../lp/index.ts';
import { solvePlan, type PlanOutcome, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import { notWorkedOut } from './answered.ts';
import { findWayOut } from './find-way-out.ts';
import { readPrices, tellPrices } from './read-prices.ts';
import type { PriceRow } from '../plan-result.ts';
import { periodLabels } from '../../time/index.ts';
import { usdPair, usdWords } from './money.ts';
import type { Choice } from './read-choice.ts';

export interface WhyNot {
  readonly choice: string;
  /**
   * What the choice costs against the plan, in $; 0 where the plan makes it, `undefined` where it breaks a limit or was not worked
   * out. Where a search was stopped, of the plans found: see the sentence.
   */
  readonly costUsd: number | undefined;
  /** What binds with it and did not before, dearest first. */
  readonly binds: readonly string[];
  readonly sentence: string;
}

/** Plans anew with a choice forced, and says what it costs and what then binds, or which limits it breaks. */
export function whyNot(
  solver: Solver,
  plan: SolvedPlan,
  choice: Choice,
  options: SolvePlanOptions = {},
): WhyNot {
  const forced = solvePlan(solver, plan.frame, { ...options, change: choice.force });
  if (forced.kind !== 'plan') return withoutPlan(solver, choice, forced, options);
  const costUsd = plan.objectiveUsd - forced.plan.objectiveUsd;
  const binds = newlyBinding(readPrices(plan), readPrices(forced.plan));
  const { calendar } = plan.frame.model.study;
  return {
    choice: choice.words,
    costUsd,
    binds: tellPrices(binds, periodLabels(calendar)).slice(0, 5),
    sentence: costSentence(choice.words, plan, forced.plan, forced.isStopped),
  };
}

function withoutPlan(
  solver: Solver,
  { words }: Choice,
  forced: Exclude<PlanOutcome, { kind: 'plan' }>,
  options: SolvePlanOptions,
): WhyNot {
  const none = { choice: words, costUsd: undefined, binds: [] };
  if (forced.kind === 'unbounded')
    return { ...none, sentence: `With '${words}' the value of a plan has no limit.` };
  if (forced.kind !== 'infeasible')
    return { ...none, sentence: `What '${words}' would cost ${notWorkedOut}.` };
  const { limits } = findWayOut(solver, forced, { ...options, isBrief: true });
  const named = limits.map(({ limit, at }) => `${limit} (${at})`);
  const sentence =
    named.length === 0
      ? `With '${words}' no plan keeps the limits.`
      : `With '${words}' no plan keeps ${named.join(' and ')}.`;
  return { ...none, sentence };
}

function costSentence(words: string, plan: SolvedPlan, forced: SolvedPlan, isStopped: boolean): string {
  const costUsd = plan.objectiveUsd - forced.objectiveUsd;
  const gapUsd = Math.max(plan.boundUsd - plan.objectiveUsd, 1e-9 * Math.abs(plan.objectiveUsd));
  const [was, is] = usdPair(plan.objectiveUsd, forced.objectiveUsd);
  const instead = `the plan would be worth ${is} in place of ${was}`;
  if (isStopped) {
    const leastUsd = plan.objectiveUsd - forced.boundUsd;
    const least = leastUsd > 0 ? `, and at least ${usdWords(leastUsd)}` : '';
    return `'${words}' costs at most ${usdWords(Math.max(costUsd, 0))}${least}: the search was stopped with a plan worth ${is} in place of ${was}.`;
  }
  if (costUsd < -gapUsd)
    return `'${words}' would gain ${usdWords(-costUsd)}: ${instead}, which was not proven the best.`;
  return costUsd <= gapUsd
    ? `'${words}' costs nothing that can be proven: the plan would be worth as much.`
    : `'${words}' costs ${usdWords(costUsd)}: ${instead}.`;
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
