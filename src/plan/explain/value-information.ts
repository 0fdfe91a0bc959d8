import type { Solver } from '../../lp/index.ts';
import { pickPaths } from '../draw-scenarios.ts';
import { makeFrame, type Scenarios } from '../frame.ts';
import type { Model } from '../../simulate/index.ts';
import { solvePlan, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import { usdWords } from './money.ts';

export interface InformationWorth {
  /** Expected value of perfect information, in $: each scenario planned for itself, less the plan. */
  readonly evpiUsd: number;
  /** Value of the stochastic solution, in $: the plan less that of the central path; `undefined` where that breaks a limit. */
  readonly vssUsd: number | undefined;
  readonly sentence: string;
}

/**
 * What it is worth to know the scenario beforehand, and what it is worth to plan for all of them. `central` holds the central
 * path alone. Orders that follow the scenario stay free when the central plan is judged.
 *
 * Source: J. R. Birge, F. Louveaux, Introduction to Stochastic Programming (2011), chapter 4.
 */
export function valueInformation(
  solver: Solver,
  parts: {
    readonly model: Model;
    readonly scenarios: Scenarios;
    readonly central: Scenarios;
    readonly plan: SolvedPlan;
  },
  options: SolvePlanOptions = {},
): InformationWorth | undefined {
  const { model, scenarios, central, plan } = parts;
  const count = scenarios.probabilities.length;
  let foresight = 0;
  for (let s = 0; s < count; s++) {
    const inputs = pickPaths(scenarios.inputs, count, [s]);
    const alone = solvePlan(solver, makeFrame(model, { inputs, probabilities: [1] }), options);
    if (alone.kind !== 'plan' || alone.isStopped) return undefined;
    foresight += scenarios.probabilities[s]! * alone.plan.objectiveUsd;
  }
  const mean = solvePlan(solver, makeFrame(model, central), options);
  if (mean.kind !== 'plan') return undefined;
  const judged = solvePlan(solver, plan.frame, {
    ...options,
    change: (built) => fixShared(built, mean.plan),
  });
  const evpiUsd = foresight - plan.objectiveUsd;
  const vssUsd = judged.kind === 'plan' ? plan.objectiveUsd - judged.plan.objectiveUsd : undefined;
  const vss =
    vssUsd === undefined
      ? 'the plan for the central path alone breaks a limit in some scenario'
      : `planning for all scenarios and not for the central path alone is worth ${usdWords(vssUsd)} (VSS)`;
  return {
    evpiUsd,
    vssUsd,
    sentence: `Knowing the scenario beforehand would be worth ${usdWords(evpiUsd)} (EVPI); ${vss}.`,
  };
}

/** The programme with what all scenarios share at the values of another plan, found by name. */
function fixShared({ lp }: SolvedPlan['model'], other: SolvedPlan): SolvedPlan['model']['lp'] {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  const theirs = new Map(other.model.lp.columnNames.map((name, j) => [name, other.solution.values![j]!]));
  lp.columnNames.forEach((name, j) => {
    if (!/^(start|accept|order)\[/.test(name) || /, s\d+\]$/.test(name)) return;
    const value = Math.min(Math.max(theirs.get(name) ?? 0, lower[j]!), upper[j]!);
    const fixed = lp.kinds[j] === 'continuous' ? value : Math.round(value);
    lower[j] = upper[j] = fixed;
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}
