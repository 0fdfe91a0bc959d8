import { Worker } from 'node:worker_threads';
import type { SolverChoice } from '../native/index.ts';
import {
  joinAnswers,
  splitTask,
  type AnswerTo,
  type ScenarioPool,
  type ScenarioTask,
  TaskCancelled,
  type TwoStage,
} from '../stochastic/index.ts';
import type { ScenarioThreadData } from './scenario-thread.ts';

type Message = { readonly answer: unknown } | { readonly error: string } | { readonly isCancelled: true };

/**
 * A pool of worker threads, each with a solver of its own of the choice; scenario s always goes to thread s modulo their number.
 *
 * The threads end with `close`. Rejects where a thread fails. Solves under way end when the first number of `stop`, over shared
 * memory, is no longer 0; tasks are then rejected with `TaskCancelled`.
 */
export function scenarioPool(
  problem: TwoStage,
  threadCount: number,
  stop: Int32Array = new Int32Array(new SharedArrayBuffer(4)),
  solver: SolverChoice = 'wasm',
): ScenarioPool {
  // Beside this file once built; worker threads of Node 20 take no TypeScript.
  const file = new URL('./scenario-thread.js', import.meta.url);
  const workerData: ScenarioThreadData = { problem, stop, solver };
  const threads = Array.from({ length: threadCount }, () => new Worker(file, { workerData }));
  const ask = <T extends ScenarioTask>(thread: Worker, task: T): Promise<AnswerTo<T>> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        thread.off('message', onMessage);
        thread.off('error', onError);
      };
      const onMessage = (message: Message): void => {
        end();
        if ('isCancelled' in message) reject(new TaskCancelled());
        else if ('error' in message) reject(new Error(message.error));
        else resolve(message.answer as AnswerTo<T>);
      };
      const onError = (error: Error): void => {
        end();
        reject(error);
      };
      thread.on('message', onMessage);
      thread.on('error', onError);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port takes none.
      thread.postMessage(task);
    });
  return {
    async run(task) {
      const parts = splitTask(task, threadCount);
      // All are waited for, so that no answer to this task is taken for one to the next.
      const settled = await Promise.allSettled(parts.map((part, i) => ask(threads[i]!, part)));
      const answers = settled.map((each) => {
        if (each.status === 'rejected') throw each.reason;
        return each.value;
      });
      return joinAnswers(task, parts, answers);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
