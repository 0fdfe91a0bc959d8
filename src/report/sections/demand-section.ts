import { periodFan } from '../charts/fan-rows.ts';
import { lineChart, type Series } from '../charts/line-chart.ts';
import { yearStarts, yearTicks } from '../charts/time-axis.ts';
import { unitWords, type Display } from '../display.ts';
import { emptyFigure, fanLegend, type Figure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { findFamily, findMetric, largestOf, periodDisplay, yearDisplay } from '../read-metric.ts';
import type { AssumptionRow, Quantiles, RunResult } from '../result-types.ts';
import type { TableSpec } from '../table.ts';
import { tierWords } from '../tier-words.ts';
import { yearTable } from '../year-table.ts';
import { runWords } from './source-words.ts';

/** IT power that would serve all demand and contracts, as a fan, with the median of what is ready. */
export function wantedFigure(result: RunResult): Figure {
  const [wanted, ready] = [findMetric(result, 'demand-mw'), findMetric(result, 'it-mw')];
  if (!wanted) return emptyFigure('demand as power', ['demand-mw']);
  const display = periodDisplay(wanted);
  const series: Series[] = [
    { label: 'wanted', colour: 'var(--c1)', rows: periodFan(wanted, display), isFan: true },
    ...(ready
      ? [{ label: 'ready', colour: 'var(--c2)', rows: periodFan(ready, display), isDashed: true }]
      : []),
  ];
  return {
    id: 'power-wanted',
    title: 'What demand would take, as IT power',
    unit: `${unitWords(display)}, by period`,
    layout: 'full',
    draw: (size) => lineChart({ ...axisOf(result), series }, size),
    legend: [...fanLegend, { text: 'ready, median', colour: 'var(--c2)', look: 'dashed' }],
    measures:
      'Power of the chips that would serve contracts and open demand of all segments, each on the best chip that it accepts.',
    source: runWords(result),
    limits: 'Medians of wanted and ready are not of one path; how often power is missing is said above.',
    table: yearTable('IT power wanted and ready.', [
      { label: 'Wanted', metric: wanted },
      ...(ready ? [{ label: 'Ready', metric: ready }] : []),
    ]),
  };
}

/** Open demand segment by segment, each a fan in its own unit of work. */
export function openDemandFigures(result: RunResult): readonly Figure[] {
  return findFamily(result, 'open-demand').map(({ label, metric }): Figure => {
    const display = inThousands(periodDisplay(metric), metric);
    const words = labelWords(label);
    const series = [{ label: words, colour: 'var(--c1)', rows: periodFan(metric, display), isFan: true }];
    return {
      id: `open-demand-${label}`,
      title: `Open demand: ${words}`,
      unit: `${unitWords(display)}, by period`,
      layout: 'half',
      draw: (size) => lineChart({ ...axisOf(result), series }, size),
      legend: fanLegend,
      measures: 'Work asked for beside contracts, with what waited from the period before.',
      source: `${volumeWords(result, label)} ${runWords(result)}`,
      limits: 'Units of work of different segments are not the same and do not add up.',
      table: yearTable(`Open demand of ${words} by fiscal year.`, [{ label: words, metric }], (each) =>
        inThousands(yearDisplay(each), each.years),
      ),
    };
  });
}

/** What the volume of each segment rests on: as it is written, its evidence, its source, and how uncertain it is. */
export function demandBasisTable(result: RunResult): TableSpec {
  const rows = findFamily(result, 'open-demand').map(({ label }) => {
    const volume = rowOf(result, label, 'volume');
    return {
      cells: [
        labelWords(label),
        volume?.text ?? '–',
        uncertaintyOf(result, label, volume),
        volume?.tier === undefined ? 'none named' : `${volume.tier}: ${tierWords[volume.tier]}`,
        volume?.source ?? 'none named',
      ],
    };
  });
  return {
    caption: 'What the forecast of each segment rests on.',
    columns: ['Segment', 'Volume as written', 'Uncertainty', 'Evidence', 'Source'].map((title) => ({
      title,
    })),
    rows,
  };
}

function uncertaintyOf(result: RunResult, segment: string, volume: AssumptionRow | undefined): string {
  const volatility = rowOf(result, segment, 'volatility')?.text;
  const scores = ['path_score_1', 'path_score_2', 'path_score_3'].filter((key) =>
    rowOf(result, segment, key),
  );
  const parts = [
    ...(volume?.isUncertain ? ['a level or growth drawn per path'] : []),
    ...(scores.length > 0 ? [`${scores.length} scores of joint paths`] : []),
    ...(volatility === undefined || /^0 ?%?$/.test(volatility) ? [] : [`news of ${volatility} a year`]),
  ];
  return parts.length === 0 ? 'none: one path' : parts.join('; ');
}

function volumeWords(result: RunResult, segment: string): string {
  const source = rowOf(result, segment, 'volume')?.source;
  return source === undefined ? '' : `${source};`;
}

function rowOf(result: RunResult, segment: string, key: string): AssumptionRow | undefined {
  return result.assumptions.find(({ path }) => path === `segments.${segment}.${key}`);
}

/** Work in thousands, millions or billions of its unit, so that the largest number shown has at most five digits before the point. */
function inThousands(display: Display, shown: Quantiles): Display {
  const largest = display.scale * largestOf([shown]);
  const steps = [
    { by: 1e9, word: 'bn' },
    { by: 1e6, word: 'm' },
    { by: 1e3, word: 'k' },
  ];
  const step = display.family === 'plain' ? steps.find(({ by }) => largest >= 10 * by) : undefined;
  return step
    ? { ...display, scale: display.scale / step.by, unit: `${step.word} ${display.unit}` }
    : display;
}

function axisOf({ calendar }: RunResult) {
  const { years, periods } = calendar;
  return {
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height: 300,
  };
}
