import type { Operand } from './cells.ts';
import type { Local } from './code.ts';
import type { FunctionWriter } from './function-writer.ts';
import type { Access, Loops } from './loops.ts';
import type { TestOp, Value, What } from './values.ts';

/** How an operand of a loop is read for a pair of paths. */
type Reading = (pair: number) => void;

/** Writes values where they are wanted, each computed once for each pair of paths, or once for all. */
export class ValueWriter {
  private readonly writer: FunctionWriter;
  private readonly locals = new Map<string, Local>();
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
      if (value.uses === 0) continue;
      for (const pair of value.varies ? this.writer.pairs : [0]) {
        if (this.locals.has(keyOf(value, pair))) continue;
        this.compute(value, pair);
        const local = this.writer.code.local('v128');
        this.writer.code.set(local);
        this.locals.set(keyOf(value, pair), local);
      }
    }
  }

  /** Leaves a value for a pair of paths on the stack. */
  push(value: Value, pair: number): void {
    const { code, pairs } = this.writer;
    const key = keyOf(value, pair);
    const known = this.locals.get(key);
    if (known !== undefined) {
      code.get(known);
      return;
    }
    this.compute(value, pair);
    const uses = value.varies ? value.uses : value.uses * pairs.length;
    if (uses < 2 || value.what.kind === 'number') return;
    const local = code.local('v128');
    code.tee(local);
    this.locals.set(key, local);
  }

  private compute(value: Value, pair: number): void {
    const { code, math } = this.writer;
    const { what, args } = value;
    switch (what.kind) {
      case 'number':
        return math.number(what.value)();
      case 'load':
        return this.readings.get(value)!(pair);
      case 'flag':
        this.push(args[0]!, pair);
        math.number(1)();
        code.op('v128.and');
        return;
      case 'choose':
        if (isZero(args[2]!)) return this.masked('v128.and', [args[1]!, args[0]!], pair);
        if (isZero(args[1]!)) return this.masked('v128.andnot', [args[2]!, args[0]!], pair);
        for (const arg of [args[1]!, args[2]!, args[0]!]) this.push(arg, pair);
        code.op('v128.bitselect');
        return;
      case 'test':
        return this.test(what.how, args, pair);
      case 'point':
        return this.point(what.how, args, pair);
    }
  }

  /** A value where a mask is set (or not set), else 0. */
  private masked(op: 'v128.and' | 'v128.andnot', valueAndMask: readonly [Value, Value], pair: number): void {
    for (const each of valueAndMask) this.push(each, pair);
    this.writer.code.op(op);
  }

  private test(how: TestOp | 'positive', args: readonly Value[], pair: number): void {
    const { code, math } = this.writer;
    for (const arg of args) this.push(arg, pair);
    if (how === 'positive') {
      math.number(0)();
      code.op('f64x2.gt');
    } else if (how === 'and' || how === 'or' || how === 'not') code.op(`v128.${how}`);
    else code.op(({ less: 'f64x2.lt', atMost: 'f64x2.le', same: 'f64x2.eq' } as const)[how]);
  }

  private point(how: Extract<What, { kind: 'point' }>['how'], args: readonly Value[], pair: number): void {
    const { code, math, shop } = this.writer;
    if (how === 'pow' || how === 'exp' || how === 'log') {
      // An argument that is mentioned more than once there is computed once.
      const vectors = args.map((arg) => math.share(() => this.push(arg, pair)));
      shop.elementary[how](math, ...vectors)();
      return;
    }
    if (how === 'min' || how === 'max') {
      const [a, b] = args.map((arg) => () => this.push(arg, pair));
      math.extreme(how, a!, b!, isKnownNumber(args[1]!))();
      return;
    }
    for (const arg of args) this.push(arg, pair);
    switch (how) {
      case 'ratio': {
        code.op('f64x2.div');
        this.push(args[1]!, pair);
        math.number(0)();
        code.op('f64x2.eq', 'v128.andnot');
        return;
      }
      default:
        code.op(`f64x2.${how}`);
    }
  }
}

/** What all paths share is computed for the first pair and used for all. */
function keyOf({ id, varies }: Value, pair: number): string {
  return `${id} ${varies ? pair : 0}`;
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
    return (pair) => void access.load(pair);
  };
  if (lag === undefined) return load(loops.access(view.slot, writer.tableOf(view)));
  const initial = () => loops.access(lag.initial.slot, writer.tableOf(lag.initial));
  // Further back than the first period nothing is ever read.
  if (lag.periods >= shop.periods) return load(initial());
  const past = loops.access(view.slot, writer.tableOf(view), lag.periods);
  if (shop.isOpened(view.slot)) return load(past);
  const { source } = lag.initial.slot;
  if (source.kind === 'constant' && Object.is(source.value, 0)) {
    const mask = writer.maskFrom(lag.periods);
    return (pair) => {
      load(past)(pair);
      code.get(mask).op('v128.and');
    };
  }
  const start = initial();
  const isPast = writer.isFrom(lag.periods);
  return (pair) => {
    past.address(pair);
    start.address(pair);
    code.get(isPast).op('select').memory('v128.load');
  };
}
