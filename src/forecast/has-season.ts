/** Two-sided 90% point of the normal distribution. */
const Z_90 = 1.6448536269514722;

/**
 * Whether a series repeats itself with a season of `season` periods: its autocorrelation at that lag exceeds the 90% limit
 * of Bartlett's formula. `false` for a season of 1, fewer than three seasons of data, or a constant series.
 *
 * Source: the test of the theta method (Assimakopoulos and Nikolopoulos 2000; Fiorucci et al. 2016) and of the M4 benchmarks.
 *
 * @example hasSeason(Float64Array.of(1, 5, 1, 5, 1, 5, 1, 5), 2) // true
 */
export function hasSeason(values: Float64Array, season: number): boolean {
  const n = values.length;
  if (season < 2 || n < 3 * season) return false;
  const limit = n - 1;
  let mean = 0;
  for (const value of values) mean += value / n;
  let variance = 0;
  for (const value of values) variance += (value - mean) * (value - mean);
  if (!(variance > 1e-18 * n * (mean * mean + 1e-300))) return false;
  const correlation = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (values[t]! - mean) * (values[t - lag]! - mean);
    return sum / variance;
  };
  let squares = 0;
  for (let lag = 1; lag < Math.min(season, limit); lag++) {
    const r = correlation(lag);
    squares += r * r;
  }
  return Math.abs(correlation(season)) > Z_90 * Math.sqrt((1 + 2 * squares) / n);
}
