import type { Markish, PlotOptions } from '@observablehq/plot';
import { areaY, axisY, dot, gridY, line, ruleX, ruleY } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import type { FanRow } from './fan-rows.ts';
import { domainOf } from './fan-rows.ts';
import { endLabelMark } from './end-labels.ts';
import type { LabelRoom } from './place-labels.ts';
import type { YearTick } from './time-axis.ts';
import { tickAxis } from './time-axis.ts';
import { timeFrame } from './time-frame.ts';

/** A line of a chart; with `isFan` its 50%, 80% and 90% bands lie behind it. */
export interface Series {
  readonly label: string;
  readonly colour: string;
  readonly rows: readonly FanRow[];
  readonly isFan?: boolean;
  readonly isDashed?: boolean;
  readonly hasDots?: boolean;
}

/** A level that lines are compared with, such as the cost of capital. */
export interface Level {
  readonly y: number;
  readonly text: string;
}

export interface LineChart {
  readonly series: readonly Series[];
  readonly ticks: (plotWidth: number) => readonly YearTick[];
  readonly starts: readonly number[];
  readonly domainX: readonly [number, number];
  readonly level?: Level;
  readonly height: number;
}

const bands = [
  ['p5', 'p95', 0.14],
  ['p10', 'p90', 0.16],
  ['p25', 'p75', 0.22],
] as const;

/** Lines and fans over time with labels at the line ends, moved apart where they would overlap. */
export function lineChart(chart: LineChart, size: ChartSize): PlotOptions {
  const words = [...chart.series.map(({ label }) => label), chart.level?.text ?? ''];
  const domain = domainOf([
    ...chart.series.flatMap(({ rows, isFan }) =>
      rows.flatMap((row) => (isFan ? [row.p5, row.p95, row.p50] : [row.p50])),
    ),
    ...(chart.level ? [chart.level.y] : []),
  ]);
  const { options, room, plotWidth } = timeFrame(chart, size, { words, domain });
  return {
    ...options,
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 5 }),
      ruleX(chart.starts, { stroke: ruleColour, strokeOpacity: 0.5 }),
      ...chart.series.filter((series) => series.isFan).flatMap(fanMarks),
      ruleY([0], { stroke: quietColour }),
      ...levelMarks(chart),
      ...chart.series.filter((series) => !series.isFan).flatMap(seriesMarks),
      ...chart.series.filter((series) => series.isFan).flatMap(seriesMarks),
      axisY({ ticks: 5, tickSize: 0, label: null, fill: quietColour }),
      tickAxis(chart.ticks(plotWidth)),
      endLabels(chart, room),
    ],
  };
}

function fanMarks(series: Series): Markish[] {
  return bands.map(([low, high, opacity]) =>
    areaY(series.rows, { x: 'x', y1: low, y2: high, fill: series.colour, fillOpacity: opacity }),
  );
}

function seriesMarks(series: Series): Markish[] {
  const stroke = {
    x: 'x',
    y: 'p50',
    stroke: series.colour,
    strokeWidth: series.isFan ? 2.5 : 1.75,
    ...(series.isDashed ? { strokeDasharray: '5 4' } : {}),
  };
  const points = series.hasDots ? [dot(series.rows, { x: 'x', y: 'p50', r: 2.5, fill: series.colour })] : [];
  return [line(series.rows, stroke), ...points];
}

function levelMarks({ level }: LineChart): Markish[] {
  return level === undefined ? [] : [ruleY([level.y], { stroke: 'currentColor', strokeDasharray: '2 3' })];
}

function endLabels(chart: LineChart, room: LabelRoom): Markish {
  const labels = chart.series.flatMap((series) => {
    const last = series.rows.findLast((row) => Number.isFinite(row.p50));
    return last === undefined ? [] : [{ text: series.label, y: last.p50, colour: series.colour }];
  });
  const { level } = chart;
  const all =
    level === undefined ? labels : [...labels, { text: level.text, y: level.y, colour: 'currentColor' }];
  return endLabelMark(all, chart.domainX[1], room);
}
