import { allocate } from './allocate.ts';
import { cashMeasure } from './cash.ts';
import type { Evaluation } from './evaluate.ts';
import { greater, lesser } from './extremes.ts';
import { exp, log, pow } from '../num/index.ts';
import type { Graph, PointOp, Typed } from './types.ts';

/** One element, period and age at which an expression is read; `paths` of the evaluation must be 1. */
export interface Here {
  readonly graph: Graph;
  /** An evaluation that kept every formula. */
  readonly evaluation: Evaluation;
  /** Label index by dimension. */
  readonly labels: ReadonlyMap<string, number>;
  readonly period: number;
  readonly age: number;
}

type Of<Op extends Typed['op']> = Extract<Typed, { op: Op }>;

/**
 * The value of one expression at one place, straight from its definition and number by number: what a trace shows,
 * and an independent reading for tests of the interpreter.
 */
export function valueAt(typed: Typed, here: Here): number {
  switch (typed.op) {
    case 'number':
      return typed.value;
    case 'read':
      return readValue(typed.name, here);
    case 'point':
      return pointValue(typed, here);
    case 'reduce':
      return reduceValue(typed, here);
    case 'lookup':
      return valueAt(typed.arg, atTarget(typed, here));
    case 'order':
      return orderValue(typed, here);
    case 'lag': {
      const from = laggedPeriod(typed, here);
      if (Number.isNaN(from)) return NaN;
      return from < 0 ? valueAt(typed.initial, here) : valueAt(typed.arg, { ...here, period: from });
    }
    case 'cumulative':
    case 'window':
    case 'vintage': {
      const start = typed.op === 'cumulative' ? valueAt(typed.initial, here) : 0;
      const isBroken = typed.op === 'window' && Number.isNaN(valueAt(typed.length, here));
      const parts = contributions(typed, here);
      return isBroken ? NaN : parts.reduce((sum, part) => sum + part.value, start);
    }
    case 'horizon':
      return horizonValue(typed, here);
    case 'cash': {
      const [flow, ...others] = typed.args;
      const flows = everyPeriod(here).map((period) => valueAt(flow!, { ...here, period }));
      const numbers = others.map((arg) => valueAt(arg, here));
      const { periodsPerYear } = here.graph.shape;
      return cashMeasure(typed.how, { flows, numbers, periodsPerYear });
    }
    case 'allocate':
      return allocateValue(typed, here);
  }
}

/** Index of an element over some dimensions, row-major, at the labels of a place. */
export function elementAt(dims: readonly string[], here: Here): number {
  const { labels } = here.graph.shape;
  return dims.reduce((index, dim) => index * labels[dim]!.length + here.labels.get(dim)!, 0);
}

/** The same place with another label along one dimension. */
export function moveTo(here: Here, dim: string, label: number): Here {
  return { ...here, labels: new Map(here.labels).set(dim, label) };
}

export function everyPeriod(here: Here): number[] {
  return Array.from({ length: here.graph.shape.periods }, (_, period) => period);
}

/** Labels along the reduced dimension that count: all, or those that the map sends to the label at hand. */
export function reducedLabels(typed: Of<'reduce'>, here: Here): number[] {
  const count = here.graph.shape.labels[typed.over]!.length;
  const all = Array.from({ length: count }, (_, label) => label);
  if (typed.map === undefined) return all;
  const target = here.labels.get(here.graph.mapByName.get(typed.map)!.to)!;
  const map = here.graph.shape.maps[typed.map]!;
  return all.filter((label) => map[label] === target);
}

/** The place that a lookup reads at. */
export function atTarget(typed: Of<'lookup'>, here: Here): Here {
  const { from, to } = here.graph.mapByName.get(typed.map)!;
  return moveTo(here, to, here.graph.shape.maps[typed.map]![here.labels.get(from)!]!);
}

/** The period that a lag reads, negative before the start. */
export function laggedPeriod(typed: Of<'lag'>, here: Here): number {
  return here.period - Math.max(1, Math.floor(valueAt(typed.periods, here) + 0.5));
}

/** What one period adds to a sum over time. */
export interface Contribution {
  readonly period: number;
  readonly value: number;
}

/** The parts of a sum over time, in the order in which the interpreter adds them. */
export function contributions(typed: Of<'cumulative' | 'window' | 'vintage'>, here: Here): Contribution[] {
  const parts: Contribution[] = [];
  if (typed.op === 'cumulative') {
    for (let period = 0; period <= here.period; period++) {
      parts.push({ period, value: valueAt(typed.arg, { ...here, period }) });
    }
    return parts;
  }
  for (let age = 0; age <= here.period; age++) {
    const period = here.period - age;
    const weight = typed.op === 'window' ? windowWeight(typed, here, age) : profileAt(typed, here, age);
    if (typed.op === 'window' && !(weight > 0)) continue;
    parts.push({ period, value: valueAt(typed.arg, { ...here, period }) * weight });
  }
  // Windows add the oldest first, vintages the youngest.
  return typed.op === 'window' ? parts.reverse() : parts;
}

function windowWeight(typed: Of<'window'>, here: Here, age: number): number {
  return Math.min(Math.max(valueAt(typed.length, here) - age, 0), 1);
}

function profileAt(typed: Of<'vintage'>, here: Here, age: number): number {
  return valueAt(typed.profile, { ...here, age });
}

function readValue(name: string, here: Here): number {
  if (name === 'time') return here.period + 1;
  if (name === 'age') return here.age;
  const entry = here.graph.byName.get(name)!;
  const { values, byTime } = here.evaluation.get(name);
  const element = elementAt(entry.dims, here);
  return values[byTime ? element * here.graph.shape.periods + here.period : element]!;
}

function pointValue(typed: Of<'point'>, here: Here): number {
  if (typed.how === 'where') {
    const [condition, yes, no] = typed.args;
    return valueAt(valueAt(condition!, here) > 0 ? yes! : no!, here);
  }
  const [a, b = NaN] = typed.args.map((arg) => valueAt(arg, here));
  return applyPoint(typed.how, a!, b);
}

function applyPoint(how: Exclude<PointOp, 'where'>, a: number, b: number): number {
  switch (how) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'pow':
      return pow(a, b);
    case 'min':
      return lesser(a, b);
    case 'max':
      return greater(a, b);
    case 'neg':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'exp':
      return exp(a);
    case 'log':
      return log(a);
    case 'floor':
      return Math.floor(a);
    case 'ratio':
      return b === 0 ? 0 : a / b;
    case 'less':
      return Number(a < b);
    case 'atMost':
      return Number(a <= b);
    case 'same':
      return Number(a === b);
    case 'and':
      return Number(a > 0 && b > 0);
    case 'or':
      return Number(a > 0 || b > 0);
    case 'not':
      return Number(!(a > 0));
  }
}

function reduceValue(typed: Of<'reduce'>, here: Here): number {
  const values = reducedLabels(typed, here).map((label) =>
    valueAt(typed.arg, moveTo(here, typed.over, label)),
  );
  if (typed.how === 'sum') return values.reduce((sum, value) => sum + value, 0);
  return typed.how === 'least' ? values.reduce(lesser, Infinity) : values.reduce(greater, -Infinity);
}

function orderValue(typed: Of<'order'>, here: Here): number {
  const position = here.labels.get(typed.over)!;
  const own = valueAt(typed.arg, here);
  if (Number.isNaN(own)) return NaN;
  const labels = here.graph.shape.labels[typed.over]!;
  return labels.filter((_, label) => {
    const value = valueAt(typed.arg, moveTo(here, typed.over, label));
    return value < own || (value === own && label < position);
  }).length;
}

/** The period whose value a peak, a trough, a final or an opening value is; the earliest of equals. */
export function heldPeriod(typed: Of<'horizon'>, here: Here): number {
  const values = everyPeriod(here).map((period) => valueAt(typed.arg, { ...here, period }));
  if (typed.how === 'opening') return 0;
  if (typed.how === 'final') return values.length - 1;
  const wanted = values.reduce((held, value) => (typed.how === 'peak' ? greater : lesser)(held, value));
  return Math.max(
    0,
    values.findIndex((value) => Object.is(value, wanted)),
  );
}

function horizonValue(typed: Of<'horizon'>, here: Here): number {
  if (typed.how !== 'total') return valueAt(typed.arg, { ...here, period: heldPeriod(typed, here) });
  return everyPeriod(here).reduce((sum, period) => sum + valueAt(typed.arg, { ...here, period }), 0);
}

function allocateValue(typed: Of<'allocate'>, here: Here): number {
  const [claimant, resource] = typed.dims as [string, string];
  const { labels } = here.graph.shape;
  const rows = labels[claimant]!.map((_, label) => moveTo(here, claimant, label));
  const columns = (place: Here) => labels[resource]!.map((_, label) => moveTo(place, resource, label));
  const pairs = rows.flatMap(columns);
  const [need, capacity, rate, preference, priority] = typed.args.map((arg, i) =>
    Float64Array.from([rows, columns(here), pairs, pairs, rows][i]!, (place) => valueAt(arg, place)),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const out = new Float64Array(pairs.length);
  allocate({ need, capacity, rate, preference, priority }, out);
  return out[elementAt(typed.dims, here)]!;
}
