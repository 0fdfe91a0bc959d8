import type { InputDecl } from '../types.ts';
import type { Arrangement, Units } from './arrange.ts';
import type { Cells, Phase, Slot } from './cells.ts';
import type { Code, Local } from './code.ts';
import type { CompileRequest } from './compile-graph.ts';
import type { KernelDraw } from './draws.ts';
import { addDraws } from './draws.ts';
import { addElementary } from './elementary.ts';
import { emitNest } from './emit-nest.ts';
import { emitSolo } from './emit-solo.ts';
import type { Workshop } from './function-writer.ts';
import { FunctionWriter } from './function-writer.ts';
import { entryBytes, header } from './header.ts';
import { addAllocate } from './helper-allocate.ts';
import { addAges, addLag, addOrder, addWindow } from './helper-time.ts';
import { Loops } from './loops.ts';
import { ModuleWriter } from './module.ts';
import { halvesAtOnce, pathsAtOnce, unitBytes } from './places.ts';
import type { ConstantPool } from './pool.ts';
import type { Precision } from './precision.ts';
import { addSingleElementary } from './single-elementary.ts';
import type { Unit } from './schedule.ts';

export interface ModuleRequest {
  readonly cells: Cells;
  readonly arrangement: Arrangement;
  readonly pool: ConstantPool;
  readonly request: CompileRequest;
  readonly precision: Precision;
}

/** One function per unit, and two exported ones: `shared()`, and `paths(from, to)` in turns of the paths that go together. */
export function writeModule(made: ModuleRequest): Uint8Array<ArrayBuffer> {
  const { cells, arrangement, pool, request, precision } = made;
  const { graph, tables } = cells;
  const { placed, own, openings, frames, frameBytes } = arrangement;
  const module = new ModuleWriter(precision);
  const cash = module.importFunction('cash', { params: ['i32'], results: [] });
  const shop: Workshop = {
    pool,
    tables,
    elementary: (request.library ?? (precision.name === 'double' ? addElementary : addSingleElementary))(
      module,
      pool,
    ),
    helpers: {
      ages: addAges(module, pool),
      window: addWindow(module, pool, unitBytes),
      windowOfConstant: addWindow(module, pool, 0),
      lag: addLag(module),
      order: addOrder(module, pool),
      allocate: addAllocate(module, pool),
      cash,
    },
    placed: (slot) => placed.get(slot) ?? missing(slot),
    sizeOf: (dim) => graph.shape.labels[dim]!.length,
    periods: Math.max(1, graph.shape.periods),
    ringWords: header.ringWords,
    isOpened: (slot) => openings.has(slot),
    frames,
    frameBytes,
  };
  const context = { isStored: (slot: Slot) => placed.has(slot), isPlain: arrangement.isPlain };
  const begin = addBegin(module, frames, frameBytes);
  const drawOnce = addDrawing('once');
  const drawPeriod = addDrawing('period');
  const [load, store] = [addCopy(module, 'load'), addCopy(module, 'store')];
  const sharedRun = addHorizon(arrangement.shared, 1);
  const pathRun = addHorizon(arrangement.paths, halvesAtOnce, drawPeriod);
  module.add({ params: [], results: [] }, 'shared').code.call(sharedRun);
  const { code } = module.add({ params: ['i32', 'i32'], results: [] }, 'paths');
  const [turn, end] = code.params;
  code.while(
    () => void code.get(turn!, end!).op('i32.lt_u'),
    () => {
      if (drawOnce !== undefined || drawPeriod !== undefined) {
        code.i32(0).get(turn!).i32(pathsAtOnce(precision)).op('i32.mul').loadAt('i32.load', header.pathFrom);
        code.op('i32.add', 'i32x4.splat').loadAt('v128.load', pool.table(Int32Array.of(0, 1, 2, 3)));
        code.op('i32x4.add').memory('v128.store', header.seed + 32);
        if (precision.name === 'single') {
          code
            .i32(0)
            .loadAt('v128.load', header.seed + 32)
            .i32(4)
            .op('i32x4.splat', 'i32x4.add');
          code.memory('v128.store', header.seed + 48);
        }
      }
      if (drawOnce !== undefined) code.i32(0).call(drawOnce);
      code.get(turn!).call(load).call(pathRun).get(turn!).call(store);
      code.increase(turn!, undefined, 1);
    },
  );
  return module.encode();

  /** A function that draws the inputs of one kind; `undefined` where there are none that are read. */
  function addDrawing(when: 'once' | 'period'): number | undefined {
    const slots = new Map(
      cells.slots.flatMap((slot) => (slot.source.kind === 'input' ? [[slot.source.name, slot]] : [])),
    );
    const draws = (request.draws ?? []).filter(({ input }) => {
      const slot = slots.get(input);
      const entry = graph.byName.get(input) as InputDecl;
      return slot !== undefined && placed.has(slot) && entry.when === when;
    });
    if (draws.length === 0) return undefined;
    const target = ({ input, element }: KernelDraw, to: Code): number => {
      const { kind, base, step } = placed.get(slots.get(input)!)!;
      if (kind === 'now') to.i32(0);
      else if (kind === 'series') to.get(to.params[0]!).i32(unitBytes).op('i32.mul');
      else to.loadAt('i32.load', header.ringWords);
      return base + element * step;
    };
    const index = addDraws(module, pool, { draws, target, seedAt: header.seed, elementary: shop.elementary });
    module.label(index, `draws of each ${when === 'once' ? 'path' : 'period'}`);
    return index;
  }

  /** Code that calls a unit's function for the period `t`. */
  function addUnit(unit: Unit, halves: number): (to: Code, t: Local) => void {
    // Without loops the code is long and its values are many: one half at a time has more of them in registers.
    const isInTurns = halves > 1 && unit.kind === 'nest' && unit.dims.every((dim) => shop.sizeOf(dim) === 1);
    const { code: body, index } = module.add({ params: isInTurns ? ['i32', 'i32'] : ['i32'], results: [] });
    const writer = new FunctionWriter(body, shop, isInTurns ? 1 : halves);
    if (unit.kind === 'nest') emitNest(writer, unit, context);
    else emitSolo(writer, unit.cell, { address: own.get(unit.cell)! });
    module.label(index, labelOf(unit));
    return (to, t) => {
      if (!isInTurns) to.get(t).call(index);
      else
        for (let half = 0; half < halves; half++)
          to.get(t)
            .i32(16 * half)
            .call(index);
    };
  }

  /** A function that runs all phases in turn. */
  /** A function that puts initial values before the first period. */
  function addOpening(halves: number): number {
    const { code: body, index } = module.add({ params: ['i32'], results: [] });
    if (halves > 1 && frameBytes > 0) {
      body
        .i32(arrangement.ringsAt)
        .i32(0)
        .i32(frames * frameBytes)
        .memoryFill();
    }
    const writer = new FunctionWriter(body, shop, halves);
    for (const [slot, { back, initial }] of openings) {
      if (initial === undefined || !placed.has(slot) || placed.get(slot)!.isShared !== (halves === 1))
        continue;
      const loops = new Loops(writer, initial.dims);
      const from = loops.access(initial.view.slot, writer.tableOf(initial.view));
      const to = Array.from({ length: back }, (_, i) => loops.before(slot, i + 1));
      loops.run({
        body: () => {
          for (const access of to) {
            for (const half of writer.halves) access.store(half, () => void from.load(half));
          }
        },
      });
    }
    module.label(index, 'before the first period');
    return index;
  }

  function addHorizon(units: Units, halves: number, draw?: number): number {
    const indices = (phase: Phase) => units[phase].map((unit) => addUnit(unit, halves));
    const opening = addOpening(halves);
    const [once, age, period, after] = (['once', 'age', 'period', 'after'] as const).map(indices);
    const { code: body, index } = module.add({ params: [], results: [] });
    const t = body.local('i32');
    const callAll = (list: readonly ReturnType<typeof addUnit>[] | undefined) => {
      for (const call of list!) call(body, t);
    };
    const overPeriods = (run: () => void) => {
      body.i32(0).set(t);
      body.while(
        () => void body.get(t).i32(graph.shape.periods).op('i32.lt_s'),
        () => {
          run();
          body.increase(t, undefined, 1);
        },
      );
    };
    callAll(once);
    if (age!.length > 0) overPeriods(() => callAll(age));
    if (period!.length > 0 || draw !== undefined) {
      body.i32(0).call(opening);
      overPeriods(() => {
        body.get(t).call(begin);
        if (draw !== undefined) body.get(t).call(draw);
        callAll(period);
      });
    }
    callAll(after);
    return index;
  }
}

/** What a unit computes, as profilers show it. */
function labelOf(unit: Unit): string {
  if (unit.kind === 'solo') return `${unit.cell.work.kind} ${unit.cell.out.name ?? unit.cell.out.id}`;
  const names = unit.cells.map(({ out }) => out.name ?? `#${out.id}`);
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  return `[${unit.dims.join()}] ${names.slice(0, 4).join(' ')}${more}`;
}

function missing(slot: Slot): never {
  throw new Error(`The slot ${slot.name ?? slot.id} has no place in memory`);
}

/** Writes the offsets of the frames of this and earlier periods. */
function addBegin(module: ModuleWriter, frames: number, frameBytes: number): number {
  const { code, index } = module.add({ params: ['i32'], results: [] });
  for (let back = 0; back < frames; back++) {
    code
      .i32(0)
      .get(code.params[0]!)
      .i32(frames - back)
      .op('i32.add')
      .i32(frames)
      .op('i32.rem_u');
    code
      .i32(frameBytes)
      .op('i32.mul')
      .memory('i32.store', header.ringWords + 4 * back);
  }
  return index;
}

/**
 * `load(turn)` copies each row of what differs by path to where formulas read it; `store(turn)` copies what is kept out. An entry
 * says where its rows stand for the first turn, where formulas have them, how many periods, elements and bytes between elements
 * there are, and how far the next row and the next turn are.
 */
function addCopy(module: ModuleWriter, way: 'load' | 'store'): number {
  const { code, index } = module.add({ params: ['i32'], results: [] });
  const [turn] = code.params;
  const [entry, last, outer, inner, end, row, element, left] = Array.from({ length: 8 }, () =>
    code.local('i32'),
  );
  const word = (at: number): Code => code.get(entry!).memory('i32.load', at);
  // The lists of inputs and of kept formulas follow each other.
  const inputs = () => void code.loadAt('i32.load', header.counts);
  const first = () => void code.i32(header.lists);
  const bytes = (count: () => void) => {
    count();
    code.i32(entryBytes).op('i32.mul');
  };
  first();
  if (way === 'store') {
    bytes(inputs);
    code.op('i32.add');
  }
  code.tee(entry!);
  bytes(way === 'load' ? inputs : () => void code.loadAt('i32.load', header.counts + 4));
  code.op('i32.add').set(last!);
  code.while(
    () => void code.get(entry!, last!).op('i32.lt_u'),
    () => {
      word(0).get(turn!);
      word(24).op('i32.mul', 'i32.add').set(outer!);
      word(20).set(row!);
      word(4).set(element!);
      word(12).set(left!);
      code.while(
        () => void code.get(left!),
        () => {
          code.get(element!).tee(inner!);
          word(8).i32(unitBytes).op('i32.mul', 'i32.add').set(end!);
          code.while(
            () => void code.get(inner!, end!).op('i32.lt_u'),
            () => {
              const [to, from] = way === 'load' ? [inner!, outer!] : [outer!, inner!];
              for (let half = 0; half < halvesAtOnce; half++) {
                code
                  .get(to, from)
                  .memory('v128.load', 16 * half)
                  .memory('v128.store', 16 * half);
              }
              code.increase(outer!, row!).increase(inner!, undefined, unitBytes);
            },
          );
          code.get(element!);
          word(16).op('i32.add').set(element!).increase(left!, undefined, -1);
        },
      );
      code.increase(entry!, undefined, entryBytes);
    },
  );
  return index;
}
