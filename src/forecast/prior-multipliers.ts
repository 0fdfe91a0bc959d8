import type { Multipliers } from './multipliers.ts';
import type { SeriesFrequency } from './series.ts';
import { priorTables } from './prior-tables.ts';

/** Which public set stands for a frequency: years for lack of better by quarters, weeks and days by months. */
const tableOf: Readonly<Record<SeriesFrequency, keyof typeof priorTables>> = {
  H: 'hour',
  D: 'month',
  W: 'month',
  M: 'month',
  Q: 'quarter',
  Y: 'quarter',
};

/**
 * Multipliers measured on public series, for a set too small to measure its own: M3 quarterly and monthly, M4 hourly,
 * the combination's errors from rolling origins (scripts/priors.mjs).
 */
export function priorMultipliers(frequency: SeriesFrequency): Multipliers {
  return priorTables[tableOf[frequency]];
}
