import { checkInputs } from './check-inputs.ts';
import { findRunFacts } from './facts.ts';
import type { Frame } from './frame.ts';
import { makeFrame } from './frame.ts';
import { lowerInto } from './lower.ts';
import type { Tensor } from './tensor.ts';
import type { Graph, InputData } from './types.ts';

/** Which paths to evaluate, and which names to keep. */
export interface EvaluationRequest {
  /** Number of the first path; kept for the caller, as inputs hold just the paths of the block. */
  readonly pathFrom: number;
  readonly paths: number;
  /** Formulas whose values the caller will ask for; those of inputs and choices are always at hand. */
  readonly keep: readonly string[];
}

/** Values of the kept names on a block of paths. */
export interface Evaluation {
  readonly pathFrom: number;
  readonly paths: number;
  /**
   * Canonical numbers laid out [element][period or 1][path or 1]; `byTime` and `byPath` tell whether they really
   * change over time and by path. Throws for a formula that was not kept.
   */
  get(name: string): InputData;
}

/**
 * Evaluates a graph on a block of paths: the plain interpreter, the reference for every other reading.
 *
 * Every operation is per path, so that results do not depend on how paths are split into blocks. What no path and no
 * period changes is computed once. Throws on missing or wrongly sized inputs and on unknown names to keep.
 *
 * @example evaluate(graph, inputs, { pathFrom: 0, paths: 250, keep: ['roic.d2'] }).get('roic.d2').values
 */
export function evaluate(
  graph: Graph,
  inputs: ReadonlyMap<string, InputData>,
  request: EvaluationRequest,
): Evaluation {
  const { paths, pathFrom } = request;
  checkInputs(graph, inputs, paths);
  const keep = new Set(request.keep);
  for (const name of keep)
    if (!graph.byName.has(name)) throw new Error(`No name ${name} in the graph to keep`);
  const facts = findRunFacts(graph, inputs);
  const frame = makeFrame({ graph, facts, paths }, inputs, keep);
  lowerNodes(frame);
  run(frame);
  const results = new Map<string, InputData>();
  for (const [name, entry] of graph.byName) {
    const isNode = 'typed' in entry;
    if (isNode && keep.has(name)) results.set(name, collect(frame, frame.tensors.get(name)!));
    else if (!isNode) results.set(name, inputs.get(name) ?? choiceData(graph, name));
  }
  return { pathFrom, paths, get: (name) => results.get(name) ?? missing(name) };
}

function lowerNodes(frame: Frame): void {
  for (const { decl, typed } of frame.graph.nodes) {
    lowerInto(frame.tensors.get(decl.name)!, typed, { period: frame.period, age: undefined }, frame);
  }
  // A lagged expression may hold further lags, which wait in the same queue.
  for (let next = frame.deferred.shift(); next !== undefined; next = frame.deferred.shift()) next();
}

function run(frame: Frame): void {
  for (const step of frame.once) step(0);
  for (let period = 0; period < frame.shape.periods; period++) {
    for (const step of frame.period) step(period);
    for (const step of frame.late) step(period);
  }
  for (const step of frame.after) step(0);
}

function collect(frame: Frame, tensor: Tensor): InputData {
  const byTime = tensor.timeStep !== 0;
  const byPath = tensor.pathStep === 1;
  const width = byPath ? frame.paths : 1;
  const periods = byTime ? frame.shape.periods : 1;
  const values = new Float64Array(tensor.offsets.length * periods * width);
  let to = 0;
  for (const offset of tensor.offsets) {
    for (let period = 0; period < periods; period++) {
      const from = offset + period * tensor.timeStep;
      values.set(tensor.values.subarray(from, from + width), to);
      to += width;
    }
  }
  return { values, byTime, byPath };
}

function choiceData(graph: Graph, name: string): InputData {
  return { values: Float64Array.from(graph.shape.choices[name]!), byTime: false, byPath: false };
}

function missing(name: string): never {
  throw new Error(`${name} was not kept by this evaluation`);
}
