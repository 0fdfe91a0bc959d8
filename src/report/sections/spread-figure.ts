import type { AnswerSpread } from '../../answer/index.ts';
import { shareText } from '../chance.ts';
import { histogramChart } from '../charts/histogram-chart.ts';
import {
  displayFor,
  formatBareRange,
  formatCount,
  formatValue,
  unitWords,
  type Display,
} from '../display.ts';
import type { FigureSpec } from '../figure.ts';
import type { RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import { runWords } from './source-words.ts';
import { targetSlug, targetWords } from './target-words.ts';

/** How to show the numbers of a spread. */
export function spreadDisplay({ unit, p10, p90, atLeast }: AnswerSpread): Display {
  const sizes = [p10, p90, atLeast?.figure ?? 0].map(Math.abs).filter((size) => Number.isFinite(size));
  return displayFor(unit, Math.max(0, ...sizes));
}

/** How an answer lies over the paths: a histogram with its median, its 80% range, and the figure it is asked to meet. */
export function spreadFigure(
  result: RunResult,
  spread: AnswerSpread,
  /** What is shown, where it is no metric of the case itself. */
  name: string = targetWords(result, spread),
): FigureSpec {
  const { bins, paths, missing, p10, p50, p90, atLeast } = spread;
  const display = spreadDisplay(spread);
  const show = (value: number) => formatValue(value, display);
  const known = Math.max(1, paths - missing);
  const bars = bins.counts.map((count, i) => ({
    from: (bins.from + i * bins.step) * display.scale,
    to: (bins.from + (i + 1) * bins.step) * display.scale,
    share: count / known,
  }));
  const marks = [
    { x: p10 * display.scale, text: `P10 ${show(p10)}` },
    { x: p50 * display.scale, text: `median ${show(p50)}` },
    { x: p90 * display.scale, text: `P90 ${show(p90)}` },
    ...(atLeast
      ? [
          {
            x: atLeast.figure * display.scale,
            text: `asked for ${askedText(atLeast.figure, display)}`,
            isFigure: true,
          },
        ]
      : []),
  ];
  const outside = bins.below + bins.above;
  const figure = atLeast && { figure: atLeast.figure * display.scale };
  return {
    id: `spread-${targetSlug(spread)}`,
    title: `${name}: how it lies over the paths`,
    unit: `% of paths in each step of ${show(bins.step)}`,
    layout: 'full',
    draw: (size) => histogramChart({ bars, marks, ...figure, height: 260 }, size),
    legend: atLeast
      ? [
          { text: 'meets what is asked for', colour: 'var(--c1)' },
          { text: 'falls short of it', colour: 'var(--c2)' },
        ]
      : [],
    measures: `the answer on ${formatCount(paths)} paths on which all uncertain numbers vary at once, and shocks with them.${atLeast ? ` It is at least ${askedText(atLeast.figure, display)} on ${atLeastText(atLeast)} of them.` : ''}`,
    source: runWords(result),
    limits: `${outside === 0 ? '' : `${formatCount(outside)} paths lie beyond the ends of the picture (the far 1% at either end). `}${missing === 0 ? '' : `On ${formatCount(missing)} paths the answer does not exist; they are left out. `}The ranges of the case are its author’s; the picture is no wider than they are.`,
    table: {
      caption: `${name}, share of paths by step.`,
      columns: [{ title: unitWords(display) || 'Value' }, ...numberColumns(['Paths', 'Share'])],
      rows: [
        ...(bins.below === 0 ? [] : [row('below', bins.below, known)]),
        ...bins.counts.map((count, i) =>
          row(
            formatBareRange(bins.from + i * bins.step, bins.from + (i + 1) * bins.step, display),
            count,
            known,
          ),
        ),
        ...(bins.above === 0 ? [] : [row('above', bins.above, known)]),
      ],
    },
  };
}

function row(what: string, count: number, of: number) {
  return { cells: [what, formatCount(count), `${((100 * count) / of).toFixed(1)}%`] };
}

/** How often an answer is at least a figure, with what chance in the paths leaves open: `93% (95%: 92–94%)`. */
export function atLeastText({ share, interval }: NonNullable<AnswerSpread['atLeast']>): string {
  return shareText({ probability: share, ...interval });
}

/** A figure that is asked for, in which nothing is just 0. */
export function askedText(figure: number, display: Display): string {
  return figure === 0 ? '0' : formatValue(figure, display);
}
