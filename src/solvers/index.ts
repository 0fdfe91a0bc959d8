export { loadHighs } from './load-highs.ts';
export type { HighsSource } from './load-highs.ts';
export type { StopOptions } from './stop-watch.ts';
