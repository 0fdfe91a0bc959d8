import type { Cell, Phase, Slot, View } from './cells.ts';
import { operandsOf, viewsOf } from './cells.ts';

/** Cells that one loop over the same labels computes together. */
export interface Nest {
  readonly kind: 'nest';
  readonly dims: readonly string[];
  readonly cells: readonly Cell[];
}

/** A cell that needs a loop of its own kind. */
export interface Solo {
  readonly kind: 'solo';
  readonly cell: Cell;
}

export type Unit = Nest | Solo;

/** What a schedule is made for: cells that run one after the other within one phase. */
export interface ScheduleRequest {
  readonly cells: readonly Cell[];
  /** Equal for dimensions whose loops are the same. */
  readonly loopOf: (dims: readonly string[]) => string;
  /** Whether a view shows, element by element, a slot with just these dimensions. */
  readonly isPlain: (view: View, dims: readonly string[]) => boolean;
}

/**
 * Puts cells in an order in which each comes after what it reads in the same period, and joins those with the same labels
 * into one loop, so that what one leaves to the next stays in a register. A value read through a map, over fewer labels, or
 * summed over some must be complete, so its loop comes earlier.
 */
export function schedule({ cells, loopOf, isPlain }: ScheduleRequest): Unit[] {
  const producer = new Map<Slot, Cell>(cells.map((cell) => [cell.out, cell]));
  const needs = new Map(cells.map((cell) => [cell, needsOf(cell)]));
  const done = new Set<Cell>();
  const units: Unit[] = [];
  let open: readonly Cell[] = cells;
  while (open.length > 0) {
    const ready = open.filter((cell) => isReady(cell, done));
    if (ready.length === 0) throw new Error('Cells read each other within one period');
    const solo = ready.filter((cell) => dimsOf(cell) === undefined);
    for (const cell of solo) {
      units.push({ kind: 'solo', cell });
      done.add(cell);
    }
    if (solo.length === 0) {
      const nest = largestNest(ready);
      units.push(nest);
      for (const cell of nest.cells) done.add(cell);
    }
    open = open.filter((cell) => !done.has(cell));
  }
  return units;

  function needsOf(cell: Cell): readonly { readonly from: Cell; readonly isPlain: boolean }[] {
    const dims = dimsOf(cell);
    return readNow(cell).flatMap(({ view, isFromMemory }) => {
      const from = producer.get(view.slot);
      if (from === undefined) return [];
      const isJoined = dims !== undefined && !isFromMemory && isWhole(from) && isPlain(view, dims);
      return [{ from, isPlain: isJoined }];
    });
  }

  function isReady(cell: Cell, known: ReadonlySet<Cell>, nest?: ReadonlySet<Cell>): boolean {
    return needs
      .get(cell)!
      .every(({ from, isPlain: plain }) => known.has(from) || (plain && nest?.has(from) === true));
  }

  function largestNest(ready: readonly Cell[]): Nest {
    let best: { readonly dims: readonly string[]; readonly cells: readonly Cell[] } | undefined;
    const tried = new Set<string>();
    for (const first of ready) {
      const dims = dimsOf(first)!;
      const key = loopOf(dims);
      if (tried.has(key)) continue;
      tried.add(key);
      const members = new Set<Cell>();
      for (let hasGrown = true; hasGrown;) {
        hasGrown = false;
        for (const cell of open) {
          const own = dimsOf(cell);
          if (members.has(cell) || own === undefined || loopOf(own) !== key) continue;
          if (!isReady(cell, done, members)) continue;
          members.add(cell);
          hasGrown = true;
        }
      }
      if (best === undefined || members.size > best.cells.length) best = { dims, cells: [...members] };
    }
    return { kind: 'nest', ...best! };
  }
}

/** Labels over which a cell's loop runs; `undefined` for a cell with a loop of its own kind. */
export function dimsOf({ work, out }: Cell): readonly string[] | undefined {
  if (work.kind === 'reduce') return work.dims;
  return work.kind === 'map' || work.kind === 'horizon' ? out.dims : undefined;
}

/** Whether a cell gives each element of its result within one turn of its loop, to be read at once. */
function isWhole({ work }: Cell): boolean {
  return work.kind === 'map';
}

/** A view of the period at hand, and whether it is read from memory even where the same loop computes it. */
export interface NowRead {
  readonly view: View;
  readonly isFromMemory: boolean;
}

/** What a cell reads in the period at hand: not what it reads of the past. */
export function readNow({ work }: Cell): readonly NowRead[] {
  if (work.kind === 'map' || work.kind === 'reduce') {
    return operandsOf(work.tree).map(({ view, lag }) => ({
      view: lag === undefined ? view : lag.initial,
      isFromMemory: lag !== undefined,
    }));
  }
  const views = work.kind === 'lag' ? [work.periods, work.initial] : viewsOf(work);
  return views.map((view) => ({ view, isFromMemory: work.kind !== 'horizon' }));
}

/** The phase in which a cell runs, once it is known whether its value changes over time. */
export function phaseOf({ phase, work }: Cell, isTimed: boolean): Phase {
  if (phase === 'after' || work.kind === 'horizon') return phase;
  return isTimed ? phase : 'once';
}
