import type { Markish, PlotOptions } from '@observablehq/plot';
import { areaY, axisY, gridY, line, ruleX, ruleY } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { endLabelMark } from './end-labels.ts';
import { domainOf } from './fan-rows.ts';
import type { YearTick } from './time-axis.ts';
import { tickAxis } from './time-axis.ts';
import { timeFrame } from './time-frame.ts';

/** One layer of a stack: its values in display units, one for each `xs` of the chart. */
export interface Layer {
  readonly label: string;
  readonly values: readonly number[];
  readonly colour: string;
  readonly opacity: number;
  /** Whether a strong line above it ends a group of layers. */
  readonly endsGroup?: boolean;
}

export interface AreaChart {
  readonly xs: readonly number[];
  /** From the bottom up. */
  readonly layers: readonly Layer[];
  readonly ticks: (plotWidth: number) => readonly YearTick[];
  readonly starts: readonly number[];
  readonly domainX: readonly [number, number];
  readonly height: number;
}

interface StackRow {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** A layer thinner than this share of the chart at its right end has no label there. */
const labelledShare = 0.004;

/** Stacked areas over time, named at the right edge. */
export function areaChart(chart: AreaChart, size: ChartSize): PlotOptions {
  const stack = stackLayers(chart);
  const domain = domainOf(stack.flatMap(({ rows }) => rows.map(({ high }) => high)));
  const labels = stack.flatMap(({ layer, rows }) => {
    const last = rows[rows.length - 1]!;
    const isThin = Math.abs(last.high - last.low) < domain[1] * labelledShare;
    return isThin ? [] : [{ text: layer.label, y: (last.low + last.high) / 2, colour: layer.colour }];
  });
  const words = chart.layers.map(({ label }) => label);
  const { options, room, plotWidth } = timeFrame(chart, size, { words, domain });
  return {
    ...options,
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 5 }),
      ruleX(chart.starts, { stroke: ruleColour, strokeOpacity: 0.5 }),
      ...stack.flatMap(({ layer, rows }) => layerMarks(layer, rows)),
      ruleY([0], { stroke: quietColour }),
      axisY({ ticks: 5, tickSize: 0, label: null, fill: quietColour }),
      tickAxis(chart.ticks(plotWidth)),
      endLabelMark(labels, chart.domainX[1], room),
    ],
  };
}

function layerMarks(layer: Layer, rows: readonly StackRow[]): Markish[] {
  return [
    areaY(rows, { x: 'x', y1: 'low', y2: 'high', fill: layer.colour, fillOpacity: layer.opacity }),
    line(rows, { x: 'x', y: 'high', stroke: paperColour, strokeWidth: layer.endsGroup ? 3 : 1 }),
  ];
}

function stackLayers({ xs, layers }: AreaChart) {
  let floor = xs.map(() => 0);
  return layers.map((layer) => {
    const top = floor.map((low, i) => low + (layer.values[i] ?? 0));
    const rows = xs.map((x, i): StackRow => ({ x, low: floor[i]!, high: top[i]! }));
    floor = top;
    return { layer, rows };
  });
}
