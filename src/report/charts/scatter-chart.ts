import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, dot, gridX, gridY, line, text } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';

/** A point with an optional range across; points on the front are full, others outlined. */
export interface ScatterPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly colour: string;
  readonly isFront: boolean;
}

export interface ScatterChart {
  readonly points: readonly ScatterPoint[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly height: number;
  /** Whether an axis runs by factors of ten. */
  readonly isLogX?: boolean;
  readonly isLogY?: boolean;
}

/** Points of cost against gain, with the front as a line through the best ones. */
export function scatterChart(chart: ScatterChart, size: ChartSize): PlotOptions {
  const { points } = chart;
  const front = points.filter(({ isFront }) => isFront).sort((a, b) => a.x - b.x);
  const ranged = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  // Labels of points that are beaten stay in the table on a narrow screen.
  const named = size.isNarrow ? front : points;
  return {
    height: size.isNarrow ? Math.round(chart.height * 0.9) : chart.height,
    marginLeft: 56,
    marginRight: size.isNarrow ? 70 : 110,
    marginTop: 24,
    marginBottom: 44,
    x: { type: chart.isLogX ? 'log' : 'linear', nice: true, label: chart.xLabel },
    y: { type: chart.isLogY ? 'log' : 'linear', nice: true, label: chart.yLabel },
    marks: [
      gridX({ stroke: ruleColour, strokeOpacity: 0.6, ticks: 5 }),
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 5 }),
      line(front, { x: 'x', y: 'y', stroke: quietColour, strokeDasharray: '4 3', curve: 'step-after' }),
      ...ranged.map((point) =>
        line(
          [
            [point.low!, point.y],
            [point.high!, point.y],
          ],
          { stroke: point.colour, strokeWidth: 1.25, strokeOpacity: 0.7 },
        ),
      ),
      dot(points, {
        x: 'x',
        y: 'y',
        r: 4.5,
        stroke: 'colour',
        strokeWidth: 1.5,
        fill: (point: ScatterPoint) => (point.isFront ? point.colour : 'var(--paper)'),
      }),
      text(named, {
        x: 'x',
        y: 'y',
        text: 'label',
        dx: 8,
        dy: -7,
        textAnchor: 'start',
        fill: 'currentColor',
        fontSize: 11,
      }),
      axisY({ ticks: 5, tickSize: 0, fill: quietColour, label: chart.yLabel, labelAnchor: 'top' }),
      axisX({ ticks: size.isNarrow ? 4 : 8, tickSize: 0, fill: quietColour, label: chart.xLabel }),
    ],
  };
}
