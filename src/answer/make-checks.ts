import type { Actual, Band, Case, Expectation } from '../case/index.ts';
import type { Place } from '../base/issue.ts';
import { tieChecks } from '../model/index.ts';
import type { NodeDecl } from '../formula/index.ts';
import { dateAt, periodLabels, periodsPerYear, type Calendar } from '../time/index.ts';
import { prettyQuantity } from '../units/index.ts';
import type { RowSource } from './row-source.ts';
import { metricKind } from './fold-metric.ts';
import { metricId, metricOf } from './metric-names.ts';
import { readFigure } from './read-figure.ts';
import type { Check, Metric, Quantiles } from './run-result.ts';

/** What checks read: metrics by id, their formulas, and the case. */
export interface CheckContext {
  readonly study: Case;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly declOf: (metric: string) => NodeDecl | undefined;
  /** Significant digits of figures in sentences; 3 when not given. */
  readonly digits?: number;
}

/** Relative size below which a tie counts as exact: 40 periods of sums in double precision lose a few thousand ulp. */
export const tieTolerance = 1e-9;

/** Largest break of each tie over all paths and periods, relative to the largest total on the same sample. */
export function makeTies(rows: Pick<RowSource, 'peak'>): Check[] {
  return tieChecks.map((tie) => {
    const value = rows.peak(tie.name) / Math.max(rows.peak(tie.against), 1);
    return {
      id: tie.name,
      kind: 'tie',
      label: tie.label,
      metric: metricId(tie.name),
      period: 'all periods and paths',
      status: value <= tieTolerance ? 'pass' : 'fail',
      value,
      low: undefined,
      high: tieTolerance,
      unit: 'of total assets',
      sentence: `${tie.label}: largest break on any path is ${value.toExponential(1)} of total assets.`,
      source: undefined,
      at: undefined,
    };
  });
}

/** The case's own assertions, sanity bands and later actuals, each with what the case says of it. */
export function makeCaseChecks(context: CheckContext): Check[] {
  const { study } = context;
  return [
    ...study.expectations.map((entry, index) => checkExpectation(entry, index, context)),
    ...study.bands.map((entry, index) => checkBand(entry, index, context)),
    ...study.actuals.map((entry, index) => checkActual(entry, index, context)),
  ];
}

function checkExpectation(entry: Expectation, index: number, context: CheckContext): Check {
  // An expectation may hold a figure to its last printed digit.
  const exact = { ...context, digits: 6 };
  const bounds =
    entry.check.kind === 'between'
      ? {
          low: amount(entry.check.low, entry, context),
          high: amount(entry.check.high, entry, context),
        }
      : around(amount(entry.check.value, entry, context), margin(entry.check.within, entry, context));
  const statistic = entry.quantile ?? 'p50';
  const value = statisticOf(entry.metric, entry.period, statistic, context);
  const isInside = value >= bounds.low && value <= bounds.high;
  return {
    ...base(entry, 'expectation', index, context),
    status: isInside ? 'pass' : 'fail',
    value,
    low: bounds.low,
    high: bounds.high,
    sentence: `${statistic === 'p50' ? 'median' : statistic} is ${show(value, entry, exact)}; expected ${range(bounds, entry, exact)}${entry.note ? `: ${entry.note}` : ''}.`,
    source: undefined,
  };
}

function checkBand(entry: Band, index: number, context: CheckContext): Check {
  const low = entry.low === undefined ? -Infinity : amount(entry.low, entry, context);
  const high = entry.high === undefined ? Infinity : amount(entry.high, entry, context);
  const value = statisticOf(entry.metric, entry.period, 'p50', context);
  const isInside = value >= low && value <= high;
  return {
    ...base(entry, 'band', index, context),
    status: isInside ? 'pass' : 'outside',
    value,
    low: finite(low),
    high: finite(high),
    sentence: `median is ${show(value, entry, context)}; sourced band ${range({ low, high }, entry, context)}${entry.note ? `: ${entry.note}` : ''}.`,
    source: sourceTitle(entry.source, context),
  };
}

function checkActual(entry: Actual, index: number, context: CheckContext): Check {
  const actual = amount(entry.value, entry, context);
  const low = statisticOf(entry.metric, entry.period, 'p10', context);
  const high = statisticOf(entry.metric, entry.period, 'p90', context);
  const median = statisticOf(entry.metric, entry.period, 'p50', context);
  return {
    ...base(entry, 'actual', index, context),
    status: actual >= low && actual <= high ? 'pass' : 'outside',
    value: actual,
    low,
    high,
    sentence: `actual ${show(actual, entry, context)}; the case said ${show(median, entry, context)} (80%: ${range({ low, high }, entry, context)})${missOf(median, actual)}.`,
    source: sourceTitle(entry.source, context),
  };
}

/** How far the median missed the actual, where a share of the actual means anything. */
function missOf(median: number, actual: number): string {
  if (!(actual > 0) || !Number.isFinite(median)) return '';
  const miss = (100 * (median - actual)) / actual;
  return `, ${miss >= 0 ? 'above' : 'below'} the actual by ${Math.abs(miss).toFixed(1)}%`;
}

interface Entry {
  readonly metric: string;
  readonly period?: string;
  readonly at: Place;
}

function base(entry: Entry, kind: Check['kind'], index: number, context: CheckContext) {
  const metric = findMetric(entry.metric, context);
  return {
    id: `${kind}-${index + 1}`,
    kind,
    label: metric?.definition ?? entry.metric,
    metric: entry.metric,
    period: entry.period ?? 'horizon',
    unit: metric?.unit ?? '',
    at: `${entry.at.file}:${entry.at.line}:${entry.at.column}`,
  };
}

/** The metric that a case names, whichever of the two spellings it uses. */
export function findMetric(id: string, context: Pick<CheckContext, 'metrics'>): Metric | undefined {
  const { name, labels } = metricOf(id);
  return context.metrics[metricId(name, labels.join(','))];
}

/** One statistic of a metric at a period, a fiscal year or the horizon, in the metric's own unit. */
export function statisticOf(
  id: string,
  period: string | undefined,
  statistic: string,
  context: Pick<CheckContext, 'metrics'>,
): number {
  const metric = findMetric(id, context);
  const key = statistic as keyof Quantiles;
  if (!metric || !(key in metric)) return Number.NaN;
  if (period === undefined || metric.kind === 'once') return metric[key]?.[0] ?? Number.NaN;
  const at = metric.periods.indexOf(period);
  if (at >= 0) return metric[key][at]!;
  const year = metric.years.labels.indexOf(period.toUpperCase());
  return year < 0 ? Number.NaN : metric.years[key][year]!;
}

/** A figure of the case in the metric's own unit; `openStudy` has checked that it has the metric's dimension. */
function amount(text: string, entry: Entry, context: CheckContext): number {
  const decl = context.declOf(entry.metric);
  if (!decl) return Number.NaN;
  const { calendar } = context.study;
  const figure = {
    unit: decl.unit,
    isDate: decl.isDate,
    calendar,
    span: spanOf(entry.period, decl, calendar),
  };
  return readFigure(text, figure) ?? Number.NaN;
}

/** A margin has no date: it is a time. */
function margin(text: string, entry: Entry, context: CheckContext): number {
  const decl = context.declOf(entry.metric);
  if (!decl?.isDate) return amount(text, entry, context);
  return (
    readFigure(text, { unit: decl.unit, isDate: false, calendar: context.study.calendar, span: 1 }) ??
    Number.NaN
  );
}

/** Periods that a figure covers: all of a fiscal year for a flow, else one. */
export function spanOf(period: string | undefined, decl: NodeDecl, calendar: Calendar): number {
  const isFlow = metricKind(decl.unit, decl.isOnce) === 'flow';
  const isPeriod = period === undefined || periodLabels(calendar).includes(period);
  return isFlow && !isPeriod ? periodsPerYear(calendar) : 1;
}

function show(value: number, entry: Entry, context: CheckContext): string {
  const decl = context.declOf(entry.metric);
  const { calendar } = context.study;
  if (!decl || !Number.isFinite(value)) return 'n/a';
  if (decl.isDate) return dateAt(calendar, value);
  const isYear = spanOf(entry.period, decl, calendar) > 1;
  const periodName = isYear ? 'year' : calendar.frequency;
  return prettyQuantity(value, decl.unit, { periodName, digits: context.digits ?? 3 });
}

function range(bounds: { low: number; high: number }, entry: Entry, context: CheckContext): string {
  if (bounds.low === -Infinity) return `at most ${show(bounds.high, entry, context)}`;
  if (bounds.high === Infinity) return `at least ${show(bounds.low, entry, context)}`;
  return `${show(bounds.low, entry, context)} to ${show(bounds.high, entry, context)}`;
}

function around(value: number, within: number) {
  return { low: value - within, high: value + within };
}

function sourceTitle(source: string | undefined, context: CheckContext): string | undefined {
  if (source === undefined) return undefined;
  return context.study.sources.get(source)?.title ?? source;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
