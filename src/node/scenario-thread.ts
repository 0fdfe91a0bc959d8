import { parentPort, workerData } from 'node:worker_threads';
import { loadHighs } from '../solvers/index.ts';
import { ScenarioWorker, type ScenarioTask, type TwoStage } from '../stochastic/index.ts';

/** A worker thread of `scenarioPool`: loads a solver of its own and does the tasks it is sent, one after the other. */
const port = parentPort!;
const loading = loadHighs().then((solver) => new ScenarioWorker(solver, workerData as TwoStage));

port.on('message', (task: ScenarioTask) => {
  void loading.then((worker) => {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port takes none.
      port.postMessage({ answer: worker.run(task) });
    } catch (error) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port takes none.
      port.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  });
});
