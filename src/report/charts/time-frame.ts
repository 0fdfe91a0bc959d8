import type { PlotOptions } from '@observablehq/plot';
import type { ChartSize } from './chart-size.ts';
import type { LabelRoom } from './place-labels.ts';
import { leftMargin } from './time-axis.ts';

/** What every chart over time with labels at its right edge says of itself. */
export interface TimeChart {
  readonly domainX: readonly [number, number];
  readonly height: number;
}

/** Size and scales of such a chart, the room for its labels, and the width left for what is drawn. */
export interface TimeFrame {
  readonly options: Pick<
    PlotOptions,
    'height' | 'marginLeft' | 'marginRight' | 'marginTop' | 'marginBottom' | 'x' | 'y'
  >;
  readonly room: LabelRoom;
  readonly plotWidth: number;
}

const marginTop = 12;
const marginBottom = 26;
const labelGapPx = 14;
const letterPx = 7.6;

/** Lays out a chart over time: room on the right for its longest label, no more than a third of the width. */
export function timeFrame(
  chart: TimeChart,
  size: ChartSize,
  { words, domain }: { readonly words: readonly string[]; readonly domain: LabelRoom['domain'] },
): TimeFrame {
  const longest = Math.max(...words.map((word) => word.length));
  const marginRight = Math.min(14 + longest * letterPx, size.width * 0.36);
  const marginLeft = leftMargin(size);
  const height = size.isNarrow ? Math.round(chart.height * 0.85) : chart.height;
  return {
    options: {
      height,
      marginLeft,
      marginRight,
      marginTop,
      marginBottom,
      x: { type: 'linear', domain: chart.domainX },
      y: { type: 'linear', domain },
    },
    room: { domain, height: height - marginTop - marginBottom, gap: labelGapPx },
    plotWidth: size.width - marginLeft - marginRight,
  };
}
