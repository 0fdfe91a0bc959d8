export { makeFrame, type Frame, type Scenarios } from './frame.ts';
export { centralPath, drawPaths, pickPaths, type Inputs } from './draw-scenarios.ts';
export { solvePlan, type PlanOutcome, type SolvedPlan, type SolvePlanOptions } from './solve-plan.ts';
export { centralScenario, sampleScenarios, type ScenarioSet } from './sample-scenarios.ts';
export { residualOf, residualRules, withResidual, type ResidualRule } from './residual-rule.ts';
export { planOverlay } from './write-overlay.ts';
