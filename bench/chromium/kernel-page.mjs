/** The page's side of the reference kernel: starts workers, runs them, returns quantiles. */
import { openKernel, rowCount } from '../reference-kernel/open-kernel.mjs';
import { makeSoloKernel, probabilities } from './kernel-seat.mjs';

const opened = openKernel(
  await (await fetch(new URL('../reference-kernel/params.txt', import.meta.url))).text(),
);
const crews = new Map();
const spares = new Map();

window.jobs = {
  isIsolated: () => window.crossOriginIsolated,
  /** SHA-256 of all doubles of some paths, computed in the page itself. */
  async hash(paths) {
    const kernel = makeSoloKernel(opened, paths);
    kernel.run();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', kernel.store));
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  /** Runs and folds all paths on warm workers; the seconds are the page's, from order to answer. */
  async run({ paths, workers }) {
    const key = `${paths} ${workers}`;
    if (!crews.has(key)) crews.set(key, await startCrew(paths, workers));
    const start = performance.now();
    const quantiles = await crews.get(key)();
    return { seconds: (performance.now() - start) / 1000, quantiles: [...quantiles] };
  },
};

async function startCrew(paths, workers) {
  const isShared = window.crossOriginIsolated;
  const shared = isShared
    ? {
        store: sharedNumbers(rowCount * paths),
        quantiles: sharedNumbers(rowCount * probabilities.length),
        counters: new Int32Array(new SharedArrayBuffer(12)),
      }
    : {};
  const crew = Array.from({ length: workers }, () => startWorker());
  await Promise.all(
    crew.map((ask, index) => ask({ step: 'start', opened, paths, workers, index, ...shared })),
  );
  return isShared ? () => runShared(crew, shared) : () => runApart(crew);
}

async function runShared(crew, { counters, quantiles }) {
  counters.fill(0);
  await Promise.all(crew.map((ask) => ask({ step: 'shared' })));
  return quantiles;
}

/** Lists of rows go from their maker to the one who folds them and back again, without a copy. */
async function runApart(crew) {
  const made = await Promise.all(
    crew.map((ask, i) =>
      ask({ step: 'simulate', spare: spares.get(crew)?.[i] }, memoryOf(spares.get(crew)?.[i])),
    ),
  );
  const parts = await Promise.all(
    crew.map((ask, i) => {
      const lists = made.map((reply) => reply.lists[i]);
      return ask({ step: 'fold', lists }, memoryOf(lists));
    }),
  );
  const quantiles = new Float64Array(rowCount * probabilities.length);
  for (const part of parts) quantiles.set(part.quantiles, part.at * probabilities.length);
  spares.set(
    crew,
    crew.map((_, maker) => parts.map((part) => part.lists[maker])),
  );
  return quantiles;
}

function memoryOf(lists = []) {
  return lists.flatMap((list) => (list ? [list.values.buffer] : []));
}

function sharedNumbers(count) {
  return new Float64Array(new SharedArrayBuffer(8 * count));
}

/** A worker as a function that sends an order and waits for its reply. */
function startWorker() {
  const worker = new Worker(new URL('kernel-worker.mjs', import.meta.url), { type: 'module' });
  return (order, transfer = []) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message ?? 'the worker could not be loaded'));
      worker.postMessage(order, transfer);
    });
}
