import { minimiseLine } from '../num/index.ts';

/** A fitted dynamic theta model: smoothing weight, first level, and the share of the line's slope that is added. */
export interface ThetaFit {
  readonly alpha: number;
  readonly firstLevel: number;
  /** 1 − 1/θ, from 0 (simple smoothing) to 1. */
  readonly slopeShare: number;
  readonly errors: Float64Array;
}

/** The slope share of the classic method, θ = 2, and how far a series may be expected to lie from it (one standard deviation). */
const classicShare = 0.5;
const shareSpread = 0.1;

/**
 * Fits the dynamic optimised theta model to a series without season, by penalised least squares of its one-step errors.
 *
 * The errors are linear in the first level and in 1 − 1/θ, so both are solved for exactly and only the smoothing weight is
 * searched. θ is drawn to the classic 2 as by a normal prior on 1 − 1/θ: a short series says little about it.
 * Source: Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler, IJF 32 (2016), equations 16–21 (DOTM); the prior is ours.
 */
export function fitTheta(values: Float64Array): ThetaFit {
  const cost = (alpha: number) => solve(values, alpha).sumSquares;
  const alpha = minimiseLine(cost, 0.02, 0.995, { cells: 8, tolerance: 5e-3 });
  const { firstLevel, slopeShare } = solve(values, alpha);
  const errors = new Float64Array(values.length);
  walk(values, alpha, (t, base, decay, slope) => {
    errors[t] = values[t]! - base - decay * firstLevel - slopeShare * slope;
  });
  return { alpha, firstLevel, slopeShare, errors };
}

/** Forecasts for periods 1 to `horizon` after the last value: each step takes the last forecast as if it had come true. */
export function projectTheta(fit: ThetaFit, values: Float64Array, horizon: number): Float64Array {
  const n = values.length;
  const longer = new Float64Array(n + horizon);
  longer.set(values);
  walk(longer, fit.alpha, (t, base, decay, slope) => {
    if (t >= n) longer[t] = base + decay * fit.firstLevel + fit.slopeShare * slope;
  });
  return longer.slice(n);
}

/**
 * Walks the recursions: `base` is the smoothed level without the first level, `decay` what is left of the first level,
 * `slope` what the line to date adds to the next value.
 */
function walk(
  values: Float64Array,
  alpha: number,
  visit: (t: number, base: number, decay: number, slope: number) => void,
): void {
  let base = 0;
  let decay = 1;
  let mean = 0;
  let a = 0;
  let b = 0;
  for (let t = 0; t < values.length; t++) {
    const slope = decay * a + ((1 - decay * (1 - alpha)) / alpha) * b;
    visit(t, base, decay, t === 0 ? 0 : slope);
    const y = values[t]!;
    const n = t + 1;
    b = t === 0 ? 0 : ((n - 2) * b + (6 / n) * (y - mean)) / (n + 1);
    mean = ((n - 1) * mean + y) / n;
    a = mean - ((n + 1) / 2) * b;
    base = alpha * y + (1 - alpha) * base;
    decay *= 1 - alpha;
  }
}

function solve(values: Float64Array, alpha: number) {
  let yy = 0;
  let yl = 0;
  let ys = 0;
  let ll = 0;
  let ls = 0;
  let ss = 0;
  walk(values, alpha, (t, base, decay, slope) => {
    const y = values[t]! - base;
    yy += y * y;
    yl += y * decay;
    ys += y * slope;
    ll += decay * decay;
    ls += decay * slope;
    ss += slope * slope;
  });
  const level = (share: number) => (ll > 0 ? (yl - share * ls) / ll : 0);
  const squares = (share: number) => {
    const l = level(share);
    return yy - 2 * (l * yl + share * ys) + l * l * ll + 2 * l * share * ls + share * share * ss;
  };
  const variance = Math.max(squares(classicShare), 0) / values.length;
  const pull = variance / (shareSpread * shareSpread);
  const own = ll > 0 ? ss - (ls * ls) / ll : 0;
  const wish = ll > 0 ? ys - (ls * yl) / ll : 0;
  const best = own + pull > 0 ? (wish + pull * classicShare) / (own + pull) : classicShare;
  const slopeShare = Math.min(Math.max(best, 0), 1);
  return { firstLevel: level(slopeShare), slopeShare, sumSquares: Math.max(squares(slopeShare), 0) };
}
