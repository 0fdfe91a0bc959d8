import type { Method } from './forecast-points.ts';
import { methods } from './forecast-points.ts';
import type { Multipliers } from './multipliers.ts';
import { findMultipliers } from './multipliers.ts';
import { priorMultipliers } from './prior-multipliers.ts';
import type { Vintage } from './rolling-origin.ts';
import { scaledErrors } from './rolling-origin.ts';
import type { SeriesFrequency } from './series.ts';

/**
 * Where the width of an interval comes from: errors of all series of the set, of the series itself, of public series of
 * the same kind, or of the model's own variance.
 */
export type Basis = 'pooled' | 'own' | 'prior' | 'model';

/** Multipliers for every method of a series, and where they come from. */
export interface Calibration {
  readonly basis: Basis;
  readonly multipliers: Readonly<Record<Method, Multipliers>>;
}

/** Fewest series and errors of a pool: below, its outer quantiles hang on one or two series. */
export const fewestPooledSeries = 20;
export const fewestPooledErrors = 50;
/** (n + 1)·95% ≤ n, so that the 95% quantile of the errors without sign exists. */
export const fewestOwnErrors = 19;

export function calibratePool(vintages: readonly Vintage[], horizon: number): Calibration | undefined {
  const trajectories = trajectoriesOf(vintages, 'buildout');
  const reaching = trajectories.filter((errors) => errors.length * 2 >= horizon);
  if (reaching.length < fewestPooledErrors) return undefined;
  const window = trajectories.length < 400 ? Math.round(horizon / 8) : 0;
  return { basis: 'pooled', multipliers: multipliersOf(vintages, horizon, window) };
}

export function calibrateOwn(vintages: readonly Vintage[], horizon: number): Calibration | undefined {
  const window = Math.max(1, Math.round(horizon / 4));
  const trajectories = trajectoriesOf(vintages, 'buildout');
  const atEnd = trajectories.filter((errors) => errors.length >= horizon - window).length;
  if (trajectories.length < fewestOwnErrors || atEnd < fewestOwnErrors / 2) return undefined;
  return { basis: 'own', multipliers: multipliersOf(vintages, horizon, window) };
}

export function calibratePrior(frequency: SeriesFrequency): Calibration {
  const prior = priorMultipliers(frequency);
  const multipliers = Object.fromEntries(methods.map((method) => [method, prior]));
  return { basis: 'prior', multipliers: multipliers as Record<Method, Multipliers> };
}

function multipliersOf(vintages: readonly Vintage[], horizon: number, window: number) {
  const found = methods.map((method) => [
    method,
    findMultipliers(trajectoriesOf(vintages, method), horizon, window),
  ]);
  return Object.fromEntries(found) as Record<Method, Multipliers>;
}

export function trajectoriesOf(vintages: readonly Vintage[], method: Method): Float64Array[] {
  return vintages.flatMap((vintage) => scaledErrors(vintage, method) ?? []);
}
