import type { Evaluation } from './evaluate.ts';
import { project } from './tensor.ts';
import type { Via } from './tensor.ts';
import type { Graph, Typed } from './types.ts';

/** The values of one name on a block of paths, and what the output changes by when they do. */
export interface Slot {
  readonly dims: readonly string[];
  readonly values: Float64Array;
  readonly elementStep: number;
  readonly timeStep: number;
  readonly pathStep: number;
  /** d output ÷ d value, laid out [element][period or 1][path]; `undefined` where nothing asks for it. */
  readonly adjoint: Float64Array | undefined;
  /** Periods of the adjoint: 1 for a value of the whole horizon. */
  readonly periods: number;
  readonly paths: number;
}

/** A slot as one operation reads it: for each element of the operation, the element of the slot. */
export interface Operand {
  readonly slot: Slot;
  readonly index: Int32Array;
}

/** What the sweep knows while it makes operands. */
export interface Tape {
  readonly graph: Graph;
  readonly paths: number;
  readonly slots: ReadonlyMap<string, Slot>;
}

/** A formula as the sweep sees it: its own slot, its operation, and the number of elements. */
export interface Rule {
  readonly tape: Tape;
  readonly out: Slot;
  readonly size: number;
}

/** The slot of a formula or input, with room for its adjoint when it is wanted. */
export function makeSlot(
  entry: { readonly name: string; readonly dims: readonly string[]; readonly periods: number },
  evaluation: Evaluation,
  options: { readonly graph: Graph; readonly isWanted: boolean },
): Slot {
  const { paths } = evaluation;
  const { values, byTime, byPath } = evaluation.get(entry.name);
  const { shape } = options.graph;
  const elements = entry.dims.reduce((count, dim) => count * shape.labels[dim]!.length, 1);
  const pathStep = byPath ? paths : 1;
  return {
    dims: entry.dims,
    values,
    elementStep: pathStep * (byTime ? shape.periods : 1),
    timeStep: byTime ? pathStep : 0,
    pathStep: byPath ? 1 : 0,
    adjoint: options.isWanted ? new Float64Array(elements * entry.periods * paths) : undefined,
    periods: entry.periods,
    paths,
  };
}

/** The clock, which nothing can change. */
export function clockSlot(periods: number, paths: number): Slot {
  const values = Float64Array.from({ length: periods }, (_, period) => period + 1);
  const steps = { elementStep: 0, timeStep: 1, pathStep: 0 };
  return { dims: [], values, ...steps, adjoint: undefined, periods, paths };
}

/** An atom as an operation over some dimensions reads it. */
export function operandOf(atom: Typed, dims: readonly string[], tape: Tape, via?: Via): Operand {
  const slot = atom.op === 'read' ? tape.slots.get(atom.name)! : numberSlot(atom, tape.paths);
  return { slot, index: project(dims, slot.dims, tape.graph.shape, via) };
}

function numberSlot(atom: Typed, paths: number): Slot {
  if (atom.op !== 'number') throw new Error(`An operand is not an atom but ${atom.op}`);
  const values = Float64Array.of(atom.value);
  const steps = { elementStep: 0, timeStep: 0, pathStep: 0 };
  return { dims: [], values, ...steps, adjoint: undefined, periods: 1, paths };
}

/** The value of one element in one period on one path. */
export function valueOf(slot: Slot, element: number, period: number, path: number): number {
  return slot.values[element * slot.elementStep + period * slot.timeStep + path * slot.pathStep]!;
}

/** Where the adjoint of an element in a period starts: one number per path from there on. */
export function adjointAt(slot: Slot, element: number, period: number): number {
  return (element * slot.periods + (slot.periods === 1 ? 0 : period)) * slot.paths;
}

/** Adds to an adjoint; what the output does not depend on adds nothing, not even a fault. */
export function addAdjoint(
  slot: Slot,
  place: { readonly element: number; readonly period: number; readonly path: number },
  amount: number,
): void {
  if (slot.adjoint === undefined || amount === 0) return;
  const at = adjointAt(slot, place.element, place.period) + place.path;
  slot.adjoint[at] = slot.adjoint[at]! + amount;
}

/** A place that a loop moves along, so that no step makes new objects. */
export interface MovingPlace {
  element: number;
  period: number;
  path: number;
}
