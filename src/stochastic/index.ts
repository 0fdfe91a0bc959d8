export type { Changes, StochasticProgramme, TreeNode } from './types.ts';
export { noChanges, packChanges, unpackChanges } from './change-set.ts';
export type { Change } from './change-set.ts';
export { buildExtensiveForm } from './extensive-form.ts';
export type { ExtensiveForm } from './extensive-form.ts';
export { readSmps, readSmpsGraph } from './smps/read-smps.ts';
export type { NamedText, SmpsFiles, SmpsOptions } from './smps/read-smps.ts';
export { stochasticCodes } from './codes.ts';
export { splitTwoStage } from './two-stage.ts';
export type { TwoStage, TwoStageScenario } from './two-stage.ts';
export { buildScenarioModel } from './scenario-model.ts';
export { meanScenario, solveMeanValue } from './mean-value.ts';
export type {
  AnswerTo,
  Cut,
  FixedAnswer,
  FixedTask,
  LagrangianAnswer,
  LagrangianTask,
  RecourseAnswer,
  RecourseTask,
  ScenarioPool,
  ScenarioTask,
} from './scenario-tasks.ts';
export { TaskCancelled } from './scenario-tasks.ts';
export { localPool, ScenarioWorker } from './scenario-worker.ts';
export { joinAnswers, splitTask } from './split-task.ts';
export { chooseMethod } from './choose-method.ts';
export type { StochasticMethod } from './choose-method.ts';
export type { DecompositionOptions, DecompositionResult, DecompositionStatus } from './decomposition.ts';
export { fingerprint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
export type { CheckpointOwner } from './checkpoint.ts';
export { CutLoop } from './cut-loop.ts';
export type { CutLoopOptions, CutLoopState, FirstStage, RecourseAt, RecourseOracle } from './cut-loop.ts';
export type { MasterCut } from './benders-master.ts';
export { solveBenders } from './solve-benders.ts';
export type { BendersOptions, BendersResult, BendersState } from './solve-benders.ts';
export { solveDual } from './solve-dual.ts';
export type { DualOptions, DualResult, DualState } from './solve-dual.ts';
export { buildPolicyGraph, countDecisions } from './nested/policy-graph.ts';
export type { PolicyBranch, PolicyGraph, PolicyNode } from './nested/policy-graph.ts';
export { solveNested } from './nested/solve-nested.ts';
export type { NestedOptions, NestedResult, NestedState } from './nested/solve-nested.ts';
export type { StageCut } from './nested/stage-cut.ts';
export { solveSddp } from './nested/solve-sddp.ts';
export type { SampledCost, SddpOptions, SddpResult, SddpState } from './nested/solve-sddp.ts';
