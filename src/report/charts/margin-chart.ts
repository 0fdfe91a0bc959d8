import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barX, gridX, ruleX, text, tickX } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { tierColour, type EvidenceTier } from './tornado-chart.ts';

/** How far an uncertain number may go: multiples of its median. */
export interface MarginBar {
  readonly label: string;
  /** P10 and P90 of its own range. */
  readonly low: number;
  readonly high: number;
  /** Where the answer is just met; `undefined` where no multiple in the range does it. */
  readonly breakEven: number | undefined;
  /** Whether the figure is met above or below. */
  readonly isMetAbove: boolean;
  readonly tier: EvidenceTier;
}

/** Ranges of uncertain numbers around their medians, and the multiple at which each alone brings an answer to a figure. */
export function marginChart(
  bars: readonly MarginBar[],
  between: readonly [low: number, high: number],
  size: ChartSize,
): PlotOptions {
  const row = size.isNarrow ? 40 : 28;
  const at = (_bar: MarginBar, i: number): number => i;
  const inset = size.isNarrow ? 17 : 2;
  const clamp = (x: number): number => Math.min(between[1], Math.max(between[0], x));
  const solved = bars.flatMap((bar, i) => (bar.breakEven === undefined ? [] : [{ ...bar, i }]));
  const name = (bar: MarginBar): string => bar.label;
  return {
    height: bars.length * row + 34,
    marginLeft: size.isNarrow ? 16 : 250,
    marginRight: 24,
    marginTop: 4,
    marginBottom: 26,
    x: { type: 'log', domain: [...between] },
    y: { type: 'band', domain: bars.map((_bar, i) => i), padding: 0.2, axis: null },
    marks: [
      gridX({ ticks: ticks(between), stroke: ruleColour, strokeOpacity: 1 }),
      barX(bars, {
        x1: (bar: MarginBar) => clamp(bar.low),
        x2: (bar: MarginBar) => clamp(bar.high),
        y: at,
        fill: (bar: MarginBar) => tierColour(bar.tier),
        fillOpacity: 0.55,
        insetTop: inset,
        insetBottom: 4,
      }),
      ruleX([1], { stroke: quietColour }),
      barX(solved, {
        x1: (bar: MarginBar) => (bar.isMetAbove ? between[0] : bar.breakEven!),
        x2: (bar: MarginBar) => (bar.isMetAbove ? bar.breakEven! : between[1]),
        y: 'i',
        fill: 'var(--c6)',
        fillOpacity: 0.22,
        insetTop: inset,
        insetBottom: 4,
      }),
      tickX(solved, {
        x: 'breakEven',
        y: 'i',
        stroke: 'currentColor',
        strokeWidth: 2.5,
        insetTop: inset - 2,
        insetBottom: 2,
      }),
      text(solved, {
        x: 'breakEven',
        y: 'i',
        text: (bar: MarginBar) => `${bar.breakEven!.toPrecision(3)} ×`,
        textAnchor: 'start',
        dx: 6,
        dy: inset / 2,
        fill: 'currentColor',
        stroke: paperColour,
        strokeWidth: 3,
      }),
      axisX({
        ticks: ticks(between),
        tickFormat: (x: number) => `${x} ×`,
        tickSize: 0,
        label: null,
        fill: quietColour,
      }),
      ...(size.isNarrow
        ? [
            text(bars, {
              frameAnchor: 'left',
              y: at,
              text: name,
              dx: 4,
              dy: -11,
              textAnchor: 'start',
              fill: 'currentColor',
              stroke: paperColour,
              strokeWidth: 3,
            }),
          ]
        : [axisY({ tickSize: 0, label: null, tickFormat: (i: number) => bars[i]?.label ?? '' })]),
    ],
  };
}

function ticks([low, high]: readonly [number, number]): number[] {
  return [0.1, 0.2, 0.5, 1, 2, 5, 10].filter((x) => x >= low && x <= high);
}
