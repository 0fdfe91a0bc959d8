import { metricKind, readRow } from './fold-metric.ts';
import { metricId } from './metric-names.ts';
import type { NodeDecl } from '../formula/index.ts';
import {
  batchEstimate,
  errorOfMean,
  meanOf,
  expectedShortfall,
  quantileIntervals,
  quantileRanks,
  selectQuantiles,
  splitBatches,
  type Interval,
  type RankInterval,
} from '../num/index.ts';
import { sobolReplicates, type DrawMode, type Samples } from '../simulate/index.ts';
import { completeYears, periodsPerYear, type Calendar } from '../time/index.ts';
import { convert } from '../units/index.ts';
import type { MetricPrecision, Precision } from './run-result.ts';

/** Confidence level of every interval of a run. */
export const precisionLevel = 0.95;

const pairBatches = 16;

export interface PrecisionContext {
  readonly calendar: Calendar;
  readonly samples: Samples;
  readonly draws: DrawMode;
  /** The formula of a kept name, or `undefined` for one that is not reported or has labels. */
  readonly declOf: (name: string) => NodeDecl | undefined;
}

/** The Monte Carlo error of every metric without labels, by fiscal year or for the horizon. */
export function makePrecision(context: PrecisionContext): Precision {
  const metrics: Record<string, MetricPrecision> = {};
  const ranksOf = rememberRanks();
  for (const name of context.samples.byName.keys()) {
    const decl = context.declOf(name);
    if (decl) metrics[metricId(name)] = precisionOf(decl, context, ranksOf);
  }
  const { draws, samples } = context;
  return { draws, paths: samples.paths, level: precisionLevel, method: methods[draws], metrics };
}

const methods: Readonly<Record<DrawMode, string>> = {
  random: 'independent paths: standard error of the mean sd/√n, quantile intervals by order statistics',
  antithetic: `antithetic pairs in ${pairBatches} independent batches, Student intervals`,
  sobol: `scrambled Sobol points in ${sobolReplicates} independent replicates, Student intervals`,
};

function precisionOf(
  decl: NodeDecl,
  context: PrecisionContext,
  ranksOf: typeof quantileRanks,
): MetricPrecision {
  const { calendar, samples, draws } = context;
  const sample = samples.byName.get(decl.name)!;
  const perYear = periodsPerYear(calendar);
  const rowAt = (period: number) => readRow(sample, 0, period, { calendar, paths: samples.paths });
  const isFlow = metricKind(decl.unit, decl.isOnce || !sample.byTime) === 'flow';
  const spans = decl.isOnce ? [{ label: 'horizon', from: 0, to: 1 }] : completeYears(calendar);
  const errors = spans.map(({ from, to }) => {
    const values = Float64Array.from(rowAt(isFlow ? from : to - 1));
    if (isFlow) {
      for (let period = from + 1; period < to; period++) {
        const row = rowAt(period);
        for (let i = 0; i < values.length; i++) values[i]! += row[i]!;
      }
    }
    return errorsOf(
      values.map((value) => convert(value, decl.unit, perYear)),
      draws,
      ranksOf,
    );
  });
  return {
    periods: spans.map(({ label }) => label),
    meanError: errors.map((each) => each.meanError),
    lowestTenth: errors.map((each) => each.lowestTenth),
    p10: ends(errors, 0),
    p50: ends(errors, 1),
    p90: ends(errors, 2),
  };
}

type Ends = readonly [low: number, high: number];

function ends(errors: readonly { readonly quantiles: readonly Interval[] }[], which: number): Ends[] {
  return errors.map(({ quantiles }) => [quantiles[which]!.low, quantiles[which]!.high]);
}

const probabilities = [0.1, 0.5, 0.9];

/** Standard error of the mean, and intervals of P10, P50 and P90, of one value per path; all paths alike have no error. */
function errorsOf(values: Float64Array, draws: DrawMode, ranksOf: typeof quantileRanks) {
  const first = values[0]!;
  if (values.every((value) => value === first)) {
    return {
      meanError: 0,
      lowestTenth: first,
      quantiles: probabilities.map(() => ({ low: first, high: first })),
    };
  }
  const lowestTenth = expectedShortfall(values, 0.1);
  if (draws === 'random') {
    const quantiles = quantileIntervals(values, probabilities, precisionLevel, ranksOf);
    return { meanError: errorOfMean(values), lowestTenth, quantiles };
  }
  const batches = batchesOf(values, draws);
  const meanError = errorOfMean(batches.map((batch) => meanOf(batch)));
  return { meanError, lowestTenth, quantiles: batchQuantiles(values, batches, probabilities) };
}

/** Confidence intervals of quantiles of one value per path, as its draws allow. */
export function quantileErrors(
  values: Float64Array,
  draws: DrawMode,
  wanted: readonly number[],
): readonly Interval[] {
  if (draws === 'random') return quantileIntervals(values, wanted, precisionLevel);
  return batchQuantiles(values, batchesOf(values, draws), wanted);
}

function batchQuantiles(
  values: Float64Array,
  batches: readonly Float64Array[],
  wanted: readonly number[],
): Interval[] {
  const whole = selectQuantiles(values, wanted);
  const parts = batches.map((batch) => selectQuantiles(batch, wanted));
  return wanted.map((_, i) => {
    const ofBatches = parts.map((part) => part[i]!);
    const { low, high } = batchEstimate(whole[i]!, ofBatches, precisionLevel);
    return { low, high };
  });
}

function batchesOf(values: Float64Array, draws: 'antithetic' | 'sobol'): Float64Array[] {
  return draws === 'sobol' ? splitBatches(values, sobolReplicates) : splitBatches(values, pairBatches, 2);
}

/** Ranks that are worked out once per count of values, which hardly changes from metric to metric. */
function rememberRanks(): typeof quantileRanks {
  const known = new Map<string, RankInterval>();
  return (count, p, level) => {
    const key = `${count} ${p} ${level}`;
    const ranks = known.get(key) ?? quantileRanks(count, p, level);
    known.set(key, ranks);
    return ranks;
  };
}
