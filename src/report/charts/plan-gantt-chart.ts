import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, dot, link, ruleX } from '@observablehq/plot';
import { quietColour, paperColour, ruleColour } from '../palette.ts';
import type { FiscalYear } from '../result-types.ts';
import type { ChartSize } from './chart-size.ts';
import { yearStarts, yearTicks } from './time-axis.ts';

/** A phase of a plan; times in periods from the start of the calendar. */
export interface PlanGanttRow {
  readonly name: string;
  readonly startAt: number;
  readonly readyAt: readonly [number, number, number];
  readonly isBuilt: boolean;
  /** Share of futures that build it; 1 for all. */
  readonly share?: number;
  readonly isCommitted: boolean;
  readonly decideByAt: number | undefined;
}

const rowPx = 28;
const earliest = -6;

/** Phases of a plan: start to median ready date, a band P10–P90, and a diamond at the last date to decide. */
export function planGanttChart(
  rows: readonly PlanGanttRow[],
  years: readonly FiscalYear[],
  size: ChartSize,
): PlotOptions {
  const built = rows.map((row) => ({
    ...row,
    startAt: Math.max(row.startAt, earliest),
    low: row.readyAt[0],
    mid: row.readyAt[1],
    high: row.readyAt[2],
  }));
  const latest = Math.max(1, ...built.map(({ high, decideByAt }) => Math.max(high, decideByAt ?? 0))) + 1;
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const marginLeft = Math.min(16 + longest * 6.8, size.isNarrow ? 130 : 220);
  const shown = years.filter((year) => year.from < latest);
  const first = Math.min(0, ...built.map(({ startAt }) => startAt));
  const perPeriodPx = (size.width - marginLeft - 12) / (latest - first);
  const ticks = yearTicks(shown, perPeriodPx * latest).filter(({ x }) => (latest - x) * perPeriodPx > 16);
  type Row = (typeof built)[number];
  const colour = (row: Row) => (row.isCommitted ? 'var(--c1)' : row.isBuilt ? 'var(--c3)' : 'var(--c6)');
  const opacity = (row: Row) => (row.isBuilt ? 0.35 + 0.65 * (row.share ?? 1) : 0.45);
  const y = (row: Row) => row.name;
  const marked = built.filter(({ decideByAt }) => decideByAt !== undefined);
  return {
    height: rows.length * rowPx + 40,
    marginLeft,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 26,
    x: { type: 'linear', domain: [first, latest] },
    y: { type: 'band', domain: built.map(y), padding: 0.3, axis: null },
    marks: [
      ruleX([0, ...yearStarts(shown)], { stroke: ruleColour }),
      link(built, { x1: 'startAt', x2: 'mid', y, stroke: colour, strokeWidth: 2, strokeOpacity: opacity }),
      link(
        built.filter(({ isBuilt }) => isBuilt),
        { x1: 'low', x2: 'high', y, stroke: colour, strokeWidth: 10, strokeOpacity: 0.35 },
      ),
      dot(built, { x: 'mid', y, r: 4, fill: colour, fillOpacity: opacity, stroke: paperColour }),
      dot(marked, { x: 'decideByAt', y, r: 6, symbol: 'diamond', fill: 'var(--c2)', stroke: paperColour }),
      axisX(
        ticks.map(({ x }) => x),
        {
          tickSize: 0,
          label: null,
          fill: quietColour,
          tickFormat: (x: number) => ticks.find((tick) => tick.x === x)?.text ?? '',
        },
      ),
      axisY({ tickSize: 0, label: null }),
    ],
  };
}
