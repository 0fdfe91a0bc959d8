import {
  compileGraph,
  type CompiledPlan,
  type Evaluation,
  type Graph,
  type InputData,
  type PrecisionName,
} from '../formula/index.ts';
import { inputBinder, type DrawnCase } from './bind-inputs.ts';
import { DrawCache } from './draw-cache.ts';
import type { DrawPlan } from './draw-plan.ts';
import { drawDrivers, drawNoise, type DrawRequest } from './draw.ts';
import { kernelNoise } from './kernel-noise.ts';
import { planEvaluator } from './make-evaluator.ts';

/** A model as a worker needs it: plain data. */
export interface PostedModel {
  readonly study: DrawnCase;
  readonly graph: Graph;
  /** Compiled formulas; the interpreter reads the graph where there are none. */
  readonly compiled?: CompiledPlan;
  readonly keep: readonly string[];
}

/** What blocks of paths are made from: equal jobs make equal blocks, on any thread. */
export interface BlockJob {
  /** The case, then its counterfactual if there is one. */
  readonly models: readonly PostedModel[];
  readonly seed: number;
  readonly plan: DrawPlan;
}

/** Evaluates every model on one block of paths; what it gives lasts until the next block. */
export type BlockWork = (block: { readonly pathFrom: number; readonly paths: number }) => Evaluation[];

/**
 * Draws, binds and evaluates blocks of paths.
 *
 * Models go in lockstep: what a counterfactual draws like its case is drawn once. Draws last for one block, unless a cache
 * is given that keeps them between runs.
 */
export function makeBlockWork(job: BlockJob, cache?: DrawCache): BlockWork {
  const models = job.models.map(({ study, graph, compiled, keep }) => ({
    study,
    graph,
    bind: inputBinder(study),
    evaluate: planEvaluator(graph, compiled, keep),
    drawsNoise: (compiled?.drawn.length ?? 0) > 0,
  }));
  const isShared = models.length > 1;
  return ({ pathFrom, paths }) => {
    const kept = cache ?? (isShared ? new DrawCache() : undefined);
    const request = { seed: job.seed, pathFrom, paths, plan: job.plan, ...(kept ? { cache: kept } : {}) };
    return models.map(({ study, graph, bind, evaluate, drawsNoise }) => {
      const inputs = bind(drawDrivers(study, request));
      if (!drawsNoise) addNoise(inputs, graph, request);
      return evaluate(inputs, { pathFrom, paths, seed: job.seed, isBorrowed: true });
    });
  };
}

/** Compiles a model for the blocks of a job: which inputs differ by path is known from a first draw. */
export function compileModel(
  model: Pick<PostedModel, 'study' | 'graph'>,
  parts: { readonly keep: readonly string[]; readonly plan: DrawPlan; readonly precision?: PrecisionName },
): CompiledPlan {
  const { keep, plan, precision } = parts;
  const draws = kernelNoise(model.graph, plan);
  const likely = likelyInputs(model, plan);
  return compileGraph(model.graph, { keep, likely, draws, ...(precision ? { precision } : {}) });
}

function likelyInputs(model: Pick<PostedModel, 'study' | 'graph'>, plan: DrawPlan): Map<string, InputData> {
  const request = { seed: 0, pathFrom: 0, paths: 2, plan };
  const inputs = inputBinder(model.study)(drawDrivers(model.study, request));
  addNoise(inputs, model.graph, request);
  return inputs;
}

export function addNoise(inputs: Map<string, InputData>, graph: Graph, request: DrawRequest): void {
  for (const [name, data] of drawNoise(graph.program, graph.shape, request)) inputs.set(name, data);
}
