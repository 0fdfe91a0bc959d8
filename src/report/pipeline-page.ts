import { quantileOf, sortedCopy } from '../num/index.ts';
import type { LargeDeal, PipelinePaths } from '../signals/index.ts';
import { pathFanChart } from './charts/path-fan-chart.ts';
import { waterfallChart, type WaterfallBar } from './charts/waterfall-chart.ts';
import { bandLegend } from './forecast-page.ts';
import { renderFigure } from './figure.ts';
import { markup } from './markup.ts';
import { renderPage } from './render-page.ts';
import type { DrawingDocument } from './report-types.ts';
import { numberColumns, renderTable } from './table.ts';

export interface PipelinePageOptions {
  readonly document: DrawingDocument;
  readonly version: string;
  readonly file: string;
  readonly asOf: string;
  readonly deals: number;
  readonly large: readonly LargeDeal[];
  readonly assumptions: string;
}

/** A page on a pipeline: what is counted on, month by month, and how the mean comes down from everything in it. */
export function renderPipelinePage({ paths, steps }: PipelinePaths, options: PipelinePageOptions): string {
  const { document, file, large } = options;
  const months = paths[0]?.length ?? 0;
  const sorted = Array.from({ length: months }, (_, m) => sortedCopy(paths.map((path) => path[m]!)));
  const at = (m: number, p: number) => quantileOf(sorted[m]!, p);
  const source = `${file}, ${options.deals} deals; ${paths.length} paths. ${options.assumptions}`;
  const fan = {
    label: 'MW',
    colour: 'var(--c1)',
    history: [],
    future: Array.from({ length: months }, (_, m) => ({
      x: m + 1,
      mid: at(m, 0.5),
      bands: [
        [at(m, 0.25), at(m, 0.75)],
        [at(m, 0.1), at(m, 0.9)],
        [at(m, 0.025), at(m, 0.975)],
      ] as const,
    })),
    paths: paths.slice(0, 6).map((path) => Array.from(path)),
  };
  const bars = waterfall(steps);
  const figures = [
    renderFigure(document, {
      id: 'pipeline-fan',
      title: 'Power that the pipeline asks for',
      unit: 'MW by month ahead',
      layout: 'half',
      draw: (size) =>
        pathFanChart({ fans: [fan], tickText: (x) => `+${x}`, height: 300, fromZero: true }, size),
      legend: bandLegend.slice(1),
      measures:
        'Deals won or lost, started late, ramped and ended, path by path: median, 50, 80 and 95% bands, six paths.',
      source,
      limits: 'Win probabilities are as written by sales; how well they held before is not in the file.',
      table: {
        caption: 'MW by month.',
        columns: [{ title: 'Month' }, ...numberColumns(['P10', 'P50', 'P90'])],
        rows: sorted.map((_, m) => ({
          cells: [`+${m + 1}`, ...[0.1, 0.5, 0.9].map((p) => at(m, p).toFixed(1))],
        })),
      },
    }),
    renderFigure(document, {
      id: 'pipeline-waterfall',
      title: 'From everything in the pipeline to what is counted on',
      unit: `MW in month +${months}`,
      layout: 'half',
      draw: (size) => waterfallChart(bars, size),
      measures: 'Each step takes off what it says; the last bar is the mean of the paths.',
      source,
      limits: 'The mean is not an outcome: large deals come whole or not at all.',
      table: {
        caption: 'Steps, MW.',
        columns: [{ title: 'Step' }, ...numberColumns(['MW'])],
        rows: bars.map(({ label, text }) => ({ cells: [label, text] })),
      },
    }),
  ];
  const table = renderTable({
    caption: 'Deals of a tenth of the mean or more, one by one.',
    columns: [
      { title: 'Deal' },
      { title: 'Stage' },
      ...numberColumns(['Probability', 'Peak MW', 'Share of the mean']),
    ],
    rows: large.map(({ deal, peakMw, shareOfMean }) => ({
      cells: [
        `${deal.id}, ${deal.account}`,
        deal.stage,
        `${(100 * deal.probability).toFixed(0)}%`,
        peakMw.toFixed(2),
        `${(100 * shareOfMean).toFixed(0)}%`,
      ],
    })),
  });
  return renderPage({
    title: `Pipeline as of ${options.asOf}`,
    lead: [
      `${steps.all.toFixed(0)} MW stand in the pipeline; ${steps.mean.toFixed(0)} MW are counted on in month +${months}, ${at(months - 1, 0.1).toFixed(0)} to ${at(months - 1, 0.9).toFixed(0)} MW in 80 of 100 paths.`,
    ],
    body: [markup`<div class="pair">${figures}</div>`, table],
    version: options.version,
  });
}

function waterfall(steps: PipelinePaths['steps']): WaterfallBar[] {
  const bars: WaterfallBar[] = [
    {
      label: 'Everything in the pipeline',
      from: 0,
      to: steps.all,
      kind: 'total',
      text: steps.all.toFixed(1),
    },
  ];
  let level = steps.all;
  const takeOff = (label: string, amount: number) => {
    bars.push({
      label,
      from: level,
      to: level - amount,
      kind: amount >= 0 ? 'down' : 'up',
      text: (-amount).toFixed(1),
    });
    level -= amount;
  };
  takeOff('Lost', steps.lost);
  takeOff('Chance of not winning', steps.thinned);
  takeOff('Terms that have ended', steps.ended);
  takeOff('Late starts and ramps', steps.late);
  bars.push({
    label: 'Counted on, mean',
    from: 0,
    to: steps.mean,
    kind: 'total',
    text: steps.mean.toFixed(1),
  });
  return bars;
}
