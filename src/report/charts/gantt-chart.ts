import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, dot, link, ruleX, text, tickX } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { FiscalYear, PhaseRow } from '../result-types.ts';
import type { ChartSize } from './chart-size.ts';
import { yearStarts, yearTicks } from './time-axis.ts';

const earliestPeriods = 8;
/** Half the width of a year's label: nearer to the edge it would be cut. */
const halfLabelPx = 24;
const rowPx = { wide: 26, narrow: 38 };

/** Phases over time: a line from start to the planned date, a band P10–P90 of the ready date, a dot at the median. */
export function ganttChart(
  phases: readonly PhaseRow[],
  years: readonly FiscalYear[],
  size: ChartSize,
): PlotOptions {
  const end = Math.max(years[years.length - 1]?.to ?? 0, ...phases.map(({ plannedAt }) => plannedAt));
  const latest = Math.min(
    end,
    Math.max(...phases.map(({ p90At, plannedAt }) => Math.max(p90At, plannedAt))) + 1,
  );
  const first = Math.max(
    -earliestPeriods,
    Math.min(0, ...phases.map(({ startAt }) => startAt).filter(Number.isFinite)),
  );
  const longest = Math.max(...phases.map(({ name }) => name.length));
  const marginLeft = size.isNarrow ? 6 : Math.min(Math.round(longest * 6.8 + 16), 260);
  const marginRight = 10;
  const shown = years.filter((year) => year.from < latest);
  const perPeriodPx = (size.width - marginLeft - marginRight) / (latest - first);
  const ticks = yearTicks(shown, perPeriodPx * latest).filter(
    (tick) => (latest - tick.x) * perPeriodPx >= halfLabelPx - marginRight,
  );
  const rows = phases.map((phase) => ({
    ...phase,
    startAt: Math.max(Number.isFinite(phase.startAt) ? phase.startAt : phase.plannedAt, first),
  }));
  const colour = (row: PhaseRow) => (row.status === 'committed' ? 'var(--c1)' : 'var(--c5)');
  const name = (row: PhaseRow) => row.name;
  const lift = size.isNarrow ? 8 : 0;
  return {
    height: phases.length * (size.isNarrow ? rowPx.narrow : rowPx.wide) + 40,
    marginLeft,
    marginRight,
    marginTop: 10,
    marginBottom: 26,
    x: { type: 'linear', domain: [first, latest] },
    y: { type: 'band', domain: phases.map(name), padding: 0.3, axis: null },
    marks: [
      ruleX([0, ...yearStarts(shown)], { stroke: ruleColour }),
      link(rows, { x1: 'startAt', x2: 'plannedAt', y: name, stroke: colour, strokeWidth: 2, dy: lift }),
      link(rows, {
        x1: 'p10At',
        x2: 'p90At',
        y: name,
        stroke: colour,
        strokeWidth: 10,
        strokeOpacity: 0.35,
        strokeLinecap: 'butt',
        dy: lift,
      }),
      tickX(rows, {
        x: 'plannedAt',
        y: name,
        stroke: colour,
        strokeWidth: 2,
        insetTop: lift * 1.5,
        insetBottom: 0,
      }),
      dot(rows, { x: 'p50At', y: name, r: 4, fill: colour, stroke: paperColour, dy: lift }),
      axisX(
        ticks.map(({ x }) => x),
        {
          tickSize: 0,
          label: null,
          fill: quietColour,
          tickFormat: (x: number) => ticks.find((tick) => tick.x === x)?.text ?? '',
        },
      ),
      ...(size.isNarrow
        ? [
            text(rows, {
              frameAnchor: 'left',
              y: name,
              text: narrowName,
              dy: -10,
              dx: 0,
              textAnchor: 'start',
              stroke: paperColour,
              strokeWidth: 3,
              fill: 'currentColor',
            }),
          ]
        : [axisY({ tickSize: 0, label: null, tickFormat: (label: string) => shorten(label, 36) })]),
    ],
  };
}

function narrowName(row: PhaseRow): string {
  return shorten(row.name, 44);
}

function shorten(label: string, length: number): string {
  return label.length > length ? `${label.slice(0, length - 1)}…` : label;
}
