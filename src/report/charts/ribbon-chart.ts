import type { PlotOptions } from '@observablehq/plot';
import { areaY, rect, text } from '@observablehq/plot';
import { paperColour, quietColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';

/** A node of a flow: a share of its column, 0 to 1. */
export interface RibbonNode {
  readonly id: string;
  readonly label: string;
  readonly share: number;
  readonly colour: string;
}

/** What flows from a node to one of the next column: as a share of the column it leaves, and of the one it reaches. */
export interface RibbonLink {
  readonly from: string;
  readonly to: string;
  readonly fromShare: number;
  readonly toShare: number;
  /** That of the node it leaves unless given. */
  readonly colour?: string;
}

export interface RibbonColumn {
  readonly title: string;
  readonly total: string;
  readonly nodes: readonly RibbonNode[];
}

export interface RibbonChart {
  readonly columns: readonly RibbonColumn[];
  readonly links: readonly RibbonLink[];
  readonly height: number;
}

const nodeWidth = 0.075;
const gap = 0.022;
/** A node lower than this has no room for its label. */
const leastLabelled = 0.026;

interface Placed extends RibbonNode {
  readonly column: number;
  readonly y1: number;
  readonly y2: number;
}

/**
 * A Sankey diagram whose columns may be of different units: every column is as tall as the others, and a ribbon is as wide at either end
 * as its share of the column there. Nodes keep the order in which they are given.
 */
export function ribbonChart({ columns, links, height }: RibbonChart, size: ChartSize): PlotOptions {
  const most = Math.max(...columns.map(({ nodes }) => nodes.length));
  const scale = 1 - gap * (most - 1);
  const placed = columns.flatMap((column, i) => place(column, i, scale));
  const last = columns.length - 1;
  const room = { inset: size.isNarrow ? 152 : 176 };
  const labelled = placed.filter(({ y1, y2 }) => y2 - y1 >= leastLabelled);
  return {
    height: size.isNarrow ? height : Math.round(height * 1.05),
    marginLeft: 2,
    marginRight: room.inset,
    marginTop: 40,
    marginBottom: 4,
    x: { type: 'linear', domain: [0, last + nodeWidth], axis: null },
    y: { type: 'linear', domain: [1, 0], axis: null },
    marks: [
      areaY(ribbons(placed, links, scale), {
        x: 'x',
        y1: 'y1',
        y2: 'y2',
        z: 'key',
        fill: 'colour',
        fillOpacity: 0.3,
        curve: 'bump-x',
      }),
      rect(placed, {
        x1: 'column',
        x2: ({ column }: Placed) => column + nodeWidth,
        y1: 'y1',
        y2: 'y2',
        fill: 'colour',
      }),
      text(labelled, {
        x: ({ column }: Placed) => column + nodeWidth,
        y: ({ y1, y2 }: Placed) => (y1 + y2) / 2,
        text: 'label',
        textAnchor: 'start',
        dx: 5,
        fontSize: size.isNarrow ? 10 : 11.5,
        fill: 'currentColor',
        stroke: paperColour,
        strokeWidth: 3,
      }),
      text(columns, {
        x: (_column: RibbonColumn, i: number) => i,
        frameAnchor: 'top',
        text: 'title',
        textAnchor: 'start',
        dy: -34,
        fontSize: size.isNarrow ? 10 : 12,
        fill: quietColour,
      }),
      text(columns, {
        x: (_column: RibbonColumn, i: number) => i,
        frameAnchor: 'top',
        text: 'total',
        textAnchor: 'start',
        dy: -18,
        fontSize: size.isNarrow ? 11 : 14,
        fontWeight: 650,
        fill: 'currentColor',
      }),
    ],
  };
}

/** Stacks the nodes of a column, with gaps, around the middle. */
function place({ nodes }: RibbonColumn, column: number, scale: number): readonly Placed[] {
  const tall = nodes.reduce((sum, { share }) => sum + share * scale, 0) + gap * (nodes.length - 1);
  let at = (1 - tall) / 2;
  return nodes.map((node) => {
    const y1 = at;
    const y2 = y1 + node.share * scale;
    at = y2 + gap;
    return { ...node, column, y1, y2 };
  });
}

/** Both ends of each ribbon; ribbons leave and reach a node in the order in which they are given. */
function ribbons(placed: readonly Placed[], links: readonly RibbonLink[], scale: number) {
  const byId = new Map(placed.map((node) => [node.id, node]));
  const left = new Map<string, number>();
  const reached = new Map<string, number>();
  const take = (used: Map<string, number>, node: Placed, share: number): readonly [number, number] => {
    const from = used.get(node.id) ?? node.y1;
    used.set(node.id, from + share * scale);
    return [from, from + share * scale];
  };
  return links.flatMap(({ from, to, fromShare, toShare, colour: own }) => {
    const [start, end] = [byId.get(from), byId.get(to)];
    if (!start || !end) return [];
    const [a, b] = [take(left, start, fromShare), take(reached, end, toShare)];
    const colour = own ?? start.colour;
    const key = `${from} ${to}`;
    return [
      { x: start.column + nodeWidth, y1: a[0], y2: a[1], colour, key },
      { x: end.column, y1: b[0], y2: b[1], colour, key },
    ];
  });
}
