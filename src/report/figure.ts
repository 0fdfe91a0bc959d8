import type { PlotOptions } from '@observablehq/plot';
import type { ChartSize } from './charts/chart-size.ts';
import { fullWidth, halfWidth, narrowWidth } from './charts/chart-size.ts';
import { drawPlot } from './charts/draw-plot.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { DrawingDocument } from './report-types.ts';
import type { TableSpec } from './table.ts';
import { renderEmpty, renderTable } from './table.ts';

export interface LegendEntry {
  readonly text: string;
  readonly colour: string;
  readonly look?: 'line' | 'dashed' | 'outline' | 'hatch';
  /** Share of full colour, for the bands of a fan. */
  readonly opacity?: number;
}

/** A chart with all that must stand beside it: what it measures, from where, with which limits, and its numbers. */
export interface FigureSpec {
  /** Kebab-case and unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly layout: 'full' | 'half';
  readonly draw: (size: ChartSize) => PlotOptions;
  readonly legend?: readonly LegendEntry[];
  readonly measures: string;
  readonly source: string;
  readonly limits: string;
  readonly table: TableSpec;
}

/** What stands in place of a figure whose numbers a result does not have. */
export interface EmptyFigure {
  readonly isEmpty: true;
  /** What is not shown, as a noun. */
  readonly what: string;
  /** The metrics that would have to be there. */
  readonly missing: readonly string[];
}

/** A figure as data, so that report and app draw the same picture. */
export type Figure = FigureSpec | EmptyFigure;

export function emptyFigure(what: string, missing: readonly string[]): EmptyFigure {
  return { isEmpty: true, what, missing };
}

export function isEmptyFigure(figure: Figure): figure is EmptyFigure {
  return 'isEmpty' in figure;
}

export const fanLegend: readonly LegendEntry[] = [
  { text: 'median', colour: 'var(--c1)', look: 'line' },
  { text: '50% of paths', colour: 'var(--c1)', opacity: 0.44 },
  { text: '80%', colour: 'var(--c1)', opacity: 0.28 },
  { text: '90%', colour: 'var(--c1)', opacity: 0.14 },
];

/** Draws the chart of a figure as SVG text: wide, or narrow for a phone. */
export function drawFigure(
  spec: FigureSpec,
  { document, kind }: { readonly document: DrawingDocument; readonly kind: 'wide' | 'narrow' },
): Markup {
  const label = `${spec.title}, ${spec.unit}. ${spec.measures}`;
  const wide = spec.layout === 'full' ? fullWidth : halfWidth;
  const size = {
    width: kind === 'wide' ? wide : narrowWidth,
    isNarrow: kind === 'narrow',
    id: `${spec.id}-${kind}`,
  };
  return drawPlot(spec.draw(size), { document, size, label });
}

/** Renders a figure: heading, legend, the chart wide and narrow, its caption, and its numbers in a table. */
export function renderFigure(document: DrawingDocument, spec: Figure): Markup {
  if (isEmptyFigure(spec)) return renderEmpty(spec.what, spec.missing);
  const draw = (kind: 'wide' | 'narrow') => drawFigure(spec, { document, kind });
  return markup`<figure id="${spec.id}">
<h3>${spec.title}</h3>
<p class="measure">${spec.unit}</p>
${renderLegend(spec.legend ?? [])}
<div class="chart"><div class="wide ${spec.layout}">${draw('wide')}</div><div class="narrow">${draw('narrow')}</div></div>
<figcaption><b>Measures:</b> ${spec.measures} <b>Source:</b> ${spec.source} <b>Limits:</b> ${spec.limits}</figcaption>
<details><summary>Numbers behind this chart</summary>${renderTable(spec.table)}</details>
</figure>`;
}

function renderLegend(entries: readonly LegendEntry[]): Markup | undefined {
  if (entries.length === 0) return undefined;
  const items = entries.map(({ text, colour, look, opacity }) => {
    const style = `--k:${colour}${opacity === undefined ? '' : `;opacity:${opacity}`}`;
    return markup`<li><span class="swatch${look === undefined ? '' : ` ${look}`}" style="${style}"></span>${text}</li>`;
  });
  return markup`<ul class="legend">${items}</ul>`;
}
