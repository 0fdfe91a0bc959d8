import { depthOf } from './access.ts';
import type { HorizonHow, ReduceHow } from '../types.ts';
import type { Cell, Slot, View } from './cells.ts';
import type { Local } from './code.ts';
import { ValueWriter } from './emit-values.ts';
import type { FunctionWriter } from './function-writer.ts';

import { Loops } from './loops.ts';
import type { Nest } from './schedule.ts';
import type { Value } from './values.ts';
import { Values } from './values.ts';
import type { Vector, VectorMath } from './vector-math.ts';

/** What a nest needs to know of the cells around it. */
export interface NestContext {
  /** Whether a slot is read outside this nest, later or from afar. */
  readonly isStored: (slot: Slot) => boolean;
  /** Whether a table names each element of a slot with these dimensions in turn. */
  readonly isPlain: (view: View, dims: readonly string[]) => boolean;
}

/** What a cell leaves behind in each turn of the loops. */
interface Effect {
  readonly value: Value;
  readonly write: (half: number) => void;
  readonly enter?: (depth: number) => void;
  readonly leave?: (depth: number) => void;
}

const identities = { sum: 0, least: Infinity, most: -Infinity } as const;

/** What joins a number to what there is so far, by what is found over labels or periods. */
function joined(math: VectorMath, how: ReduceHow | HorizonHow, held: Vector, value: Vector): Vector {
  if (how === 'sum' || how === 'total') return math.add(held, value);
  return math.extreme(how === 'least' || how === 'trough' ? 'min' : 'max', held, value, false);
}

/** Writes the loops of cells that share their labels. */
export function emitNest(writer: FunctionWriter, nest: Nest, context: NestContext): void {
  const loops = new Loops(writer, nest.dims);
  const roots = new Map<Slot, Value>();
  const values = new Values(
    ({ view, lag }) => {
      const read = lag === undefined ? [view] : [view, lag.initial];
      const depths = read.map((each) => depthOf(loops.route(writer.tableOf(each))));
      const varies = read.some(({ slot }) => !isSharedSlot(writer, slot));
      return { depth: Math.max(...depths), varies };
    },
    (operand) => {
      const { slot } = operand.view;
      if (operand.lag !== undefined) return undefined;
      if (slot.source.kind === 'constant') return values.of({ op: 'number', value: slot.source.value });
      return context.isPlain(operand.view, nest.dims) ? roots.get(slot) : undefined;
    },
  );
  const wanted = nest.cells.flatMap((cell) => {
    const { work, out } = cell;
    const value =
      work.kind === 'map' || work.kind === 'reduce'
        ? values.of(work.tree)
        : values.read({ view: (work as Extract<typeof work, { kind: 'horizon' }>).arg, lag: undefined });
    if (work.kind === 'map') roots.set(out, value);
    if (work.kind === 'map' && !context.isStored(out)) return [];
    value.uses++;
    if (value.depth < loops.depth) value.isUsedDeeper = true;
    return [{ cell, value }];
  });
  const reader = new ValueWriter(writer, loops, values.all);
  const effects = wanted.map(({ cell, value }) => effectOf(writer, loops, { cell, value, reader }));
  loops.run({
    enter: (depth) => {
      reader.enter(values.all, depth);
      for (const effect of effects) effect.enter?.(depth);
    },
    body: () => {
      for (const effect of effects) for (const half of writer.halves) effect.write(half);
    },
    leave: (depth) => {
      for (const effect of effects) effect.leave?.(depth);
    },
  });
}

interface Wanted {
  readonly cell: Cell;
  readonly value: Value;
  readonly reader: ValueWriter;
}

function effectOf(writer: FunctionWriter, loops: Loops, wanted: Wanted): Effect {
  const { code } = writer;
  const { cell, value, reader } = wanted;
  if (cell.work.kind === 'reduce') return reduceEffect(writer, loops, wanted);
  const own = Int32Array.from({ length: cell.out.size }, (_, i) => i);
  const to = loops.access(cell.out, own);
  if (cell.work.kind !== 'horizon') {
    return { value, write: (half) => to.store(half, () => reader.push(value, half)) };
  }
  const { how } = cell.work;
  // The first period is taken over, later ones are joined to what is held.
  return {
    value,
    write: (half) =>
      to.store(half, () => {
        const self = () => void to.load(half);
        const now = writer.math.share(() => reader.push(value, half));
        if (how === 'final') return now();
        if (how === 'opening') self();
        else joined(writer.math, how, self, now)();
        now();
        code.get(writer.maskFrom(1)).op('v128.bitselect');
      }),
  };
}

/**
 * Joins the elements of a value into those that a table names. Where the place stands still in the inner loops, a register
 * holds it meanwhile; where every place is come by just once, nothing need be there before.
 */
function reduceEffect(writer: FunctionWriter, loops: Loops, { cell, value, reader }: Wanted): Effect {
  const { code, math, shop } = writer;
  const { out, work } = cell;
  if (work.kind !== 'reduce') throw new Error('Not a reduction');
  const table = shop.tables[work.target]!;
  const to = loops.access(out, table);
  const start = math.number(identities[work.how]);
  const isOnce = isComplete(table, loops, to.depth, out.size);
  if (!isOnce) fill(writer, out, start);
  const load = (half: number): void => {
    if (isOnce) start();
    else to.load(half);
  };
  if (to.depth === loops.depth) {
    const write = (half: number) => {
      const [before, now] = [() => load(half), () => reader.push(value, half)];
      to.store(half, joined(math, work.how, before, now));
    };
    return { value, write };
  }
  const held = writer.halves.map(() => code.local('v128'));
  return {
    value,
    enter: (depth) => {
      if (depth !== to.depth) return;
      for (const half of writer.halves) {
        load(half);
        code.set(held[half]!);
      }
    },
    write: (half) => {
      joined(math, work.how, math.read(held[half]!), () => reader.push(value, half))();
      code.set(held[half]!);
    },
    leave: (depth) => {
      if (depth !== to.depth) return;
      for (const half of writer.halves) to.store(half, math.read(held[half]!));
    },
  };
}

/** Whether the loops down to a depth come by every element of a result just once. */
function isComplete(table: Int32Array, loops: Loops, depth: number, size: number): boolean {
  const turns = loops.sizes.slice(0, depth).reduce((product, each) => product * each, 1);
  return !loops.isEmpty && turns === size && new Set(table).size === size;
}

/** Puts a number into every element of a slot, before all loops. */
function fill(writer: FunctionWriter, slot: Slot, start: () => void): void {
  const { code, shop } = writer;
  if (slot.size === 0) return;
  const { base, step } = shop.placed(slot);
  const from = writer.startOf(shop.placed(slot));
  const at: Local = code.local('i32');
  const left = code.local('i32');
  if (from === undefined) code.i32(0);
  else code.get(from);
  code.set(at).i32(slot.size).set(left);
  code.repeat(() => {
    for (const half of writer.halves) {
      code.get(at);
      start();
      code.memory('v128.store', base + 16 * half);
    }
    code.increase(at, undefined, step);
    code.get(left).i32(1).op('i32.sub').tee(left);
  });
}

/** Whether all paths have the same numbers of a slot; constants stand in the code. */
function isSharedSlot(writer: FunctionWriter, slot: Slot): boolean {
  return slot.source.kind === 'constant' || writer.shop.placed(slot).isShared;
}
