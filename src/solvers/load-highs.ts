import * as highsPackage from 'highs';
import type { Highs, InitOptions } from 'highs';
import type { Solver } from '../lp/index.ts';
import type { HighsLibrary } from './highs-library.ts';
import { HighsModel } from './highs-model.ts';
import { StopWatch, type StopOptions } from './stop-watch.ts';

/** Where the WebAssembly of HiGHS comes from; in Node it is found by itself. */
export type HighsSource = Pick<InitOptions, 'locateFile' | 'wasmBinary' | 'wasmModule'>;

/**
 * Loads HiGHS as a solver for the thread that asks: each worker loads its own, and solves block the thread.
 *
 * It holds at most 2 GiB, and uses one core. Rejects where the WebAssembly cannot be fetched. With `stop` every solve ends once that
 * asks for it, as if it had been given `isCancelled` itself.
 *
 * @example const solution = solveModel(await loadHighs(), model);
 */
export async function loadHighs(source: HighsSource = {}, stop?: StopOptions): Promise<Solver> {
  // The package's types describe its CommonJS build, its module build exports the loader as default.
  const load = highsPackage.default as unknown as (options: InitOptions) => Promise<Highs>;
  const highs = await load({ ...source, print: () => {}, printErr: () => {} });
  const watch = stop === undefined ? undefined : new StopWatch(stop);
  const library: HighsLibrary = {
    isTimedByJavaScript: true,
    createModel: (data) => highs.createModel(data),
    isRunError: (error) => error instanceof highs.errors.HighsError && error.operation === 'run',
  };
  return {
    name: `highs ${highs.version.string} (WebAssembly)`,
    open: (model) => new HighsModel(library, model, watch),
  };
}
