import { columnChart } from '../charts/column-chart.ts';
import { companyChart } from '../charts/company-chart.ts';
import { unitWords } from '../display.ts';
import type { LegendEntry } from '../figure.ts';
import { renderFigure } from '../figure.ts';
import type { Markup } from '../markup.ts';
import { sourceLink } from '../markup.ts';
import { seriesColour } from '../palette.ts';
import { findFamily, findMetric, isNumber, yearDisplay } from '../read-metric.ts';
import type { CapexColumn, ReportContext } from '../report-types.ts';
import { numberColumns, renderEmpty } from '../table.ts';
import { labelWords } from '../label-words.ts';
import { meanTable } from '../year-table.ts';
import { yearWhiskers } from './flow-columns.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

export function capexSection(context: ReportContext): Section {
  const body = bodyOf(companyFigure(context), classFigure(context));
  return { id: 'capex', title: 'What is spent', body };
}

function companyFigure(context: ReportContext): Markup {
  const columns = context.capexColumns.filter(({ usdBn }) => isNumber(usdBn));
  if (columns.length === 0) return renderEmpty('capital spending by company', ['market data (capexColumns)']);
  const guided = columns.filter(({ kind }) => kind === 'guidance');
  const recalled = columns.filter(
    (column) => column.kind === 'actual' && column.confidence === 'memory',
  ).length;
  const legend: readonly LegendEntry[] = [
    { text: 'reported', colour: 'var(--c6)' },
    { text: 'recalled, unverified', colour: 'var(--c6)', look: 'outline' },
    { text: 'guidance', colour: 'var(--c6)', look: 'hatch' },
  ];
  const noted = columns.filter(({ note }) => note !== '').length;
  return renderFigure(context.document, {
    id: 'capex-by-company',
    title: 'Capital spending by company',
    unit: '$bn a year',
    layout: 'full',
    draw: (size) => companyChart(columns, size),
    legend,
    measures: `Capital spending a year as each company defines it: ${[...new Set(columns.map(({ definition }) => definition))].join('; ')}.`,
    source: 'company filings and guidance, one source a row in the table below.',
    limits: `Definitions and fiscal years differ between companies; ${noted} columns carry a note. ${recalled} columns are recalled and unverified. ${guided.length} are guidance, a plan and not a result.`,
    table: companyTable(columns),
  });
}

function companyTable(columns: readonly CapexColumn[]) {
  return {
    caption: 'Capital spending by company and year, $bn.',
    columns: [
      { title: 'Company' },
      ...numberColumns(['Year', '$bn', 'Range']),
      { title: 'Kind' },
      { title: 'Definition' },
      { title: 'Source' },
      { title: 'Confidence' },
      { title: 'Note' },
    ],
    rows: columns.map((column) => ({
      cells: [
        column.company,
        String(column.year),
        column.usdBn.toFixed(1),
        column.low === undefined || column.high === undefined
          ? ''
          : `${column.low.toFixed(1)}–${column.high.toFixed(1)}`,
        column.kind,
        column.definition,
        sourceLink(column.source.title, column.source.url),
        column.confidence,
        column.note,
      ],
    })),
  };
}

function classFigure(context: ReportContext): Markup {
  const { result } = context;
  const classes = findFamily(result, 'capex-by-class').filter(({ metric }) => metric.years.labels.length > 0);
  const total = findMetric(result, 'capex');
  const [first] = classes;
  if (first === undefined) return renderEmpty('capital spending by class', ['capex-by-class']);
  const display = yearDisplay(total ?? first.metric);
  const labels = first.metric.years.labels;
  const parts = classes.flatMap(({ label, metric }, i) =>
    labels.map((x, year) => ({
      x,
      value: (metric.years.mean[year] ?? 0) * display.scale,
      series: label,
      colour: seriesColour(i),
    })),
  );
  const whiskers = yearWhiskers(total, display);
  const named = classes.map(({ label, metric }) => ({ label: labelWords(label), metric }));
  return renderFigure(context.document, {
    id: 'capex-by-class',
    title: 'Capital spending of the case by class',
    unit: `${unitWords(display)} by fiscal year`,
    layout: 'full',
    draw: (size) => columnChart({ labels, parts, whiskers, height: 320 }, size),
    legend: classes.map(({ label }, i) => ({ text: labelWords(label), colour: seriesColour(i) })),
    measures:
      'Cash spent on land, buildings, power, network and servers, by class: means over paths, so that the parts add up. The line with a dot is the total: median and P10–P90.',
    source: runWords(result),
    limits: 'Assets under finance leases are not in it. Spending before the calendar starts is not shown.',
    table: meanTable(
      'Capital spending by class and fiscal year.',
      total ? [...named, { label: 'Total', metric: total }] : named,
      display,
    ),
  });
}
