import type { Target } from '../../simulate/index.ts';
import { metricWords } from '../metric-words.ts';
import type { RunResult } from '../result-types.ts';

/** What a reader calls an answer: `ROIC (D2, incl. CIP), FY2029`. */
export function targetWords(
  result: Pick<RunResult, 'metrics'>,
  { metric, period }: Pick<Target, 'metric' | 'period'>,
): string {
  const name = metricWords(metric, result.metrics[metric]?.definition ?? metric);
  return period === 'horizon' ? name : `${name}, ${period}`;
}

/** A metric id as part of the id of a figure: `roic.d2` becomes `roic-d2`. */
export function targetSlug({ metric }: Pick<Target, 'metric'>): string {
  return metric.replace(/[^a-z0-9]+/g, '-');
}
