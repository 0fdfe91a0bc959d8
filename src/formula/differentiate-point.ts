import { log, pow } from '../num/index.ts';
import { addAdjoint, adjointAt, operandOf, valueOf } from './differentiate-slots.ts';
import type { MovingPlace, Rule } from './differentiate-slots.ts';
import type { PointOp, Typed } from './types.ts';

/** A step of the reverse sweep: hands the adjoint of a formula in one period on to what it reads. */
export type BackStep = (period: number) => void;

/** Operands and result of an element-by-element operation, and the derivatives by each operand. */
interface Partials {
  a: number;
  b: number;
  c: number;
  out: number;
  byA: number;
  byB: number;
  byC: number;
}

/** The reverse of an operation by element. */
export function backPoint(typed: Extract<Typed, { op: 'point' }>, rule: Rule): BackStep {
  const { out, size, tape } = rule;
  const operands = typed.args.map((arg) => operandOf(arg, out.dims, tape));
  const parts: Partials = { a: 0, b: 0, c: 0, out: 0, byA: 0, byB: 0, byC: 0 };
  const place: MovingPlace = { element: 0, period: 0, path: 0 };
  const find = partialsOf[typed.how];
  const [first, second, third] = operands;
  return (period) => {
    place.period = period;
    for (let element = 0; element < size; element++) {
      const from = adjointAt(out, element, period);
      for (let path = 0; path < tape.paths; path++) {
        const given = out.adjoint![from + path]!;
        if (given === 0) continue;
        place.path = path;
        parts.byA = parts.byB = parts.byC = 0;
        parts.a = valueOf(first!.slot, first!.index[element]!, period, path);
        if (second) parts.b = valueOf(second.slot, second.index[element]!, period, path);
        parts.out = valueOf(out, element, period, path);
        find(parts);
        place.element = first!.index[element]!;
        if (parts.byA !== 0) addAdjoint(first!.slot, place, given * parts.byA);
        if (second && parts.byB !== 0) {
          place.element = second.index[element]!;
          addAdjoint(second.slot, place, given * parts.byB);
        }
        if (third && parts.byC !== 0) {
          place.element = third.index[element]!;
          addAdjoint(third.slot, place, given * parts.byC);
        }
      }
    }
  };
}

const still = (): void => undefined;

/** By operation: the derivatives where it has one, and the convention of docs/differentiation.md where it has none. */
const partialsOf: Readonly<Record<PointOp, (parts: Partials) => void>> = {
  add: (p) => {
    p.byA = 1;
    p.byB = 1;
  },
  sub: (p) => {
    p.byA = 1;
    p.byB = -1;
  },
  mul: (p) => {
    p.byA = p.b;
    p.byB = p.a;
  },
  div: quotient,
  ratio: (p) => {
    if (p.b !== 0) quotient(p);
  },
  pow: (p) => {
    p.byA = p.b === 0 ? 0 : p.b * pow(p.a, p.b - 1);
    p.byB = p.a > 0 ? p.out * log(p.a) : 0;
  },
  min: (p) => choose(p, p.a < p.b, p.b < p.a),
  max: (p) => choose(p, p.a > p.b, p.b > p.a),
  where: (p) => {
    if (p.a > 0) p.byB = 1;
    else p.byC = 1;
  },
  neg: (p) => {
    p.byA = -1;
  },
  abs: (p) => {
    p.byA = p.a > 0 ? 1 : p.a < 0 ? -1 : p.a;
  },
  sqrt: (p) => {
    p.byA = 0.5 / p.out;
  },
  exp: (p) => {
    p.byA = p.out;
  },
  log: (p) => {
    p.byA = 1 / p.a;
  },
  floor: still,
  less: still,
  atMost: still,
  same: still,
  and: still,
  or: still,
  not: still,
};

function quotient(p: Partials): void {
  p.byA = 1 / p.b;
  p.byB = -(p.out / p.b);
}

/** The operand that won, half of each where they are equal; not a number where one of them is not. */
function choose(p: Partials, isFirst: boolean, isSecond: boolean): void {
  if (isFirst) p.byA = 1;
  else if (isSecond) p.byB = 1;
  else p.byA = p.byB = p.a === p.b ? 0.5 : NaN;
}
