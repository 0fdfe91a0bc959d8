/**
 * A worker of the reference kernel. Where memory is shared, workers take blocks of paths and then rows from common counters;
 * else each has its own paths, hands the other workers their rows, and folds its own.
 */
import { rowCount } from '../reference-kernel/open-kernel.mjs';
import { blockSize, makeKernelSeat, probabilities, viewsOf } from './kernel-seat.mjs';

const rowsAtOnce = 4;
let seat, task, own, row, storeRows;

const steps = {
  /** `task`: paths, workers, the worker's index, and the shared store, quantiles and counters if there are any. */
  start({ opened, ...rest }) {
    seat = makeKernelSeat(opened);
    task = rest;
    row = new Float64Array(task.paths);
    storeRows = task.store ? viewsOf(task.store, task.paths) : [];
    return { reply: {} };
  },
  shared() {
    const { paths, workers, quantiles, counters } = task;
    const blocks = Math.ceil(paths / blockSize);
    for (let block = Atomics.add(counters, 0, 1); block < blocks; block = Atomics.add(counters, 0, 1)) {
      const pathFrom = block * blockSize;
      const count = Math.min(blockSize, paths - pathFrom);
      seat.simulate(storeRows, { pathFrom, paths: count, at: pathFrom });
    }
    // Nobody folds a row before all paths are done.
    if (Atomics.add(counters, 1, 1) === workers - 1) Atomics.notify(counters, 1);
    for (let done = Atomics.load(counters, 1); done < workers; done = Atomics.load(counters, 1))
      Atomics.wait(counters, 1, done);
    for (
      let from = Atomics.add(counters, 2, rowsAtOnce);
      from < rowCount;
      from = Atomics.add(counters, 2, rowsAtOnce)
    ) {
      for (let each = from; each < Math.min(from + rowsAtOnce, rowCount); each++)
        seat.fold(storeRows[each], quantiles, each);
    }
    return { reply: {} };
  },
  /** Simulates its own paths; the reply has the rows of every other worker, one list each. `spare` has last time's lists. */
  simulate({ spare }) {
    const { from, to } = shareOf(task.paths, task.index);
    const width = to - from;
    const lists = Array.from({ length: task.workers }, (_, i) => {
      if (i === task.index && own) return own;
      const rows = shareOf(rowCount, i);
      return spare?.[i] ?? { at: from, width, values: new Float64Array((rows.to - rows.from) * width) };
    });
    const views = lists.flatMap((list) => viewsOf(list.values, width));
    for (let pathFrom = from; pathFrom < to; pathFrom += blockSize) {
      const paths = Math.min(blockSize, to - pathFrom);
      seat.simulate(views, { pathFrom, paths, at: pathFrom - from });
    }
    own = lists[task.index];
    const others = lists.map((list, i) => (i === task.index ? undefined : list));
    return { reply: { lists: others }, transfer: memoryOf(others) };
  },
  /** Folds its rows from its own paths and those handed over, which it gives back. */
  fold({ lists }) {
    const rows = shareOf(rowCount, task.index);
    const quantiles = new Float64Array((rows.to - rows.from) * probabilities.length);
    for (let each = 0; each < rows.to - rows.from; each++) {
      for (const { at, width, values } of [own, ...lists.filter((list) => list !== undefined)])
        row.set(values.subarray(each * width, (each + 1) * width), at);
      seat.fold(row, quantiles, each);
    }
    return {
      reply: { quantiles, at: rows.from, lists },
      transfer: [quantiles.buffer, ...memoryOf(lists)],
    };
  },
};

function memoryOf(lists) {
  return lists.flatMap((list) => (list ? [list.values.buffer] : []));
}

function shareOf(total, index) {
  const { workers } = task;
  return { from: Math.floor((total * index) / workers), to: Math.floor((total * (index + 1)) / workers) };
}

self.onmessage = ({ data }) => {
  const { reply, transfer = [] } = steps[data.step](data);
  self.postMessage(reply, transfer);
};
