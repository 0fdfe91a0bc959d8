import { formatCount } from './display.ts';
import { estimateText, isNumber, onceEstimate, periodDisplay } from './read-metric.ts';
import type { Metric, RunResult } from './result-types.ts';

/** Bounds on how many of 100 paths have a value above zero. */
export interface ShareAbove {
  readonly least: number;
  readonly most: number;
}

/**
 * How many of 100 paths lie above zero, as far as the quantiles of a horizon metric say.
 *
 * Only seven quantiles are in a result, so that the answer is a pair of bounds and not one number.
 */
export function shareAboveZero(metric: Metric): ShareAbove | undefined {
  const quantiles = [
    [5, metric.p5[0]],
    [10, metric.p10[0]],
    [25, metric.p25[0]],
    [50, metric.p50[0]],
    [75, metric.p75[0]],
    [90, metric.p90[0]],
    [95, metric.p95[0]],
  ] as const;
  let [below, upTo] = [0, 100];
  for (const [level, value] of quantiles) {
    if (!isNumber(value)) return undefined;
    if (value <= 0) below = level;
    else upTo = Math.min(upTo, level);
  }
  return { least: 100 - upTo, most: 100 - below };
}

/** Whether the programme is worth more than it costs, on how many of 100 paths, with its NPV. */
export function clearText(result: RunResult, costPercent: number | undefined): string | undefined {
  const { programme } = result;
  if (programme === undefined || !Object.hasOwn(programme.metrics, 'npv')) return undefined;
  const npv = programme.metrics['npv']!;
  const [share, estimate] = [shareAboveZero(npv), onceEstimate(npv)];
  if (share === undefined || estimate === undefined) return undefined;
  const cost =
    costPercent === undefined ? 'the cost of capital' : `a cost of capital of ${costPercent.toFixed(1)}%`;
  const missing = npv.missing[0] ?? 0;
  const note = missing > 0 ? ` ${formatCount(missing)} paths have no NPV and are not counted.` : '';
  return `At ${cost}, the programme is worth more than it costs on ${shareWords(share)}: ${judgement(share)}. Its median NPV is ${estimateText(estimate, periodDisplay(npv))}.${note}`;
}

function shareWords({ least, most }: ShareAbove): string {
  if (most === 100) return `at least ${least} of 100 paths`;
  if (least === 0) return `at most ${most} of 100 paths`;
  return `${least} to ${most} of 100 paths`;
}

function judgement({ least, most }: ShareAbove): string {
  if (least >= 90) return 'it clears that cost with little doubt';
  if (least >= 75) return 'it clears that cost on most paths';
  if (least >= 50) return 'it clears that cost more often than not, but not safely';
  return most <= 10 ? 'it does not clear that cost' : 'more often than not it falls short of that cost';
}
