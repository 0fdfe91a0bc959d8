import type { Operand } from './cells.ts';
import type { Local } from './code.ts';
import type { FunctionWriter } from './function-writer.ts';
import type { Access, Loops } from './loops.ts';
import type { TestOp, Value } from './values.ts';

/** How an operand of a loop is read. */
type Reading = () => void;

/** Writes values where they are wanted, each computed once. */
export class ValueWriter {
  private readonly writer: FunctionWriter;
  private readonly locals = new Map<Value, Local>();
  private readonly readings = new Map<Value, Reading>();

  /** Opens an access for every operand among the values, so that it must be made before the loops are run. */
  constructor(writer: FunctionWriter, loops: Loops, values: readonly Value[]) {
    this.writer = writer;
    for (const value of values) {
      if (value.what.kind === 'load' && value.uses > 0) {
        this.readings.set(value, openOperand(writer, loops, value.what.operand));
      }
    }
  }

  /** Computes what deeper loops use, as soon as its labels are known. */
  enter(values: readonly Value[], depth: number): void {
    for (const value of values) {
      if (value.depth !== depth || !value.isUsedDeeper || value.what.kind === 'number') continue;
      if (value.uses === 0 || this.locals.has(value)) continue;
      this.compute(value);
      const local = this.writer.code.local('v128');
      this.writer.code.set(local);
      this.locals.set(value, local);
    }
  }

  /** Leaves a value on the stack. */
  push(value: Value): void {
    const { code } = this.writer;
    const known = this.locals.get(value);
    if (known !== undefined) {
      code.get(known);
      return;
    }
    this.compute(value);
    if (value.uses < 2 || value.what.kind === 'number') return;
    const local = code.local('v128');
    code.tee(local);
    this.locals.set(value, local);
  }

  private compute(value: Value): void {
    const { code, math } = this.writer;
    const { what, args } = value;
    switch (what.kind) {
      case 'number':
        return math.number(what.value)();
      case 'load':
        return this.readings.get(value)!();
      case 'flag':
        this.push(args[0]!);
        math.number(1)();
        code.op('v128.and');
        return;
      case 'choose':
        if (isZero(args[2]!)) return this.masked('v128.and', args[1]!, args[0]!);
        if (isZero(args[1]!)) return this.masked('v128.andnot', args[2]!, args[0]!);
        for (const arg of [args[1]!, args[2]!, args[0]!]) this.push(arg);
        code.op('v128.bitselect');
        return;
      case 'test':
        return this.test(what.how, args);
      case 'point':
        return this.point(what.how, args);
    }
  }

  /** A value where a mask is set (or not set), else 0. */
  private masked(op: 'v128.and' | 'v128.andnot', value: Value, mask: Value): void {
    this.push(value);
    this.push(mask);
    this.writer.code.op(op);
  }

  private test(how: TestOp | 'positive', args: readonly Value[]): void {
    const { code, math } = this.writer;
    for (const arg of args) this.push(arg);
    if (how === 'positive') {
      math.number(0)();
      code.op('f64x2.gt');
    } else if (how === 'and' || how === 'or' || how === 'not') code.op(`v128.${how}`);
    else code.op(({ less: 'f64x2.lt', atMost: 'f64x2.le', same: 'f64x2.eq' } as const)[how]);
  }

  private point(how: Extract<Value['what'], { kind: 'point' }>['how'], args: readonly Value[]): void {
    const { code, math, shop } = this.writer;
    if (how === 'pow' || how === 'exp' || how === 'log') {
      // An argument that is mentioned more than once there is computed once.
      const vectors = args.map((arg) => math.share(() => this.push(arg)));
      shop.elementary[how](math, ...vectors)();
      return;
    }
    if (how === 'min' || how === 'max') {
      const [a, b] = args.map((arg) => () => this.push(arg));
      math.extreme(how, a!, b!, isKnownNumber(args[1]!))();
      return;
    }
    for (const arg of args) this.push(arg);
    switch (how) {
      case 'ratio': {
        code.op('f64x2.div');
        this.push(args[1]!);
        math.number(0)();
        code.op('f64x2.eq', 'v128.andnot');
        return;
      }
      default:
        code.op(`f64x2.${how}`);
    }
  }
}

function isKnownNumber({ what }: Value): boolean {
  return what.kind === 'number' && what.value === what.value;
}

function isZero({ what }: Value): boolean {
  return what.kind === 'number' && Object.is(what.value, 0);
}

/** How an operand is read: as it stands, or some periods back with an initial value before the start. */
function openOperand(writer: FunctionWriter, loops: Loops, { view, lag }: Operand): Reading {
  const { code, shop } = writer;
  const load = (access: Access): Reading => {
    return () => void access.push().memory('v128.load', access.offset);
  };
  if (lag === undefined) return load(loops.access(view.slot, writer.tableOf(view)));
  const initial = () => loops.access(lag.initial.slot, writer.tableOf(lag.initial));
  // Further back than the first period nothing is ever read.
  if (lag.periods >= shop.periods) return load(initial());
  const past = loops.access(view.slot, writer.tableOf(view), lag.periods);
  const { source } = lag.initial.slot;
  if (source.kind === 'constant' && Object.is(source.value, 0)) {
    const mask = writer.maskFrom(lag.periods);
    return () => {
      load(past)();
      code.get(mask).op('v128.and');
    };
  }
  const start = initial();
  const isPast = writer.isFrom(lag.periods);
  return () => {
    past.push().i32(past.offset).op('i32.add');
    start.push().i32(start.offset).op('i32.add');
    code.get(isPast).op('select').memory('v128.load');
  };
}
