import { Worker } from 'node:worker_threads';
import {
  joinAnswers,
  splitTask,
  type AnswerTo,
  type ScenarioPool,
  type ScenarioTask,
  type TwoStage,
} from '../stochastic/index.ts';

type Message = { readonly answer: unknown } | { readonly error: string };

/**
 * A pool of worker threads, each with a HiGHS of its own; scenario s always goes to thread s modulo their number.
 *
 * The threads end with `close`. Rejects where a thread fails.
 */
export function scenarioPool(problem: TwoStage, threadCount: number): ScenarioPool {
  // Beside this file once built; worker threads of Node 20 take no TypeScript.
  const file = new URL('./scenario-thread.js', import.meta.url);
  const threads = Array.from({ length: threadCount }, () => new Worker(file, { workerData: problem }));
  const ask = <T extends ScenarioTask>(thread: Worker, task: T): Promise<AnswerTo<T>> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        thread.off('message', onMessage);
        thread.off('error', onError);
      };
      const onMessage = (message: Message): void => {
        end();
        if ('error' in message) reject(new Error(message.error));
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
      const answers = await Promise.all(parts.map((part, i) => ask(threads[i]!, part)));
      return joinAnswers(task, parts, answers);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
