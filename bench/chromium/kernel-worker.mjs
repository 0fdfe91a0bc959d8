/**
 * A worker of the reference kernel. Where memory is shared, workers take blocks of paths and then rows from common counters;
 * else each has its own paths, hands the other workers their rows, and folds its own.
 */
import { rowCount } from '../reference-kernel/open-kernel.mjs';
import { blockSize, makeKernelSeat, probabilities } from './kernel-seat.mjs';

const rowsAtOnce = 4;
let seat, task, own, row;

const steps = {
  /** `task`: paths, workers, the worker's index, and the shared store, quantiles and counters if there are any. */
  start({ opened, ...rest }) {
    seat = makeKernelSeat(opened);
    task = rest;
    row = new Float64Array(task.paths);
    return { reply: {} };
  },
  shared() {
    const { paths, workers, store, quantiles, counters } = task;
    const blocks = Math.ceil(paths / blockSize);
    for (let block = Atomics.add(counters, 0, 1); block < blocks; block = Atomics.add(counters, 0, 1)) {
      const pathFrom = block * blockSize;
      const count = Math.min(blockSize, paths - pathFrom);
      seat.simulate(store, { pathFrom, paths: count, width: paths, at: pathFrom });
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
        seat.fold(store.subarray(each * paths, (each + 1) * paths), quantiles, each);
    }
    return { reply: {} };
  },
  /** Simulates its own paths; the reply has the rows of every worker, one list each. */
  simulate() {
    const { from, to } = shareOf(task.paths, task.index);
    const width = to - from;
    const lists = Array.from({ length: task.workers }, (_, i) => {
      const rows = shareOf(rowCount, i);
      return { at: from, width, values: new Float64Array((rows.to - rows.from) * width) };
    });
    const whole = { set: putRow };
    for (let pathFrom = from; pathFrom < to; pathFrom += blockSize) {
      const paths = Math.min(blockSize, to - pathFrom);
      seat.simulate(whole, { pathFrom, paths, width, at: pathFrom - from });
    }
    own = lists[task.index];
    const others = lists.map((list, i) => (i === task.index ? undefined : list));
    return {
      reply: { lists: others },
      transfer: others.flatMap((list) => (list ? [list.values.buffer] : [])),
    };

    function putRow(values, place) {
      const each = Math.floor(place / width);
      const owner = ownerOf(each);
      lists[owner].values.set(values, place - shareOf(rowCount, owner).from * width);
    }
  },
  /** Folds its rows from its own paths and those handed over. */
  fold({ lists }) {
    const rows = shareOf(rowCount, task.index);
    const quantiles = new Float64Array((rows.to - rows.from) * probabilities.length);
    for (let each = 0; each < rows.to - rows.from; each++) {
      for (const { at, width, values } of [own, ...lists])
        row.set(values.subarray(each * width, (each + 1) * width), at);
      seat.fold(row, quantiles, each);
    }
    return { reply: { quantiles, at: rows.from }, transfer: [quantiles.buffer] };
  },
};

function shareOf(total, index) {
  const { workers } = task;
  return { from: Math.floor((total * index) / workers), to: Math.floor((total * (index + 1)) / workers) };
}

function ownerOf(each) {
  let owner = 0;
  while (each >= shareOf(rowCount, owner).to) owner++;
  return owner;
}

self.onmessage = ({ data }) => {
  const { reply, transfer = [] } = steps[data.step](data);
  self.postMessage(reply, transfer);
};
