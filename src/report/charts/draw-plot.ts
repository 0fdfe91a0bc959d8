import type { PlotOptions } from '@observablehq/plot';
import { plot } from '@observablehq/plot';
import type { DrawingDocument } from '../report-types.ts';
import type { Markup } from '../markup.ts';
import { trusted } from '../markup.ts';
import type { ChartSize } from './chart-size.ts';

/** What this file needs of an SVG node. */
interface SvgNode {
  readonly outerHTML: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): { remove(): void } | null;
}

export interface DrawOptions {
  readonly document: DrawingDocument;
  readonly size: ChartSize;
  /** What a screen reader says in place of the picture. */
  readonly label: string;
}

/**
 * Draws a chart as inline SVG text that scales by its view box; coordinates are rounded to 1/100 of a pixel.
 *
 * Charts may not use Plot's `clip` option: it numbers its ids over the life of the process, so that equal results
 * would not give equal bytes.
 */
export function drawPlot(options: PlotOptions, { document, size, label }: DrawOptions): Markup {
  const node = plot({
    ...options,
    document: document as unknown as NonNullable<PlotOptions['document']>,
    width: size.width,
  }) as unknown as SvgNode;
  // Plot's own style sheet would set a white background; the page's sheet styles charts instead.
  node.querySelector('style')?.remove();
  for (const name of ['class', 'width', 'height', 'font-family', 'font-size']) node.removeAttribute(name);
  node.setAttribute('role', 'img');
  node.setAttribute('aria-label', label);
  return trusted(roundCoordinates(node.outerHTML).replace(groupLabels, '$1'));
}

/** Plot names the groups of its marks; inside a picture that has a label of its own, groups may have none. */
const groupLabels = /(<g\b[^>]*?) aria-label="[^"]*"/g;

const coordinateAttributes = /\b(d|transform|x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|width|height)="([^"]*)"/g;

function roundCoordinates(svg: string): string {
  return svg.replace(coordinateAttributes, (_all, name: string, value: string) => {
    const rounded = value.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (digits) =>
      String(Math.round(Number(digits) * 100) / 100),
    );
    return `${name}="${rounded}"`;
  });
}
