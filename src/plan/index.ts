export { makeFrame, type Frame, type Scenarios, type Sizes } from './frame.ts';
export { centralPath, drawPaths, pickPaths, type Inputs } from './draw-scenarios.ts';
export { reduceScenarios, type Reduction } from './reduce-scenarios.ts';
export { centralScenario, sampleScenarios, type ScenarioSet } from './sample-scenarios.ts';
export {
  sampleTree,
  type SampleTreeRequest,
  type ScenarioTree,
  type TreeNode,
  type TreeReview,
  type TreeScenarios,
} from './tree/sample-tree.ts';
export { routePaths } from './tree/route-paths.ts';
export { treeOverlays, wayTo, type FutureOverlay } from './tree/tree-overlays.ts';
export {
  judgePolicy,
  meanInterval,
  poolPolicy,
  type JudgedPolicy,
  type MeanInterval,
} from './tree/judge-policy.ts';
export { readReviews, type Reviews, type ReviewWishes } from './tree/read-reviews.ts';
export type { Sharing } from './sharing.ts';
export { residualOf, residualRules, withResidual, type ResidualRule } from './residual-rule.ts';
export { solvePlan, type PlanOutcome, type SolvedPlan, type SolvePlanOptions } from './solve-plan.ts';
export type { PlanModel } from './build-plan.ts';
export type { Risk } from './blocks/risk.ts';
export { planOverlay } from './write-overlay.ts';
export { chooseScenarios, makePlan, type MadePlan, type MakePlanOptions } from './make-plan.ts';
export type {
  Alternative,
  DecideBy,
  PlannedContract,
  PlannedNode,
  PlannedPhase,
  PlannedSign,
  PlannedTree,
  PlanResult,
  PriceRow,
  Series,
} from './plan-result.ts';
export { findWayOut, type NoPlan } from './explain/find-way-out.ts';
export { readChoice, type Choice } from './explain/read-choice.ts';
export { whyNot, type WhyNot } from './explain/why-not.ts';
export { shareWords, percentWords, usdWords } from './explain/money.ts';
export { valueInformation, type InformationWorth } from './explain/value-information.ts';
export { checkPlannable } from './check-plannable.ts';
export { planCodes } from './codes.ts';
export type { FleetOutcome, FleetPlan } from './fleet/fleet-plan.ts';
export { solveByDispatch, type SolveByDispatchOptions } from './dispatch/solve-by-dispatch.ts';
export { makeFleetPlan, type MadeFleetPlan, type MakeFleetPlanOptions } from './fleet/make-fleet-plan.ts';
export type { FleetKeeper, FleetState, OpenFleetKeeper } from './fleet/fleet-state.ts';
export { solveByScenario, type SolveByScenarioOptions } from './recourse/solve-by-scenario.ts';
