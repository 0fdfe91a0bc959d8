import type { Metric, Quantiles, RunResult } from '../answer/index.ts';

const statistics = ['mean', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const;

/** Rows of the table: one metric in one period, fiscal year, or over the horizon. */
interface Cell {
  readonly metric: string;
  readonly unit: string;
  readonly span: 'period' | 'fiscal year' | 'horizon';
  readonly period: string;
  readonly from: Quantiles;
  readonly at: number;
}

/**
 * Every metric of a result as a Parquet table for notebooks and databases: columns `metric`, `unit`, `span`, `period` and the mean
 * and quantiles; a number that does not exist is null. Equal results give equal bytes. The writer is loaded when it is first used.
 *
 * @example writeFileSync('run.parquet', new Uint8Array(await resultParquet(result)))
 */
export async function resultParquet(result: RunResult): Promise<ArrayBuffer> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const cells = Object.entries(result.metrics)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, metric]) => cellsOf(id, metric));
  const text = (name: 'metric' | 'unit' | 'span' | 'period') => ({
    name,
    data: cells.map((cell) => cell[name]),
    type: 'STRING' as const,
  });
  const numbers = statistics.map((name) => ({
    name,
    data: cells.map(({ from, at }) => finite(from[name][at])),
    type: 'DOUBLE' as const,
    nullable: true,
  }));
  const columnData = [text('metric'), text('unit'), text('span'), text('period'), ...numbers];
  return parquetWriteBuffer({ columnData });
}

function cellsOf(metric: string, found: Metric): Cell[] {
  const span = found.kind === 'once' ? 'horizon' : 'period';
  const { years } = found;
  return [
    ...found.periods.map(
      (period, at) => ({ metric, unit: found.unit, span, period, from: found, at }) as const,
    ),
    ...years.labels.map(
      (period, at) => ({ metric, unit: years.unit, span: 'fiscal year', period, from: years, at }) as const,
    ),
  ];
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
