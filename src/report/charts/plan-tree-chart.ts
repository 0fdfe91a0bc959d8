import type { PlotOptions } from '@observablehq/plot';
import { dot, link, ruleX, text } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';

/** A node of the tree of a plan. */
export interface PlanTreeRow {
  /** Column from the left: 0 for the root, else how many reviews have been. */
  readonly stage: number;
  /** Number of the node before among the rows; −1 for the root. */
  readonly parent: number;
  readonly probability: number;
  /** Short name, for a narrow drawing; words that may stand above it and below it in a wide one. */
  readonly name: string;
  readonly label: string;
  readonly decision: string;
}

export interface PlanTreeChart {
  /** By stage, the root first; each stage in the order of its parents. */
  readonly rows: readonly PlanTreeRow[];
  /** What stands over each column, such as `before 2027Q1`. */
  readonly stages: readonly string[];
}

const rowPx = { wide: 56, narrow: 40 };
const widestLine = 14;
/** From the middle of a node to its words. */
const gapPx = 14;
/** Pixels of one letter, plain and bold, to keep words inside their column and lines clear of them. */
const pxPerLetter = { plain: 6.6, bold: 7.2 };
/** Share of a column that words may take; the rest is for lines to part in. */
const wordShare = 0.7;

/** A tree of futures from left to right: lines as wide as futures are likely, words at each node. */
export function planTreeChart({ rows, stages }: PlanTreeChart, size: ChartSize): PlotOptions {
  const last = stages.length - 1;
  const heights = placeRows(rows, last);
  const leaves = rows.filter(({ stage }) => stage === last).length;
  const marginRight = size.isNarrow ? 62 : 250;
  const columnPx = (size.width - 24 - marginRight) / Math.max(last, 1);
  const roomPx = (stage: number) => (stage === last ? marginRight - 16 : wordShare * columnPx - gapPx);
  const lettersIn = (stage: number, px: number) => Math.floor(roomPx(stage) / px);
  const placed = rows.map((row, i) => ({
    ...row,
    x: row.stage,
    y: heights[i]!,
    share: `${Math.round(100 * row.probability)}%`,
    radius: 4 + 7 * Math.sqrt(row.probability),
  }));
  const over = placed.map((row) => ({
    ...row,
    words: size.isNarrow
      ? row.name
      : clip(
          row.stage === 0 ? row.label : `${row.share} · ${row.label}`,
          lettersIn(row.stage, pxPerLetter.bold),
        ),
  }));
  const under = placed.map((row) => ({
    ...row,
    words: size.isNarrow
      ? row.stage === 0
        ? ''
        : row.share
      : clip(row.decision, lettersIn(row.stage, pxPerLetter.plain)),
  }));
  const wordsPx = (i: number) =>
    Math.max(over[i]!.words.length * pxPerLetter.bold, under[i]!.words.length * pxPerLetter.plain);
  // A line leaves a node after the node's words.
  const links = placed.flatMap((to) => {
    if (to.parent < 0) return [];
    const from = placed[to.parent]!;
    return [{ from, to, leaves: from.x + (gapPx + wordsPx(to.parent) + 6) / columnPx }];
  });
  const halo = {
    stroke: paperColour,
    strokeWidth: 5,
    textAnchor: 'start',
    dx: gapPx,
    x: 'x',
    y: 'y',
    text: 'words',
  } as const;
  return {
    height: leaves * (size.isNarrow ? rowPx.narrow : rowPx.wide) + 56,
    marginLeft: 24,
    marginRight,
    marginTop: 40,
    marginBottom: 16,
    x: { type: 'linear', domain: [0, Math.max(last, 1)], axis: null },
    y: { type: 'linear', domain: [-0.5, Math.max(leaves, 1) - 0.5], axis: null },
    marks: [
      ruleX(
        stages.map((_, stage) => stage),
        { stroke: ruleColour, strokeOpacity: 0.6 },
      ),
      link(links, {
        x1: 'leaves',
        x2: ({ to }: (typeof links)[number]) => to.x,
        y1: ({ from }: (typeof links)[number]) => from.y,
        y2: ({ to }: (typeof links)[number]) => to.y,
        curve: 'bump-x',
        stroke: 'var(--c1)',
        strokeOpacity: 0.45,
        strokeWidth: ({ to }: (typeof links)[number]) => 1.5 + widestLine * to.probability,
      }),
      dot(placed, {
        x: 'x',
        y: 'y',
        r: ({ radius }: (typeof placed)[number]) => radius,
        fill: 'var(--c1)',
        stroke: paperColour,
      }),
      text(over, { ...halo, fill: 'currentColor', dy: -9, fontWeight: 600 }),
      text(under, { ...halo, fill: quietColour, dy: 9 }),
      ...stages.map((words, stage) =>
        text([{ words, x: stage }], {
          x: 'x',
          text: 'words',
          frameAnchor: 'top',
          dy: -28,
          dx: stage === 0 ? -16 : 0,
          fill: quietColour,
          textAnchor: stage > 0 && size.isNarrow ? 'middle' : 'start',
        }),
      ),
    ],
    r: { type: 'identity' },
  };
}

/** Heights of nodes: last nodes one above the other, the others in the middle of what follows. */
function placeRows(rows: readonly PlanTreeRow[], last: number): number[] {
  const heights = rows.map(() => 0);
  let next = 0;
  for (let i = 0; i < rows.length; i++) if (rows[i]!.stage === last) heights[i] = next++;
  for (let i = rows.length - 1; i >= 0; i--) {
    const children = rows.flatMap(({ parent }, child) => (parent === i ? [heights[child]!] : []));
    if (children.length > 0) heights[i] = children.reduce((sum, y) => sum + y, 0) / children.length;
  }
  return heights;
}

function clip(words: string, letters: number): string {
  return words.length <= letters ? words : `${words.slice(0, Math.max(letters - 1, 1)).trimEnd()}…`;
}
