import { findRunFacts } from '../facts.ts';
import type { RunFacts } from '../facts.ts';
import type { InputData } from '../types.ts';
import { cellBytes, slotBytes } from './addresses.ts';
import type { Cell, Operand, Slot, Tree } from './cells.ts';
import { operandsOf } from './cells.ts';
import type { CompiledPlan } from './compile-graph.ts';
import { findLastReads } from './last-reads.ts';

/** Where a slot stands in a run; steps in bytes. */
export interface SlotPlace {
  readonly base: number;
  readonly elementStep: number;
  readonly timeStep: number;
  readonly pathStep: 0 | 16;
  readonly ring: number;
}

/** The memory of runs with equal facts: the same inputs varying by time and path, on equally many paths. */
export interface Layout {
  readonly key: string;
  readonly paths: number;
  readonly facts: RunFacts;
  /** By slot. */
  readonly places: readonly SlotPlace[];
  /** Descriptors of slots and cells as they stand in memory. */
  readonly slotWords: Int32Array;
  readonly cellWords: Int32Array;
  readonly bytes: number;
}

/** What a layout depends on. */
export function layoutKey(inputs: ReadonlyMap<string, InputData>, paths: number): string {
  let key = `${paths}`;
  for (const [name, { byTime, byPath }] of inputs) key += ` ${name}${byTime ? 't' : ''}${byPath ? 'p' : ''}`;
  return key;
}

/** Lays out memory for a run: what does not vary by path takes one pair, what does not by time one period. */
export function layOut(plan: CompiledPlan, inputs: ReadonlyMap<string, InputData>, paths: number): Layout {
  const { graph, slots, cells } = plan.cells;
  const facts = findRunFacts(graph, inputs);
  const pairs = (paths + 1) >> 1;
  const places = placeSlots();
  const slotWords = new Int32Array((slots.length * slotBytes) / 4);
  places.slots.forEach(({ base, elementStep, timeStep, pathStep, ring }, i) => {
    slotWords.set([base, base, elementStep, timeStep, pathStep, ring], (i * slotBytes) / 4);
  });
  const cellWords = new Int32Array((cells.length * cellBytes) / 4);
  for (const cell of cells) {
    const count = cell.work.kind === 'reduce' ? cell.work.count : cell.out.size;
    const words = [isVarying(cell.out) ? pairs : 1, isFirstOnly(cell), count, isLikely(cell)];
    cellWords.set(words.map(Number), (cell.id * cellBytes) / 4);
  }
  return {
    key: layoutKey(inputs, paths),
    paths,
    facts,
    places: places.slots,
    slotWords,
    cellWords,
    bytes: places.end,
  };

  function isVarying({ source }: Slot): boolean {
    if (source.kind === 'value') return facts.varies(source.typed);
    return source.kind === 'input' && facts.varyingNames.has(source.name);
  }

  function periodsOf({ source, memory }: Slot): number {
    if (source.kind === 'constant' || source.kind === 'choice') return 1;
    const periods = Math.max(1, graph.shape.periods);
    if (source.kind === 'clock') return periods;
    if (source.kind === 'input') return facts.timingByName.get(source.name) === 'period' ? periods : 1;
    const timing = facts.timing(source.typed);
    return timing === 'period' || timing === 'age' ? Math.min(periods, memory + 1) : 1;
  }

  function isFirstOnly({ phase, out, work }: Cell): boolean {
    if (phase === 'once' || phase === 'after' || work.kind === 'horizon') return false;
    return out.source.kind === 'value' && facts.timing(out.source.typed) === 'once';
  }

  function isLikely(cell: Cell): boolean {
    const { work } = cell;
    const trees: readonly Tree[] = work.kind === 'map' || work.kind === 'reduce' ? [work.tree] : [];
    const operands: readonly Operand[] =
      work.kind === 'horizon' ? [{ view: work.arg, lag: undefined }] : trees.flatMap(operandsOf);
    return operands.every(
      ({ view, lag }) => lag !== undefined || isVarying(view.slot) === plan.likelyVarying.has(view.slot.id),
    );
  }

  function placeSlots(): { readonly slots: readonly SlotPlace[]; readonly end: number } {
    const placed: SlotPlace[] = [];
    const free = new Map<number, number[]>();
    const lastReads = findLastReads(plan.cells);
    let end = (plan.end + 63) & ~63;
    for (const slot of slots) {
      if (lastReads.has(slot.id) && periodsOf(slot) === 1 && !isStill(slot)) continue;
      placed[slot.id] = placeAt(slot, undefined);
    }
    for (const { out, releases } of lastReads.order) {
      if (placed[out.id] === undefined) {
        const bytes = bytesOf(out);
        placed[out.id] = placeAt(out, free.get(bytes)?.pop());
      }
      for (const slot of releases) {
        if (periodsOf(slot) !== 1 || isStill(slot)) continue;
        const bytes = bytesOf(slot);
        if (!free.has(bytes)) free.set(bytes, []);
        free.get(bytes)!.push(placed[slot.id]!.base);
      }
    }
    return { slots: placed, end };

    /** Computed in the first period for all. */
    function isStill({ source }: Slot): boolean {
      return source.kind === 'value' && facts.timing(source.typed) === 'once';
    }

    function bytesOf(slot: Slot): number {
      return slot.size * 16 * (isVarying(slot) ? pairs : 1) * periodsOf(slot);
    }

    function placeAt(slot: Slot, at: number | undefined): SlotPlace {
      const pathStep = isVarying(slot) ? 16 : 0;
      const row = 16 * (pathStep === 16 ? pairs : 1);
      const ring = periodsOf(slot);
      const base = at ?? end;
      // Rows a multiple of 4 KiB apart would compete for the same lines of the first cache.
      const gap = (row * ring) % 4096 === 0 && ring > 1 ? 64 : 0;
      const elementStep = row * ring + gap;
      if (at === undefined) end = (end + slot.size * elementStep + 63) & ~63;
      return { base, elementStep, timeStep: ring > 1 ? row : 0, pathStep, ring };
    }
  }
}
