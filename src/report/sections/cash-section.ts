import { columnChart } from '../charts/column-chart.ts';
import { periodFan } from '../charts/fan-rows.ts';
import { lineChart } from '../charts/line-chart.ts';
import { shortYear, yearStarts, yearTicks } from '../charts/time-axis.ts';
import { formatBare, unitWords } from '../display.ts';
import { emptyFigure, fanLegend, renderFigure } from '../figure.ts';
import type { Figure, FigureSpec } from '../figure.ts';
import { markup } from '../markup.ts';
import { findMetric, isNumber, periodDisplay, yearDisplay } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Metric, RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import { onceText } from '../verdict.ts';
import { yearTable } from '../year-table.ts';
import { flowColumns } from './flow-columns.ts';
import { programmeBlock } from './programme-block.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

const variants = [
  { id: 'fcf', label: 'Free cash flow (operations less capex)' },
  { id: 'fcf.after-leases', label: 'After lease repayments' },
  { id: 'fcf.unlevered', label: 'Unlevered' },
  { id: 'fcf.equity', label: 'To equity' },
] as const;

export function cashSection(context: ReportContext): Section {
  const { document, result } = context;
  const [yearly, running] = [cashFigure(result), runningFigure(result)].map((each) =>
    renderFigure(document, each),
  );
  const figures = hasYears(result) ? markup`<div class="pair">${yearly}${running}</div>` : yearly;
  return { id: 'cash', title: 'When money comes back', body: bodyOf(figures, programmeBlock(context)) };
}

function hasYears(result: RunResult): boolean {
  return (findMetric(result, 'fcf')?.years.labels.length ?? 0) > 0;
}

/** Free cash flow by fiscal year, median and range. */
export function cashFigure(result: RunResult): Figure {
  const fcf = findMetric(result, 'fcf');
  if (fcf === undefined || !hasYears(result)) return emptyFigure('free cash flow', ['fcf']);
  const found = variants.flatMap(({ id, label }) => {
    const metric = findMetric(result, id);
    return metric === undefined ? [] : [{ label, metric }];
  });
  return {
    id: 'free-cash-flow',
    title: 'Free cash flow',
    unit: `${unitWords(yearDisplay(fcf))} by fiscal year`,
    layout: 'half',
    draw: (size) => columnChart(flowColumns(fcf), size),
    legend: [
      { text: 'median, in', colour: 'var(--c1)' },
      { text: 'median, out', colour: 'var(--c2)' },
      { text: 'P10–P90', colour: 'var(--ink)', look: 'line' },
    ],
    measures:
      'Cash from operations less capital spending, before lease repayments and before money from or to the owner.',
    source: runWords(result),
    limits: 'Other variants of free cash flow differ; the table has those of this run.',
    table: yearTable('Free cash flow by variant.', found),
  };
}

/** Running total of free cash flow: a fan, or the mean where the result has no running total. */
export function runningFigure(result: RunResult): Figure {
  const [fcf, running] = [findMetric(result, 'fcf'), findMetric(result, 'fcf.running')];
  if (running !== undefined) return runningFan(result, running);
  return fcf === undefined ? emptyFigure('free cash flow', ['fcf']) : runningMeans(result, fcf);
}

/** The lowest point path by path, in words. */
function troughText(result: RunResult): string {
  const trough = onceText(findMetric(result, 'fcf.trough'));
  return trough === undefined
    ? 'The result has no distribution of the lowest point (fcf.trough).'
    : `Path by path, the lowest point is ${trough}.`;
}

function runningFan(result: RunResult, running: Metric): FigureSpec {
  const { years, periods } = result.calendar;
  const display = periodDisplay(running);
  const chart = {
    series: [{ label: 'median', colour: 'var(--c1)', rows: periodFan(running, display), isFan: true }],
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height: 300,
  };
  return {
    id: 'running-cash',
    title: 'Free cash flow, running total',
    unit: `${unitWords(display)} since the start, at the end of each period`,
    layout: 'half',
    draw: (size) => lineChart(chart, size),
    legend: fanLegend,
    measures: `Free cash flow of all periods so far, added up on each path. Where it crosses zero again, what was spent since the start has come back. ${troughText(result)}`,
    source: runWords(result),
    limits: 'Not discounted. What was spent before the start is left out, and so is what lies after the end.',
    table: yearTable('Running total of free cash flow at fiscal year end.', [
      { label: 'Running total', metric: running },
    ]),
  };
}

/** Without a running total path by path, only its mean can be had from yearly figures. */
function runningMeans(result: RunResult, fcf: Metric): FigureSpec {
  const display = yearDisplay(fcf);
  const { labels } = fcf.years;
  let total = 0;
  const totals = fcf.years.mean.map((value) => (total += isNumber(value) ? value : 0));
  const rows = totals.map((value, x) => {
    const y = value * display.scale;
    return { x, p5: y, p10: y, p25: y, p50: y, p75: y, p90: y, p95: y };
  });
  const chart = {
    series: [{ label: 'mean', colour: 'var(--c1)', rows, hasDots: true }],
    ticks: (plotWidth: number) =>
      labels.map((label, x) => ({ x, text: shortYear(label, plotWidth / labels.length) })),
    starts: [],
    domainX: [-0.3, labels.length - 0.7] as const,
    height: 300,
  };
  return {
    id: 'running-cash',
    title: 'Free cash flow, running total',
    unit: `${unitWords(display)} since the start, at fiscal year end`,
    layout: 'half',
    draw: (size) => lineChart(chart, size),
    measures: 'The mean free cash flow of all fiscal years so far, added up.',
    source: runWords(result),
    limits: `No band is drawn, because quantiles of single years cannot be added. ${troughText(result)}`,
    table: {
      caption: `Running total of mean free cash flow, ${unitWords(display)}.`,
      columns: [{ title: 'Year' }, ...numberColumns(['Running total'])],
      rows: labels.map((label, i) => ({ cells: [label, formatBare(totals[i], display)] })),
    },
  };
}
