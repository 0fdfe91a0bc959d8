import { hasSeason } from './has-season.ts';

/** What a repeating pattern does to a series: adds to the level, multiplies it, or neither. */
export type SeasonKind = 'none' | 'additive' | 'multiplicative';

/** A series without its pattern, and the pattern by position in the season; position 0 is that of the first value. */
export interface Adjusted {
  readonly kind: SeasonKind;
  readonly values: Float64Array;
  readonly indices: Float64Array;
}

/**
 * Takes the seasonal pattern of `season` periods out of a series, where the test finds one (`hasSeason`).
 *
 * Classical decomposition: ratios (all values above 0) or differences to a centred moving average, averaged by position,
 * and the indices scaled to mean 1 or 0. Source: Makridakis, Wheelwright, Hyndman, "Forecasting" (1998), chapter 3; the
 * form of the M3 and M4 competitions' benchmarks.
 *
 * @example adjustSeason(values, 12).indices // twelve ratios
 */
export function adjustSeason(values: Float64Array, season: number): Adjusted {
  if (!hasSeason(values, season)) return withoutSeason(values);
  return decompose(values, season);
}

/** The same without the test: for a series long enough to hold two seasons. */
export function decompose(values: Float64Array, season: number): Adjusted {
  const isPositive = values.every((value) => value > 0);
  const indices = findIndices(values, season, isPositive);
  if (indices === undefined) return withoutSeason(values);
  const kind = isPositive ? 'multiplicative' : 'additive';
  const adjusted = values.map((value, t) => {
    const index = indices[t % season]!;
    return isPositive ? value / index : value - index;
  });
  return { kind, values: adjusted, indices };
}

/** Puts the pattern back on forecasts that start after `length` values. */
export function applySeason(path: Float64Array, adjusted: Adjusted, length: number): Float64Array {
  const { kind, indices } = adjusted;
  if (kind === 'none') return path;
  return path.map((value, h) => {
    const index = indices[(length + h) % indices.length]!;
    return kind === 'multiplicative' ? value * index : value + index;
  });
}

/** A series as it is. */
export function withoutSeason(values: Float64Array): Adjusted {
  return { kind: 'none', values, indices: new Float64Array([1]) };
}

function findIndices(values: Float64Array, season: number, isRatio: boolean): Float64Array | undefined {
  const half = Math.floor(season / 2);
  const isEven = season % 2 === 0;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = half; t < values.length - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) {
      const weight = isEven && (k === -half || k === half) ? 0.5 : 1;
      sum += weight * values[t + k]!;
    }
    const trend = sum / season;
    const part = isRatio ? values[t]! / trend : values[t]! - trend;
    sums[t % season]! += part;
    counts[t % season]! += 1;
  }
  if (counts.some((count) => count === 0)) return undefined;
  const indices = sums.map((sum, i) => sum / counts[i]!);
  let mean = 0;
  for (const index of indices) mean += index / season;
  const centred = indices.map((index) => (isRatio ? index / mean : index - mean));
  return isRatio && centred.some((index) => index < 0.01) ? undefined : centred;
}
