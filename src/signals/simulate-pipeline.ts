import { hashName } from '../base/hash-name.ts';
import { inverseNormal, log, normalCdf, uniformAt } from '../num/index.ts';
import { sCurve } from '../time/index.ts';
import type { Deal } from './read-pipeline.ts';

export interface PipelineOptions {
  /** First month simulated, since year 0. */
  readonly from: number;
  readonly months: number;
  readonly paths: number;
  readonly seed: number;
  /** Correlation of the wins of any two deals: they share customers' budgets, chips and rivals. */
  readonly correlation: number;
  /** Mean months by which an open deal starts later than written, exponential; part of it is common to all. */
  readonly slipMonths: number;
}

/** MW asked for by month, on every path; and what makes up the mean. */
export interface PipelinePaths {
  readonly paths: readonly Float64Array[];
  readonly steps: PipelineSteps;
}

/** From everything in the pipeline to what is counted on, MW at the last month. */
export interface PipelineSteps {
  readonly all: number;
  readonly lost: number;
  /** What win probabilities below 1 take off. */
  readonly thinned: number;
  /** What late starts and ramps not yet done take off. */
  readonly late: number;
  /** What has run out by then. */
  readonly ended: number;
  readonly mean: number;
}

/**
 * Simulates a pipeline deal by deal: won or not by its probability, started late by a slip, ramped on an S-curve, ended with
 * its term. One common factor moves wins and slips of all deals together, so that the total is wider than independent
 * deals would make it (a Gaussian one-factor model, as Vasicek 1987 has for loans).
 */
export function simulatePipeline(deals: readonly Deal[], options: PipelineOptions): PipelinePaths {
  const { from, months, seed, correlation, slipMonths } = options;
  const common = Math.sqrt(correlation);
  const own = Math.sqrt(1 - correlation);
  const streams = deals.map(({ id }) => hashName(`deal.${id}`));
  const factor = hashName('pipeline.factor');
  const thresholds = deals.map(({ probability }) =>
    probability >= 1 ? Infinity : probability <= 0 ? -Infinity : inverseNormal(probability),
  );
  const draw = (stream: number, path: number, use: number) =>
    inverseNormal(uniformAt(seed, path, stream, use));
  const paths = Array.from({ length: options.paths }, (_, path) => {
    const out = new Float64Array(months);
    const winds = draw(factor, path, 0);
    const delays = draw(factor, path, 1);
    deals.forEach((deal, i) => {
      // A deal is won when its score is low; good winds lower all scores.
      const score = -common * winds + own * draw(streams[i]!, path, 0);
      if (!(score < thresholds[i]!)) return;
      const z = common * delays + own * draw(streams[i]!, path, 1);
      const slip = deal.isClosed ? 0 : -slipMonths * log(1 - Math.min(normalCdf(z), 1 - 1e-12));
      addRamp(out, deal, deal.rampMonth + slip - from);
    });
    return out;
  });
  return { paths, steps: findSteps(deals, options, paths) };
}

/** Adds a deal's MW: an S-curve from `start` over its ramp, its peak until the term from the start is over. */
function addRamp(out: Float64Array, deal: Deal, start: number): void {
  for (let m = Math.max(0, Math.ceil(start)); m < out.length; m++) {
    out[m]! += deal.peakMw * rampShare(deal, m - start);
  }
}

function rampShare({ rampMonths, termMonths }: Deal, since: number): number {
  if (since < 0 || since >= termMonths) return 0;
  if (rampMonths <= 0 || since >= rampMonths) return 1;
  return sCurve(since / rampMonths);
}

function findSteps(
  deals: readonly Deal[],
  { from, months }: PipelineOptions,
  paths: readonly Float64Array[],
): PipelineSteps {
  const sum = (value: (deal: Deal) => number) => deals.reduce((total, deal) => total + value(deal), 0);
  const all = sum(({ peakMw }) => peakMw);
  const lost = sum(({ peakMw, probability }) => (probability === 0 ? peakMw : 0));
  const thinned = sum(({ peakMw, probability }) => (probability === 0 ? 0 : peakMw * (1 - probability)));
  const last = from + months - 1;
  const ended = sum(({ peakMw, probability, rampMonth, termMonths }) =>
    rampMonth + termMonths <= last ? peakMw * probability : 0,
  );
  const mean = paths.reduce((total, path) => total + path[months - 1]!, 0) / Math.max(1, paths.length);
  return { all, lost, thinned, ended, late: all - lost - thinned - ended - mean, mean };
}

/** A deal large enough to be looked at by itself, and what the total would be without and with it, MW at the last month. */
export interface LargeDeal {
  readonly deal: Deal;
  readonly expectedMw: number;
  readonly peakMw: number;
  readonly shareOfMean: number;
}

/** Deals of at least `share` of the mean at the last month: their outcomes are the plan's scenarios, not its average. */
export function largeDeals(deals: readonly Deal[], meanMw: number, share = 0.1): readonly LargeDeal[] {
  return deals
    .filter(({ peakMw, probability }) => probability > 0 && probability < 1 && peakMw >= share * meanMw)
    .map((deal) => ({
      deal,
      expectedMw: deal.peakMw * deal.probability,
      peakMw: deal.peakMw,
      shareOfMean: deal.peakMw / meanMw,
    }))
    .sort((a, b) => b.peakMw - a.peakMw);
}
