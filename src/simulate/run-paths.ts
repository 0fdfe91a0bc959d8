import { fitRowBins } from '../num/index.ts';
import { CountTotals, type CountedRows } from './count-totals.ts';
import type { Crew, Runner } from './runner.ts';
import { countChunk, RowCounter, type CountPlan } from './row-counter.ts';
import { largerOf, type Chunk, type Order, type Reply, type RowJob } from './seat.ts';

export interface RunPathsOptions {
  readonly runner: Runner;
  readonly paths: number;
  /** Up to so many paths every row is kept; beyond, rows are counted into bins that the first `pilot` paths fix. */
  readonly exactPaths: number;
  /** A multiple of `countChunk`. */
  readonly pilot: number;
  /** Batches of rows that ask for them, and paths in one turn. */
  readonly batches: { readonly count: number; readonly unit: number };
  /** Rows whose first `pilot` numbers are kept even when the others are counted. */
  readonly keepPilot: readonly number[];
  /** Called after each chunk; returning `false` stops the run. */
  readonly onProgress?: ((paths: number) => boolean | void) | undefined;
  /** Asked after 250, 500, 1000, … paths with what is there; `true` ends the run. */
  readonly isEnough?: ((soFar: PathRows) => boolean) | undefined;
}

/** Rows of all paths done: kept, or counted. */
export interface PathRows {
  readonly layout: RowJob['layout'];
  /** Fewer than asked for when the run was stopped. */
  readonly paths: number;
  /** Largest sizes, in the order of the layout's peaks. */
  readonly peaks: Float64Array;
  /** [row][capacity]. */
  readonly kept?: { readonly values: Float64Array; readonly capacity: number };
  readonly counted?: CountedRows;
}

const firstCheckpoint = 250;

/**
 * Runs paths in chunks on the seats of a runner.
 *
 * Chunks are handed out in order, whoever is free takes the next; what they leave stands in fixed places or is added in the
 * order of the paths, so that the result does not depend on seats or blocks. When a run is stopped, chunks that are under
 * way are finished: what is done is always the first paths, without a gap. Rejects when a seat fails.
 */
export async function runPaths(job: RowJob, options: RunPathsOptions): Promise<PathRows> {
  const { runner, paths, exactPaths, pilot } = options;
  const isKept = paths <= Math.max(exactPaths, pilot);
  const kept = isKept ? paths : pilot;
  const crew = runner.open(Math.max(1, Math.min(runner.seats, Math.ceil(kept / job.blockSize))));
  try {
    const run = new Run(job, options, crew);
    await run.tellAll({ kind: 'start', job });
    if (await run.keep(kept)) return run.kept();
    if (isKept) return run.kept();
    await run.startCounting();
    await run.count(paths);
    return await run.counted();
  } finally {
    crew.close();
  }
}

class Run {
  private readonly job: RowJob;
  private readonly options: RunPathsOptions;
  private readonly crew: Crew;
  private readonly peaks: Float64Array;
  private done = 0;
  private isStopped = false;
  private capacity = 0;
  private values: Float64Array | undefined;
  private totals: CountTotals | undefined;
  private pilotRows = new Map<number, Float64Array>();

  constructor(job: RowJob, options: RunPathsOptions, crew: Crew) {
    this.job = job;
    this.options = options;
    this.crew = crew;
    this.peaks = new Float64Array(job.layout.peaks.length);
  }

  tellAll(order: Order): Promise<Reply[]> {
    return Promise.all(Array.from({ length: this.crew.size }, (_, seat) => this.crew.ask(seat, order)));
  }

  /** Keeps rows of the paths up to `to`; whether the run ends there. */
  async keep(to: number): Promise<boolean> {
    this.capacity = to;
    const { rows } = this.job.layout;
    const shared = this.crew.share(rows * to);
    const values = shared ?? new Float64Array(rows * to);
    this.values = values;
    return this.inSegments(to, this.job.blockSize, async (seat, chunk) => {
      const store = shared ? { store: shared } : {};
      const reply = await this.crew.ask(seat, { kind: 'keep', capacity: to, ...chunk, ...store });
      if (reply.kind !== 'kept') throw new Error(`A seat answered ${reply.kind}`);
      this.addPeaks(reply.peaks);
      if (!reply.values) return;
      for (let row = 0; row < rows; row++) {
        const from = row * chunk.paths;
        values.set(reply.values.subarray(from, from + chunk.paths), row * to + chunk.pathFrom);
      }
    });
  }

  /** Fixes the bins by what was kept, counts that, and lets go of it. */
  async startCounting(): Promise<void> {
    const plan = this.planCounts();
    const totals = new CountTotals(plan, this.done);
    const counter = new RowCounter(plan);
    for (let from = 0; from < this.done; from += countChunk) {
      const paths = Math.min(countChunk, this.done - from);
      for (let row = 0; row < this.job.layout.rows; row++) {
        const span = { at: row * this.capacity + from, paths, pathFrom: from };
        counter.add(row, this.values!, span, from);
      }
      totals.addSums(counter.endChunk(from, paths));
    }
    totals.addCounts(counter.take());
    for (const row of this.options.keepPilot) this.pilotRows.set(row, this.rowOf(row).slice());
    this.values = undefined;
    this.totals = totals;
    await this.tellAll({ kind: 'count', plan });
  }

  /** Counts the paths up to `to`; whether the run ends there. */
  count(to: number): Promise<boolean> {
    const waiting = new Map<number, Float64Array>();
    let next = this.done;
    return this.inSegments(to, countChunk, async (seat, chunk) => {
      const reply = await this.crew.ask(seat, { kind: 'add', ...chunk });
      if (reply.kind !== 'added') throw new Error(`A seat answered ${reply.kind}`);
      this.addPeaks(reply.peaks);
      waiting.set(chunk.pathFrom, reply.sums);
      for (let sums = waiting.get(next); sums; sums = waiting.get(next)) {
        this.totals!.addSums(sums);
        waiting.delete(next);
        next += countChunk;
      }
    });
  }

  kept(): PathRows {
    const { layout } = this.job;
    const kept = { values: this.values!, capacity: this.capacity };
    return { layout, paths: this.done, peaks: this.peaks, kept };
  }

  async counted(): Promise<PathRows> {
    const { layout } = this.job;
    for (const reply of await this.tellAll({ kind: 'collect' })) {
      if (reply.kind !== 'collected') throw new Error(`A seat answered ${reply.kind}`);
      this.totals!.addCounts(reply);
    }
    return { layout, paths: this.done, peaks: this.peaks, counted: this.totals!.read(this.pilotRows) };
  }

  /** Runs up to `to`, stopping at checkpoints where a wish for precision asks for it. */
  private async inSegments(to: number, chunk: number, work: Work): Promise<boolean> {
    const { isEnough } = this.options;
    while (this.done < to) {
      let checkpoint = firstCheckpoint;
      while (checkpoint <= this.done) checkpoint *= 2;
      const end = isEnough ? Math.min(checkpoint, to) : to;
      await this.runTo(end, chunk, work);
      if (this.isStopped) return true;
      if (isEnough && this.done === checkpoint && this.done < this.options.paths) {
        const soFar = this.totals ? await this.counted() : this.kept();
        if (isEnough(soFar)) return true;
      }
    }
    return false;
  }

  private async runTo(end: number, chunk: number, work: Work): Promise<void> {
    let next = this.done;
    const serve = async (seat: number): Promise<void> => {
      while (next < end && !this.isStopped) {
        const pathFrom = next;
        const paths = Math.min(chunk, end - next);
        next += paths;
        await work(seat, { pathFrom, paths });
        this.done += paths;
        if (this.options.onProgress?.(this.done) === false) this.isStopped = true;
      }
    };
    await Promise.all(Array.from({ length: this.crew.size }, (_, seat) => serve(seat)));
  }

  private rowOf(row: number): Float64Array {
    return this.values!.subarray(row * this.capacity, row * this.capacity + this.done);
  }

  private addPeaks(peaks: Float64Array): void {
    peaks.forEach((peak, i) => (this.peaks[i] = largerOf(this.peaks[i]!, peak)));
  }

  private planCounts(): CountPlan {
    const { layout } = this.job;
    const { batches } = this.options;
    const slots = new Uint32Array(layout.rows + 1);
    const bins: CountPlan['bins'][number][] = [];
    for (const { group, rows, first, constants } of layout.groups) {
      if (constants) continue;
      // Counting what happens needs whole numbers, so those are summed as they are.
      const shift = group.kind === 'event' || group.kind === 'any' ? 0 : undefined;
      for (let row = first; row < first + rows; row++) {
        bins.push(fitRowBins(this.rowOf(row), shift));
        slots[row + 1] = slots[row]! + (group.batches ? batches.count : 1);
      }
    }
    return { bins, slots, batches: batches.count, unit: batches.unit };
  }
}

type Work = (seat: number, chunk: Chunk) => Promise<void>;
