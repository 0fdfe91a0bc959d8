import type { Markish } from '@observablehq/plot';

/** What this file needs of an SVG element. */
interface SvgElement {
  setAttribute(name: string, value: string): void;
  append(...children: readonly SvgElement[]): void;
}

interface SvgContext {
  readonly document: { createElementNS(namespace: string, name: string): SvgElement };
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** A mark that defines a pattern of diagonal lines: how estimates and guidance are told from actuals. */
export function hatchMark(id: string, colour: string): Markish {
  let isDrawn = false;
  const draw = (_index: unknown, _scales: unknown, _channels: unknown, _box: unknown, context: unknown) => {
    // Plot calls a mark once for each facet; an id may stand on the page once.
    if (isDrawn) return undefined;
    isDrawn = true;
    const { document } = context as SvgContext;
    const make = (name: string, attributes: Readonly<Record<string, string>>) => {
      const node = document.createElementNS(svgNamespace, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    };
    const size = { width: '5', height: '5', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
    const pattern = make('pattern', { id, ...size });
    pattern.append(make('rect', { width: '5', height: '5', fill: colour, 'fill-opacity': '0.12' }));
    pattern.append(make('rect', { width: '2', height: '5', fill: colour }));
    const definitions = make('defs', {});
    definitions.append(pattern);
    return definitions;
  };
  return draw as unknown as Markish;
}

/** The fill that uses the pattern. */
export function hatchFill(id: string): string {
  return `url(#${id})`;
}
