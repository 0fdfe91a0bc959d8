import type { Place } from '../base/issue.ts';
import type { Unit } from '../units/index.ts';
import { parseUnit } from '../units/index.ts';
import type { Evaluation } from './evaluate.ts';
import { findReadings } from './find-readings.ts';
import type { Reading } from './find-readings.ts';
import type { Graph } from './types.ts';
import type { Here } from './value-at.ts';

export type TraceKind = 'node' | 'input' | 'given' | 'noise' | 'choice' | 'map' | 'rest';

/** One number of the model, and the numbers it was made of. */
export interface TraceNode {
  /** `rest` stands for the smaller parts of a sum over time; all other kinds but `node` come from outside the graph. */
  readonly kind: TraceKind;
  readonly name: string;
  /** Index of the element, row-major over the dimensions of the name. */
  readonly element: number;
  /** A label for each dimension of the name. */
  readonly labels: readonly string[];
  /** Period at which it was read; `undefined` where there is one value for the whole horizon. */
  readonly period: number | undefined;
  /** Canonical number, or the word of a choice or of a map's target. */
  readonly value: number | string;
  readonly unit: Unit | undefined;
  readonly sentence: string;
  /** The formula as written; `undefined` for what comes from outside. */
  readonly text: string | undefined;
  readonly at: Place | undefined;
  /** What was read, in order of the formula; a value that is read in several places is one shared object. */
  readonly children: readonly TraceNode[];
  /** Whether the depth ended here, so that children are missing. */
  readonly isCut: boolean;
}

/** Which number to trace, and how many levels of formulas to open. */
export interface TraceRequest {
  readonly name: string;
  readonly element: number;
  readonly period: number;
  readonly depth: number;
}

interface Draft extends TraceNode {
  readonly children: Draft[];
  isCut: boolean;
}

/**
 * Traces one number of an evaluation on one path, which must have kept every formula, down to what came from outside.
 *
 * Levels are opened breadth first, each value once, however often it is read. Of sums over time the six largest parts
 * are shown and the others as one `rest`; of `where`, only the branch that was taken. Throws on an unknown name.
 *
 * @example trace(graph, evaluation, { name: 'roic.d2', element: 0, period: 39, depth: 3 }).children
 */
export function trace(graph: Graph, evaluation: Evaluation, request: TraceRequest): TraceNode {
  if (evaluation.paths !== 1) throw new Error('A trace needs an evaluation of one path');
  if (!graph.byName.has(request.name)) throw new Error(`No name ${request.name} in the graph to trace`);
  const drafts = new Map<string, Draft>();
  const open = (reading: Reading): Draft => {
    const draft = makeDraft(graph, evaluation, reading);
    if (draft.kind === 'rest') return draft;
    const key = `${draft.name} ${draft.element} ${draft.period ?? ''}`;
    const known = drafts.get(key);
    if (known === undefined) drafts.set(key, draft);
    return known ?? draft;
  };
  const root = open({ ...request, kind: 'name' });
  let level = [root];
  const seen = new Set(level);
  for (let depth = 0; level.length > 0; depth++) {
    const next: Draft[] = [];
    for (const draft of level) {
      if (depth >= request.depth) {
        draft.isCut = readingsOf(graph, evaluation, draft).length > 0;
        continue;
      }
      for (const reading of readingsOf(graph, evaluation, draft)) {
        const child = open(reading);
        if (!draft.children.includes(child)) draft.children.push(child);
        if (!seen.has(child)) {
          seen.add(child);
          next.push(child);
        }
      }
    }
    level = next;
  }
  return root;
}

function readingsOf(graph: Graph, evaluation: Evaluation, draft: Draft): readonly Reading[] {
  const entry = graph.byName.get(draft.name);
  if (draft.kind !== 'node' || entry === undefined || !('typed' in entry)) return [];
  const labels = labelIndices(entry.dims, draft.element, graph);
  const here: Here = { graph, evaluation, labels, period: draft.period ?? 0, age: 0 };
  return findReadings(entry.typed, here);
}

function makeDraft(graph: Graph, evaluation: Evaluation, reading: Reading): Draft {
  const none = { unit: undefined, text: undefined, at: undefined, labels: [], isCut: false };
  if (reading.kind === 'rest') {
    const { value, count } = reading;
    const sentence = `The ${count} smaller parts of the sum over time, together`;
    return {
      ...none,
      kind: 'rest',
      name: 'other periods',
      element: 0,
      period: undefined,
      value,
      sentence,
      children: [],
    };
  }
  const { name, element, period } = reading;
  if (name === 'time') {
    const sentence = 'Time from the start of the calendar to the end of the period';
    const unit = parseUnit('periods').value;
    return { ...none, kind: 'given', name, element, period, value: period + 1, unit, sentence, children: [] };
  }
  const map = graph.mapByName.get(name);
  if (map !== undefined) {
    const value = graph.shape.labels[map.to]![graph.shape.maps[name]![element]!]!;
    const labels = [graph.shape.labels[map.from]![element]!];
    const { sentence, at } = map;
    return {
      ...none,
      kind: 'map',
      name,
      element,
      period: undefined,
      value,
      labels,
      sentence,
      at,
      children: [],
    };
  }
  return { ...namedDraft(graph, evaluation, reading), children: [] };
}

function namedDraft(
  graph: Graph,
  evaluation: Evaluation,
  reading: Extract<Reading, { kind: 'name' }>,
): Omit<Draft, 'children'> {
  const { name, element } = reading;
  const entry = graph.byName.get(name)!;
  const decl = 'typed' in entry ? entry.decl : entry;
  const data = evaluation.get(name);
  const index = data.byTime ? element * graph.shape.periods + reading.period : element;
  const number = data.values[index]!;
  const when = 'typed' in entry ? entry.when : entry.kind === 'input' ? entry.when : 'once';
  return {
    kind: decl.kind === 'input' && decl.origin !== 'case' ? decl.origin : decl.kind,
    name,
    element,
    labels: labelsOf(entry.dims, element, graph),
    period: when === 'period' ? reading.period : undefined,
    value: decl.kind === 'choice' ? decl.options[number]! : number,
    unit: decl.kind === 'choice' ? undefined : decl.unit,
    sentence: decl.sentence,
    text: decl.kind === 'node' ? decl.text : undefined,
    at: decl.at,
    isCut: false,
  };
}

function labelIndices(dims: readonly string[], element: number, graph: Graph): Map<string, number> {
  const indices = new Map<string, number>();
  let rest = element;
  for (const dim of [...dims].reverse()) {
    const count = graph.shape.labels[dim]!.length;
    indices.set(dim, rest % count);
    rest = Math.floor(rest / count);
  }
  return indices;
}

function labelsOf(dims: readonly string[], element: number, graph: Graph): string[] {
  const indices = labelIndices(dims, element, graph);
  return dims.map((dim) => graph.shape.labels[dim]![indices.get(dim)!]!);
}
