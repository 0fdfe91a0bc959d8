/** Accuracy of forecasts against what came; every measure is a mean over points, then over forecasts. */
export interface Scores {
  /** Mean of 200·|y − f|/(|y| + |f|), in percent from 0 to 200; 0 where both are 0. */
  readonly smape: number;
  /** Mean absolute error over the mean absolute change over a season in the values known. */
  readonly mase: number;
  /** Scaled interval score of the 95% interval: width plus 40 times what lies outside, over the same change. */
  readonly msis: number;
  /** Scaled pinball loss, mean over the probabilities 2.5, 10, 50, 90 and 97.5%. */
  readonly pinball: number;
  readonly covered80: number;
  readonly covered95: number;
  /** Forecasts in the means; those of a series that never moved have no scale and are left out of MASE, MSIS, pinball. */
  readonly forecasts: number;
}

/** A forecast with its bands, and what came. */
export interface Judged {
  readonly actuals: Float64Array;
  readonly mean: Float64Array;
  readonly lo80: Float64Array;
  readonly hi80: Float64Array;
  readonly lo95: Float64Array;
  readonly hi95: Float64Array;
  /** Mean absolute change over a season in the values known. */
  readonly change: number;
}

/**
 * Scores forecasts as the M3 and M4 competitions do.
 *
 * Source: Hyndman and Koehler, IJF 22 (2006) for MASE; Gneiting and Raftery, JASA 102 (2007) for the interval score;
 * Makridakis, Spiliotis, Assimakopoulos, IJF 36 (2020) for MSIS.
 */
export function scoreForecasts(judged: Iterable<Judged>): Scores {
  let smape = 0;
  let mase = 0;
  let msis = 0;
  let pinball = 0;
  let covered80 = 0;
  let covered95 = 0;
  let forecasts = 0;
  let scaled = 0;
  for (const each of judged) {
    const length = each.actuals.length;
    if (length === 0) continue;
    forecasts++;
    let error = 0;
    let relative = 0;
    let interval = 0;
    let loss = 0;
    for (let h = 0; h < length; h++) {
      const y = each.actuals[h]!;
      const f = each.mean[h]!;
      const [lo80, hi80, lo95, hi95] = [each.lo80[h]!, each.hi80[h]!, each.lo95[h]!, each.hi95[h]!];
      error += Math.abs(y - f);
      const size = Math.abs(y) + Math.abs(f);
      if (size > 0) relative += (200 * Math.abs(y - f)) / size;
      interval += hi95 - lo95 + 40 * (Math.max(lo95 - y, 0) + Math.max(y - hi95, 0));
      loss +=
        (pinballLoss(y, lo95, 0.025) +
          pinballLoss(y, lo80, 0.1) +
          pinballLoss(y, f, 0.5) +
          pinballLoss(y, hi80, 0.9) +
          pinballLoss(y, hi95, 0.975)) /
        5;
      if (y >= lo80 && y <= hi80) covered80 += 1 / length;
      if (y >= lo95 && y <= hi95) covered95 += 1 / length;
    }
    smape += relative / length;
    if (!(each.change > 0)) continue;
    scaled++;
    mase += error / length / each.change;
    msis += interval / length / each.change;
    pinball += loss / length / each.change;
  }
  return {
    smape: smape / forecasts,
    mase: mase / scaled,
    msis: msis / scaled,
    pinball: pinball / scaled,
    covered80: covered80 / forecasts,
    covered95: covered95 / forecasts,
    forecasts,
  };
}

/** The quantile loss at probability p; at ½ it is half the absolute error. */
function pinballLoss(actual: number, forecast: number, p: number): number {
  const gap = actual - forecast;
  return gap >= 0 ? p * gap : (p - 1) * gap;
}
