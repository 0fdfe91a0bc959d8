import type { Code, Local, PlainOp } from './code.ts';
import type { ConstantPool } from './pool.ts';

/** Code that leaves one vector of numbers, or of whole numbers in as many bits, on the stack. */
export type Vector = () => void;

/** Vector arithmetic written as nested calls; operands are emitted in order, so results are those of the same nesting in src/num. */
export interface VectorMath {
  /** A number in all lanes. */
  number(value: number): Vector;
  /** 64 bits, twice. */
  bits(high: number, low?: number): Vector;
  read(local: Local): Vector;
  /** Puts a vector into a local variable at once, to be read as often as needed. */
  keep(value: Vector): Vector;
  /** The same vector wherever it is used: computed where the code first needs it. */
  share(value: Vector): Vector;
  apply(op: PlainOp, ...args: readonly Vector[]): Vector;
  add(a: Vector, b: Vector): Vector;
  sub(a: Vector, b: Vector): Vector;
  mul(a: Vector, b: Vector): Vector;
  div(a: Vector, b: Vector): Vector;
  /** Shifts the whole numbers left. */
  shl(a: Vector, by: number): Vector;
  /** Shifts the whole numbers right, zeros coming in. */
  shr(a: Vector, by: number): Vector;
  /** Shifts the whole numbers right, the sign coming in. */
  shrSigned(a: Vector, by: number): Vector;
  and(a: Vector, b: Vector): Vector;
  or(a: Vector, b: Vector): Vector;
  /** Lane by lane a where the mask is set, else b. */
  choose(mask: Vector, a: Vector, b: Vector): Vector;
  /** The smaller or larger of two numbers as `lesser` and `greater` have it; a constant second one is known to be a number. */
  extreme(how: 'min' | 'max', a: Vector, b: Vector, isConstant: boolean): Vector;
  /** A value, or another one where the mask is not set in all lanes; the other is not computed where it is. */
  unless(mask: Vector, value: Vector, other: () => Vector): Vector;
  call(index: number, ...args: readonly Vector[]): Vector;
}

export function vectorMath(code: Code, pool: ConstantPool): VectorMath {
  const apply =
    (op: PlainOp, ...args: readonly Vector[]): Vector =>
    () => {
      for (const arg of args) arg();
      code.op(op);
    };
  const shift = (op: PlainOp, a: Vector, by: number): Vector => {
    return () => {
      a();
      code.i32(by).op(op);
    };
  };
  // Engines compute pure instructions as late as they can but keep loads in order, and put what is loaded ahead of its use aside:
  // a constant that is loaded once is put aside once.
  const constants = new Map<number, Local>();
  const constant = (address: number) => (): void => {
    let local = constants.get(address);
    if (local === undefined) {
      const made = code.local('v128');
      code.atStart(() => void code.loadAt('v128.load', address).set(made));
      constants.set(address, (local = made));
    }
    code.get(local);
  };
  const read = (local: Local): Vector => {
    return () => void code.get(local);
  };
  const share = (value: Vector): Vector => {
    let local: Local | undefined;
    return () => {
      if (local !== undefined) {
        code.get(local);
        return;
      }
      local = code.local('v128');
      value();
      code.tee(local);
    };
  };
  return {
    number: (value) => constant(pool.number(value)),
    bits: (high, low = 0) => constant(pool.bits(high >>> 0, low >>> 0)),
    read,
    keep: (value) => {
      const local = code.local('v128');
      value();
      code.set(local);
      return read(local);
    },
    share,
    apply,
    add: (a, b) => apply('lanes.add', a, b),
    sub: (a, b) => apply('lanes.sub', a, b),
    mul: (a, b) => apply('lanes.mul', a, b),
    div: (a, b) => apply('lanes.div', a, b),
    shl: (a, by) => shift('whole.shl', a, by),
    shr: (a, by) => shift('whole.shr_u', a, by),
    shrSigned: (a, by) => shift('whole.shr_s', a, by),
    and: (a, b) => apply('v128.and', a, b),
    or: (a, b) => apply('v128.or', a, b),
    choose: (mask, a, b) => apply('v128.bitselect', a, b, mask),
    extreme: (how, a, b, isConstant) => {
      const op = how === 'min' ? 'lanes.pmin' : 'lanes.pmax';
      if (isConstant) return apply(op, a, b);
      const [left, right] = [a, share(b)];
      // The instruction gives the first where the second is none; a mask of ones joined to it is none again.
      return apply('v128.or', apply(op, left, right), apply('lanes.ne', right, right));
    },
    unless: (mask, value, other) => () => {
      const result = code.local('v128');
      value();
      code.set(result);
      apply('v128.not', mask)();
      code.op('v128.any_true').if(() => {
        other()();
        code.set(result);
      });
      code.get(result);
    },
    call:
      (index, ...args) =>
      () => {
        for (const arg of args) arg();
        code.call(index);
      },
  };
}
