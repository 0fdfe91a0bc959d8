import type { Markish, PlotOptions } from '@observablehq/plot';
import { axisX, axisY, dot, gridX, gridY, line, text } from '@observablehq/plot';
import { log } from '../../num/index.ts';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { placePointLabels } from './place-point-labels.ts';

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
  const height = size.isNarrow ? Math.round(chart.height * 0.9) : chart.height;
  const x = scaleOf(
    points.flatMap((point) => [point.x, point.low ?? point.x, point.high ?? point.x]),
    chart.isLogX,
  );
  const y = scaleOf(
    points.map((point) => point.y),
    chart.isLogY,
  );
  const room = {
    width: size.width - margins.left - margins.right,
    height: height - margins.top - margins.bottom,
  };
  return {
    height,
    marginLeft: margins.left,
    marginRight: margins.right,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    x: { ...x, label: chart.xLabel },
    y: { ...y, label: chart.yLabel },
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
      ...nameMarks(points, { x, y, room }),
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

const margins = { left: 56, right: 24, top: 24, bottom: 44 };

interface Scale {
  readonly type: 'log' | 'linear';
  readonly domain: readonly [number, number];
}

interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly room: { readonly width: number; readonly height: number };
}

/** Names beside the points, those on the front first; where there is no room a name stays in the table. */
function nameMarks(points: readonly ScatterPoint[], { x, y, room }: Frame): Markish[] {
  const ordered = [...points].sort((a, b) => Number(b.isFront) - Number(a.isFront));
  const labels = ordered.map((point) => ({
    text: point.label,
    x: shareOf(x, point.x) * room.width,
    y: (1 - shareOf(y, point.y)) * room.height,
    isForced: point.isFront,
  }));
  return placePointLabels(labels, room.width).map(({ index, anchor, dx, dy }) =>
    text([ordered[index]!], {
      x: 'x',
      y: 'y',
      text: 'label',
      dx,
      dy,
      textAnchor: anchor,
      fill: 'currentColor',
      // A rim of paper keeps a name readable on the lines of ranges.
      stroke: paperColour,
      strokeWidth: 4,
      fontSize: 11,
    }),
  );
}

function shareOf({ type, domain: [low, high] }: Scale, value: number): number {
  return type === 'log' ? log(value / low) / log(high / low) : (value - low) / (high - low);
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
