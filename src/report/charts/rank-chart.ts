import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barX, dot, gridX, ruleX, ruleY } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';

/** One named bar of a ranking, with its range. */
export interface RankBar {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly colour: string;
}

const rowHeight = 26;
const characterWidth = 7.4;

/** Bars across with long names at their left, as many rows as there are bars; the dot is the value, the line its range. */
export function rankChart(bars: readonly RankBar[], size: ChartSize): PlotOptions {
  const longest = Math.max(...bars.map(({ label }) => label.length));
  return {
    height: 40 + rowHeight * bars.length,
    marginLeft: Math.round(12 + characterWidth * longest),
    marginRight: 16,
    marginTop: 8,
    marginBottom: 28,
    x: { type: 'linear', domain: [0, Math.max(...bars.map(({ value, high }) => Math.max(value, high)))] },
    y: { type: 'band', domain: bars.map(({ label }) => label), padding: 0.3 },
    marks: [
      gridX({ stroke: ruleColour, strokeOpacity: 1, ticks: size.isNarrow ? 3 : 6 }),
      barX(bars, { x: 'value', y: 'label', fill: 'colour' }),
      ruleY(bars, { y: 'label', x1: 'low', x2: 'high', stroke: 'currentColor', strokeWidth: 1.5 }),
      dot(bars, {
        x: 'value',
        y: 'label',
        r: 3,
        fill: 'var(--paper)',
        stroke: 'currentColor',
        strokeWidth: 1.5,
      }),
      ruleX([0], { stroke: quietColour }),
      axisX({ ticks: size.isNarrow ? 3 : 6, tickSize: 0, label: null, fill: quietColour }),
      axisY({ tickSize: 0, label: null, fill: quietColour }),
    ],
  };
}
