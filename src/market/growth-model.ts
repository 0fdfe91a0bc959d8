import { exp, log, quantileOf, sortedCopy } from '../num/index.ts';
import type { RevenueSeries } from './race-series.ts';

/**
 * Growth over the year G that wanders with momentum and is drawn to a long-run rate, in logarithms: its change is
 * Δ(t+1) = φ·Δ(t) + κ·(μ − G(t)) + σ·ε; revenue of a quarter is that of the same quarter a year before times exp G.
 */
export interface GrowthModel {
  /** Share of a quarter's change of growth that lasts into the next: growth over the year overlaps from quarter to quarter. */
  readonly momentum: number;
  /** Share of the distance to the long-run rate that is gone in a quarter. */
  readonly kappa: number;
  /** Standard error of κ. */
  readonly kappaError: number;
  /** Standard deviation of a quarter's surprise, by series, in log growth. */
  readonly sigma: readonly number[];
  /** Factor by which surprises were larger than the spread known before them; it is in `sigma`. */
  readonly widening: number;
  /** Correlation of the surprises of any two series. */
  readonly correlation: number;
}

/** Long-run nominal growth a year, low and high ends of a 90% interval: an assumption, no history tells it. */
export const longRunGrowth = { low: 0.06, high: 0.2 } as const;

/** Quarters of history that speak: growth of ten years ago was another business. */
const window = 20;
/** Quarters' worth of the pooled spread in each series' own. */
const priorQuarters = 8;
/** Correlation before any data, and its weight in quarters: surprises come from the same customers and chips. */
const priorCorrelation = 0.3;
const correlationQuarters = 12;

/** Log growth over the year by quarter, from the fifth quarter on. */
export function yearlyGrowth(values: readonly number[]): number[] {
  return values.slice(4).map((value, i) => log(value / values[i]!));
}

/** Variants of one company are one business and would count it twice: these speak for pull and correlation. */
const distinctBusinesses: readonly string[] = ['aws', 'azure', 'google-cloud', 'oci'];

/** Momentum before any data, and its weight in squared changes of the pooled size. */
const priorMomentum = 0.5;
const momentumQuarters = 12;

interface Step {
  readonly quarter: number;
  /** Change of growth, the one before it, and the distance to the long-run rate before it. */
  readonly change: number;
  readonly before: number;
  readonly distance: number;
}

/** Estimates the model from several series at once: momentum, pull and correlation are common, each has its own spread. */
export function fitGrowth(all: readonly RevenueSeries[]): GrowthModel {
  const mu = log(1 + (longRunGrowth.low + longRunGrowth.high) / 2);
  const isDistinct = all.map(({ definition }) => distinctBusinesses.includes(definition));
  const apart = <T>(list: readonly T[]) => list.filter((_, i) => isDistinct[i]);
  const steps = all.map(({ first, values }) => stepsOf(yearlyGrowth(values), first + 4, mu));
  const flat = apart(steps).flat();
  const size = flat.reduce((sum, { change }) => sum + change * change, 0) / Math.max(1, flat.length);
  // Two regressors; the prior on momentum enters as quarters of the usual size, and the pull is bounded below.
  let [bb, bd, dd, by, dy] = [momentumQuarters * size, 0, 1e-9, momentumQuarters * size * priorMomentum, 0];
  for (const { change, before, distance } of flat) {
    bb += before * before;
    bd += before * distance;
    dd += distance * distance;
    by += before * change;
    dy += distance * change;
  }
  const determinant = bb * dd - bd * bd;
  const free = determinant > 0 ? (dy * bb - by * bd) / determinant : 0;
  // Growth that never returned would, over ten years, outgrow the economy: at least a fortieth of the distance a quarter.
  const kappa = Math.min(Math.max(free, 0.025), 0.25);
  // Growth that never changed tells nothing of momentum.
  const momentum = bb > 0 ? Math.min(Math.max((by - kappa * bd) / bb, 0), 0.8) : priorMomentum;
  const rests = steps.map((list) =>
    list.map(({ quarter, change, before, distance }) => ({
      quarter,
      rest: change - momentum * before - kappa * distance,
    })),
  );
  const pooled = meanSquare(rests.flat());
  const spreadOf = (list: Rests[number]) =>
    Math.sqrt((list.length * meanSquare(list) + priorQuarters * pooled) / (list.length + priorQuarters));
  const widening = findWidening(apart(rests), spreadOf);
  const sigma = rests.map((list) => widening * spreadOf(list));
  const kappaError = Math.sqrt(pooled / dd);
  const correlation = findCorrelation(apart(rests), apart(rests.map(spreadOf)));
  return { momentum, kappa, kappaError, sigma, widening, correlation };
}

function stepsOf(growth: readonly number[], firstQuarter: number, mu: number): Step[] {
  const from = Math.max(2, growth.length - window);
  return Array.from({ length: Math.max(0, growth.length - from) }, (_, i) => {
    const k = from + i;
    return {
      quarter: firstQuarter + k,
      change: growth[k]! - growth[k - 1]!,
      before: growth[k - 1]! - growth[k - 2]!,
      distance: mu - growth[k - 1]!,
    };
  });
}

function meanSquare(rests: readonly { readonly rest: number }[]): number {
  return rests.reduce((sum, { rest }) => sum + rest * rest, 0) / Math.max(1, rests.length);
}

/** Two-sided 80% point of Student's t with 5 degrees of freedom, scaled to variance 1: 1.4759·√(3/5). */
const shockPoint80 = 1.1432;
const mostWidening = 1.6;
const fewestSurprises = 20;

/**
 * Conformal factor: how the 80% quantile of surprises, each over the spread of those before it, compares with the one that
 * is drawn from. Spreads move, so that what comes is wilder than what was.
 */
function findWidening(rests: Rests, spreadOf: (list: Rests[number]) => number): number {
  const ratios = rests.flatMap((list) =>
    list.flatMap(({ rest }, i) => {
      const spread = i < 4 ? 0 : spreadOf(list.slice(0, i));
      return spread > 0 ? [Math.abs(rest) / spread] : [];
    }),
  );
  if (ratios.length < fewestSurprises) return (1 + mostWidening) / 2;
  const at80 = quantileOf(sortedCopy(ratios), 0.8);
  return Math.min(Math.max(at80 / shockPoint80, 1), mostWidening);
}

type Rests = readonly (readonly { readonly quarter: number; readonly rest: number }[])[];

function findCorrelation(rests: Rests, sigma: readonly number[]): number {
  let sum = priorCorrelation * correlationQuarters;
  let count = correlationQuarters;
  for (let i = 0; i < rests.length; i++) {
    for (let k = i + 1; k < rests.length; k++) {
      for (const { quarter, rest } of rests[i]!) {
        const other = rests[k]!.find((each) => each.quarter === quarter);
        if (!other || !(sigma[i]! > 0 && sigma[k]! > 0)) continue;
        sum += (rest * other.rest) / (sigma[i]! * sigma[k]!);
        count += 1;
      }
    }
  }
  return Math.min(Math.max(sum / count, 0), 0.9);
}

/** A growth in logarithms as a fraction a year. */
export function asFraction(logGrowth: number): number {
  return exp(logGrowth) - 1;
}
