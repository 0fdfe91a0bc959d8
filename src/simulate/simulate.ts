import type { Case } from '../case/index.ts';
import { evaluate, type Evaluation, type Graph } from '../formula/index.ts';
import { makeEvaluator, type EngineChoice } from './make-evaluator.ts';
import { bindInputs, inputBinder } from './bind-inputs.ts';
import type { DrawCache } from './draw-cache.ts';
import { planDraws, type DrawMode, type DrawPlan } from './draw-plan.ts';
import { centralDraws, drawDrivers, drawNoise, silentNoise } from './draw.ts';

/** A case joined with the graph it shapes. */
export interface Model {
  readonly study: Case;
  readonly graph: Graph;
}

export interface SimulateOptions {
  readonly seed: number;
  readonly paths: number;
  /** Paths evaluated together; results do not depend on it. Default 250. */
  readonly blockSize?: number;
  /** Names to keep on every path. */
  readonly keep: readonly string[];
  /** Called after each block with the paths done so far; returning `false` stops the run. */
  readonly onProgress?: (pathsDone: number) => boolean | void;
  /** How uniforms are made; `random` unless given. `plan` names the Sobol dimensions too, where models are to be compared. */
  readonly draws?: DrawMode;
  readonly plan?: DrawPlan;
  /** What evaluates the formulas; never changes a number. Compiled unless given, where the platform has vectors. */
  readonly engine?: EngineChoice;
  /** Keeps draws between runs. */
  readonly cache?: DrawCache;
  /**
   * Asked after 250, 500, 1000, … paths whatever the block size, with what is kept so far; `true` ends the run there.
   */
  readonly isEnough?: (soFar: { readonly paths: number; readonly get: (name: string) => Sample }) => boolean;
}

/** Values of one name on every path, laid out [element][period or 1][path or 1]. */
export interface Sample {
  readonly values: Float64Array;
  readonly byTime: boolean;
  readonly byPath: boolean;
}

export interface Samples {
  /** Paths evaluated: fewer than asked for when the run was stopped. */
  readonly paths: number;
  readonly byName: ReadonlyMap<string, Sample>;
}

const defaultBlock = 250;
const firstCheckpoint = 250;

/**
 * Runs a model on `paths` random paths and keeps the named values on each.
 *
 * Draws depend on the seed, the path's number, the driver's name and the period only, and every operation is per path,
 * so the result is the same to the last bit for any block size.
 */
export function simulate(model: Model, options: SimulateOptions): Samples {
  const stores = new Map<string, Store>();
  const size = Math.max(1, Math.min(options.blockSize ?? defaultBlock, options.paths));
  const plan = options.plan ?? planDraws([model], options.draws ?? 'random');
  const evaluateBlock = makeEvaluator(model.graph, { ...options, blockSize: size });
  const bind = inputBinder(model.study);
  let checkpoint = firstCheckpoint;
  let done = 0;
  while (done < options.paths) {
    const until = options.isEnough ? Math.min(checkpoint, options.paths) : options.paths;
    const paths = Math.min(size, until - done);
    const request = { seed: options.seed, pathFrom: done, paths, plan };
    const kept = options.cache ? { ...request, cache: options.cache } : request;
    const inputs = bind(drawDrivers(model.study, kept));
    for (const [name, data] of drawNoise(model.graph.program, model.graph.shape, kept))
      inputs.set(name, data);
    const evaluation = evaluateBlock(inputs, { pathFrom: done, paths });
    for (const name of options.keep) {
      if (!stores.has(name)) stores.set(name, new Store(options.paths));
      stores.get(name)!.put(evaluation.get(name), done, paths);
    }
    done += paths;
    if (options.onProgress?.(done) === false) break;
    if (options.isEnough && done === checkpoint) {
      checkpoint *= 2;
      if (options.isEnough({ paths: done, get: (name) => stores.get(name)!.take(done) })) break;
    }
  }
  return {
    paths: done,
    byName: new Map([...stores].map(([name, store]) => [name, store.take(done)])),
  };
}

/** Evaluates the central path: every driver at its median, no noise. */
export function evaluateCentral(model: Model, keep: readonly string[]): Evaluation {
  const inputs = bindInputs(model, centralDraws(model.study));
  for (const [name, data] of silentNoise(model.graph.program, model.graph.shape)) inputs.set(name, data);
  return evaluate(model.graph, inputs, { pathFrom: 0, paths: 1, keep });
}

/** Collects blocks of one name into one array, widening from one number per row to one per path when needed. */
class Store {
  private readonly total: number;
  private values: Float64Array | undefined;
  private byPath = false;
  private byTime = false;
  private rows = 0;

  constructor(total: number) {
    this.total = total;
  }

  put(block: Sample, from: number, paths: number): void {
    const width = block.byPath ? paths : 1;
    if (!this.values) {
      this.byPath = block.byPath;
      this.byTime = block.byTime;
      this.rows = block.values.length / width;
      this.values = block.byPath ? new Float64Array(this.rows * this.total) : Float64Array.from(block.values);
    }
    if (!this.byPath) return;
    for (let row = 0; row < this.rows; row++) {
      const source = block.values.subarray(row * width, (row + 1) * width);
      this.values.set(source, row * this.total + from);
    }
  }

  take(done: number): Sample {
    const { byTime, byPath } = this;
    const values = this.values ?? new Float64Array(0);
    if (!byPath || done === this.total) return { values, byTime, byPath };
    const cut = new Float64Array(this.rows * done);
    for (let row = 0; row < this.rows; row++) {
      cut.set(values.subarray(row * this.total, row * this.total + done), row * done);
    }
    return { values: cut, byTime, byPath };
  }
}
