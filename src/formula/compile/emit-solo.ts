import type { Cell, Slot, Work } from './cells.ts';
import type { FunctionWriter } from './function-writer.ts';
import { allocateBytes } from './helper-allocate.ts';
import { Loops } from './loops.ts';
import { halvesAtOnce, unitBytes } from './places.ts';
import type { Precision } from './precision.ts';

type Of<Kind extends Work['kind']> = Extract<Work, { kind: Kind }>;

/** Memory that some cells keep for themselves between periods. */
export interface OwnMemory {
  readonly address: number;
}

/** Bytes that a cell keeps for itself beside its result. */
export function ownBytes({ work, out }: Cell, precision: Precision): number {
  if (work.kind === 'window') return 2 * unitBytes * out.size;
  if (work.kind !== 'allocate') return 0;
  const { claimants, resources } = work;
  return halvesAtOnce * allocateBytes(claimants, resources, precision);
}

/** Writes a cell that has a loop of its own kind. */
export function emitSolo(writer: FunctionWriter, cell: Cell, own: OwnMemory): void {
  const { work } = cell;
  switch (work.kind) {
    case 'window':
      return emitWindow(writer, cell, work, own);
    case 'vintage':
      return emitVintage(writer, cell, work);
    case 'lag':
      return emitLag(writer, cell, work);
    case 'order':
      return emitOrder(writer, cell, work);
    case 'allocate':
      return emitAllocate(writer, cell, work, own);
    case 'cash':
      writer.code.i32(cell.id).call(writer.shop.helpers.cash);
      return;
    default:
      throw new Error(`A cell of the kind ${work.kind} belongs into a nest`);
  }
}

/** A slot's elements in their order. */
function plainTable(slot: Slot): Int32Array {
  return Int32Array.from({ length: slot.size }, (_, i) => i);
}

function eachHalf(writer: FunctionWriter, write: (half: number) => void): () => void {
  return () => {
    for (const half of writer.halves) write(half);
  };
}

/**
 * While every period so far lies wholly inside the windows of both paths, the sum grows by the newest alone: the same
 * additions, oldest first, as summing anew.
 */
function emitWindow(
  writer: FunctionWriter,
  { out }: Cell,
  { arg, length }: Of<'window'>,
  own: OwnMemory,
): void {
  const { code, math, shop, period } = writer;
  const loops = new Loops(writer, out.dims);
  const to = loops.access(out, plainTable(out));
  const isSeries = shop.placed(arg.slot).kind === 'series';
  const window = isSeries ? shop.helpers.window : shop.helpers.windowOfConstant;
  const flow = loops.access(arg.slot, writer.tableOf(arg));
  const span = loops.access(length.slot, writer.tableOf(length));
  const sofar = loops.beside(own.address);
  const spanned = loops.beside(own.address + unitBytes * out.size);
  const [sum, ages] = [code.local('v128'), code.local('v128')];
  const isSteady = shop.placed(length.slot).kind === 'now';
  const mask = writer.maskFrom(1);
  loops.run({
    body: eachHalf(writer, (half) => {
      sofar.load(half).get(mask).op('v128.and');
      flow.load(half).op('lanes.add').set(sum);
      sofar.store(half, math.read(sum));
      // A length that time does not change is taken apart in the first period.
      if (isSteady) code.get(period).op('i32.eqz');
      else code.i32(1);
      code.if(() => spanned.store(half, () => void span.load(half).call(shop.helpers.ages)));
      spanned.load(half).tee(ages).lane32(0);
      code.get(period).op('i32.gt_s');
      code.if(
        () => to.store(half, math.read(sum)),
        () =>
          to.store(half, () => {
            flow.address(half);
            span.load(half).get(ages, period).call(window);
          }),
      );
    }),
  });
}

/** Youngest first; the profile stands by age, or is one number for all ages. */
function emitVintage(writer: FunctionWriter, { out }: Cell, { arg, profile }: Of<'vintage'>): void {
  const { code, math, shop, period } = writer;
  const loops = new Loops(writer, out.dims);
  const to = loops.access(out, plainTable(out));
  const flow = loops.access(arg.slot, writer.tableOf(arg));
  const share = loops.series(profile.slot, writer.tableOf(profile));
  const stepOf = (slot: Slot) => (shop.placed(slot).kind === 'series' ? unitBytes : 0);
  const [flowAt, shareAt, left] = [code.local('i32'), code.local('i32'), code.local('i32')];
  const sum = code.local('v128');
  loops.run({
    body: eachHalf(writer, (half) => {
      math.number(0)();
      code.set(sum);
      flow.address(half).set(flowAt);
      share.address(half).set(shareAt);
      code.get(period).set(left);
      code.repeat(() => {
        code.get(sum, flowAt).memory('v128.load').get(shareAt).memory('v128.load');
        code.op('lanes.mul', 'lanes.add').set(sum);
        code.increase(flowAt, undefined, -stepOf(arg.slot));
        code.increase(shareAt, undefined, stepOf(profile.slot));
        code.get(left).i32(1).op('i32.sub').tee(left).i32(0).op('i32.ge_s');
      });
      to.store(half, math.read(sum));
    }),
  });
}

/** A lag whose length is not written in the formula. */
function emitLag(writer: FunctionWriter, { out }: Cell, { arg, periods, initial }: Of<'lag'>): void {
  const { code, shop, period } = writer;
  const loops = new Loops(writer, out.dims);
  const to = loops.access(out, plainTable(out));
  const past = loops.series(arg.slot, writer.tableOf(arg));
  const [lag, start] = [periods, initial].map((view) => loops.access(view.slot, writer.tableOf(view)));
  loops.run({
    body: eachHalf(writer, (half) => {
      to.store(half, () => {
        lag!.load(half);
        past.address(half);
        code.i32(shop.placed(arg.slot).kind === 'series' ? unitBytes : 0);
        start!.load(half).get(period).call(shop.helpers.lag);
      });
    }),
  });
}

/** The place of a dimension among those with more than one label; `undefined` when it has just one. */
function levelOf(writer: FunctionWriter, dims: readonly string[], at: number): number | undefined {
  if (writer.shop.sizeOf(dims[at]!) === 1) return undefined;
  return dims.slice(0, at).filter((dim) => writer.shop.sizeOf(dim) !== 1).length;
}

function emitOrder(writer: FunctionWriter, { out }: Cell, { arg, over }: Of<'order'>): void {
  const { code, shop } = writer;
  const loops = new Loops(writer, out.dims);
  const to = loops.access(out, plainTable(out));
  const own = loops.access(arg.slot, writer.tableOf(arg));
  const after = out.dims.slice(over + 1).reduce((product, dim) => product * shop.sizeOf(dim), 1);
  const step = shop.placed(arg.slot).step * after;
  const level = levelOf(writer, out.dims, over);
  loops.run({
    body: eachHalf(writer, (half) => {
      to.store(half, () => {
        own.address(half);
        code.i32(step).i32(shop.sizeOf(out.dims[over]!));
        loops.pushLabel(level).call(shop.helpers.order);
      });
    }),
  });
}

/** Merit order, by the function that all such cells share. */
function emitAllocate(
  writer: FunctionWriter,
  { out }: Cell,
  { args, claimants, resources }: Of<'allocate'>,
  own: OwnMemory,
): void {
  const { code, shop } = writer;
  const address = (slot: Slot, half: number): void => {
    const { base, step, isShared } = shop.placed(slot);
    const start = writer.startOf(shop.placed(slot));
    code.i32(isShared ? base : base + 16 * half);
    if (start !== undefined) code.get(start).op('i32.add');
    code.i32(step);
  };
  for (const half of writer.halves) {
    for (const slot of [...args.map((arg) => arg.slot), out]) address(slot, half);
    const memory = own.address + half * allocateBytes(claimants, resources, code.precision);
    code.i32(claimants).i32(resources).i32(memory);
    for (const arg of [args[4]!, args[3]!]) {
      // Orders that neither paths nor time change are found in the first period.
      const { isShared, kind } = shop.placed(arg.slot);
      if (isShared && kind === 'now') code.get(writer.period).op('i32.eqz');
      else code.i32(1);
    }
    code.call(shop.helpers.allocate);
  }
}
