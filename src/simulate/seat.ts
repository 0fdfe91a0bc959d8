import type { Evaluation } from '../formula/index.ts';
import type { Calendar } from '../time/index.ts';
import type { BlockShape, ReadSide } from './block-shape.ts';
import { makeBlockWork, type BlockJob, type BlockWork } from './block-work.ts';
import type { DrawCache } from './draw-cache.ts';
import { makeLiveWork, type Changes, type LiveWork } from './live-work.ts';
import { RowCounter, type CountPlan } from './row-counter.ts';
import { emitRows, peaksOf, type RowLayout } from './row-layout.ts';

/** A job with the rows to make of its blocks. */
export interface RowJob extends BlockJob {
  readonly layout: RowLayout;
  readonly calendar: Calendar;
  /** Paths evaluated together; never changes a number. */
  readonly blockSize: number;
}

/** What a seat is told, as plain data. */
export type Order =
  | { readonly kind: 'start'; readonly job: RowJob }
  /** Gives every row into a store of `capacity` paths that all share, or sends it back. */
  | ({ readonly kind: 'keep'; readonly store?: Float64Array; readonly capacity: number } & Chunk)
  /** The same with some inputs changed, on paths that are drawn only the first time. */
  | ({
      readonly kind: 'redraw';
      readonly store?: Float64Array;
      readonly capacity: number;
      readonly changes: Changes;
    } & Chunk)
  | { readonly kind: 'count'; readonly plan: CountPlan }
  | ({ readonly kind: 'add' } & Chunk)
  | { readonly kind: 'collect' };

/** Paths that one order covers. */
export interface Chunk {
  readonly pathFrom: number;
  readonly paths: number;
}

/** What a seat answers. */
export type Reply =
  | { readonly kind: 'done' }
  /** `values` holds [row][path] of the chunk where no store is shared. */
  | {
      readonly kind: 'kept';
      readonly values?: Float64Array<ArrayBuffer>;
      readonly peaks: Float64Array<ArrayBuffer>;
    }
  /** Sums of the chunk by slot, as `countRow` makes them. */
  | {
      readonly kind: 'added';
      readonly sums: Float64Array<ArrayBuffer>;
      readonly peaks: Float64Array<ArrayBuffer>;
    }
  /** Counts since the last time, and the numbers outside the pilot. */
  | {
      readonly kind: 'collected';
      readonly counts: Uint32Array<ArrayBuffer>;
      readonly outside: {
        readonly slots: Uint32Array<ArrayBuffer>;
        readonly values: Float64Array<ArrayBuffer>;
      };
    };

/** Carries out orders one after the other: the whole of what a worker does, on any platform. */
export type Seat = (order: Order) => Reply;

/** Makes a seat; a cache of draws can be shared only with a seat on the same thread. */
export function makeSeat(cache?: DrawCache): Seat {
  let job: RowJob | undefined;
  let work: BlockWork | undefined;
  let counter: RowCounter | undefined;
  let live: LiveWork | undefined;
  return (order) => {
    if (order.kind === 'start') {
      job = order.job;
      work = makeBlockWork(job, cache);
      counter = undefined;
      live = undefined;
      return { kind: 'done' };
    }
    if (!job || !work) throw new Error('A seat needs its job first');
    if (order.kind === 'keep') return keepChunk(job, work, order);
    if (order.kind === 'redraw') {
      const again = (live ??= makeLiveWork(job));
      let { changes } = order;
      const now: BlockWork = (block) => {
        const found = again(block, changes);
        changes = [];
        return found;
      };
      return keepChunk(job, now, { ...order, kind: 'keep' });
    }
    if (order.kind === 'count') {
      counter = new RowCounter(order.plan);
      return { kind: 'done' };
    }
    if (!counter) throw new Error('A seat needs its bins before it counts');
    if (order.kind === 'add') return addChunk(job, work, { counter, chunk: order });
    return { kind: 'collected', ...counter.take() };
  };
}

function keepChunk(job: RowJob, work: BlockWork, order: Extract<Order, { kind: 'keep' }>): Reply {
  const own = order.store ? undefined : new Float64Array(job.layout.rows * order.paths);
  const store = order.store ?? own!;
  const [width, from] = order.store ? [order.capacity, order.pathFrom] : [order.paths, 0];
  const peaks = eachBlock(job, work, order, ({ read, shape, pathFrom }) => {
    const to = from + pathFrom - order.pathFrom;
    emitRows(job.layout, { read, shape }, (row, values, at) => {
      store.set(values.subarray(at, at + shape.paths), row * width + to);
    });
  });
  return { kind: 'kept', peaks, ...(own ? { values: own } : {}) };
}

function addChunk(
  job: RowJob,
  work: BlockWork,
  { counter, chunk }: { readonly counter: RowCounter; readonly chunk: Chunk },
): Reply {
  const peaks = eachBlock(job, work, chunk, ({ read, shape, pathFrom }) => {
    emitRows(job.layout, { read, shape }, (row, values, at) => {
      counter.add(row, values, { at, paths: shape.paths, pathFrom }, chunk.pathFrom);
    });
  });
  return { kind: 'added', sums: counter.endChunk(chunk.pathFrom, chunk.paths), peaks };
}

interface Block {
  readonly read: ReadSide;
  readonly shape: BlockShape;
  readonly pathFrom: number;
}

/** Evaluates a chunk block by block; returns its peaks. */
function eachBlock(
  job: RowJob,
  work: BlockWork,
  chunk: Chunk,
  use: (block: Block) => void,
): Float64Array<ArrayBuffer> {
  const peaks = new Float64Array(job.layout.peaks.length);
  for (let done = 0; done < chunk.paths; done += job.blockSize) {
    const paths = Math.min(job.blockSize, chunk.paths - done);
    const pathFrom = chunk.pathFrom + done;
    const read = readerOf(work({ pathFrom, paths }));
    use({ read, shape: { calendar: job.calendar, paths }, pathFrom });
    peaksOf(job.layout, read).forEach((peak, i) => (peaks[i] = largerOf(peaks[i]!, peak)));
  }
  return peaks;
}

/** Reads any name of either side of evaluated blocks. */
export function readerOf(evaluations: readonly Evaluation[]): ReadSide {
  return (side, name) => evaluations[side]!.get(name);
}

/** The larger of two sizes; NaN stays. */
export function largerOf(a: number, b: number): number {
  return a !== a || b !== b ? NaN : Math.max(a, b);
}
