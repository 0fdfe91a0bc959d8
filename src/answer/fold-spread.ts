import { binSample, summarise, wilsonInterval, type BinnedValues, type Interval } from '../num/index.ts';
import type { Target } from '../simulate/index.ts';
import { precisionLevel } from './spread.ts';

/** How an answer lies over the paths, in its unit. */
export interface AnswerSpread {
  readonly metric: string;
  readonly period: string;
  readonly unit: string;
  readonly paths: number;
  /** Paths on which the answer does not exist; they are in none of the counts. */
  readonly missing: number;
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly bins: BinnedValues;
  /** Share of the paths that have an answer on which it is at least the figure, with its 95% interval. */
  readonly atLeast:
    { readonly figure: number; readonly share: number; readonly interval: Interval } | undefined;
}

const mostBins = 36;

/**
 * Folds an answer, one number per path, to its quantiles, a histogram, and how often it is at least a figure of its unit. Quantiles are
 * brought into the unit as those of a run are, after they are found.
 */
export function foldSpread(
  numbers: Float64Array,
  toUnit: (value: number) => number,
  { metric, period, unitText }: Pick<Target, 'metric' | 'period' | 'unitText'>,
  figure: number | undefined,
): AnswerSpread {
  const { missing, mean, p10, p50, p90 } = summarise(numbers);
  const values = numbers.map(toUnit);
  return {
    metric,
    period,
    unit: unitText,
    paths: values.length,
    missing,
    mean: toUnit(mean),
    p10: toUnit(p10),
    p50: toUnit(p50),
    p90: toUnit(p90),
    bins: binSample(values, mostBins),
    atLeast: figure === undefined ? undefined : shareAtLeast(values, figure),
  };
}

function shareAtLeast(values: Float64Array, figure: number): AnswerSpread['atLeast'] {
  const known = values.filter((value) => !Number.isNaN(value));
  const met = known.filter((value) => value >= figure).length;
  return {
    figure,
    share: met / known.length,
    interval: wilsonInterval(met, known.length, precisionLevel),
  };
}
