import type { ChartSize } from '../charts/chart-size.ts';
import { yearFan } from '../charts/fan-rows.ts';
import type { LineChart, Series } from '../charts/line-chart.ts';
import { lineChart } from '../charts/line-chart.ts';
import { shortYear } from '../charts/time-axis.ts';
import { displayFor, unitWords } from '../display.ts';
import { fanLegend, renderFigure } from '../figure.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { largestOf, yearDisplay } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Metric, Programme } from '../result-types.ts';
import { costOfCapital } from '../verdict.ts';
import { yearTable } from '../year-table.ts';
import { runWords } from './source-words.ts';

const earnings = [
  { id: 'revenue', label: 'Revenue', short: 'revenue', colour: 'var(--c1)' },
  { id: 'nopat', label: 'NOPAT', short: 'NOPAT', colour: 'var(--c3)' },
  { id: 'capex', label: 'Capital spending', short: 'capex', colour: 'var(--c2)' },
] as const;

/** What the programme earns year by year and what that is on its capital; nothing where the run has neither. */
export function programmeReturns(context: ReportContext, programme: Programme): Markup | undefined {
  const read = (id: string): Metric | undefined => {
    const metric = Object.hasOwn(programme.metrics, id) ? programme.metrics[id] : undefined;
    return metric !== undefined && metric.years.labels.length > 0 ? metric : undefined;
  };
  const found = earnings.flatMap((one) => {
    const metric = read(one.id);
    return metric === undefined ? [] : [{ ...one, metric }];
  });
  const roic = read('roic');
  const hasEarnings = found.some(({ id }) => id !== 'capex');
  if (!hasEarnings && roic === undefined) return undefined;
  return markup`<div class="pair">${hasEarnings ? earningsFigure(context, found) : undefined}${roic && roicFigure(context, roic)}</div>`;
}

interface Earning {
  readonly label: string;
  readonly short: string;
  readonly colour: string;
  readonly metric: Metric;
}

function earningsFigure(context: ReportContext, found: readonly Earning[]): Markup {
  const first = found[0]!.metric;
  const largest = largestOf(found.map(({ metric }) => metric.years));
  const display = displayFor(yearUnit(first), largest);
  const series = found.map(({ short, colour, metric }) => ({
    label: short,
    colour,
    rows: yearFan(metric, display),
    hasDots: true,
  }));
  return renderFigure(context.document, {
    id: 'programme-earnings',
    title: 'What the programme spends and earns',
    unit: `${unitWords(display)} by fiscal year, difference, medians`,
    layout: 'half',
    draw: yearLines(first.years.labels, series),
    measures:
      'Revenue, operating income after tax (NOPAT) and capital spending of this case less those of its counterfactual, path by path.',
    source: runWords(context.result),
    limits:
      'Medians of differences: they need not add up. Revenue that only moves from old chips to new is no difference.',
    table: yearTable('The programme by fiscal year, difference.', found),
  });
}

function yearUnit(metric: Metric): string {
  return metric.years.unit.replace(/^(\$\S*)\/year$/, '$1');
}

function roicFigure(context: ReportContext, roic: Metric): Markup {
  const display = yearDisplay(roic);
  const cost = costOfCapital(context.result);
  const series = [
    { label: 'median', colour: 'var(--c1)', rows: yearFan(roic, display), isFan: true, hasDots: true },
  ];
  const level = cost === undefined ? undefined : { y: cost, text: `WACC ${cost.toFixed(1)}%` };
  return renderFigure(context.document, {
    id: 'programme-roic',
    title: 'What the programme earns on its own capital',
    unit: '% a year, fiscal years, D2 of the difference',
    layout: 'half',
    draw: yearLines(roic.years.labels, series, level),
    legend: fanLegend,
    measures: `${roic.definition}.${cost === undefined ? '' : ' WACC, the dotted rule, is the cost of capital the case assumes.'}`,
    source: runWords(context.result),
    limits:
      'A return of one year on book capital: it rises as capital is written down, and early years carry construction that earns nothing yet. NPV weighs all years.',
    table: yearTable('Return of the programme on its capital.', [
      { label: 'ROIC of the programme', metric: roic },
    ]),
  });
}

function yearLines(labels: readonly string[], series: readonly Series[], level?: LineChart['level']) {
  const chart: LineChart = {
    series,
    ticks: (plotWidth) =>
      labels.map((label, x) => ({ x, text: shortYear(label, plotWidth / labels.length) })),
    starts: [],
    domainX: [-0.3, labels.length - 0.7],
    ...(level === undefined ? {} : { level }),
    height: 300,
  };
  return (size: ChartSize) => lineChart(chart, size);
}
