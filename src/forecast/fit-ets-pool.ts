import { exp } from '../num/index.ts';
import type { Adjusted } from './adjust-season.ts';
import { decompose } from './adjust-season.ts';
import { etsSpread } from './ets-spread.ts';
import type { EtsWeights } from './ets-filter.ts';
import type { EtsFit, EtsForm } from './fit-ets.ts';
import { fitEts, projectEts } from './fit-ets.ts';

/** Seasons longer than this are taken out by decomposition instead of being smoothed: the criterion would never choose them. */
export const longestSmoothedSeason = 24;
const leastWeight = 1e-3;
const trends = ['none', 'additive', 'damped'] as const;
const noIndices = new Float64Array(0);

export interface EtsPool {
  /** Mean of the models' forecasts, weighted by exp(−ΔAICc/2). */
  readonly ets: Float64Array;
  /** Forecast of the best model with a damped trend. */
  readonly damped: Float64Array;
  /** Standard deviation by period as the models have it, between models included. */
  readonly spread: Float64Array;
  /** The form of the best model. */
  readonly best: EtsForm;
}

/**
 * Fits every form of exponential smoothing that the series allows and weighs them by AICc; `undefined` for too few values.
 *
 * Weights rather than the one best form: a short series rarely tells forms apart. Source: S. Kolassa, "Combining
 * exponential smoothing forecasts using Akaike weights", IJF 27 (2011).
 */
export function fitEtsPool(values: Float64Array, adjusted: Adjusted, horizon: number): EtsPool | undefined {
  const fits = fitForms(values, adjusted);
  if (fits.length === 0) return undefined;
  const n = values.length;
  const least = Math.min(...fits.map(({ aicc }) => aicc));
  const level = values[n - 1]!;
  const ets = new Float64Array(horizon);
  const squares = new Float64Array(horizon);
  let total = 0;
  let best = fits[0]!;
  let bestDamped: EtsFit | undefined;
  for (const fit of fits) {
    if (fit.aicc < best.aicc) best = fit;
    if (fit.form.trend === 'damped' && (bestDamped === undefined || fit.aicc < bestDamped.aicc))
      bestDamped = fit;
    const weight = exp(-(fit.aicc - least) / 2);
    if (weight < leastWeight) continue;
    const path = projectEts(fit, horizon, n);
    const spread = etsSpread(fit, path, level);
    total += weight;
    for (let h = 0; h < horizon; h++) {
      ets[h]! += weight * path[h]!;
      squares[h]! += weight * (path[h]! * path[h]! + spread[h]! * spread[h]!);
    }
  }
  const spread = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    ets[h]! /= total;
    spread[h] = Math.sqrt(Math.max(squares[h]! / total - ets[h]! * ets[h]!, 0));
  }
  const damped = bestDamped ? projectEts(bestDamped, horizon, n) : ets;
  return { ets, damped, spread, best: best.form };
}

function fitForms(values: Float64Array, adjusted: Adjusted): EtsFit[] {
  const fits: EtsFit[] = [];
  const add = (fit: EtsFit | undefined) => {
    if (fit) fits.push(fit);
  };
  const isPositive = values.every((value) => value > 0);
  const scale = isPositive ? smoothScale(values) : noIndices;
  const plain = new Map<string, EtsWeights>();
  for (const trend of trends) {
    const fit = fitEts({ values, indices: noIndices, scale }, { error: 'additive', trend, season: 'none' });
    add(fit);
    if (fit) plain.set(trend, fit.weights);
    if (isPositive)
      add(
        fitEts(
          { values, indices: noIndices, scale, ...(fit ? { start: fit.weights } : {}) },
          { error: 'multiplicative', trend, season: 'none' },
        ),
      );
  }
  const season = adjusted.indices.length;
  if (adjusted.kind === 'none' || season > longestSmoothedSeason) return fits;
  const { indices } = adjusted;
  const start = (trend: string) => {
    const found = plain.get(trend);
    return found ? { start: { ...found, alpha: Math.min(found.alpha, 0.6), gamma: 0.05 } } : {};
  };
  const isRatio = adjusted.kind === 'multiplicative';
  let mean = 0;
  for (const value of adjusted.values) mean += value / values.length;
  const differences = isRatio ? indices.map((index) => (index - 1) * mean) : indices;
  const smooth = isPositive ? smoothScale(adjusted.values) : noIndices;
  for (const trend of trends) {
    const sums = { values, indices: differences, scale: smooth, ...start(trend) };
    add(fitEts(sums, { error: 'additive', trend, season: 'additive' }));
    if (!isPositive) continue;
    add(fitEts(sums, { error: 'multiplicative', trend, season: 'additive' }));
    const ratios = { values, indices, scale: smooth, ...start(trend) };
    if (isRatio) add(fitEts(ratios, { error: 'multiplicative', trend, season: 'multiplicative' }));
  }
  return fits;
}

/** The level before each value, smoothed; above 0 when the values are. */
function smoothScale(values: Float64Array): Float64Array {
  let level = values[0] ?? 1;
  return values.map((value) => {
    const before = level;
    level += 0.4 * (value - level);
    return before;
  });
}

/** The season to hand to the pool: what the test found, else the pattern without the test, which AICc then judges. */
export function poolSeason(values: Float64Array, adjusted: Adjusted, season: number): Adjusted {
  if (adjusted.kind !== 'none' || season < 2 || season > longestSmoothedSeason) return adjusted;
  return values.length >= 2 * season + 1 ? decompose(values, season) : adjusted;
}
