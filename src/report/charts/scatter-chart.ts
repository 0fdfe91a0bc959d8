import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, dot, gridX, gridY, line, text } from '@observablehq/plot';
import { log } from '../../num/index.ts';
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
  const named = apart(size.isNarrow ? front : [...front, ...points], chart);
  return {
    height: size.isNarrow ? Math.round(chart.height * 0.9) : chart.height,
    marginLeft: 56,
    marginRight: size.isNarrow ? 70 : 110,
    marginTop: 24,
    marginBottom: 44,
    x: {
      ...scaleOf(
        points.flatMap(({ x, low, high }) => [x, low ?? x, high ?? x]),
        chart.isLogX,
      ),
      label: chart.xLabel,
    },
    y: {
      ...scaleOf(
        points.map(({ y }) => y),
        chart.isLogY,
      ),
      label: chart.yLabel,
    },
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
      axisY({
        ticks: 5,
        tickSize: 0,
        fill: quietColour,
        label: chart.yLabel,
        labelAnchor: 'top',
        tickFormat: plain,
      }),
      axisX({
        ticks: size.isNarrow ? 4 : 8,
        tickSize: 0,
        fill: quietColour,
        label: chart.xLabel,
        tickFormat: plain,
      }),
    ],
  };
}

const plain = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

/** A scale that leaves a little room around the values. */
function scaleOf(
  values: readonly number[],
  isLog: boolean | undefined,
): { type: 'log' | 'linear'; domain: [number, number] } {
  const finite = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (isLog) return { type: 'log', domain: [low * 0.85, high * 1.15] };
  const room = (high - low || 1) * 0.06;
  return { type: 'linear', domain: [low - room, high + room] };
}

/** Labels that do not lie on one another: the first of the list wins; the others stay in the table. */
function apart(
  points: readonly ScatterPoint[],
  { points: all, isLogX, isLogY }: ScatterChart,
): readonly ScatterPoint[] {
  const place = (values: readonly number[], value: number, isLog: boolean | undefined): number => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (high <= low) return 0;
    return isLog ? log(value / low) / log(high / low) : (value - low) / (high - low);
  };
  const at = (point: ScatterPoint): readonly [number, number] => [
    place(
      all.map(({ x }) => x),
      point.x,
      isLogX,
    ),
    place(
      all.map(({ y }) => y),
      point.y,
      isLogY,
    ),
  ];
  const kept: ScatterPoint[] = [];
  for (const point of points) {
    const [x, y] = at(point);
    const isFree = kept.every((other) => {
      const [otherX, otherY] = at(other);
      return Math.abs(x - otherX) > 0.13 || Math.abs(y - otherY) > 0.05;
    });
    if (point.label !== '' && isFree) kept.push(point);
  }
  return kept;
}
