import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, cell, text } from '@observablehq/plot';
import { quietColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { shortYear } from './time-axis.ts';

/** One cell: `share` from 0 to 1 is its strength of colour. */
export interface HeatCell {
  readonly column: string;
  readonly row: string;
  readonly share: number;
  readonly text: string;
  readonly colour: string;
  readonly isStrong: boolean;
}

/** Strong enough to see, weak enough for text on it to stand out at 4.5:1 in both themes. */
const [faintest, strongest] = [0.04, 0.46];
const cellPx = 26;
/** Columns narrower than this take small figures. */
const tightPx = 32;

/** A grid of numbers by row and fiscal year, coloured by size. */
export function heatChart(cells: readonly HeatCell[], size: ChartSize): PlotOptions {
  const columns = [...new Set(cells.map(({ column }) => column))];
  const rows = [...new Set(cells.map(({ row }) => row))];
  const longest = Math.max(...rows.map((row) => row.length));
  const marginLeft = Math.min(14 + longest * 6.8, size.isNarrow ? 112 : 200);
  const stepPx = (size.width - marginLeft) / columns.length;
  const place = { x: 'column', y: 'row', fontSize: stepPx < tightPx ? 9 : 12 } as const;
  return {
    height: rows.length * cellPx + 32,
    marginLeft,
    marginRight: 0,
    marginTop: 4,
    marginBottom: 26,
    x: { type: 'band', domain: columns, padding: 0.03 },
    y: { type: 'band', domain: rows, padding: 0.08 },
    opacity: { type: 'identity' },
    marks: [
      cell(cells, {
        x: 'column',
        y: 'row',
        fill: 'colour',
        fillOpacity: ({ share }: HeatCell) =>
          Math.round((faintest + (strongest - faintest) * share) * 100) / 100,
      }),
      text(
        cells.filter(({ isStrong }) => !isStrong),
        { ...place, text: 'text' },
      ),
      text(
        cells.filter(({ isStrong }) => isStrong),
        { ...place, text: 'text', fontWeight: 700 },
      ),
      axisY({ tickSize: 0, label: null }),
      axisX({
        tickSize: 0,
        label: null,
        fill: quietColour,
        tickFormat: (label: string) => shortYear(label, stepPx),
      }),
    ],
  };
}
