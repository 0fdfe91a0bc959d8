import type { Operand } from './cells.ts';
import type { Local } from './code.ts';
import type { FunctionWriter } from './function-writer.ts';
import type { Access, Loops } from './loops.ts';
import type { TestOp, Value, What } from './values.ts';

/** How an operand of a loop is read for a vector of paths. */
type Reading = (half: number) => void;

/** Writes values where they are wanted, each computed once for each vector of paths, or once for all. */
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
      for (const half of value.varies ? this.writer.halves : [0]) {
        if (this.locals.has(keyOf(value, half))) continue;
        this.compute(value, half);
        const local = this.writer.code.local('v128');
        this.writer.code.set(local);
        this.locals.set(keyOf(value, half), local);
      }
    }
  }

  /** Leaves a value for a vector of paths on the stack. */
  push(value: Value, half: number): void {
    const { code, halves } = this.writer;
    const key = keyOf(value, half);
    const known = this.locals.get(key);
    if (known !== undefined) {
      code.get(known);
      return;
    }
    this.compute(value, half);
    const uses = value.varies ? value.uses : value.uses * halves.length;
    if (uses < 2 || value.what.kind === 'number') return;
    const local = code.local('v128');
    code.tee(local);
    this.locals.set(key, local);
  }

  private compute(value: Value, half: number): void {
    const { code, math } = this.writer;
    const { what, args } = value;
    switch (what.kind) {
      case 'number':
        return math.number(what.value)();
      case 'load':
        return this.readings.get(value)!(half);
      case 'flag':
        this.push(args[0]!, half);
        math.number(1)();
        code.op('v128.and');
        return;
      case 'choose':
        if (isZero(args[2]!)) return this.masked('v128.and', [args[1]!, args[0]!], half);
        if (isZero(args[1]!)) return this.masked('v128.andnot', [args[2]!, args[0]!], half);
        for (const arg of [args[1]!, args[2]!, args[0]!]) this.push(arg, half);
        code.op('v128.bitselect');
        return;
      case 'test':
        return this.test(what.how, args, half);
      case 'point':
        return this.point(what.how, args, half);
    }
  }

  /** A value where a mask is set (or not set), else 0. */
  private masked(op: 'v128.and' | 'v128.andnot', valueAndMask: readonly [Value, Value], half: number): void {
    for (const each of valueAndMask) this.push(each, half);
    this.writer.code.op(op);
  }

  private test(how: TestOp | 'positive', args: readonly Value[], half: number): void {
    const { code, math } = this.writer;
    for (const arg of args) this.push(arg, half);
    if (how === 'positive') {
      math.number(0)();
      code.op('lanes.gt');
    } else if (how === 'and' || how === 'or' || how === 'not') code.op(`v128.${how}`);
    else code.op(({ less: 'lanes.lt', atMost: 'lanes.le', same: 'lanes.eq' } as const)[how]);
  }

  private point(how: Extract<What, { kind: 'point' }>['how'], args: readonly Value[], half: number): void {
    const { code, math, shop } = this.writer;
    if (how === 'pow' || how === 'exp' || how === 'log') {
      // An argument that is mentioned more than once there is computed once.
      const vectors = args.map((arg) => math.share(() => this.push(arg, half)));
      shop.elementary[how](math, ...vectors)();
      return;
    }
    if (how === 'min' || how === 'max') {
      const [a, b] = args.map((arg) => () => this.push(arg, half));
      math.extreme(how, a!, b!, isKnownNumber(args[1]!))();
      return;
    }
    for (const arg of args) this.push(arg, half);
    switch (how) {
      case 'ratio': {
        code.op('lanes.div');
        this.push(args[1]!, half);
        math.number(0)();
        code.op('lanes.eq', 'v128.andnot');
        return;
      }
      default:
        code.op(`lanes.${how}`);
    }
  }
}

/** What all paths share is computed for the first half and used for all. */
function keyOf({ id, varies }: Value, half: number): string {
  return `${id} ${varies ? half : 0}`;
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
    return (half) => void access.load(half);
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
    return (half) => {
      load(past)(half);
      code.get(mask).op('v128.and');
    };
  }
  const start = initial();
  const isPast = writer.isFrom(lag.periods);
  return (half) => {
    past.address(half);
    start.address(half);
    code.get(isPast).op('select').memory('v128.load');
  };
}
