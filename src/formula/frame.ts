import { argumentsOf } from './facts.ts';
import type { RunFacts } from './facts.ts';
import { project } from './tensor.ts';
import type { Step, Tensor } from './tensor.ts';
import type { Graph, InputData, Shape, Typed } from './types.ts';

/** What one evaluation works on: the memory of every named value, and the steps to do in order. */
export interface Frame {
  readonly graph: Graph;
  readonly shape: Shape;
  readonly paths: number;
  readonly facts: RunFacts;
  readonly tensors: Map<string, Tensor>;
  /** Before time starts. */
  readonly once: Step[];
  /** In every period, in order. */
  readonly period: Step[];
  /** At the end of every period: what lags will read later. */
  readonly late: Step[];
  /** After the last period. */
  readonly after: Step[];
  /** Expressions under lags, lowered when all names are known. */
  readonly deferred: (() => void)[];
  /** Memory of temporary values by length, free to be used again. */
  readonly free: Map<number, Float64Array[]>;
}

/** Makes room for every input, choice and formula; formulas that are kept or read back get all periods. */
export function makeFrame(
  run: { readonly graph: Graph; readonly facts: RunFacts; readonly paths: number },
  inputs: ReadonlyMap<string, InputData>,
  keep: ReadonlySet<string>,
): Frame {
  const { graph, facts, paths } = run;
  const { shape } = graph;
  const tensors = new Map<string, Tensor>();
  const frame: Frame = {
    graph,
    shape,
    paths,
    facts,
    tensors,
    once: [],
    period: [],
    late: [],
    after: [],
    deferred: [],
    free: new Map(),
  };
  const readBack = findReadBack(graph);
  tensors.set('time', clock(1, shape.periods));
  tensors.set('age', clock(0, shape.periods));
  for (const [name, entry] of graph.byName) {
    if ('typed' in entry) {
      const hasHistory = keep.has(name) || readBack.has(name);
      const periods = facts.timingByName.get(name) === 'period' && hasHistory ? shape.periods : 1;
      const varies = facts.varyingNames.has(name);
      tensors.set(name, makeTensor(frame, { dims: entry.dims, periods, varies }));
    } else if (entry.kind === 'choice') {
      const values = Float64Array.from(shape.choices[name]!);
      tensors.set(name, inputTensor(frame, entry.dims, { values, byTime: false, byPath: false }));
    } else {
      tensors.set(name, inputTensor(frame, entry.dims, inputs.get(name)!));
    }
  }
  return frame;
}

/** Room for a value over some dimensions, one slice of all elements per period. */
export function makeTensor(
  frame: Frame,
  room: { readonly dims: readonly string[]; readonly periods: number; readonly varies: boolean },
): Tensor {
  const { dims, periods, varies } = room;
  const width = varies ? frame.paths : 1;
  const index = project(dims, dims, frame.shape);
  const slice = index.length * width;
  return {
    values: new Float64Array(slice * periods),
    dims,
    offsets: index.map((element) => element * width),
    timeStep: periods > 1 ? slice : 0,
    pathStep: varies ? 1 : 0,
    isTemporary: false,
  };
}

/** Memory for the value of an expression; with `isTemporary` it may be memory that an earlier step has let go. */
export function makeRegister(frame: Frame, typed: Typed, isTemporary: boolean): Tensor {
  const varies = frame.facts.varies(typed);
  if (!isTemporary) return makeTensor(frame, { dims: typed.dims, periods: 1, varies });
  const width = varies ? frame.paths : 1;
  const index = project(typed.dims, typed.dims, frame.shape);
  const length = index.length * width;
  return {
    values: frame.free.get(length)?.pop() ?? new Float64Array(length),
    dims: typed.dims,
    offsets: index.map((element) => element * width),
    timeStep: 0,
    pathStep: varies ? 1 : 0,
    isTemporary: true,
  };
}

/** Lets go of temporary values once the step that reads them is in place. */
export function release(frame: Frame, tensors: readonly Tensor[]): void {
  for (const { values, isTemporary } of tensors) {
    if (!isTemporary) continue;
    const list = frame.free.get(values.length);
    if (list === undefined) frame.free.set(values.length, [values]);
    else list.push(values);
  }
}

function inputTensor(frame: Frame, dims: readonly string[], data: InputData): Tensor {
  const width = data.byPath ? frame.paths : 1;
  const block = width * (data.byTime ? frame.shape.periods : 1);
  return {
    values: data.values,
    dims,
    offsets: project(dims, dims, frame.shape).map((element) => element * block),
    timeStep: data.byTime ? width : 0,
    pathStep: data.byPath ? 1 : 0,
    isTemporary: false,
  };
}

function clock(from: number, periods: number): Tensor {
  return {
    values: Float64Array.from({ length: periods }, (_, period) => period + from),
    dims: [],
    offsets: Int32Array.of(0),
    timeStep: 1,
    pathStep: 0,
    isTemporary: false,
  };
}

/** Names whose earlier periods some formula reads. */
function findReadBack(graph: Graph): Set<string> {
  const names = new Set<string>();
  for (const node of graph.nodes) visit(node.typed);
  return names;

  function visit(typed: Typed): void {
    if (['lag', 'window', 'vintage', 'cash'].includes(typed.op)) {
      let first = argumentsOf(typed)[0]!;
      while (first.op === 'lookup') first = first.arg;
      if (first.op === 'read') names.add(first.name);
    }
    for (const arg of argumentsOf(typed)) visit(arg);
  }
}
