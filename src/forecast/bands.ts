import type { Multipliers } from './multipliers.ts';
import { levels } from './multipliers.ts';

/** A forecast by horizon: its mean and the 80% and 95% intervals, in the unit of the series. */
export interface Bands {
  readonly mean: Float64Array;
  readonly lo80: Float64Array;
  readonly hi80: Float64Array;
  readonly lo95: Float64Array;
  readonly hi95: Float64Array;
}

const at = (p: number) => levels.findIndex((level) => level === p);
const columns = { lo80: at(0.1), hi80: at(0.9), lo95: at(0.025), hi95: at(0.975) };

/** Intervals from multipliers of a scale; not below 0 where the series is not. */
export function makeBands(
  mean: Float64Array,
  scale: Float64Array,
  multipliers: Multipliers,
  isNonNegative: boolean,
): Bands {
  const rows = multipliers.byHorizon;
  const band = (column: number) =>
    mean.map((value, h) => {
      const multiplier = rows[Math.min(h, rows.length - 1)]![column]!;
      const end = value + scale[h]! * multiplier;
      return isNonNegative ? Math.max(end, 0) : end;
    });
  return {
    mean,
    lo80: band(columns.lo80),
    hi80: band(columns.hi80),
    lo95: band(columns.lo95),
    hi95: band(columns.hi95),
  };
}
