import { parentPort, workerData } from 'node:worker_threads';
import { renderIssue } from '../base/issue.ts';
import { loadSolver, type SolverChoice } from '../native/index.ts';
import { ScenarioWorker, TaskCancelled, type ScenarioTask, type TwoStage } from '../stochastic/index.ts';

/** What a thread is started with. */
export interface ScenarioThreadData {
  readonly problem: TwoStage;
  /** Over shared memory; its first number, once not 0, asks to stop. */
  readonly stop: Int32Array;
  readonly solver: SolverChoice;
}

/** A worker thread of `scenarioPool`: loads a solver of its own and does the tasks it is sent, one after the other. */
const port = parentPort!;
const { problem, stop, solver: choice } = workerData as ScenarioThreadData;
const isCancelled = (): boolean => Atomics.load(stop, 0) !== 0;
const loading = loadSolver(choice, { isCancelled }).then(({ value: solver, issues }) => {
  if (solver === undefined) throw new Error(issues.map(renderIssue).join('\n'));
  return new ScenarioWorker(solver, problem);
});

port.on('message', (task: ScenarioTask) => {
  void loading.then((worker) => {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port takes none.
      port.postMessage({ answer: worker.run(task) });
    } catch (error) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port takes none.
      port.postMessage(
        error instanceof TaskCancelled
          ? { isCancelled: true }
          : { error: error instanceof Error ? error.message : String(error) },
      );
    }
  });
});
