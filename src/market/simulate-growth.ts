import { hashName } from '../base/hash-name.ts';
import { exp, fromInterval90, inverseNormal, log, quantileFunction, uniformAt } from '../num/index.ts';
import type { GrowthModel } from './growth-model.ts';
import { longRunGrowth, yearlyGrowth } from './growth-model.ts';
import type { RevenueSeries } from './race-series.ts';

export interface GrowthPaths {
  /** Revenue by series, then path, then quarter after the last one known, USD bn. */
  readonly revenue: readonly (readonly Float64Array[])[];
}

export interface GrowthOptions {
  readonly paths: number;
  readonly seed: number;
  readonly quarters: number;
}

/** Freedom of the surprises: quarters with a jump are commoner than the normal distribution has it. */
const freedom = 5;
/** Standard deviation by which a company's own long-run rate differs from the common one: an assumption. */
const ownRateSpread = 0.03;

/**
 * Joint revenue paths of several series. Every path draws its own long-run rate for all and its own pull towards it; the
 * surprises of a quarter share one common part.
 */
export function simulateGrowth(
  all: readonly RevenueSeries[],
  model: GrowthModel,
  options: GrowthOptions,
): GrowthPaths {
  const { paths, seed, quarters } = options;
  const normalOf = (name: string) => {
    const stream = hashName(name);
    return (path: number, period: number) => inverseNormal(uniformAt(seed, path, stream, period));
  };
  const draws = all.map(({ definition }) => ({
    mu: normalOf(`race.${definition}.mu`),
    shock: normalOf(`race.${definition}`),
  }));
  const commonShock = normalOf('race.common');
  const pull = normalOf('race.kappa');
  const tails = Array.from({ length: freedom }, (_, k) => normalOf(`race.tail.${k}`));
  const longRun = quantileFunction(fromInterval90(longRunGrowth.low, longRunGrowth.high));
  const longRunStream = hashName('race.long_run');
  const share = Math.sqrt(model.correlation);
  const own = Math.sqrt(1 - model.correlation);
  const spread = Math.max(model.kappaError, 0.25 * model.kappa);
  const revenue: Float64Array[][] = all.map(() => []);
  const scaled = new Float64Array(quarters);
  const common = new Float64Array(quarters);
  for (let path = 0; path < paths; path++) {
    for (let t = 0; t < quarters; t++) {
      let squares = 0;
      for (const tail of tails) {
        const z = tail(path, t);
        squares += z * z;
      }
      scaled[t] = Math.sqrt((freedom - 2) / squares);
      common[t] = share * commonShock(path, t);
    }
    const longRunRate = longRun(uniformAt(seed, path, longRunStream, 0));
    const kappa = Math.min(Math.max(model.kappa + spread * pull(path, 0), 0.005), 0.5);
    all.forEach((series, i) => {
      const { mu: ownRate, shock } = draws[i]!;
      const mu = log(1 + Math.max(longRunRate + ownRateSpread * ownRate(path, 0), 0));
      const known = series.values.slice(-4);
      const seen = yearlyGrowth(series.values);
      let growth = seen.at(-1)!;
      let change = growth - (seen.at(-2) ?? growth);
      const out = new Float64Array(quarters);
      for (let t = 0; t < quarters; t++) {
        const surprise = common[t]! + own * shock(path, t);
        change = model.momentum * change + kappa * (mu - growth) + model.sigma[i]! * scaled[t]! * surprise;
        growth += change;
        out[t] = (t < 4 ? known[t]! : out[t - 4]!) * exp(growth);
      }
      revenue[i]!.push(out);
    });
  }
  return { revenue };
}
