import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barY, gridY, ruleY, text } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { leftMargin } from './time-axis.ts';

/** One column: a share of all, from 0 to 1. */
export interface ShareColumn {
  readonly label: string;
  readonly share: number;
  /** Set apart from the others, such as "never". */
  readonly isApart?: boolean;
}

export interface ShareChart {
  readonly columns: readonly ShareColumn[];
  /** A level all columns would have, such as a tenth each. */
  readonly level?: number;
  readonly height: number;
  /** The axis reaches at least so far, 0 to 1. */
  readonly most?: number;
}

/** Columns of shares in percent, such as a histogram of dates in which "never" is one of them. */
export function shareChart(chart: ShareChart, size: ChartSize): PlotOptions {
  const { columns, level } = chart;
  const labels = columns.map(({ label }) => label);
  const most = Math.max(...columns.map(({ share }) => share), level ?? 0, chart.most ?? 0, 0.01);
  const marginLeft = leftMargin(size);
  const stepPx = (size.width - marginLeft) / Math.max(1, labels.length);
  const longest = Math.max(...labels.map((label) => label.length));
  const every = Math.max(1, Math.ceil((longest * 7.5) / stepPx));
  return {
    height: size.isNarrow ? Math.round(chart.height * 0.85) : chart.height,
    marginLeft,
    marginRight: 4,
    marginTop: 16,
    marginBottom: 26,
    x: { type: 'band', domain: labels, padding: 0.16 },
    y: { type: 'linear', domain: [0, 100 * most * 1.1] },
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 4 }),
      barY(columns, {
        x: 'label',
        y: (column: ShareColumn) => 100 * column.share,
        fill: (column: ShareColumn) => (column.isApart ? 'var(--c6)' : 'var(--c1)'),
      }),
      text(
        columns.filter(({ share, isApart }) => isApart || share > 0.1 * most),
        {
          x: 'label',
          y: (column: ShareColumn) => 100 * column.share,
          text: (column: ShareColumn) => (stepPx > 26 ? `${Math.round(100 * column.share)}` : ''),
          dy: -7,
          fontSize: 11,
        },
      ),
      ...(level === undefined ? [] : [ruleY([100 * level], { stroke: 'var(--c2)', strokeDasharray: '4 3' })]),
      ruleY([0], { stroke: quietColour }),
      axisY({ ticks: 4, tickSize: 0, label: null, fill: quietColour, tickFormat: (v: number) => `${v}%` }),
      axisX({
        tickSize: 0,
        label: null,
        fill: quietColour,
        tickFormat: (label: string, i: number) =>
          i % every === 0 || columns[i]?.isApart === true ? label : '',
      }),
    ],
  };
}
