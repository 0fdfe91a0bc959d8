import { betaShape, incompleteBeta, inverseIncompleteBeta } from './beta.ts';
import { inverseNormal } from './inverse-normal.ts';

/** Both ends of a confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Interval for the probability of an event seen `events` times in `paths` draws, close to its level on average.
 *
 * Source: E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927), 209–212.
 *
 * @example wilsonInterval(0, 10, 0.95) // { low: 0, high: 0.2775… }
 */
export function wilsonInterval(events: number, paths: number, level: number): Interval {
  checkCount(events, paths);
  if (paths === 0) return { low: 0, high: 1 };
  const z = inverseNormal(0.5 + level / 2);
  const share = events / paths;
  const square = (z * z) / paths;
  const centre = (share + square / 2) / (1 + square);
  const half = (z * Math.sqrt((share * (1 - share)) / paths + square / (4 * paths))) / (1 + square);
  // At the ends the exact bound is 0 or 1, which rounding would miss.
  return {
    low: events === 0 ? 0 : Math.max(0, centre - half),
    high: events === paths ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Interval for the probability of an event that covers it at least as often as its level says, whatever the probability.
 *
 * Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404–413, by quantiles of the beta distribution.
 *
 * @example clopperPearsonInterval(0, 10, 0.95) // { low: 0, high: 0.3085… }
 */
export function clopperPearsonInterval(events: number, paths: number, level: number): Interval {
  checkCount(events, paths);
  const tail = (1 - level) / 2;
  const rest = paths - events;
  return {
    low: events === 0 ? 0 : inverseIncompleteBeta(tail, betaShape(events, rest + 1)),
    high: rest === 0 ? 1 : 1 - inverseIncompleteBeta(tail, betaShape(rest, events + 1)),
  };
}

/** Ranks in an ascending sample, from 0; −1 and `count` stand for no bound on that side. */
export interface RankInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The ranks between which the true quantile at probability `p` lies with probability `level` or more, for `count` independent draws.
 *
 * Whatever the distribution: the number of draws below the quantile is binomial. Each side gets half of the rest. Source:
 * H. A. David, H. N. Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
 *
 * @example quantileRanks(100, 0.5, 0.95) // { low: 39, high: 60 }: from the 40th to the 61st value
 */
export function quantileRanks(count: number, p: number, level: number): RankInterval {
  const tail = (1 - level) / 2;
  // Below rank r lie at most r draws smaller than the quantile: P(binomial ≤ r) must not be above the tail.
  let low = -1;
  for (let step = topBit(count); step >= 1; step /= 2) {
    if (low + step < count && binomialBelow(low + step, count, p) <= tail) low += step;
  }
  let above = -1;
  for (let step = topBit(count); step >= 1; step /= 2) {
    if (above + step < count && 1 - binomialBelow(above + step, count, p) > tail) above += step;
  }
  return { low, high: above + 1 };
}

/** P(binomial(count, p) ≤ k). */
function binomialBelow(k: number, count: number, p: number): number {
  return k >= count ? 1 : incompleteBeta(1 - p, betaShape(count - k, k + 1));
}

function topBit(count: number): number {
  let bit = 1;
  while (bit * 2 <= count) bit *= 2;
  return bit;
}

function checkCount(events: number, paths: number): void {
  if (!(events >= 0 && events <= paths)) {
    throw new RangeError(`events lie from 0 to the paths (${paths}), found ${events}`);
  }
}
