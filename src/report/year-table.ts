import { formatBare, formatBareRange, unitWords } from './display.ts';
import type { Display } from './display.ts';
import { yearDisplay, yearEstimate } from './read-metric.ts';
import type { Metric } from './result-types.ts';
import type { TableSpec } from './table.ts';
import { numberColumns } from './table.ts';

/** A metric under the name that the reader sees. */
export interface NamedMetric {
  readonly label: string;
  readonly metric: Metric;
}

/** A table of metrics by fiscal year: the median, and the 80% range beside it. */
export function yearTable(
  caption: string,
  metrics: readonly NamedMetric[],
  displayOf: (metric: Metric) => Display = yearDisplay,
): TableSpec {
  const labels = metrics[0]?.metric.years.labels ?? [];
  const columns = metrics.flatMap(({ label, metric }) => [
    `${label}, ${unitWords(displayOf(metric))}`,
    '80% range',
  ]);
  const rows = labels.map((year) => ({
    cells: [
      year,
      ...metrics.flatMap(({ metric }) => {
        const display = displayOf(metric);
        const estimate = yearEstimate(metric, year);
        return [formatBare(estimate?.mid, display), formatBareRange(estimate?.low, estimate?.high, display)];
      }),
    ],
  }));
  return {
    caption: `${caption} Medians over paths.`,
    columns: [{ title: 'Year' }, ...numberColumns(columns)],
    rows,
  };
}

/** A table of means by fiscal year, for parts that add up to a whole. */
export function meanTable(caption: string, metrics: readonly NamedMetric[], display: Display): TableSpec {
  const labels = metrics[0]?.metric.years.labels ?? [];
  const rows = labels.map((year, i) => ({
    cells: [year, ...metrics.map(({ metric }) => formatBare(metric.years.mean[i], display))],
  }));
  const columns = [{ title: 'Year' }, ...numberColumns(metrics.map(({ label }) => label))];
  return { caption: `${caption} Means over paths, ${unitWords(display)}.`, columns, rows };
}

/** A column of a table by fiscal year: one value a year, in the metric's own unit. */
export interface NamedValues {
  readonly label: string;
  readonly values: readonly number[];
}

export interface StackTable {
  readonly caption: string;
  readonly years: readonly string[];
  readonly columns: readonly NamedValues[];
  readonly display: Display;
}

/** A table by fiscal year of means that were added up outside of a metric. */
export function stackTable({ caption, years, columns, display }: StackTable): TableSpec {
  return {
    caption: `${caption} Means over paths, ${unitWords(display)}.`,
    columns: [{ title: 'Year' }, ...numberColumns(columns.map(({ label }) => label))],
    rows: years.map((year, i) => ({
      cells: [year, ...columns.map(({ values }) => formatBare(values[i], display))],
    })),
  };
}

/** The sum of rows, place by place. */
export function sumRows(rows: readonly (readonly number[])[]): readonly number[] {
  return (rows[0] ?? []).map((_value, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0));
}
