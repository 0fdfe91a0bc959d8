export { loadHighs } from './load-highs.ts';
export type { HighsSource } from './load-highs.ts';
export { StopWatch } from './stop-watch.ts';
export type { StopOptions } from './stop-watch.ts';
export { HighsModel } from './highs-model.ts';
export type { HighsHandle, HighsLibrary, SolveCallbacks, SolveEvent } from './highs-library.ts';
