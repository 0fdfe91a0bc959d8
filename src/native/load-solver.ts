import { ok, type Outcome } from '../base/issue.ts';
import type { Solver } from '../lp/index.ts';
import { loadHighs, type StopOptions } from '../solvers/index.ts';
import { loadNative } from './load-native.ts';

/** `wasm` gives the same answers everywhere; `native` is a library that the user has, and faster. */
export const solverChoices = ['wasm', 'native'] as const;
export type SolverChoice = (typeof solverChoices)[number];

/** Loads the solver of a choice, or says what is missing for it. */
export async function loadSolver(choice: SolverChoice, stop?: StopOptions): Promise<Outcome<Solver>> {
  return choice === 'native' ? loadNative({}, stop) : ok(await loadHighs({}, stop));
}
