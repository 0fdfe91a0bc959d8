import {
  binsPerRow,
  codeNumbers,
  OutsideList,
  outsideCode,
  sumNumbers,
  sumsPerRow,
  type RowBins,
} from '../num/index.ts';

/** Bins of every row, and its place among the counts; rows with batches have one slot per batch. */
export interface CountPlan {
  readonly bins: readonly RowBins[];
  /** First slot of each row, and the number of all slots at the end. */
  readonly slots: Uint32Array;
  /** Batches that rows with more than one slot take turns in, and paths that follow each other in one. */
  readonly batches: number;
  readonly unit: number;
}

/** Paths whose sums are added up together, whatever the blocks and seats: so equal runs give equal bytes. */
export const countChunk = 1000;

/** Where a block of a row stands, and the first of its paths. */
export interface RowSpan {
  readonly at: number;
  readonly paths: number;
  readonly pathFrom: number;
}

/**
 * Counts rows into the bins of a plan, a chunk of paths at a time.
 *
 * Blocks are first turned into codes and counted when the chunk is whole: the counts of all rows are far larger than a cache, and
 * so each row's are fetched once per chunk instead of once per block.
 */
export class RowCounter {
  private readonly plan: CountPlan;
  private readonly outside = new OutsideList();
  private readonly codes: Uint16Array;
  private readonly slots: number;
  private counts: Uint32Array<ArrayBuffer>;
  private sums: Float64Array<ArrayBuffer>;

  constructor(plan: CountPlan) {
    this.plan = plan;
    this.slots = plan.slots.at(-1)!;
    this.codes = new Uint16Array(plan.bins.length * countChunk);
    this.counts = new Uint32Array(this.slots * binsPerRow);
    this.sums = new Float64Array(sumsPerRow * this.slots);
  }

  /** Adds a block of a row to the chunk that starts with path `chunkFrom`. */
  add(row: number, values: Float64Array, span: RowSpan, chunkFrom: number): void {
    const { at, paths, pathFrom } = span;
    const { plan, codes, sums } = this;
    const bins = plan.bins[row]!;
    const slot = plan.slots[row]!;
    const to = row * countChunk + pathFrom - chunkFrom;
    codeNumbers(bins, values, { at, length: paths }, { codes, to });
    const isWhole = plan.slots[row + 1]! - slot === 1;
    if (isWhole) sumNumbers(sums, slot, bins, { values, at, length: paths });
    for (let i = 0; i < paths; i++) {
      const batch = isWhole ? 0 : this.batchOf(pathFrom + i);
      // In the order of paths, so that sums do not depend on where blocks end.
      if (!isWhole) sumNumbers(sums, slot + batch, bins, { values, at: at + i, length: 1 });
      if (codes[to + i] === outsideCode) this.outside.push(slot + batch, values[at + i]!);
    }
  }

  /** Counts a chunk of which every row has been added; its sums. */
  endChunk(pathFrom: number, paths: number): Float64Array<ArrayBuffer> {
    const { plan, codes, counts } = this;
    for (let row = 0; row < plan.bins.length; row++) {
      const slot = plan.slots[row]!;
      const isWhole = plan.slots[row + 1]! - slot === 1;
      const from = row * countChunk;
      const base = slot * binsPerRow;
      // A code outside the pilot is in no count: what it would add to is another row's, so it is passed over.
      for (let i = from; i < from + paths; i++) {
        const code = codes[i]!;
        if (code === outsideCode) continue;
        const batch = isWhole ? 0 : this.batchOf(pathFrom + i - from);
        counts[base + batch * binsPerRow + code]!++;
      }
    }
    const taken = this.sums;
    this.sums = new Float64Array(sumsPerRow * this.slots);
    return taken;
  }

  /** Counts and numbers outside since the last time. */
  take() {
    const counts = this.counts;
    this.counts = new Uint32Array(this.slots * binsPerRow);
    return { counts, outside: this.outside.take() };
  }

  private batchOf(path: number): number {
    return Math.floor(path / this.plan.unit) % this.plan.batches;
  }
}
