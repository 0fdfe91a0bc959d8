import type { PlotOptions } from '@observablehq/plot';
import { areaY, axisY, gridY, line, ruleX, ruleY } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { endLabelMark } from './end-labels.ts';
import { domainOf } from './fan-rows.ts';
import type { YearTick } from './time-axis.ts';
import { tickAxis } from './time-axis.ts';
import { timeFrame } from './time-frame.ts';

/** Power by period against demand; all in display units, one value for each period. */
export interface SupplyChart {
  readonly committed: readonly number[];
  readonly optional: readonly number[];
  readonly used: readonly number[];
  readonly demand: readonly [low: readonly number[], mid: readonly number[], high: readonly number[]];
  readonly ticks: (plotWidth: number) => readonly YearTick[];
  readonly starts: readonly number[];
  readonly periods: number;
}

/** Committed power and what the plan adds, stacked; power with chips as a line; demand as a fan. */
export function supplyChart(chart: SupplyChart, size: ChartSize): PlotOptions {
  const { committed, optional, used, demand } = chart;
  const rows = committed.map((low, t) => ({
    x: t + 1,
    committed: low,
    ready: low + optional[t]!,
    used: used[t]!,
    low: demand[0][t]!,
    mid: demand[1][t]!,
    high: demand[2][t]!,
  }));
  const domain = domainOf(rows.flatMap(({ ready, high }) => [ready, high]));
  const words = ['demand', 'with chips', 'committed', 'plan adds'];
  const { options, room, plotWidth } = timeFrame({ domainX: [0, chart.periods], height: 330 }, size, {
    words,
    domain,
  });
  const last = rows[rows.length - 1]!;
  const labels = [
    { text: 'demand', y: last.mid, colour: 'var(--c1)' },
    { text: 'with chips', y: last.used, colour: 'var(--c2)' },
    { text: 'committed', y: last.committed / 2, colour: 'var(--c6)' },
    ...(last.ready > last.committed * 1.01
      ? [{ text: 'plan adds', y: (last.committed + last.ready) / 2, colour: 'var(--c3)' }]
      : []),
  ];
  return {
    ...options,
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 5 }),
      ruleX(chart.starts, { stroke: ruleColour, strokeOpacity: 0.5 }),
      areaY(rows, { x: 'x', y1: 0, y2: 'committed', fill: 'var(--c6)', fillOpacity: 0.3 }),
      areaY(rows, { x: 'x', y1: 'committed', y2: 'ready', fill: 'var(--c3)', fillOpacity: 0.5 }),
      areaY(rows, { x: 'x', y1: 'low', y2: 'high', fill: 'var(--c1)', fillOpacity: 0.22 }),
      line(rows, { x: 'x', y: 'mid', stroke: 'var(--c1)', strokeWidth: 2.5 }),
      line(rows, { x: 'x', y: 'used', stroke: 'var(--c2)', strokeWidth: 1.75 }),
      ruleY([0], { stroke: quietColour }),
      axisY({ ticks: 5, tickSize: 0, label: null, fill: quietColour }),
      tickAxis(chart.ticks(plotWidth)),
      endLabelMark(labels, chart.periods, room),
    ],
  };
}
