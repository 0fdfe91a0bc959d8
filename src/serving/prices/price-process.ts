import { hashName } from '../../base/hash-name.ts';
import { exp, inverseNormal, log, uniformAt } from '../../num/index.ts';

const streams = { regime: hashName('price regime'), news: hashName('price news') };

/** A state of the market: where the log price drifts to and how fast it leaves. */
export interface Regime {
  readonly name: string;
  /** Level that the log price is pulled to, over the level of the trend. */
  readonly pull: number;
  /** Chance a year to change to the other regime. */
  readonly leavePerYear: number;
}

/**
 * A regime-switching, mean-reverting price of a chip-hour: the log price is pulled at rate `reversion` to a falling trend plus the pull
 * of the regime, with normal news.
 */
export interface PriceProcess {
  readonly startUsd: number;
  /** Change a year of the trend's log: what newer chips take off older ones. */
  readonly trendPerYear: number;
  readonly regimes: readonly [Regime, Regime];
  readonly startRegime: 0 | 1;
  readonly reversionPerYear: number;
  readonly volatilityPerYear: number;
}

/**
 * A prior for a chip-hour of the current generation: the trend and volatility of H100 index prices from 2023 to 2025, and a tight market
 * like that of the winter of 2025 to 2026, when one-year contracts rose from 1.70 to 2.35 dollars. Tier 4: two turns are a thin history.
 */
export function pricePrior(startUsd: number): PriceProcess {
  return {
    startUsd,
    trendPerYear: -0.22,
    regimes: [
      { name: 'ample', pull: -0.1, leavePerYear: 0.35 },
      { name: 'tight', pull: 0.45, leavePerYear: 0.8 },
    ],
    startRegime: 0,
    reversionPerYear: 1.2,
    volatilityPerYear: 0.2,
  };
}

export interface PathOptions {
  readonly years: number;
  readonly stepsPerYear: number;
  readonly paths: number;
  readonly seed: number;
  /** Stress on the trend: 0.1 makes it fall by 10 points a year less. */
  readonly trendShift?: number;
}

/**
 * Prices in USD by path and step, the first after one step. Draws are named by path and step, so that more paths or years never change
 * the first ones.
 *
 * @example pricePaths(pricePrior(2), { years: 5, stepsPerYear: 4, paths: 1000, seed: 7 })[0]!.length // 20
 */
export function pricePaths(process: PriceProcess, options: PathOptions): readonly Float64Array[] {
  const { regimes, reversionPerYear: speed, volatilityPerYear } = process;
  const step = 1 / options.stepsPerYear;
  const count = Math.round(options.years * options.stepsPerYear);
  const keep = exp(-speed * step);
  // Exact over a step: the variance of a mean-reverting normal process.
  const deviation = volatilityPerYear * Math.sqrt((1 - keep * keep) / (2 * speed));
  const trend = process.trendPerYear + (options.trendShift ?? 0);
  return Array.from({ length: options.paths }, (_, path) => {
    const prices = new Float64Array(count);
    let gap = 0;
    let regime: number = process.startRegime;
    for (let i = 0; i < count; i++) {
      const isLeaving =
        uniformAt(options.seed, path, streams.regime, i) < 1 - exp(-regimes[regime]!.leavePerYear * step);
      if (isLeaving) regime = 1 - regime;
      const news = deviation * inverseNormal(uniformAt(options.seed, path, streams.news, i));
      const pull = regimes[regime]!.pull - regimes[process.startRegime]!.pull;
      gap = pull + (gap - pull) * keep + news;
      prices[i] = exp(log(process.startUsd) + trend * (i + 1) * step + gap);
    }
    return prices;
  });
}

/** Mean, 10th and 90th percentile of prices by step: the forward curve and its 80% range. */
export function forwardCurve(
  paths: readonly Float64Array[],
): readonly { readonly mean: number; readonly p10: number; readonly p90: number }[] {
  const steps = paths[0]?.length ?? 0;
  return Array.from({ length: steps }, (_, step) => {
    const values = paths.map((path) => path[step]!).sort((a, b) => a - b);
    const at = (share: number): number => values[Math.round(share * (values.length - 1))]!;
    return {
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      p10: at(0.1),
      p90: at(0.9),
    };
  });
}
