/** One thread's share of the reference kernel and of its quantiles, in Node and browser alike. */
import { instantiate } from '../../dist/formula/index.js';
import { selectQuantiles } from '../../dist/num/index.js';
import { kept, rowCount, seed } from '../reference-kernel/open-kernel.mjs';

export const probabilities = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/** Paths evaluated together: what they need stays in a core's own memory. */
export const blockSize = 200;

export function makeKernelSeat({ plan, inputs }) {
  const engine = instantiate(plan);
  return {
    /** Puts the rows of a block of paths into views of all rows, from a place on. */
    simulate(rows, { pathFrom, paths, at }) {
      const { get } = engine.run(inputs, { pathFrom, paths, seed, isBorrowed: true });
      let row = 0;
      for (const name of kept) {
        const { values } = get(name);
        for (let from = 0; from < values.length; from += paths)
          rows[row++].set(values.subarray(from, from + paths), at);
      }
    },
    /** All wanted quantiles of one row, of which the numbers stand together. */
    fold(values, quantiles, row) {
      quantiles.set(selectQuantiles(values, probabilities), row * probabilities.length);
    },
  };
}

/** Rows of so many numbers that stand one after the other. */
export function viewsOf(store, width) {
  return Array.from({ length: store.length / width }, (_, row) =>
    store.subarray(row * width, (row + 1) * width),
  );
}

/** The whole on this thread alone: `paths` paths, then the quantiles of every row. */
export function makeSoloKernel(opened, paths) {
  const seat = makeKernelSeat(opened);
  const store = new Float64Array(rowCount * paths);
  const rows = viewsOf(store, paths);
  const quantiles = new Float64Array(rowCount * probabilities.length);
  return {
    store,
    run() {
      for (let pathFrom = 0; pathFrom < paths; pathFrom += blockSize) {
        const block = Math.min(blockSize, paths - pathFrom);
        seat.simulate(rows, { pathFrom, paths: block, at: pathFrom });
      }
      rows.forEach((values, row) => seat.fold(values, quantiles, row));
      return quantiles;
    },
  };
}
