export { serveWebSeat } from './web-seat.ts';
import { portCrew, type Runner, type WorkerPort } from '../simulate/index.ts';

/** What is used of a browser's worker, so that nothing needs the types of a whole browser. */
interface WebWorker {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  onmessageerror: (() => void) | undefined;
  onerror: ((event: { readonly message?: string }) => void) | undefined;
}

declare const Worker: new (
  file: URL | string,
  options: { readonly type: 'module'; readonly name: string },
) => WebWorker;
declare const crossOriginIsolated: boolean | undefined;

export interface WebRunnerOptions {
  /** Workers at most; `navigator.hardwareConcurrency` says how many the machine can run at a time. */
  readonly workers: number;
  /** Whether workers write into one memory; where the page is cross-origin isolated unless given, and only there. */
  readonly sharesMemory?: boolean;
  /** The built worker, which calls `serveWebSeat`; the one beside this file unless given. Its name is `buildout`. */
  readonly file?: URL | string;
}

/** A runner that keeps its workers between runs, so that the next one starts at once. */
export interface WebRunner extends Runner {
  /** Ends the workers that wait for the next run. */
  end(): void;
}

/**
 * Workers of a browser: each evaluates blocks of its own, the results stand in places that do not depend on who was first.
 *
 * Loads its worker as a plain module beside this one, which names no package, so that no bundler is needed. Without
 * cross-origin isolation the numbers of each block are handed over, without a copy.
 *
 * @example await runStudy(study, { ...options, runner: webRunner({ workers: navigator.hardwareConcurrency }) })
 */
export function webRunner({ workers, sharesMemory, file }: WebRunnerOptions): WebRunner {
  const idle = new Set<WebWorker>();
  const isShared = sharesMemory ?? isIsolated();
  return {
    seats: workers,
    open: (count) => {
      const ports = Array.from({ length: Math.min(count, workers) }, () =>
        openPort(takeOne(idle) ?? startWorker(file), idle),
      );
      return portCrew(ports, (numbers) =>
        isShared
          ? new Float64Array(new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT))
          : undefined,
      );
    },
    end: () => {
      for (const worker of idle) worker.terminate();
      idle.clear();
    },
  };
}

function isIsolated(): boolean {
  return typeof crossOriginIsolated !== 'undefined' && crossOriginIsolated;
}

function startWorker(file: URL | string | undefined): WebWorker {
  // Bundlers find a worker by this very form, with its options written out.
  return file === undefined
    ? new Worker(new URL('./web-worker.js', import.meta.url), { type: 'module', name: 'buildout' })
    : new Worker(file, { type: 'module', name: 'buildout' });
}

function takeOne(idle: Set<WebWorker>): WebWorker | undefined {
  const [worker] = idle;
  if (worker) idle.delete(worker);
  return worker;
}

/** A worker for one crew; afterwards it waits for the next one, unless it is lost or still busy with what nobody wants. */
function openPort(worker: WebWorker, idle: Set<WebWorker>): WorkerPort {
  let underWay = 0;
  let isLost = false;
  return {
    post: (message, transfer) => {
      underWay++;
      worker.postMessage(message, [...transfer]);
    },
    listen: (onMessage) => {
      worker.onmessage = ({ data }) => {
        underWay--;
        onMessage(data);
      };
    },
    onLost: (tell) => {
      const lose = (reason: string): void => {
        isLost = true;
        tell(reason);
      };
      worker.onerror = ({ message }) => lose(message ?? 'its script could not be loaded');
      worker.onmessageerror = () => lose('its answer could not be read');
    },
    close: () => {
      worker.onmessage = worker.onmessageerror = undefined;
      worker.onerror = () => void idle.delete(worker);
      if (isLost || underWay > 0) worker.terminate();
      else idle.add(worker);
    },
  };
}
