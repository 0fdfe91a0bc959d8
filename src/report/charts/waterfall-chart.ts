import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barX, ruleX, text } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { domainOf } from './fan-rows.ts';

/** One bar of a waterfall, in display units. */
export interface WaterfallBar {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'total' | 'up' | 'down';
  readonly text: string;
}

const colours = { total: 'var(--c6)', up: 'var(--c3)', down: 'var(--c2)' };

/** A waterfall read from top to bottom: a start, steps that add up, an end. */
export function waterfallChart(bars: readonly WaterfallBar[], size: ChartSize): PlotOptions {
  const keys = bars.map((_bar, i) => i);
  const row = size.isNarrow ? 40 : 30;
  return {
    height: bars.length * row + 30,
    marginLeft: size.isNarrow ? 4 : 190,
    marginRight: 56,
    marginTop: 4,
    marginBottom: 24,
    x: { type: 'linear', domain: domainOf(bars.flatMap(({ from, to }) => [from, to])) },
    y: { type: 'band', domain: keys, padding: 0.25, axis: null },
    marks: [
      ruleX([0], { stroke: quietColour }),
      barX(bars, {
        x1: 'from',
        x2: 'to',
        y: (_bar: WaterfallBar, i: number) => i,
        fill: (bar: WaterfallBar) => colours[bar.kind],
        insetTop: size.isNarrow ? 14 : 0,
      }),
      text(bars, {
        x: (bar: WaterfallBar) => Math.max(bar.from, bar.to, 0),
        y: (_bar: WaterfallBar, i: number) => i,
        text: 'text',
        dx: 5,
        dy: size.isNarrow ? 7 : 0,
        textAnchor: 'start',
        fontWeight: 600,
      }),
      axisX({ ticks: 4, tickSize: 0, label: null, fill: quietColour, stroke: ruleColour }),
      ...(size.isNarrow
        ? [
            text(bars, {
              frameAnchor: 'left',
              y: (_bar: WaterfallBar, i: number) => i,
              text: 'label',
              dx: 4,
              dy: -11,
              textAnchor: 'start',
            }),
          ]
        : [axisY({ tickSize: 0, label: null, tickFormat: (i: number) => wrap(bars[i]?.label ?? '') })]),
    ],
  };
}

/** Breaks a long label in two near its middle. */
function wrap(label: string): string {
  if (label.length <= 28) return label;
  const middle = label.length / 2;
  const spaces = [...label.matchAll(/ /g)].map(({ index }) => index);
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return at === undefined ? label : `${label.slice(0, at)}\n${label.slice(at + 1)}`;
}
