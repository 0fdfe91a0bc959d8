import type { ColumnPart } from '../charts/column-chart.ts';
import { columnChart } from '../charts/column-chart.ts';
import type { Display } from '../display.ts';
import { displayFor, unitWords } from '../display.ts';
import type { LegendEntry } from '../figure.ts';
import { renderFigure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { familyOpacity } from '../palette.ts';
import { findFamily, findMetric, isAllZero, isNumber, yearDisplay } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Metric, RunResult } from '../result-types.ts';
import { renderEmpty } from '../table.ts';
import { stackTable, sumRows } from '../year-table.ts';
import { yearWhiskers } from './flow-columns.ts';
import { ownLimitsFigure } from './own-limits-figure.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

/** A part of revenue: yearly means in $bn of the shared display. */
interface Part {
  readonly label: string;
  readonly colour: string;
  readonly opacity: number;
  readonly values: readonly number[];
}

/** Segments take these; the second colour is kept for contracts. */
const segmentColours = ['var(--c1)', 'var(--c3)', 'var(--c5)', 'var(--c4)', 'var(--c6)'];
const contractColour = 'var(--c2)';

export function revenueSection(context: ReportContext): Section {
  const [parts, silicon] = [segmentFigure(context), siliconFigure(context)];
  const limits = renderFigure(context.document, ownLimitsFigure(context.result));
  const body = bodyOf(markup`<div class="pair">${parts}${silicon}</div>`, limits);
  return { id: 'revenue', title: 'Where revenue comes from', body };
}

function segmentFigure(context: ReportContext): Markup {
  const { result } = context;
  const revenue = findMetric(result, 'revenue');
  const display = revenue && yearDisplay(revenue);
  const { parts, zeros } = readParts(result, display);
  const labels = revenue?.years.labels ?? [];
  if (display === undefined || labels.length === 0 || parts.length === 0)
    return renderEmpty('revenue by segment and contract', ['revenue', 'segment-revenue', 'contract-revenue']);
  const left =
    zeros.length === 0 ? '' : ` Left out, because zero in every year: ${zeros.map(labelWords).join(', ')}.`;
  return renderFigure(context.document, {
    id: 'revenue-by-segment',
    title: 'Revenue by segment and contract',
    unit: `${unitWords(display)} by fiscal year`,
    layout: 'half',
    draw: (size) => columnChart(columnsOf(parts, labels, revenue, display), size),
    legend: parts.map(legendOf),
    measures:
      'Open demand served by segment, and what contracts pay, used or not: means over paths, so that the parts add up. The line with a dot is the total: median and P10–P90.',
    source: runWords(result),
    limits: `Work inside the company is served but brings no revenue.${left}`,
    table: partsTable('Revenue by segment and contract.', parts, { labels, display }),
  });
}

function readParts(result: RunResult, display: Display | undefined) {
  if (display === undefined) return { parts: [], zeros: [] };
  const read = (id: string) =>
    findFamily(result, id).map(({ label, metric }) => ({ label, values: valuesIn(metric, display) }));
  const [segments, contracts] = [read('segment-revenue'), read('contract-revenue')];
  const all = [...segments, ...contracts];
  const largest = Math.max(0, ...all.flatMap(({ values }) => values));
  const isShown = ({ values }: { readonly values: readonly number[] }) => !isAllZero(values, largest);
  const shownContracts = contracts.filter(isShown);
  const parts: readonly Part[] = [
    ...segments.filter(isShown).map(({ label, values }, i) => ({
      label: labelWords(label),
      colour: segmentColours[i % segmentColours.length]!,
      opacity: i < segmentColours.length ? 1 : 0.5,
      values,
    })),
    ...shownContracts.map(({ label, values }, i) => ({
      label: `${labelWords(label)} (contract)`,
      colour: contractColour,
      opacity: familyOpacity(i, shownContracts.length),
      values,
    })),
  ];
  return { parts, zeros: all.filter((part) => !isShown(part)).map(({ label }) => label) };
}

function siliconFigure(context: ReportContext): Markup {
  const { result } = context;
  const [revenue, own] = [findMetric(result, 'revenue'), findMetric(result, 'revenue.own-silicon')];
  const labels = revenue?.years.labels ?? [];
  if (revenue === undefined || own === undefined || labels.length === 0)
    return renderEmpty('revenue on own silicon', ['revenue', 'revenue.own-silicon']);
  const display = yearDisplay(revenue);
  const [all, ownValues] = [valuesIn(revenue, display), valuesIn(own, display)];
  const rest = all.map((value, i) => value - (ownValues[i] ?? 0));
  const parts: readonly Part[] = [
    { label: 'own silicon', colour: 'var(--c1)', opacity: 1, values: ownValues },
    { label: 'merchant chips and other', colour: 'var(--c2)', opacity: 1, values: rest },
  ];
  const share = (i: number) => `${((100 * ownValues[i]!) / all[i]!).toFixed(0)}%`;
  const last = labels.length - 1;
  const span =
    all[0]! > 0 && all[last]! > 0
      ? ` Own silicon earns ${share(0)} of it in ${labels[0]} and ${share(last)} in ${labels[last]}.`
      : '';
  return renderFigure(context.document, {
    id: 'revenue-by-silicon',
    title: 'Revenue on own silicon and on merchant chips',
    unit: `${unitWords(display)} by fiscal year`,
    layout: 'half',
    draw: (size) => columnChart(columnsOf(parts, labels, revenue, display), size),
    legend: parts.map(legendOf),
    measures: `Revenue by whether the chip that did the work is of the company’s own design: means over paths.${span}`,
    source: runWords(result),
    limits:
      'Merchant chips and other is the rest of revenue: it holds take-or-pay payments for work not used and other revenue, which no chip earns. Own silicon includes general processors.',
    table: partsTable('Revenue by silicon.', parts, { labels, display }),
  });
}

function valuesIn(metric: Metric, display: Display): readonly number[] {
  const { scale } = displayFor(metric.years.unit.replace(/^(\$\S*)\/year$/, '$1'), Infinity);
  const factor = display.unit === '$m' ? 1000 : 1;
  return metric.years.mean.map((value) => (isNumber(value) ? value * scale * factor : 0));
}

function columnsOf(
  parts: readonly Part[],
  labels: readonly string[],
  total: Metric | undefined,
  display: Display,
) {
  const columns = parts.flatMap(({ label, colour, opacity, values }) =>
    labels.map((x, i): ColumnPart => ({ x, value: values[i] ?? 0, series: label, colour, opacity })),
  );
  return { labels, parts: columns, whiskers: yearWhiskers(total, display), height: 300 };
}

function legendOf({ label, colour, opacity }: Part): LegendEntry {
  return { text: label, colour, opacity };
}

interface TableFrame {
  readonly labels: readonly string[];
  readonly display: Display;
}

/** The parts are in display units already, so that the table must not scale them again. */
function partsTable(caption: string, parts: readonly Part[], { labels, display }: TableFrame) {
  const total = { label: 'All of these', values: sumRows(parts.map(({ values }) => values)) };
  return stackTable({
    caption,
    years: labels,
    columns: [...parts, total],
    display: { ...display, scale: 1 },
  });
}
