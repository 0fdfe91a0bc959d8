/** The reference kernel on threads: each runs paths of its own by the compiled graph, results go to fixed places. */
import { readFileSync } from 'node:fs';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { metrics, sizes } from './program.mjs';

export const seed = 42;
const kept = [...metrics, 'npv'];
/** Numbers of one path: each metric in each quarter, then the net present value. */
export const rowCount = metrics.length * sizes.periods + 1;

/** Compiles the kernel for a file of parameters: an engine and its inputs. */
export async function makeEngine(parameterFile) {
  const { instantiate } = await import('../../dist/formula/index.js');
  const { openKernel } = await import('./open-kernel.mjs');
  const { plan, inputs } = openKernel(readFileSync(parameterFile, 'utf8'));
  const engine = instantiate(plan);
  const run = (pathFrom, paths) =>
    engine.run(inputs, { pathFrom, paths, seed, isBorrowed: true, keepsInputs: true });
  return { graph: plan.graph, plan, inputs, run };
}

/** Rows of a run in the order of the reference's file. */
export function eachRow(evaluation, paths, use) {
  let row = 0;
  for (const name of kept) {
    const { values } = evaluation.get(name);
    for (let at = 0; at < values.length; at += paths) use(row++, values, at);
  }
}

/** Threads that stay ready; `ask` gives each an order of its own and waits for all. */
export async function openThreads(count, parameterFile) {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL(import.meta.url), { workerData: { parameterFile } }),
  );
  const answerOf = (worker) =>
    new Promise((resolve, reject) => {
      worker.once('message', (answer) => {
        worker.off('error', reject);
        resolve(answer);
      });
      worker.once('error', reject);
    });
  await Promise.all(workers.map(answerOf));
  return {
    ask: (orders) =>
      Promise.all(
        orders.map((order, i) => {
          const answer = answerOf(workers[i]);
          workers[i].postMessage(order, []);
          return answer;
        }),
      ),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

if (!isMainThread && workerData?.parameterFile) {
  const { run } = await makeEngine(workerData.parameterFile);
  const { RowCounter } = await import('../../dist/simulate/row-counter.js');
  const work = {
    /** Puts rows of some paths into a store that all threads share. */
    store({ store, capacity, pathFrom, paths, block }) {
      for (let done = 0; done < paths; done += block) {
        const now = Math.min(block, paths - done);
        eachRow(run(pathFrom + done, now), now, (row, values, at) =>
          store.set(values.subarray(at, at + now), row * capacity + pathFrom + done),
        );
      }
    },
    /** Counts rows of some paths into bins, chunk by chunk. */
    count({ plan, pathFrom, paths, chunk }) {
      const counter = new RowCounter(plan);
      for (let from = pathFrom; from < pathFrom + paths; from += chunk) {
        eachRow(run(from, chunk), chunk, (row, values, at) =>
          counter.add(row, values, { at, paths: chunk, pathFrom: from }, from),
        );
        counter.endChunk(from, chunk);
      }
      return counter.take();
    },
  };
  parentPort.on('message', (order) => parentPort.postMessage(work[order.kind](order) ?? 'done', []));
  parentPort.postMessage('ready', []);
}
