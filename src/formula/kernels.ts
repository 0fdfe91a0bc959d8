import { exp, log, pow } from '../num/index.ts';
import { greater, lesser } from './extremes.ts';
import type { PointOp } from './types.ts';

/**
 * A run of numbers that a kernel reads or writes: `count` of them from `at` on, `step` 1 for one number per path
 * and 0 for one number that stands for all paths.
 */
export interface Span {
  values: Float64Array;
  at: number;
  step: number;
  count: number;
}

/** Writes `out` from up to three operands, number by number; `out` may be one of them. */
export type Kernel = (out: Span, a: Span, b: Span, c: Span) => void;

// Each kernel is a small loop of its own, so that the engine compiles each for one operation; no two paths ever meet.

export const copyInto: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = x[i]!;
};

export const add: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i]! + y[j]!;
};

const sub: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i]! - y[j]!;
};

const mul: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i]! * y[j]!;
};

const div: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i]! / y[j]!;
};

const power: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = pow(x[i]!, y[j]!);
};

export const min: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = lesser(x[i]!, y[j]!);
};

export const max: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = greater(x[i]!, y[j]!);
};

const less: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i]! < y[j]! ? 1 : 0;
};

const atMost: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i]! <= y[j]! ? 1 : 0;
};

const same: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = x[i] === y[j] ? 1 : 0;
};

const and: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) {
    z[k] = x[i]! > 0 && y[j]! > 0 ? 1 : 0;
  }
};

const or: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) {
    z[k] = x[i]! > 0 || y[j]! > 0 ? 1 : 0;
  }
};

const ratio: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) {
    const below = y[j]!;
    z[k] = below === 0 ? 0 : x[i]! / below;
  }
};

const where: Kernel = (out, a, b, c) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const w = c.values;
  const dx = a.step;
  const dy = b.step;
  const dw = c.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at, l = c.at; k < end; k++, i += dx, j += dy, l += dw) {
    z[k] = x[i]! > 0 ? y[j]! : w[l]!;
  }
};

const neg: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = -x[i]!;
};

const not: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = x[i]! > 0 ? 0 : 1;
};

const abs: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = Math.abs(x[i]!);
};

const sqrt: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = Math.sqrt(x[i]!);
};

const floor: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = Math.floor(x[i]!);
};

const exponential: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = exp(x[i]!);
};

const logarithm: Kernel = (out, a) => {
  const z = out.values;
  const x = a.values;
  const dx = a.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at; k < end; k++, i += dx) z[k] = log(x[i]!);
};

/** `out += a · b`. */
export const mulAdd: Kernel = (out, a, b) => {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) z[k] = z[k]! + x[i]! * y[j]!;
};

/** `out += a · clamp(b − age, 0, 1)`, where a weight of 0 adds nothing, not even a fault. */
export function windowAdd(out: Span, a: Span, b: Span, age: number): void {
  const z = out.values;
  const x = a.values;
  const y = b.values;
  const dx = a.step;
  const dy = b.step;
  const end = out.at + out.count;
  for (let k = out.at, i = a.at, j = b.at; k < end; k++, i += dx, j += dy) {
    const weight = y[j]! - age;
    if (weight > 0) z[k] = z[k]! + x[i]! * Math.min(weight, 1);
  }
}

/** The period at hand, how far apart periods of the past stand, and what stands before the start. */
export interface LagClock {
  period: number;
  readonly step: number;
  readonly initial: Span;
}

/** Reads each path's own lagged period of `a`, where `b` holds the lag. */
export function lagGather(out: Span, a: Span, b: Span, clock: LagClock): void {
  const z = out.values;
  const x = a.values;
  const lags = b.values;
  const { period, step, initial } = clock;
  for (let path = 0; path < out.count; path++) {
    const from = period - Math.max(1, Math.floor(lags[b.at + path * b.step]! + 0.5));
    if (from >= 0) z[out.at + path] = x[a.at + from * step + path * a.step]!;
    else z[out.at + path] = from < 0 ? initial.values[initial.at + path * initial.step]! : NaN;
  }
}

/** The kernel of each element-by-element operation. */
export const pointKernels: Readonly<Record<PointOp, Kernel>> = {
  add,
  sub,
  mul,
  div,
  pow: power,
  min,
  max,
  neg,
  abs,
  sqrt,
  exp: exponential,
  log: logarithm,
  floor,
  less,
  atMost,
  same,
  and,
  or,
  not,
  ratio,
  where,
};
