export { DrawCache } from './draw-cache.ts';
export { planDraws, sobolReplicates, type DrawMode, type DrawPlan } from './draw-plan.ts';
export { elementNames } from './noise-names.ts';
export { centralDraws, drawDrivers, drawNoise, silentNoise, type DrawRequest, type Draws } from './draw.ts';
export {
  bindInputs,
  evaluateCentral,
  simulate,
  simulateWithPauses,
  type Model,
  type Sample,
  type Samples,
  type SimulateOptions,
} from './simulate.ts';
export { evaluateDraws, readTarget, type DrawnRequest, type Target } from './target.ts';
export { makeEvaluator, type BlockEvaluator, type EngineChoice } from './make-evaluator.ts';
