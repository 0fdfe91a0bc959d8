import { bindInput } from '../case/bind-input.ts';
import type { Evaluation, InputData } from '../formula/index.ts';
import { inputBinder, type DrawnCase } from './bind-inputs.ts';
import { addNoise, type BlockJob } from './block-work.ts';
import { drawDrivers, type Draws } from './draw.ts';
import { planEvaluator } from './make-evaluator.ts';

/** Inputs with other values than before, by model. */
export type Changes = readonly DrawnCase['inputs'][];

/** Evaluates the same paths again and again: only what changed is bound anew, nothing is drawn twice. */
export type LiveWork = (
  block: { readonly pathFrom: number; readonly paths: number },
  changes: Changes,
) => Evaluation[];

interface Bound {
  readonly draws: Draws;
  readonly inputs: Map<string, InputData>;
}

/** Makes a live work of a job; the drivers of its cases stay the same for its life. */
export function makeLiveWork(job: BlockJob): LiveWork {
  const models = job.models.map(({ study, graph, compiled, keep }) => ({
    study: { ...study, inputs: new Map(study.inputs) },
    graph,
    evaluate: planEvaluator(graph, compiled, keep),
    drawsNoise: (compiled?.drawn.length ?? 0) > 0,
    blocks: new Map<string, Bound>(),
  }));
  return ({ pathFrom, paths }, changes) =>
    models.map((model, side) => {
      const { study, graph, evaluate, drawsNoise, blocks } = model;
      for (const [name, assumptions] of changes[side] ?? []) {
        study.inputs.set(name, assumptions);
        for (const { draws, inputs } of blocks.values()) {
          inputs.set(
            name,
            bindInput(study, name, (driver) => draws.get(driver)!),
          );
        }
      }
      const key = `${pathFrom} ${paths}`;
      let bound = blocks.get(key);
      if (bound === undefined) {
        const request = { seed: job.seed, pathFrom, paths, plan: job.plan };
        const draws = drawDrivers(study, request);
        const inputs = inputBinder(study)(draws);
        if (!drawsNoise) addNoise(inputs, graph, request);
        bound = { draws, inputs };
        blocks.set(key, bound);
      }
      return evaluate(bound.inputs, {
        pathFrom,
        paths,
        seed: job.seed,
        isBorrowed: true,
        keepsInputs: blocks.size === 1,
      });
    });
}
