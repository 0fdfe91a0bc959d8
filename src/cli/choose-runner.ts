import { availableParallelism } from 'node:os';
import { nodeRunner } from '../runners/index.ts';
import { inProcessRunner, type Runner } from '../simulate/index.ts';
import { afterEvents } from './progress.ts';

/** Paths from which a second thread saves more than it takes to start. */
const worthThreads = 1000;

/**
 * Where a run of so many paths is evaluated: on as many threads as asked for, or as the machine has; in the process itself
 * where that is one, or where the run is short. Never changes the answer.
 */
export function chooseRunner(paths: number, workers: number | undefined): Runner {
  const threads = workers ?? (paths < worthThreads ? 1 : availableParallelism());
  return threads > 1 ? nodeRunner({ threads }) : inProcessRunner({ pause: afterEvents });
}
