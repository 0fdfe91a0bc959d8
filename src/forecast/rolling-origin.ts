import { errorScale, meanChange } from './error-scale.ts';
import type { Method } from './forecast-points.ts';
import { forecastPoints } from './forecast-points.ts';

/** A forecast made with what was known at an origin, and what came after. */
export interface Vintage {
  /** Values known: those before index `origin`. */
  readonly origin: number;
  /** What came, by horizon. */
  readonly actuals: Float64Array;
  readonly paths: Readonly<Record<Method, Float64Array>>;
  /** Scale of the errors by horizon (`errorScale`). */
  readonly scale: Float64Array;
  /** Denominator of MASE, from the values known. */
  readonly change: number;
  /** Whether no value known is below 0. */
  readonly isNonNegative: boolean;
}

export interface OriginOptions {
  readonly horizon: number;
  readonly seasons: readonly number[];
}

/** Forecasts a history again from earlier origins, each time from the values before it alone. */
export function forecastOrigins(
  values: Float64Array,
  origins: readonly number[],
  options: OriginOptions,
): Vintage[] {
  const season = options.seasons[0] ?? 1;
  return origins.map((origin) => {
    const known = values.slice(0, origin);
    const actuals = values.slice(origin, origin + options.horizon);
    const { paths, spread } = forecastPoints(known, { ...options, horizon: actuals.length });
    return {
      origin,
      actuals,
      paths,
      scale: errorScale(known, spread, season),
      change: meanChange(known, season),
      isNonNegative: known.every((value) => value >= 0),
    };
  });
}

/** Fewest values that an origin must know: two seasons and two, at least eight. */
export function fewestKnown(seasons: readonly number[]): number {
  return Math.max(8, 2 * (seasons[0] ?? 1) + 2);
}

/** Up to three origins, 1, 1½ and 2 horizons before the end: enough for a pool of many series. */
export function poolOrigins(length: number, { horizon, seasons }: OriginOptions): number[] {
  const least = fewestKnown(seasons);
  const found = [1, 1.5, 2].map((times) => Math.max(least, length - Math.round(times * horizon)));
  return [...new Set(found)].filter((origin) => origin < length);
}

/** Up to `most` origins, one period apart where the history allows, the latest one period before the end. */
export function ownOrigins(length: number, seasons: readonly number[], most: number): number[] {
  const least = Math.max(fewestKnown(seasons), Math.floor(length / 3));
  const count = length - least;
  if (count <= 0) return [];
  const step = Math.max(1, Math.floor(count / most));
  const origins: number[] = [];
  for (let origin = length - 1; origin >= least && origins.length < most; origin -= step)
    origins.push(origin);
  return origins;
}

/** The errors of one method over their scale; empty when the scale is 0 anywhere. */
export function scaledErrors(vintage: Vintage, method: Method): Float64Array | undefined {
  const { actuals, scale } = vintage;
  const path = vintage.paths[method];
  const errors = actuals.map((value, h) => (value - path[h]!) / scale[h]!);
  return errors.every((error) => Number.isFinite(error)) ? errors : undefined;
}
