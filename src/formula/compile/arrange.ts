import type { RunFacts } from '../facts.ts';
import type { Cell, Cells, Phase, Slot, View } from './cells.ts';
import { viewsOf } from './cells.ts';
import { ownBytes } from './emit-solo.ts';
import type { PlacedSlot } from './function-writer.ts';
import type { Opening } from './openings.ts';
import { findOpenings } from './openings.ts';
import { isTimed, placeOf, unitBytes, varies } from './places.ts';
import type { Precision } from './precision.ts';
import type { Unit } from './schedule.ts';
import { phaseOf, readNow, schedule } from './schedule.ts';

export type Units = Readonly<Record<Phase, readonly Unit[]>>;

/** All that is known of a module before its code is written. */
export interface Arrangement {
  /** What all paths share, computed once per run; and what each vector of paths computes. */
  readonly shared: Units;
  readonly paths: Units;
  /** Slots that have memory, by slot. */
  readonly placed: ReadonlyMap<Slot, PlacedSlot>;
  /** Memory that cells keep for themselves. */
  readonly own: ReadonlyMap<Cell, number>;
  /** What stands before the first period. */
  readonly openings: ReadonlyMap<Slot, Opening>;
  /** Frames of rings, bytes of each, and where they start. */
  readonly frames: number;
  readonly frameBytes: number;
  readonly ringsAt: number;
  /** First address after all slots. */
  readonly end: number;
  readonly isPlain: (view: View, dims: readonly string[]) => boolean;
}

export interface ArrangeRequest {
  readonly cells: Cells;
  readonly facts: RunFacts;
  /** Slots whose values will be asked for. */
  readonly kept: ReadonlySet<Slot>;
  /** Inputs that the module draws itself. */
  readonly drawn: ReadonlySet<string>;
  /** First address for slots. */
  readonly start: number;
  readonly precision: Precision;
}

const phases: readonly Phase[] = ['once', 'age', 'period', 'after'];

/** Orders the cells of a graph into loops and gives every slot that needs it a place in memory. */
export function arrange({ cells, facts, kept, drawn, start, precision }: ArrangeRequest): Arrangement {
  const { graph, tables } = cells;
  const loopOf = (dims: readonly string[]): string =>
    dims.filter((dim) => graph.shape.labels[dim]!.length !== 1).join();
  const plainTables = new Set(
    tables.flatMap((table, i) => (table.every((element, at) => element === at) ? [i] : [])),
  );
  const isPlain = ({ slot, table }: View, dims: readonly string[]): boolean =>
    plainTables.has(table) && loopOf(slot.dims) === loopOf(dims);
  const unitsOf = (isShared: boolean): Units => {
    const own = cells.cells.filter(({ out }) => varies(out, facts) !== isShared);
    const of = (phase: Phase) => {
      const now = own.filter((cell) => phaseOf(cell, isTimed(cell.out, facts)) === phase);
      return schedule({ cells: now, loopOf, isPlain });
    };
    return { once: of('once'), age: of('age'), period: of('period'), after: of('after') };
  };
  const [shared, paths] = [unitsOf(true), unitsOf(false)];
  const units = phases.flatMap((phase) => [...shared[phase], ...paths[phase]]);
  const slots = storedSlots(units, kept, isPlain);
  const openings = findOpenings({
    cells: cells.cells,
    periods: graph.shape.periods,
    isPlain,
    isTimed: (slot) => isTimed(slot, facts),
    varies: (slot) => varies(slot, facts),
  });
  return { shared, paths, isPlain, openings, ...placeAll() };

  function placeAll() {
    const placed = new Map<Slot, PlacedSlot>();
    const own = new Map<Cell, number>();
    const periods = Math.max(1, graph.shape.periods);
    let end = start;
    const rings: Slot[] = [];
    const take = (bytes: number): number => {
      const at = end;
      end = (end + bytes + 15) & ~15;
      return at;
    };
    for (const slot of slots) {
      const place = placeOf(slot, { facts, periods, drawn });
      if (place.kind === 'ring') {
        rings.push(slot);
        continue;
      }
      // What stands before the first period of a series is part of it.
      const before = place.kind === 'series' ? unitBytes * (openings.get(slot)?.back ?? 0) : 0;
      const step = place.step + before;
      placed.set(slot, { ...place, step, base: take(slot.size * step) + before });
    }
    const ringsAt = end;
    let frameBytes = 0;
    let frames = 1;
    for (const slot of rings) {
      placed.set(slot, { ...placeOf(slot, { facts, periods, drawn }), base: end + frameBytes });
      frameBytes += unitBytes * slot.size;
      frames = Math.max(frames, slot.memory + 1);
    }
    take(frames * frameBytes);
    for (const unit of units) {
      if (unit.kind === 'solo') own.set(unit.cell, take(ownBytes(unit.cell, precision)));
    }
    return { placed, own, frames, frameBytes, ringsAt, end };
  }
}

/** Slots that need memory: kept, read of the past, or read by another loop than the one that computes them. */
function storedSlots(
  units: readonly Unit[],
  kept: ReadonlySet<Slot>,
  isPlain: Arrangement['isPlain'],
): Set<Slot> {
  const unitOf = new Map<Slot, Unit>();
  const cellsOf = (unit: Unit): readonly Cell[] => (unit.kind === 'nest' ? unit.cells : [unit.cell]);
  for (const unit of units) for (const { out } of cellsOf(unit)) unitOf.set(out, unit);
  const stored = new Set<Slot>(kept);
  for (const unit of units) {
    for (const cell of cellsOf(unit)) {
      if (cell.work.kind !== 'map') stored.add(cell.out);
      const passed = new Set<View>();
      for (const { view, isFromMemory } of readNow(cell)) {
        if (isFromMemory || unit.kind !== 'nest') continue;
        const isOwn = unitOf.get(view.slot) === unit && isPlain(view, unit.dims);
        if (isOwn || view.slot.source.kind === 'constant') passed.add(view);
      }
      for (const view of viewsOf(cell.work)) if (!passed.has(view)) stored.add(view.slot);
    }
  }
  return stored;
}
