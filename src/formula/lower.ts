import { lowerAllocate } from './lower-allocate.ts';
import { lowerCash } from './lower-cash.ts';
import { lowerCumulative, lowerHorizon, lowerLag, lowerVintage, lowerWindow } from './lower-time.ts';
import type { Frame } from './frame.ts';
import { makeRegister, release } from './frame.ts';
import { add, copyInto, max, min, pointKernels } from './kernels.ts';
import type { Kernel } from './kernels.ts';
import { alignOffsets, kernelStep, project, spanOf } from './tensor.ts';
import type { Step, Tensor, Via } from './tensor.ts';
import type { ReduceHow, Typed } from './types.ts';

type Of<Op extends Typed['op']> = Extract<Typed, { op: Op }>;

/** Where the steps of an expression go: in each period, or at its end; and at each age, inside a profile. */
export interface Place {
  readonly period: Step[];
  readonly age: Step[] | undefined;
}

/** Adds the steps that compute an expression into `out`, whose dimensions may be wider. */
export function lowerInto(out: Tensor, typed: Typed, place: Place, frame: Frame): void {
  const value = lower(typed, place, frame, out);
  if (value === out) return;
  stepsFor(typed, place, frame).push(kernelStep(copyInto, out, [value], frame));
  release(frame, [value]);
}

/**
 * Adds the steps that compute an expression and returns where its value will stand: in `wanted` when that fits.
 * What does not change over time is computed before time starts, whatever formula it stands in.
 */
export function lower(typed: Typed, place: Place, frame: Frame, wanted?: Tensor): Tensor {
  switch (typed.op) {
    case 'number':
      return constant(typed.value);
    case 'read':
      return frame.tensors.get(typed.name)!;
    case 'point':
      return lowerPoint(typed, place, frame, wanted);
    case 'reduce':
      return lowerReduce(typed, place, frame, wanted);
    case 'lookup':
      return lookUp(lower(typed.arg, place, frame), typed, frame);
    case 'order':
      return lowerOrder(typed, place, frame, wanted);
    case 'lag':
      return lowerLag(typed, place, frame, wanted);
    case 'cumulative':
      return lowerCumulative(typed, place, frame);
    case 'window':
      return lowerWindow(typed, place, frame, wanted);
    case 'vintage':
      return lowerVintage(typed, place, frame, wanted);
    case 'horizon':
      return lowerHorizon(typed, place, frame);
    case 'cash':
      return lowerCash(typed, place, frame);
    case 'allocate':
      return lowerAllocate(typed, place, frame, wanted);
  }
}

/** The list of steps that computes an expression, by when it has a value. */
export function stepsFor(typed: Typed, place: Place, frame: Frame): Step[] {
  const timing = frame.facts.timing(typed);
  if (timing === 'once') return frame.once;
  if (timing === 'after') return frame.after;
  if (timing === 'period') return place.period;
  if (place.age === undefined) throw new Error('An expression by age stands outside a profile');
  return place.age;
}

/** The wanted memory when its dimensions are those of the expression, else memory of its own. */
export function registerFor(typed: Typed, frame: Frame, wanted: Tensor | undefined): Tensor {
  const isFit =
    wanted !== undefined &&
    wanted.dims.length === typed.dims.length &&
    wanted.dims.every((dim, i) => dim === typed.dims[i]);
  return isFit ? wanted : makeRegister(frame, typed, frame.facts.timing(typed) === 'period');
}

/** A view of a value through a map: nothing is moved. */
export function lookUp(value: Tensor, typed: Of<'lookup'>, frame: Frame): Tensor {
  const decl = frame.graph.mapByName.get(typed.map)!;
  const via: Via = { from: decl.from, to: decl.to, map: frame.shape.maps[typed.map]! };
  const index = project(typed.dims, value.dims, frame.shape, via);
  return { ...value, dims: typed.dims, offsets: index.map((element) => value.offsets[element]!) };
}

function constant(value: number): Tensor {
  return {
    values: Float64Array.of(value),
    dims: [],
    offsets: Int32Array.of(0),
    timeStep: 0,
    pathStep: 0,
    isTemporary: false,
  };
}

function lowerPoint(typed: Of<'point'>, place: Place, frame: Frame, wanted: Tensor | undefined): Tensor {
  const args = typed.args.map((arg) => lower(arg, place, frame));
  const out = wanted ?? registerFor(typed, frame, undefined);
  stepsFor(typed, place, frame).push(kernelStep(pointKernels[typed.how], out, args, frame));
  release(frame, args);
  return out;
}

const identity: Readonly<Record<ReduceHow, number>> = { sum: 0, least: Infinity, most: -Infinity };
const accumulate: Readonly<Record<ReduceHow, Kernel>> = { sum: add, least: min, most: max };

function lowerReduce(typed: Of<'reduce'>, place: Place, frame: Frame, wanted: Tensor | undefined): Tensor {
  const arg = lower(typed.arg, place, frame);
  const out = registerFor(typed, frame, wanted);
  const fill = kernelStep(copyInto, out, [constant(identity[typed.how])], frame);
  const from = typed.arg.dims;
  const decl = typed.map === undefined ? undefined : frame.graph.mapByName.get(typed.map)!;
  const via = decl && { from: decl.from, to: decl.to, map: frame.shape.maps[decl.name]! };
  const target = project(from, out.dims, frame.shape, via).map((element) => out.offsets[element]!);
  const source = alignOffsets(arg, from, frame.shape);
  const width = out.pathStep === 1 ? frame.paths : 1;
  const sum = spanOf(out, width);
  sum.step = 1;
  const item = spanOf(arg, width);
  const kernel = accumulate[typed.how];
  stepsFor(typed, place, frame).push((period) => {
    fill(period);
    for (let i = 0; i < source.length; i++) {
      sum.at = target[i]! + period * out.timeStep;
      item.at = source[i]! + period * arg.timeStep;
      kernel(sum, sum, item, item);
    }
  });
  release(frame, [arg]);
  return out;
}

/** Rank by counting: how many others along the dimension come before, by value and then by label. */
function lowerOrder(typed: Of<'order'>, place: Place, frame: Frame, wanted: Tensor | undefined): Tensor {
  const arg = lower(typed.arg, place, frame);
  const out = registerFor(typed, frame, wanted);
  const { shape } = frame;
  const { dims } = out;
  const source = alignOffsets(arg, dims, shape);
  const labels = shape.labels[typed.over]!.length;
  const after = dims.slice(dims.indexOf(typed.over) + 1);
  const stride = after.reduce((product, dim) => product * shape.labels[dim]!.length, 1);
  const width = out.pathStep === 1 ? frame.paths : 1;
  stepsFor(typed, place, frame).push((period) => {
    for (let element = 0; element < source.length; element++) {
      const position = Math.floor(element / stride) % labels;
      const first = element - position * stride;
      for (let path = 0; path < width; path++) {
        const shift = period * arg.timeStep + path * arg.pathStep;
        const own = arg.values[source[element]! + shift]!;
        let before = own === own ? 0 : NaN;
        for (let other = 0; other < labels; other++) {
          const value = arg.values[source[first + other * stride]! + shift]!;
          if (value < own || (value === own && other < position)) before++;
        }
        out.values[out.offsets[element]! + period * out.timeStep + path] = before;
      }
    }
  });
  release(frame, [arg]);
  return out;
}
