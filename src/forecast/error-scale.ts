/**
 * What a forecast error of a series is measured against, by horizon, in the unit of the series; 0 when it never moved.
 *
 * The geometric mean of the spread that the models expect and of the mean change over a season. The first knows how errors
 * grow with the horizon, the second does not trust a model that fits too well; on the public sets either alone gives wider
 * intervals for the same coverage (docs/forecast.md).
 */
export function errorScale(values: Float64Array, spread: Float64Array, season: number): Float64Array {
  const change = meanChange(values, season);
  return spread.map((width) => {
    const model = width > 0 ? width : 0.1 * change;
    return Math.sqrt(model * (change > 0 ? change : model));
  });
}

/** Mean absolute change over a season, the scale of MASE; over one period where there are too few values for a season. */
export function meanChange(values: Float64Array, season: number): number {
  const lag = values.length > season ? season : 1;
  if (values.length <= lag) return 0;
  let sum = 0;
  for (let t = lag; t < values.length; t++) sum += Math.abs(values[t]! - values[t - lag]!);
  return sum / (values.length - lag);
}
