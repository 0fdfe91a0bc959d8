export { loadHighs } from './load-highs.ts';
export type { HighsSource } from './load-highs.ts';
