import { Worker } from 'node:worker_threads';
import { portCrew, type Runner, type WorkerPort } from '../simulate/index.ts';

export interface NodeRunnerOptions {
  /** Threads at most. */
  readonly threads: number;
  /** Whether threads write into one memory; where they do not, results are handed over. On unless given. */
  readonly sharesMemory?: boolean;
  /** The built worker; the one beside this file unless given. */
  readonly file?: URL;
}

/**
 * Threads of Node: each evaluates blocks of its own, the results stand in places that do not depend on who was first.
 *
 * @example await runStudy(study, { ...options, runner: nodeRunner({ threads: 2 }) })
 */
export function nodeRunner({ threads, sharesMemory = true, file = workerFile }: NodeRunnerOptions): Runner {
  return {
    seats: threads,
    open: (count) => {
      const ports = Array.from({ length: Math.min(count, threads) }, () => startWorker(file));
      return portCrew(ports, (numbers) =>
        sharesMemory
          ? new Float64Array(new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT))
          : undefined,
      );
    },
  };
}

const workerFile = new URL('./node-worker.js', import.meta.url);

function startWorker(file: URL): WorkerPort {
  // What a worker prints belongs to the program; what Node was started with may not suit a worker.
  const worker = new Worker(file, { execArgv: [] });
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    listen: (onMessage) => void worker.on('message', onMessage),
    onLost: (tell) => {
      worker.on('error', (error) => tell(error.message));
      worker.on('exit', (code) => tell(`it ended with code ${code}`));
    },
    close: () => void worker.terminate(),
  };
}
