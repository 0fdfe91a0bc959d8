import type { Frame } from './frame.ts';
import { makeTensor, release } from './frame.ts';
import { add, copyInto, lagGather, max, min, mulAdd, windowAdd } from './kernels.ts';
import type { Span } from './kernels.ts';
import { lookUp, lower, lowerInto, registerFor, stepsFor } from './lower.ts';
import type { Place } from './lower.ts';
import { alignOffsets, kernelStep, spanOf } from './tensor.ts';
import type { Step, Tensor } from './tensor.ts';
import type { Typed } from './types.ts';

type Of<Op extends Typed['op']> = Extract<Typed, { op: Op }>;

/** A value with all its periods: that of a name as it stands, of an expression as recorded by steps of its own. */
export function historyOf(typed: Typed, place: Place, frame: Frame): Tensor {
  return viewHistory(typed, frame, (history, arg) => lowerInto(history, arg, place, frame));
}

/** What a lag reads is recorded at the end of each period, and lowered when every formula has been. */
function laggedHistory(typed: Typed, frame: Frame): Tensor {
  const place = { period: frame.late, age: undefined };
  return viewHistory(typed, frame, (history, arg) => {
    frame.deferred.push(() => lowerInto(history, arg, place, frame));
  });
}

function viewHistory(typed: Typed, frame: Frame, record: (history: Tensor, arg: Typed) => void): Tensor {
  if (typed.op === 'read') return frame.tensors.get(typed.name)!;
  if (typed.op === 'lookup') return lookUp(viewHistory(typed.arg, frame, record), typed, frame);
  const { facts, shape } = frame;
  const periods = facts.timing(typed) === 'period' ? shape.periods : 1;
  const history = makeTensor(frame, { dims: typed.dims, periods, varies: facts.varies(typed) });
  record(history, typed);
  return history;
}

/** A lagged expression is recorded at the end of each period, when everything it reads is known. */
export function lowerLag(typed: Of<'lag'>, place: Place, frame: Frame, wanted: Tensor | undefined): Tensor {
  const periods = lower(typed.periods, place, frame);
  const initial = lower(typed.initial, place, frame);
  const history = laggedHistory(typed.arg, frame);
  const out = registerFor(typed, frame, wanted);
  const tensors = [periods, initial, history];
  const [ofLag, ofInitial, ofHistory] = tensors.map((tensor) => alignOffsets(tensor, out.dims, frame.shape));
  const width = out.pathStep === 1 ? frame.paths : 1;
  const [to, lag, start, past] = [out, ...tensors].map((tensor) => spanOf(tensor, width));
  const clock = { period: 0, step: history.timeStep, initial: start! };
  stepsFor(typed, place, frame).push((period) => {
    clock.period = period;
    for (let element = 0; element < out.offsets.length; element++) {
      to!.at = out.offsets[element]! + period * out.timeStep;
      lag!.at = ofLag![element]!;
      start!.at = ofInitial![element]!;
      past!.at = ofHistory![element]!;
      const from = period - Math.max(1, Math.floor(lag!.values[lag!.at]! + 0.5));
      if (lag!.step === 1 || Number.isNaN(from)) {
        lagGather(to!, past!, lag!, clock);
      } else if (from < 0) {
        copyInto(to!, start!, start!, start!);
      } else {
        past!.at += from * history.timeStep;
        copyInto(to!, past!, past!, past!);
      }
    }
  });
  release(frame, [periods, initial]);
  return out;
}

/** A running total keeps its own memory, which nothing else may use between periods. */
export function lowerCumulative(typed: Of<'cumulative'>, place: Place, frame: Frame): Tensor {
  const initial = lower(typed.initial, place, frame);
  const arg = lower(typed.arg, place, frame);
  const total = makeTensor(frame, { dims: typed.dims, periods: 1, varies: frame.facts.varies(typed) });
  const start = kernelStep(copyInto, total, [initial], frame);
  const grow = kernelStep(add, total, [total, arg], frame);
  stepsFor(typed, place, frame).push((period) => {
    if (period === 0) start(period);
    grow(period);
  });
  release(frame, [arg]);
  return total;
}

/** Σ over ages a of x[t−a] · clamp(length − a, 0, 1), oldest first, for every length alike. */
export function lowerWindow(
  typed: Of<'window'>,
  place: Place,
  frame: Frame,
  wanted: Tensor | undefined,
): Tensor {
  const length = lower(typed.length, place, frame);
  const history = historyOf(typed.arg, place, frame);
  const out = registerFor(typed, frame, wanted);
  const ofLength = alignOffsets(length, out.dims, frame.shape);
  const ofHistory = alignOffsets(history, out.dims, frame.shape);
  const width = out.pathStep === 1 ? frame.paths : 1;
  const [sum, flow, span] = [out, history, length].map((tensor) => spanOf(tensor, width));
  stepsFor(typed, place, frame).push((period) => {
    for (let element = 0; element < out.offsets.length; element++) {
      sum!.at = out.offsets[element]! + period * out.timeStep;
      span!.at = ofLength[element]!;
      const [shortest, longest] = startWindow(sum!, span!);
      const ages = Math.min(period + 1, Math.ceil(longest));
      for (let age = ages - 1; age >= 0; age--) {
        flow!.at = ofHistory[element]! + (period - age) * history.timeStep;
        // A whole period inside every path's window has the weight 1.
        if (age + 1 <= shortest) add(sum!, sum!, flow!, flow!);
        else windowAdd(sum!, flow!, span!, age);
      }
    }
  });
  release(frame, [length]);
  return out;
}

/** Clears the sums and returns the shortest and longest window; a length that is not a number makes the sum none. */
function startWindow(sum: Span, length: Span): readonly [number, number] {
  let shortest = Infinity;
  let longest = 0;
  for (let path = 0; path < sum.count; path++) {
    const own = length.values[length.at + path * length.step]!;
    sum.values[sum.at + path] = own === own ? 0 : NaN;
    if (own > longest) longest = own;
    if (own < shortest) shortest = own;
  }
  return [shortest, longest];
}

/** Σ over ages a of x[t−a] · profile(a), youngest first; the profile is tabulated over ages before time starts. */
export function lowerVintage(
  typed: Of<'vintage'>,
  place: Place,
  frame: Frame,
  wanted: Tensor | undefined,
): Tensor {
  const profile = tabulate(typed.profile, place, frame);
  const history = historyOf(typed.arg, place, frame);
  const out = registerFor(typed, frame, wanted);
  const ofProfile = alignOffsets(profile, out.dims, frame.shape);
  const ofHistory = alignOffsets(history, out.dims, frame.shape);
  const width = out.pathStep === 1 ? frame.paths : 1;
  const [sum, flow, share] = [out, history, profile].map((tensor) => spanOf(tensor, width));
  sum!.step = 1;
  stepsFor(typed, place, frame).push((period) => {
    for (let element = 0; element < out.offsets.length; element++) {
      sum!.at = out.offsets[element]! + period * out.timeStep;
      out.values.fill(0, sum!.at, sum!.at + width);
      for (let age = 0; age <= period; age++) {
        flow!.at = ofHistory[element]! + (period - age) * history.timeStep;
        share!.at = ofProfile[element]! + age * profile.timeStep;
        mulAdd(sum!, flow!, share!, share!);
      }
    }
  });
  return out;
}

function tabulate(profile: Typed, place: Place, frame: Frame): Tensor {
  const { facts, shape } = frame;
  if (facts.timing(profile) !== 'age') return lower(profile, place, frame);
  if (profile.op === 'read') return frame.tensors.get(profile.name)!;
  const steps: Step[] = [];
  const table = makeTensor(frame, {
    dims: profile.dims,
    periods: shape.periods,
    varies: facts.varies(profile),
  });
  lowerInto(table, profile, { period: place.period, age: steps }, frame);
  frame.once.push(() => {
    for (let age = 0; age < shape.periods; age++) for (const step of steps) step(age);
  });
  return table;
}

/** Follows a value through the periods and holds its total, last, first, largest or smallest. */
export function lowerHorizon(typed: Of<'horizon'>, place: Place, frame: Frame): Tensor {
  const arg = lower(typed.arg, place, frame);
  const held = makeTensor(frame, { dims: typed.dims, periods: 1, varies: frame.facts.varies(typed) });
  const hold = kernelStep(copyInto, held, [arg], frame);
  const last = frame.shape.periods - 1;
  const { how } = typed;
  if (how === 'opening' || how === 'final') {
    const when = how === 'opening' ? 0 : last;
    place.period.push((period) => {
      if (period === when) hold(period);
    });
  } else {
    const kernel = how === 'total' ? add : how === 'peak' ? max : min;
    const grow = kernelStep(kernel, held, [held, arg], frame);
    place.period.push((period) => (period === 0 ? hold : grow)(period));
  }
  release(frame, [arg]);
  return held;
}
