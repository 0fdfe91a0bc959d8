import type { Changes } from './live-work.ts';
import type { Runner } from './runner.ts';
import type { PathRows } from './run-paths.ts';
import { largerOf, type RowJob } from './seat.ts';

/** Paths that stay on their seats, to be evaluated again with other values. */
export interface LivePaths {
  /** Rows of all paths with these inputs changed for good; what it gives lasts until the next call. */
  redraw(changes: Changes): Promise<PathRows>;
  close(): void;
}

/**
 * Opens seats for a job, each with a fixed share of the paths, so that draws and everything a change leaves alone stay where
 * they are. One redraw at a time; it rejects when a seat fails.
 */
export async function openLivePaths(
  job: RowJob,
  { runner, paths }: { readonly runner: Runner; readonly paths: number },
): Promise<LivePaths> {
  const crew = runner.open(Math.max(1, Math.min(runner.seats, paths)));
  const share = Math.ceil(paths / crew.size);
  const liveJob = { ...job, blockSize: share };
  const seats = Array.from({ length: crew.size }, (_, seat) => seat);
  await Promise.all(seats.map((seat) => crew.ask(seat, { kind: 'start', job: liveJob })));
  const { rows } = job.layout;
  const shared = crew.share(rows * paths);
  const values = shared ?? new Float64Array(rows * paths);
  return {
    close: () => crew.close(),
    redraw: async (changes) => {
      const peaks = new Float64Array(job.layout.peaks.length);
      await Promise.all(
        seats.map(async (seat) => {
          const pathFrom = seat * share;
          const own = Math.min(share, paths - pathFrom);
          if (own <= 0) return;
          const chunk = {
            pathFrom,
            paths: own,
            capacity: paths,
            changes,
            ...(shared ? { store: shared } : {}),
          };
          const reply = await crew.ask(seat, { kind: 'redraw', ...chunk });
          if (reply.kind !== 'kept') throw new Error(`A seat answered ${reply.kind}`);
          reply.peaks.forEach((peak, i) => (peaks[i] = largerOf(peaks[i]!, peak)));
          if (!reply.values) return;
          for (let row = 0; row < rows; row++) {
            values.set(reply.values.subarray(row * own, (row + 1) * own), row * paths + pathFrom);
          }
        }),
      );
      return { layout: job.layout, paths, peaks, kept: { values, capacity: paths } };
    },
  };
}
