import type { Markish, PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barY, dot, gridY, ruleX, ruleY } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { domainOf } from './fan-rows.ts';
import { leftMargin, shortYear } from './time-axis.ts';

/** One stacked part of one column, scaled for display. */
export interface ColumnPart {
  readonly x: string;
  readonly value: number;
  readonly series: string;
  readonly colour: string;
  /** Share of full colour, for members of one colour family. */
  readonly opacity?: number;
}

/** A range drawn over a column: 80% of paths, and the median. */
export interface Whisker {
  readonly x: string;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

export interface ColumnChart {
  readonly labels: readonly string[];
  readonly parts: readonly ColumnPart[];
  readonly whiskers?: readonly Whisker[];
  readonly height: number;
}

/** Stacked columns by fiscal year, with 80% whiskers where given. */
export function columnChart(chart: ColumnChart, size: ChartSize): PlotOptions {
  const marginLeft = leftMargin(size);
  const marginRight = 4;
  const stepPx = (size.width - marginLeft - marginRight) / Math.max(1, chart.labels.length);
  const whiskers = chart.whiskers ?? [];
  const isGraded = chart.parts.some(({ opacity }) => opacity !== undefined);
  const totals = chart.labels.flatMap((label) => stackEnds(chart.parts.filter(({ x }) => x === label)));
  const domain = domainOf([...totals, ...whiskers.flatMap(({ low, high }) => [low, high])]);
  return {
    height: size.isNarrow ? Math.round(chart.height * 0.85) : chart.height,
    marginLeft,
    marginRight,
    marginTop: 12,
    marginBottom: 26,
    x: { type: 'band', domain: chart.labels, padding: 0.3 },
    y: { type: 'linear', domain },
    opacity: { type: 'identity' },
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 5 }),
      barY(chart.parts, {
        x: 'x',
        y: 'value',
        fill: 'colour',
        ...(isGraded ? { fillOpacity: (part: ColumnPart) => part.opacity ?? 1 } : {}),
        order: seriesOf(chart.parts),
        z: 'series',
      }),
      ...whiskerMarks(whiskers),
      ruleY([0], { stroke: quietColour }),
      axisY({ ticks: 5, tickSize: 0, label: null, fill: quietColour }),
      axisX({
        tickSize: 0,
        label: null,
        fill: quietColour,
        tickFormat: (label: string) => shortYear(label, stepPx),
      }),
    ],
  };
}

export function whiskerMarks(whiskers: readonly Whisker[]): Markish[] {
  if (whiskers.length === 0) return [];
  return [
    ruleX(whiskers, { x: 'x', y1: 'low', y2: 'high', stroke: 'currentColor', strokeWidth: 1.5 }),
    dot(whiskers, { x: 'x', y: 'mid', r: 3, fill: 'var(--paper)', stroke: 'currentColor', strokeWidth: 1.5 }),
  ];
}

function stackEnds(parts: readonly ColumnPart[]): readonly number[] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const values = parts.map(({ value }) => value).filter((value) => Number.isFinite(value));
  return [sum(values.filter((value) => value > 0)), sum(values.filter((value) => value < 0))];
}

function seriesOf(parts: readonly ColumnPart[]): string[] {
  return [...new Set(parts.map(({ series }) => series))];
}
