import type { DemandBuild, SegmentDemand } from '../../demand/index.ts';
import { quantileOf, sortedCopy } from '../../num/index.ts';
import { areaChart } from '../charts/area-chart.ts';
import { pathFanChart } from '../charts/path-fan-chart.ts';
import { yearStarts, yearTicks } from '../charts/time-axis.ts';
import { bandLegend } from '../forecast-page.ts';
import type { FigureSpec } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { familyOpacity } from '../palette.ts';
import { findMetric } from '../read-metric.ts';
import type { RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';

/** The figures of one segment's signals. */
export interface SignalFigures {
  /** The segment, in words. */
  readonly title: string;
  /** Whether the case has such a segment; else its signals only check the case. */
  readonly isSegment: boolean;
  readonly figures: readonly FigureSpec[];
}

/** What each signal adds and the joint paths of the sum, segment by segment; of a check, its paths alone. */
export function signalFigures(result: RunResult, signals: DemandBuild): readonly SignalFigures[] {
  return signals.segments.map((segment) => {
    const title = labelWords(segment.segment);
    const isSegment = findMetric(result, `open-demand[${segment.segment}]`) !== undefined;
    const fan = (periods: number) => fanFigure(result, signals, segment, periods);
    const figures = isSegment
      ? [layersFigure(result, segment), fan(segment.p50.length)]
      : [fan(Math.min(checkPeriods, segment.p50.length))];
    return { title, isSegment, figures };
  });
}

/** A check is shown for as long as a public series can tell: three years of quarters. */
const checkPeriods = 12;

interface Scale {
  readonly by: number;
  readonly words: string;
}

/** Thousands, millions or billions of the signal's own unit. */
function scaleOf(largest: number): Scale {
  const steps = [
    { by: 1e9, words: 'billions of the signal’s unit' },
    { by: 1e6, words: 'millions of the signal’s unit' },
    { by: 1e3, words: 'thousands of the signal’s unit' },
  ];
  return steps.find(({ by }) => largest >= 10 * by) ?? { by: 1, words: 'the signal’s unit' };
}

function sourceOf({ layers, paths }: SegmentDemand): string {
  return `${[...new Set(layers.map(({ file }) => `signals/${file}`))].join(', ')}; ${paths.length} joint paths.`;
}

function layersFigure(result: RunResult, segment: SegmentDemand): FigureSpec {
  const { layers, p50 } = segment;
  const totals = p50.map((_, t) => layers.reduce((sum, { mean }) => sum + mean[t]!, 0));
  const { by, words } = scaleOf(Math.max(...totals));
  const { years, periods } = result.calendar;
  const chart = {
    xs: Array.from(p50, (_, t) => t + 1),
    layers: layers.map(({ layer, mean }, i) => ({
      label: layer,
      values: Array.from(mean, (value) => value / by),
      colour: 'var(--c1)',
      opacity: familyOpacity(i, layers.length),
    })),
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height: 300,
  };
  const shown = years.filter(({ to }) => to <= p50.length);
  return {
    id: `signal-layers-${segment.segment}`,
    title: 'What each signal adds',
    unit: `${words}, at the end of each period`,
    layout: 'half',
    draw: (size) => areaChart(chart, size),
    legend: chart.layers.map(({ label, colour, opacity }) => ({ text: label, colour, opacity })),
    measures: `Means over joint paths, so that layers add up. ${layers.map(({ layer, kind }) => `${layer} is ${kindWords[kind] ?? kind}`).join('; ')}.`,
    source: sourceOf(segment),
    limits: 'A layer below a pixel is in the table alone.',
    table: {
      caption: `What each layer adds at the end of the year, ${words}, and its share.`,
      columns: [
        { title: 'Year' },
        ...numberColumns([...layers.flatMap(({ layer }) => [layer, 'share']), 'All']),
      ],
      rows: shown.map(({ label, to }) => ({
        cells: [
          label,
          ...layers.flatMap(({ mean }) => [
            (mean[to - 1]! / by).toPrecision(3),
            `${((100 * mean[to - 1]!) / totals[to - 1]!).toFixed(1)}%`,
          ]),
          (totals[to - 1]! / by).toPrecision(3),
        ],
      })),
    },
  };
}

const kindWords: Readonly<Record<string, string>> = {
  path: 'a judged path with fading news',
  series: 'a series forecast by the combination of methods',
  revenue: 'reported revenue forecast by the growth model of the race',
  adoption: 'an adoption curve fitted to its points',
  pipeline: 'a pipeline of deals won or lost together',
  backlog: 'a backlog delivered as disclosed',
};

const shownPaths = 6;

function fanFigure(
  result: RunResult,
  signals: DemandBuild,
  segment: SegmentDemand,
  periods: number,
): FigureSpec {
  const { p10, p90, paths, components } = segment;
  const p50 = segment.p50.subarray(0, periods);
  const { by, words } = scaleOf(Math.max(...p90.subarray(0, periods)));
  const sorted = Array.from(p50, (_, t) => sortedCopy(paths.map((path) => path[t]!)));
  const at = (t: number, p: number) => quantileOf(sorted[t]!, p) / by;
  const fan = {
    label: segment.layers.length === 1 ? segment.layers[0]!.layer : labelWords(segment.segment),
    colour: 'var(--c1)',
    history: [],
    future: Array.from(p50, (mid, t) => ({
      x: t + 1,
      mid: mid / by,
      bands: [
        [at(t, 0.25), at(t, 0.75)],
        [at(t, 0.1), at(t, 0.9)],
        [at(t, 0.025), at(t, 0.975)],
      ] as const,
    })),
    paths: paths
      .slice(0, shownPaths)
      .map((path) => Array.from(path.subarray(0, periods), (value) => value / by)),
  };
  const run = findMetric(result, `open-demand[${segment.segment}]`);
  const rows = result.calendar.years.flatMap(({ label, to }, year) => {
    if (to > p50.length) return [];
    const i = to - 1;
    const median = run?.years.p50[year];
    return [
      {
        cells: [
          label,
          (p50[i]! / by).toPrecision(3),
          `${(p10[i]! / by).toPrecision(3)}–${(p90[i]! / by).toPrecision(3)}`,
          median === undefined ? '–' : (median / by).toPrecision(3),
        ],
      },
    ];
  });
  const isDrawn = result.assumptions.some(({ path }) => path === `segments.${segment.segment}.path_score_1`);
  const explained = (100 * components.explained).toFixed(0);
  const scoreWords = `${components.loadings.length} scores explain ${explained}% of how they stray${isDrawn ? '; the run draws these scores' : ''}.`;
  return {
    id: `signal-paths-${segment.segment}`,
    title: 'The forecast: joint paths',
    unit: `${words}, by period`,
    layout: periods === checkPeriods ? 'full' : 'half',
    draw: (size) =>
      pathFanChart(
        {
          fans: [fan],
          tickText: (x) => signals.labels[Math.round(x) - 1] ?? '',
          height: 300,
          fromZero: true,
        },
        size,
      ),
    legend: bandLegend.slice(1),
    measures: `Median, 50, 80 and 95% bands, and ${shownPaths} of the paths. ${scoreWords}`,
    source: sourceOf(segment),
    limits: 'A judged layer is as good as the judgement.',
    table: {
      caption: `At the end of the year, ${words}; asked for in the run: the year’s sum, before what waits.`,
      columns: [{ title: 'Year' }, ...numberColumns(['Median', '80% of paths', 'Asked for in the run'])],
      rows,
    },
  };
}
