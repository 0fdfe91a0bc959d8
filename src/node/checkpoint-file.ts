import { existsSync, readFileSync } from 'node:fs';
import type { Issue } from '../base/issue.ts';
import { readCheckpoint, writeCheckpoint, type CheckpointOwner } from '../stochastic/index.ts';
import { writeFile } from './write-file.ts';

/** A file that a decomposition keeps its state in. */
export interface CheckpointFile<S> {
  /** What an earlier run left; `undefined` where there is no file, or where `issues` tells of it. */
  readonly state: S | undefined;
  readonly issues: readonly Issue[];
  /** Writes the state if the last time is long enough ago; to be handed on as `onRound`. */
  readonly offer: (state: () => S) => void;
  /** Writes a state at once. */
  readonly keep: (state: S) => void;
}

/**
 * Opens the checkpoint at a path: reads it where it exists, and writes it in one step each time, so that an interruption at any
 * moment leaves a whole one.
 *
 * @example const file = openCheckpoint<BendersState>('run.json', { method: 'benders', problem: fingerprint(problem) });
 */
export function openCheckpoint<S>(
  path: string,
  owner: CheckpointOwner,
  { everySeconds = 10 }: { readonly everySeconds?: number } = {},
): CheckpointFile<S> {
  let last = performance.now();
  const keep = (state: S): void => {
    writeFile(path, writeCheckpoint(owner, state));
    last = performance.now();
  };
  const offer = (state: () => S): void => {
    if (performance.now() - last >= everySeconds * 1000) keep(state());
  };
  if (!existsSync(path)) return { state: undefined, issues: [], offer, keep };
  const { value, issues } = readCheckpoint<S>(readFileSync(path, 'utf8'), path, owner);
  return { state: value, issues, offer, keep };
}
