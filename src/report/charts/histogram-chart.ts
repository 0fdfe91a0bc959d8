import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, gridY, rectY, ruleX, ruleY, text } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { leftMargin } from './time-axis.ts';

/** One step of a histogram in display units: from, to, and its share of all, 0 to 1. */
export interface HistogramBar {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** A value marked across the bars, with its words. */
export interface HistogramMark {
  readonly x: number;
  readonly text: string;
  readonly isFigure?: boolean;
}

export interface HistogramChart {
  readonly bars: readonly HistogramBar[];
  readonly marks: readonly HistogramMark[];
  /** Bars below this are of the second colour; a bar that it falls into is split. */
  readonly figure?: number;
  readonly height: number;
}

/** A histogram over a continuous scale, with the part below a figure in another colour and marked values above the bars. */
export function histogramChart(
  { bars, marks, figure, height }: HistogramChart,
  size: ChartSize,
): PlotOptions {
  const parts = figure === undefined ? bars : bars.flatMap((bar) => splitAt(bar, figure));
  const isBelow = ({ to }: HistogramBar) => figure !== undefined && to <= figure;
  const most = Math.max(...bars.map(({ share }) => share), 0.001);
  const ends = [...bars.flatMap(({ from, to }) => [from, to]), ...marks.map(({ x }) => x)];
  const rows = rowsOf(marks, [Math.min(...ends), Math.max(...ends)], size);
  return {
    height: (size.isNarrow ? Math.round(height * 0.85) : height) + 16 * rows.count,
    marginLeft: leftMargin(size),
    marginRight: 16,
    marginTop: 8 + 16 * rows.count,
    marginBottom: 26,
    x: { type: 'linear', domain: [Math.min(...ends), Math.max(...ends)] },
    y: { type: 'linear', domain: [0, 100 * most] },
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 4 }),
      rectY(parts, {
        x1: 'from',
        x2: 'to',
        y: (bar: HistogramBar) => 100 * bar.share,
        fill: (bar: HistogramBar) => (isBelow(bar) ? 'var(--c2)' : 'var(--c1)'),
        fillOpacity: 0.85,
        inset: 0.5,
      }),
      ruleX(
        marks.filter(({ isFigure }) => !isFigure),
        { x: 'x', stroke: 'currentColor', strokeDasharray: '2 3' },
      ),
      ruleX(
        marks.filter(({ isFigure }) => isFigure),
        { x: 'x', stroke: 'currentColor', strokeWidth: 1.5 },
      ),
      ...marks.map((mark, i) =>
        text([mark], {
          x: 'x',
          text: 'text',
          frameAnchor: 'top',
          textAnchor: rows.anchors[i]!,
          dx: rows.anchors[i] === 'start' ? 4 : -4,
          dy: -12 - 16 * rows.rows[i]!,
          fill: 'currentColor',
          stroke: paperColour,
          strokeWidth: 3,
          fontWeight: mark.isFigure ? 700 : 400,
        }),
      ),
      ruleY([0], { stroke: quietColour }),
      axisY({ ticks: 4, tickSize: 0, label: null, fill: quietColour, tickFormat: (v: number) => `${v}%` }),
      axisX({ ticks: size.isNarrow ? 4 : 8, tickSize: 0, label: null, fill: quietColour }),
    ],
  };
}

function splitAt(bar: HistogramBar, figure: number): readonly HistogramBar[] {
  if (figure <= bar.from || figure >= bar.to) return [bar];
  return [
    { ...bar, to: figure },
    { ...bar, from: figure },
  ];
}

const letterPx = 7.4;

/** Rows of words above the bars in which none overlaps another; words past the middle stand left of their mark. */
function rowsOf(marks: readonly HistogramMark[], [low, high]: readonly [number, number], size: ChartSize) {
  const plotPx = size.width - leftMargin(size) - 16;
  const taken: [from: number, to: number][][] = [];
  const anchors: ('start' | 'end')[] = [];
  const rows = marks.map(({ x, text: words }, i) => {
    const at = ((x - low) / (high - low || 1)) * plotPx;
    anchors[i] = at > plotPx / 2 ? 'end' : 'start';
    const width = words.length * letterPx + 14;
    const span: [number, number] = anchors[i] === 'start' ? [at, at + width] : [at - width, at];
    let row = 0;
    while (taken[row]?.some(([from, to]) => span[0] < to && from < span[1])) row++;
    (taken[row] ??= []).push(span);
    return row;
  });
  return { rows, anchors, count: taken.length };
}
