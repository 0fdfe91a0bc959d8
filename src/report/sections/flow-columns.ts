import type { ColumnChart, Whisker } from '../charts/column-chart.ts';
import type { Display } from '../display.ts';
import { yearDisplay, yearEstimate } from '../read-metric.ts';
import type { Metric } from '../result-types.ts';

/** Median and P10–P90 of a metric by fiscal year, scaled for display. */
export function yearWhiskers(metric: Metric | undefined, { scale }: Display): readonly Whisker[] {
  return (metric?.years.labels ?? []).flatMap((x) => {
    const estimate = yearEstimate(metric, x);
    return estimate === undefined
      ? []
      : [{ x, low: estimate.low * scale, mid: estimate.mid * scale, high: estimate.high * scale }];
  });
}

/** Yearly columns of one flow: the median with a whisker P10–P90. */
export function flowColumns(metric: Metric): ColumnChart {
  const { labels } = metric.years;
  const whiskers = yearWhiskers(metric, yearDisplay(metric));
  const parts = whiskers.map(({ x, mid }) => ({
    x,
    value: mid,
    series: 'median',
    colour: mid < 0 ? 'var(--c2)' : 'var(--c1)',
  }));
  return { labels, parts, whiskers, height: 300 };
}
