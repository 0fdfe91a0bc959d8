import type { Solver } from '../../lp/index.ts';
import { pickPaths } from '../draw-scenarios.ts';
import { makeFrame, type Scenarios } from '../frame.ts';
import type { Model } from '../../simulate/index.ts';
import { solvePlan, type SolvedPlan, type SolvePlanOptions } from '../solve-plan.ts';
import { nameAtRoot } from '../sharing.ts';
import { notWorkedOut } from './answered.ts';
import { usdWords } from './money.ts';

export interface InformationWorth {
  /** Expected value of perfect information, in $: each scenario planned for itself, less the plan; `undefined` where not worked out. */
  readonly evpiUsd: number | undefined;
  /**
   * Value of the stochastic solution, in $: the plan less that of the central path; `undefined` where that breaks a limit or was
   * not worked out.
   */
  readonly vssUsd: number | undefined;
  readonly sentence: string;
}

/**
 * What it is worth to know the scenario beforehand, and what it is worth to plan for all of them. `central` holds the central
 * path alone. Orders that follow the scenario stay free when the central plan is judged; in a tree it is held in every node.
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
): InformationWorth {
  const { evpiUsd, words: evpi } = foresight(solver, parts, options);
  if (options.isCancelled?.() && evpiUsd === undefined)
    return {
      evpiUsd,
      vssUsd: undefined,
      sentence: `${evpi}; nor was what planning for all of them is worth.`,
    };
  const { vssUsd, words: vss } = worthOfScenarios(solver, parts, options);
  return { evpiUsd, vssUsd, sentence: `${evpi}; ${vss}.` };
}

type Parts = Parameters<typeof valueInformation>[1];

/** Each scenario planned for itself. Without a proven plan of one of them nothing is claimed. */
function foresight(solver: Solver, { model, scenarios, plan }: Parts, options: SolvePlanOptions) {
  const count = scenarios.probabilities.length;
  let sumUsd = 0;
  for (let s = 0; s < count; s++) {
    const inputs = pickPaths(scenarios.inputs, count, [s]);
    const alone = solvePlan(solver, makeFrame(model, { inputs, probabilities: [1] }), options);
    if (alone.kind !== 'plan' || alone.isStopped)
      return {
        evpiUsd: undefined,
        words: `What knowing the scenario beforehand would be worth (EVPI) ${notWorkedOut}`,
      };
    sumUsd += scenarios.probabilities[s]! * alone.plan.objectiveUsd;
  }
  const evpiUsd = sumUsd - plan.objectiveUsd;
  return { evpiUsd, words: `Knowing the scenario beforehand would be ${worthWords(evpiUsd, plan)} (EVPI)` };
}

/** The plan against that of the central path alone, judged on all scenarios. */
function worthOfScenarios(solver: Solver, { model, central, plan }: Parts, options: SolvePlanOptions) {
  const unknown = {
    vssUsd: undefined,
    words: `what planning for all scenarios and not for the central path alone is worth (VSS) ${notWorkedOut}`,
  };
  const mean = solvePlan(solver, makeFrame(model, central), options);
  if (mean.kind === 'infeasible')
    return { vssUsd: undefined, words: 'for the central path alone there is no plan (VSS)' };
  if (mean.kind !== 'plan' || mean.isStopped) return unknown;
  const judged = solvePlan(solver, plan.frame, {
    ...options,
    change: (built) => fixShared(built, mean.plan),
  });
  if (judged.kind === 'infeasible')
    return {
      vssUsd: undefined,
      words: 'the plan for the central path alone breaks a limit in some scenario (VSS)',
    };
  if (judged.kind !== 'plan' || judged.isStopped) return unknown;
  const vssUsd = plan.objectiveUsd - judged.plan.objectiveUsd;
  return {
    vssUsd,
    words: `planning for all scenarios and not for the central path alone is ${worthWords(vssUsd, plan)} (VSS)`,
  };
}

/** A value that the gap of the plan cannot tell from nothing is told as such. */
function worthWords(usd: number, { boundUsd, objectiveUsd }: SolvedPlan): string {
  const leastUsd = Math.max(boundUsd - objectiveUsd, 1e-9 * Math.abs(objectiveUsd));
  return usd > leastUsd ? `worth ${usdWords(usd)}` : 'worth nothing that can be proven';
}

/** The programme with what all scenarios share at the values of another plan, found by name. */
function fixShared({ lp }: SolvedPlan['model'], other: SolvedPlan): SolvedPlan['model']['lp'] {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  const theirs = new Map(other.model.lp.columnNames.map((name, j) => [name, other.solution.values![j]!]));
  lp.columnNames.forEach((name, j) => {
    if (!/^(start|accept|order)\[/.test(name) || /, s\d+\]$/.test(name)) return;
    const value = Math.min(Math.max(theirs.get(nameAtRoot(name)) ?? 0, lower[j]!), upper[j]!);
    const fixed = lp.kinds[j] === 'continuous' ? value : Math.round(value);
    lower[j] = upper[j] = fixed;
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}
