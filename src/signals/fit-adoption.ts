import { hashName } from '../base/hash-name.ts';
import { exp, fromInterval90, quantileFunction, uniformAt } from '../num/index.ts';

/** A share of users seen at a time. */
export interface AdoptionPoint {
  /** Years from the launch. */
  readonly year: number;
  /** From 0 to 1. */
  readonly share: number;
}

/** 90% intervals of what is believed before the points: taken from many diffusions when they are few. */
export interface AdoptionPriors {
  /** Coefficient of innovation a year: adoption without example. */
  readonly innovation: readonly [number, number];
  /** Coefficient of imitation a year. */
  readonly imitation: readonly [number, number];
  /** Share that will ever adopt. */
  readonly ceiling: readonly [number, number];
}

/**
 * Priors of new products: mean p 0.03 and q 0.38 a year over 213 diffusions (Sultan, Farley, Lehmann, J. Marketing Research
 * 27, 1990); tools inside a company spread several times faster, so the upper ends are wide.
 */
export const defaultPriors: AdoptionPriors = {
  innovation: [0.01, 0.3],
  imitation: [0.3, 3],
  ceiling: [0.6, 0.97],
};

export interface AdoptionOptions {
  /** Years from the launch at which the share is wanted. */
  readonly years: readonly number[];
  readonly paths: number;
  readonly seed: number;
  /** Standard error of a point, such as 0.05 for a survey. */
  readonly pointError: number;
  readonly priors?: AdoptionPriors;
}

/** Share of adopters by path and year, and how much the points told: candidates that carry the weight. */
export interface AdoptionPaths {
  readonly paths: readonly Float64Array[];
  readonly effective: number;
}

/** Candidates drawn from the priors for each path wanted. */
const candidatesPerPath = 20;

/**
 * Bass curves that fit the points as well as their errors allow: drawn from the priors, weighted by likelihood, resampled.
 *
 * With no point they are the priors; with many, the fit. Source: F. M. Bass, Management Science 15 (1969); resampling after
 * Smith and Gelfand, American Statistician 46 (1992).
 */
export function fitAdoption(points: readonly AdoptionPoint[], options: AdoptionOptions): AdoptionPaths {
  const { years, paths, seed, pointError, priors = defaultPriors } = options;
  const innovation = quantileFunction(fromInterval90(...priors.innovation));
  const imitation = quantileFunction(fromInterval90(...priors.imitation));
  const ceiling = quantileFunction(fromInterval90(...priors.ceiling));
  const stream = hashName('adoption');
  const count = paths * candidatesPerPath;
  const candidates = Array.from({ length: count }, (_, i) => {
    const p = innovation(uniformAt(seed, i, stream, 0));
    const q = imitation(uniformAt(seed, i, stream, 1));
    const m = Math.min(ceiling(uniformAt(seed, i, stream, 2)), 1);
    let squares = 0;
    for (const { year, share } of points) {
      const miss = (m * bassShare(p, q, year) - share) / pointError;
      squares += miss * miss;
    }
    return { p, q, m, misfit: squares / 2 };
  });
  const least = candidates.reduce((low, { misfit }) => Math.min(low, misfit), Infinity);
  const weights = candidates.map(({ misfit }) => exp(least - misfit));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  // Systematic resampling: one draw places an even comb over the weights.
  const offset = uniformAt(seed, 0, stream, 3);
  const chosen: Float64Array[] = [];
  let [sum, i] = [0, -1];
  for (let k = 0; k < paths; k++) {
    const target = ((k + offset) / paths) * total;
    while (sum <= target && i < count - 1) sum += weights[++i]!;
    const { p, q, m } = candidates[Math.max(i, 0)]!;
    chosen.push(Float64Array.from(years, (year) => m * bassShare(p, q, year)));
  }
  return { paths: chosen, effective: (total * total) / squares };
}

/**
 * Share of eventual adopters who have adopted `year` years after the launch.
 *
 * @example bassShare(0.03, 0.38, 5) // 0.270
 */
export function bassShare(innovation: number, imitation: number, year: number): number {
  if (year <= 0) return 0;
  const fade = exp(-(innovation + imitation) * year);
  return (1 - fade) / (1 + (imitation / innovation) * fade);
}

/** What adopters ask of chips: users × share × tokens a user and week × weeks a year ÷ tokens a chip-hour. */
export interface AdoptionDemand {
  readonly users: number;
  readonly tokensPerUserWeek: number;
  readonly tokensPerChipHour: number;
}

const weeksPerYear = 365.25 / 7;

/** Chip-hours a year at a share of adopters. */
export function chipHoursPerYear(share: number, demand: AdoptionDemand): number {
  return (demand.users * share * demand.tokensPerUserWeek * weeksPerYear) / demand.tokensPerChipHour;
}
