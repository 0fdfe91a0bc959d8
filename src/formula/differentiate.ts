import { backAllocate } from './differentiate-allocate.ts';
import { backCash } from './differentiate-cash.ts';
import { flattenGraph } from './differentiate-flatten.ts';
import { backCopy, backReduce } from './differentiate-labels.ts';
import { backPoint } from './differentiate-point.ts';
import type { BackStep } from './differentiate-point.ts';
import { clockSlot, makeSlot, valueOf } from './differentiate-slots.ts';
import type { Rule, Slot } from './differentiate-slots.ts';
import { backCumulative, backHorizon, backLag, backVintage, backWindow } from './differentiate-time.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluate.ts';
import type { Graph, GraphNode, InputData } from './types.ts';

/** The number whose derivatives are wanted: one element of a formula, in a period or summed over several. */
export interface GradientOutput {
  readonly name: string;
  /** Row-major over the formula's dimensions. */
  readonly element: number;
  /** The period, or the first of several; `undefined` for a formula with one value for the whole horizon. */
  readonly period: number | undefined;
  /** How many periods are summed, such as those of a fiscal year for a flow; 1 by default. */
  readonly periods?: number;
}

export interface GradientRequest {
  readonly of: GradientOutput;
  /** Inputs by which to differentiate. */
  readonly wrt: readonly string[];
  /** Paths in the block. */
  readonly paths: number;
}

/** One output on each path, and what it changes by. */
export interface Gradient {
  readonly output: Float64Array;
  /**
   * d output ÷ d input for every element, laid out [element][period or 1][path]: `byTime` tells whether the input may
   * change over time. Where its numbers do not, the derivative by one number for all periods is the sum over periods.
   * Throws for an input that was not asked for.
   */
  get(name: string): InputData;
}

/**
 * The derivatives of one output by every number of some inputs, path by path, in one reverse sweep: the cost is a few
 * evaluations, however many inputs there are. All values of the block are kept, so blocks should be small.
 *
 * Where a formula has a kink the conventions of docs/differentiation.md hold: the mean of both sides.
 * Throws on unknown names, a missing or superfluous period, and missing or wrongly sized inputs.
 * Source: A. Griewank, A. Walther, "Evaluating Derivatives" (2008), chapter 3 (reverse mode).
 *
 * @example gradient(graph, inputs, { of: { name: 'npv', element: 0, period: undefined }, wrt: ['valuation.wacc'], paths: 1 })
 */
export function gradient(
  graph: Graph,
  inputs: ReadonlyMap<string, InputData>,
  request: GradientRequest,
): Gradient {
  const { of, wrt, paths } = request;
  checkRequest(graph, request);
  const flat = flattenGraph(graph);
  const keep = flat.nodes.map((node) => node.decl.name);
  const evaluation = evaluate(flat, inputs, { pathFrom: 0, paths, keep });
  const slots = makeSlots(flat, evaluation, findWanted(flat, request));
  const output = seed(slots.get(of.name)!, of, paths);
  sweep(flat, slots, paths);
  const asked = new Set(wrt);
  return {
    output,
    get: (name) => {
      if (!asked.has(name)) throw new Error(`The gradient was not asked by ${name}`);
      const { adjoint, periods } = slots.get(name)!;
      return { values: adjoint!, byTime: periods > 1, byPath: true };
    },
  };
}

function checkRequest(graph: Graph, { of, wrt }: GradientRequest): void {
  const node = graph.nodes.find((each) => each.decl.name === of.name);
  if (node === undefined) throw new Error(`No formula ${of.name} to differentiate`);
  if (of.element < 0 || of.element >= node.size) throw new Error(`${of.name} has no element ${of.element}`);
  if ((node.when === 'period') !== (of.period !== undefined)) {
    throw new Error(`${of.name} has a value ${node.when === 'period' ? 'per period' : 'for all periods'}`);
  }
  const last = (of.period ?? 0) + (of.periods ?? 1) - 1;
  if ((of.period ?? 0) < 0 || last >= (node.when === 'period' ? graph.shape.periods : 1)) {
    throw new Error(`${of.name} has no period ${last}`);
  }
  for (const name of wrt) {
    const entry = graph.byName.get(name);
    if (entry === undefined || 'typed' in entry || entry.kind !== 'input') {
      throw new Error(`No input ${name} to differentiate by`);
    }
  }
}

/** Names that the inputs asked for reach and that reach the output, and the inputs themselves. */
function findWanted(flat: Graph, { of, wrt }: GradientRequest): Set<string> {
  const readsOf = new Map(flat.nodes.map((node) => [node.decl.name, node.reads]));
  const needed = new Set([of.name]);
  // A set grows while it is walked, and the walk covers what was added.
  for (const name of needed) for (const read of readsOf.get(name) ?? []) needed.add(read);
  const readersOf = new Map<string, string[]>();
  for (const [reader, reads] of readsOf) {
    for (const read of reads) readersOf.set(read, [...(readersOf.get(read) ?? []), reader]);
  }
  const active = new Set(wrt);
  for (const name of active) for (const reader of readersOf.get(name) ?? []) active.add(reader);
  return new Set([...active].filter((name) => needed.has(name) || wrt.includes(name)));
}

function makeSlots(flat: Graph, evaluation: Evaluation, wanted: ReadonlySet<string>): Map<string, Slot> {
  const all = flat.shape.periods;
  const slots = new Map<string, Slot>([['time', clockSlot(all, evaluation.paths)]]);
  for (const [name, entry] of flat.byName) {
    const isOnce = 'typed' in entry || entry.kind === 'input' ? entry.when !== 'period' : true;
    const room = { name, dims: entry.dims, periods: isOnce ? 1 : all };
    slots.set(name, makeSlot(room, evaluation, { graph: flat, isWanted: wanted.has(name) }));
  }
  return slots;
}

function seed(slot: Slot, of: GradientOutput, paths: number): Float64Array {
  const output = new Float64Array(paths);
  const from = of.period ?? 0;
  for (let period = from; period < from + (of.periods ?? 1); period++) {
    const at = (of.element * slot.periods + period) * paths;
    slot.adjoint?.fill(1, at, at + paths);
    output.forEach((sum, path) => (output[path] = sum + valueOf(slot, of.element, period, path)));
  }
  return output;
}

/** Undoes the evaluation from its end to its start; each formula hands its adjoint on when all its readers have. */
function sweep(flat: Graph, slots: ReadonlyMap<string, Slot>, paths: number): void {
  const tape = { graph: flat, paths, slots };
  const steps = { once: [] as BackStep[], period: [] as BackStep[], after: [] as BackStep[] };
  for (const node of flat.nodes.toReversed()) {
    const out = slots.get(node.decl.name)!;
    if (out.adjoint === undefined) continue;
    const step = backStep(node, { tape, out, size: node.size });
    if (step !== undefined) steps[node.when].push(step);
  }
  for (const step of steps.after) step(0);
  for (let period = flat.shape.periods - 1; period >= 0; period--) {
    for (const step of steps.period) step(period);
  }
  for (const step of steps.once) step(0);
}

function backStep({ typed }: GraphNode, rule: Rule): BackStep | undefined {
  switch (typed.op) {
    case 'number':
    case 'order':
      return undefined;
    case 'read':
    case 'lookup':
      return backCopy(typed, rule);
    case 'point':
      return backPoint(typed, rule);
    case 'reduce':
      return backReduce(typed, rule);
    case 'lag':
      return backLag(typed, rule);
    case 'cumulative':
      return backCumulative(typed, rule);
    case 'window':
      return backWindow(typed, rule);
    case 'vintage':
      return backVintage(typed, rule);
    case 'horizon':
      return backHorizon(typed, rule);
    case 'cash':
      return backCash(typed, rule);
    case 'allocate':
      return backAllocate(typed, rule);
  }
}
