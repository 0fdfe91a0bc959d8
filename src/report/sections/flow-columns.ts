import type { ColumnChart } from '../charts/column-chart.ts';
import { yearDisplay, yearEstimate } from '../read-metric.ts';
import type { Metric } from '../result-types.ts';

/** Yearly columns of one flow: the median with a whisker P10–P90. */
export function flowColumns(metric: Metric): ColumnChart {
  const display = yearDisplay(metric);
  const { labels } = metric.years;
  const whiskers = labels.flatMap((x) => {
    const estimate = yearEstimate(metric, x);
    if (estimate === undefined) return [];
    const { scale } = display;
    return [{ x, low: estimate.low * scale, mid: estimate.mid * scale, high: estimate.high * scale }];
  });
  const parts = whiskers.map(({ x, mid }) => ({
    x,
    value: mid,
    series: 'median',
    colour: mid < 0 ? 'var(--c2)' : 'var(--c1)',
  }));
  return { labels, parts, whiskers, height: 300 };
}
