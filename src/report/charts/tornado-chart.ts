import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barX, ruleX, text } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';

/** Evidence from 1, a filing or measurement, to 4, a guess; 0 where none is stated. */
export type EvidenceTier = 0 | 1 | 2 | 3 | 4;

/** What an answer is with one uncertain number at its P10 and at its P90, in display units. */
export interface TornadoBar {
  readonly label: string;
  readonly atLow: number;
  readonly atHigh: number;
  readonly tier: EvidenceTier;
}

/** Warm colours are weak evidence, so that a long warm bar asks to be looked into. */
const colours: Readonly<Record<EvidenceTier, string>> = {
  0: 'var(--c4)',
  1: 'var(--c3)',
  2: 'var(--c1)',
  3: 'var(--c5)',
  4: 'var(--c2)',
};

/** The colour of an evidence tier. */
export function tierColour(tier: EvidenceTier): string {
  return colours[tier];
}

/** Bars from the answer at P10 to the answer at P90 around the answer with all at their medians; the P90 end is full. */
export function tornadoChart(bars: readonly TornadoBar[], central: number, size: ChartSize): PlotOptions {
  const row = size.isNarrow ? 38 : 24;
  const at = (_bar: TornadoBar, i: number): number => i;
  const inset = size.isNarrow ? 16 : 0;
  const half = (end: 'atLow' | 'atHigh', opacity: number) =>
    barX(bars, {
      x1: () => central,
      x2: end,
      y: at,
      fill: (bar: TornadoBar) => colours[bar.tier],
      fillOpacity: opacity,
      insetTop: inset,
    });
  const name = (bar: TornadoBar): string => bar.label;
  return {
    height: bars.length * row + 34,
    marginLeft: size.isNarrow ? 4 : 250,
    marginRight: 24,
    marginTop: 4,
    marginBottom: 26,
    x: { type: 'linear', domain: domainAround(central, bars) },
    y: { type: 'band', domain: bars.map((_bar, i) => i), padding: 0.28, axis: null },
    marks: [
      half('atLow', 0.45),
      half('atHigh', 1),
      ruleX([central], { stroke: 'var(--ink)', strokeWidth: 1 }),
      axisX({
        ticks: size.isNarrow ? 4 : 7,
        tickSize: 0,
        label: null,
        fill: quietColour,
        stroke: ruleColour,
      }),
      ...(size.isNarrow
        ? [
            text(bars, {
              frameAnchor: 'left',
              y: at,
              text: name,
              dx: 4,
              dy: -10,
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

/** From the least to the most answer; 0 need not be in it, as bars start at the central answer. */
function domainAround(central: number, bars: readonly TornadoBar[]): readonly [number, number] {
  const ends = bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh]).filter(Number.isFinite);
  const [low, high] = [Math.min(central, ...ends), Math.max(central, ...ends)];
  const air = (high - low) * 0.03 || 1;
  return [low - air, high + air];
}
