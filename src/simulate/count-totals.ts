import { binsPerRow, sumsPerRow, type BinnedSample } from '../num/index.ts';
import type { CountPlan } from './row-counter.ts';

/** Rows that were counted instead of kept. */
export interface CountedRows {
  /** The first paths, by which the bins were fixed. */
  readonly pilot: number;
  /** Numbers of some rows on those paths. */
  readonly pilotRows: ReadonlyMap<number, Float64Array>;
  /** Batches of a row: more than one where intervals are taken from batches. */
  readonly batchesOf: (row: number) => number;
  /** What is known of a row, or of one of its batches. */
  readonly read: (row: number, batch?: number) => BinnedSample;
}

interface Outside {
  readonly slots: Uint32Array;
  readonly values: Float64Array;
}

/** Adds up what seats counted. */
export class CountTotals {
  private readonly plan: CountPlan;
  private readonly pilot: number;
  private readonly counts: Uint32Array;
  private readonly sums: Float64Array;
  private readonly lost: Float64Array;
  private outside: Outside[] = [];

  constructor(plan: CountPlan, pilot: number) {
    const slots = plan.slots.at(-1)!;
    this.plan = plan;
    this.pilot = pilot;
    this.counts = new Uint32Array(slots * binsPerRow);
    this.sums = new Float64Array(sumsPerRow * slots);
    this.lost = new Float64Array(sumsPerRow * slots);
  }

  /** Adds the sums of the next chunk, with the rounding of every addition carried along (Neumaier 1974). */
  addSums(more: Float64Array): void {
    const { sums, lost } = this;
    for (let i = 0; i < more.length; i++) {
      const [sum, value] = [sums[i]!, more[i]!];
      const next = sum + value;
      lost[i]! += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sums[i] = next;
    }
  }

  /** Adds counts; whole numbers, so in any order. */
  addCounts({ counts, outside }: { readonly counts: Uint32Array; readonly outside: Outside }): void {
    for (let i = 0; i < counts.length; i++) this.counts[i]! += counts[i]!;
    if (outside.slots.length > 0) this.outside.push(outside);
  }

  read(pilotRows: ReadonlyMap<number, Float64Array>): CountedRows {
    const { plan, counts, pilot } = this;
    const outside = bySlot(this.outside, plan.slots.at(-1)!);
    const sumAt = (i: number): number =>
      Number.isFinite(this.sums[i]!) ? this.sums[i]! + this.lost[i]! : this.sums[i]!;
    const batchesOf = (row: number): number => plan.slots[row + 1]! - plan.slots[row]!;
    const one = (row: number, batch: number): BinnedSample => {
      const slot = plan.slots[row]! + batch;
      return {
        bins: plan.bins[row]!,
        counts: counts.subarray(slot * binsPerRow, (slot + 1) * binsPerRow),
        outside: outside(slot),
        sum: sumAt(sumsPerRow * slot),
        squares: sumAt(sumsPerRow * slot + 1),
        tail: sumAt(sumsPerRow * slot + 2),
      };
    };
    const read = (row: number, batch?: number): BinnedSample => {
      if (batch !== undefined) return one(row, batch);
      return joinSamples(Array.from({ length: batchesOf(row) }, (_, i) => one(row, i)));
    };
    return { pilot, pilotRows, batchesOf, read };
  }
}

/** All batches of a row as one sample. */
function joinSamples(parts: readonly BinnedSample[]): BinnedSample {
  const [first] = parts;
  if (parts.length === 1) return first!;
  const counts = new Uint32Array(binsPerRow);
  const outside: number[] = [];
  let [sum, squares, tail] = [0, 0, 0];
  for (const part of parts) {
    for (let i = 0; i < binsPerRow; i++) counts[i]! += part.counts[i]!;
    for (const value of part.outside) outside.push(value);
    sum += part.sum;
    squares += part.squares;
    tail += part.tail;
  }
  return { bins: first!.bins, counts, outside: Float64Array.from(outside), sum, squares, tail };
}

/** Finds the numbers outside of each slot. */
function bySlot(lists: readonly Outside[], slots: number): (slot: number) => Float64Array {
  const starts = new Uint32Array(slots + 1);
  for (const list of lists) for (const slot of list.slots) starts[slot + 1]!++;
  for (let slot = 0; slot < slots; slot++) starts[slot + 1]! += starts[slot]!;
  const next = starts.slice();
  const values = new Float64Array(starts[slots]!);
  for (const list of lists) list.slots.forEach((slot, i) => (values[next[slot]!++] = list.values[i]!));
  return (slot) => values.subarray(starts[slot]!, starts[slot + 1]!);
}
