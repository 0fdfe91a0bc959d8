export { DrawCache } from './draw-cache.ts';
export { planDraws, sobolReplicates, type DrawMode, type DrawPlan } from './draw-plan.ts';
export { elementNames } from './noise-names.ts';
export { centralDraws, drawDrivers, drawNoise, silentNoise, type DrawRequest, type Draws } from './draw.ts';
export { bindInputs, inputBinder, type DrawnCase } from './bind-inputs.ts';
export {
  evaluateCentral,
  simulate,
  type Model,
  type Sample,
  type Samples,
  type SimulateOptions,
} from './simulate.ts';
export { evaluateDraws, readTarget, type DrawnRequest, type Target } from './target.ts';
export { makeEvaluator, type BlockEvaluator, type EngineChoice } from './make-evaluator.ts';
export { isCompiled } from './make-evaluator.ts';
export type { BlockShape, GroupRows, ReadSide, Side, Span } from './block-shape.ts';
export { compileModel, makeBlockWork, type BlockJob, type PostedModel } from './block-work.ts';
export type { CountedRows } from './count-totals.ts';
export type { PathEvent } from './path-events.ts';
export { portCrew, serveSeat, type Port, type WorkerPort } from './port-crew.ts';
export { programmeFlows, programmeMeasures, programmeNames, programmeRows } from './programme-rows.ts';
export { groupKey, rowReader, type RowGroup } from './row-groups.ts';
export { largestOf, layOutRows, type LaidGroup, type RowLayout } from './row-layout.ts';
export { countChunk, type CountPlan } from './row-counter.ts';
export { runPaths, type PathRows, type RunPathsOptions } from './run-paths.ts';
export { inProcessRunner, type Crew, type Runner } from './runner.ts';
export { makeSeat, readerOf, type Order, type Reply, type RowJob, type Seat } from './seat.ts';
export { openLivePaths, type LivePaths } from './live-paths.ts';
export type { Changes } from './live-work.ts';
