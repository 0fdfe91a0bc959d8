import { ok, type Issue, type Outcome } from '../base/issue.ts';
import type { Progress, Solver } from '../lp/index.ts';
import type { Model } from '../simulate/index.ts';
import { checkPlannable } from './check-plannable.ts';
import { explore, type Explorer } from './explain/explorer.ts';
import { findWayOut, type NoPlan } from './explain/find-way-out.ts';
import { listAlternatives } from './explain/list-alternatives.ts';
import { planApart } from './explain/plan-apart.ts';
import { priceContracts } from './explain/price-contracts.ts';
import { priceWaiting } from './explain/price-waiting.ts';
import { valueInformation } from './explain/value-information.ts';
import { makeFrame, type Frame } from './frame.ts';
import type { PlanResult } from './plan-result.ts';
import { residualOf, withResidual, type ResidualRule } from './residual-rule.ts';
import { centralScenario, sampleScenarios, type ScenarioSet } from './sample-scenarios.ts';
import { solvePlan, type SolvedPlan, type SolvePlanOptions } from './solve-plan.ts';
import { tellPlan } from './tell-plan.ts';
import { readReviews, type Reviews } from './tree/read-reviews.ts';
import { sampleTree, type TreeScenarios } from './tree/sample-tree.ts';
import { solveTree } from './tree/solve-tree.ts';
import { tellTree, treeQuality } from './tree/tell-tree.ts';

export interface MakePlanOptions {
  /** Scenarios that share the plan; 1 plans for the central path. */
  readonly scenarios: number;
  readonly seed: number;
  /** Random paths from which scenarios are chosen. */
  readonly sampled: number;
  readonly relativeGap: number;
  readonly timeLimitSeconds: number;
  readonly riskWeight: number;
  readonly riskTail: number;
  /** Residual value to plan on; book in place of growth unless given. */
  readonly residual?: ResidualRule;
  /**
   * Periods or dates at which the plan is looked at again, such as `2027Q1`: what is decided from then on follows what has been seen by
   * then. Without them all scenarios decide alike. Not for a single scenario.
   */
  readonly reviews?: readonly string[];
  /** Nodes into which each node of the tree is split, by review; chosen from the number of scenarios unless given. */
  readonly branches?: readonly string[];
  /** How much to explain: prices and power alone, or also waiting, contracts, information, silo and alternatives. */
  readonly depth: 'plan' | 'calendar' | 'full';
  readonly onProgress?: (progress: Progress) => void;
  readonly onStage?: (stage: string) => void;
  readonly isCancelled?: () => boolean;
}

export type MadePlan =
  | {
      readonly kind: 'plan';
      readonly plan: SolvedPlan;
      readonly result: PlanResult;
      readonly model: Model;
      /** With reviews: the tree, and the plan of one decision for all on its scenarios, where one was found. */
      readonly tree?: { readonly scenarios: TreeScenarios; readonly twoStage: SolvedPlan | undefined };
    }
  | { readonly kind: 'no plan'; readonly why: NoPlan }
  | { readonly kind: 'faults'; readonly issues: readonly Issue[] }
  | { readonly kind: 'stopped' | 'failed' | 'unbounded' };

/** A plan of a case from its drivers to its reasons. */
export function makePlan(model: Model, solver: Solver, options: MakePlanOptions): MadePlan {
  const faults = checkPlannable(model.study);
  if (faults.length > 0) return { kind: 'faults', issues: faults };
  const caseResidual = residualOf(model);
  const residual = options.residual ?? (caseResidual === 'growth' ? 'book' : caseResidual);
  const planned = withResidual(model, residual);
  const stage = options.onStage ?? (() => {});
  const reviews = readReviewsOf(model, options);
  if (!reviews.value) return { kind: 'faults', issues: reviews.issues };
  stage('scenarios');
  const scenarios =
    reviews.value.periods.length === 0
      ? chooseScenarios(planned, options)
      : chooseTree(planned, options, reviews.value);
  const frame = makeFrame(planned, scenarios);
  stage('solving');
  const solveOptions = solveOptionsOf(options);
  const { outcome, tree } = solveFor(solver, frame, { scenarios, options: solveOptions });
  if (outcome.kind === 'infeasible') {
    stage('finding the conflict');
    return { kind: 'no plan', why: findWayOut(solver, outcome, solveOptions) };
  }
  if (outcome.kind !== 'plan') return { kind: outcome.kind };
  const { plan, isStopped } = outcome;
  const toldPlan = tellPlan(plan, {
    scenarios,
    seed: options.seed,
    risk: { weight: options.riskWeight, tail: options.riskTail },
    residual,
    caseResidual,
    isStopped,
  });
  const told = tree ? withTree(toldPlan, plan, tree) : toldPlan;
  const made = { kind: 'plan', plan, model: planned, ...(tree ? { tree } : {}) } as const;
  if (isStopped || options.depth === 'plan') return { ...made, result: told };
  stage('what waiting and contracts are worth');
  const { isCancelled = () => false } = options;
  const explained = explainPlan(solver, { plan, told, isCancelled });
  if (options.depth !== 'full') return { ...made, result: explained };
  stage('plans nearly as good');
  const { timeLimitSeconds } = options;
  const { plans, sentence } = listAlternatives(solver, plan, { share: 0.01, isCancelled, timeLimitSeconds });
  const result = { ...explained, alternatives: plans, alternativesSentence: sentence };
  stage('what information and joint planning are worth');
  return { ...made, result: valuePlanning({ solver, planned, scenarios, plan, result, solveOptions }) };
}

/** A plan told with its tree. */
function withTree(
  told: PlanResult,
  plan: SolvedPlan,
  { scenarios, twoStage }: { readonly scenarios: TreeScenarios; readonly twoStage: SolvedPlan | undefined },
): PlanResult {
  const tree = tellTree(plan, { tree: scenarios.tree, twoStage });
  return { ...told, tree, limits: [...told.limits, treeQuality(tree)] };
}

/** Reviews of a plan as periods; none where none are asked for. */
export function readReviewsOf(
  { study }: Model,
  {
    reviews = [],
    branches,
    scenarios,
    sampled,
  }: Pick<MakePlanOptions, 'reviews' | 'branches' | 'scenarios' | 'sampled'>,
): Outcome<Reviews> {
  if (reviews.length === 0 && branches === undefined) return ok({ periods: [], branches: [] });
  return readReviews({ reviews, scenarios, sampled, ...(branches ? { branches } : {}) }, study.calendar);
}

/** The tree of a plan with reviews, its leaves the scenarios. */
function chooseTree(
  model: Model,
  { seed, sampled, scenarios }: Pick<MakePlanOptions, 'scenarios' | 'seed' | 'sampled'>,
  { periods, branches }: Reviews,
): TreeScenarios {
  return sampleTree(model, {
    seed,
    sampled: Math.max(sampled, scenarios),
    reviews: periods,
    branches,
    leaves: scenarios,
  });
}

function solveFor(
  solver: Solver,
  frame: Frame,
  {
    scenarios,
    options,
  }: { readonly scenarios: ScenarioSet | TreeScenarios; readonly options: SolvePlanOptions },
) {
  if (!('tree' in scenarios)) return { outcome: solvePlan(solver, frame, options), tree: undefined };
  const { outcome, twoStage } = solveTree(solver, frame, { scenarios, options });
  return { outcome, tree: { scenarios, twoStage } };
}

/** The scenarios of a plan: those that stand for the sampled paths best, or the central path alone. */
export function chooseScenarios(
  model: Model,
  options: Pick<MakePlanOptions, 'scenarios' | 'seed' | 'sampled'>,
): ScenarioSet {
  if (options.scenarios <= 1) return centralScenario(model);
  const { seed, sampled, scenarios } = options;
  return sampleScenarios(model, { seed, sampled: Math.max(sampled, scenarios), count: scenarios });
}

function solveOptionsOf(options: MakePlanOptions): SolvePlanOptions {
  const { relativeGap, timeLimitSeconds, riskWeight, riskTail, onProgress, isCancelled } = options;
  return {
    relativeGap,
    timeLimitSeconds,
    ...(riskWeight > 0 ? { risk: { weight: riskWeight, tail: riskTail } } : {}),
    ...(onProgress ? { onProgress } : {}),
    ...(isCancelled ? { isCancelled } : {}),
  };
}

interface ToExplain {
  readonly plan: SolvedPlan;
  readonly told: PlanResult;
  readonly isCancelled: () => boolean;
}

function explainPlan(solver: Solver, { plan, told, isCancelled }: ToExplain): PlanResult {
  const explain = (explorer: Explorer): PlanResult => ({
    ...told,
    phases: told.phases.map((phase) =>
      phase.status === 'committed' ? phase : { ...phase, decideBy: priceWaiting(explorer, phase.phase) },
    ),
    contracts: told.contracts.length > 0 ? priceContracts(explorer) : [],
  });
  return explore(solver, plan, explain, { isCancelled });
}

interface Valued {
  readonly solver: Solver;
  readonly planned: Model;
  readonly scenarios: ScenarioSet;
  readonly plan: SolvedPlan;
  readonly result: PlanResult;
  readonly solveOptions: SolvePlanOptions;
}

function valuePlanning({ solver, planned, scenarios, plan, result, solveOptions }: Valued): PlanResult {
  const { onProgress: _, ...quiet } = solveOptions;
  const information =
    scenarios.probabilities.length > 1 && !quiet.risk
      ? valueInformation(
          solver,
          { model: planned, scenarios, central: centralScenario(planned), plan },
          quiet,
        )
      : undefined;
  const silo = planApart(solver, { model: planned, scenarios, plan }, quiet);
  return { ...result, silo, ...(information ? { information } : {}) };
}
