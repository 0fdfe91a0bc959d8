import type { Actual, Band, Case, Expectation } from '../case/index.ts';
import type { Place } from '../base/issue.ts';
import { tieChecks } from '../model/index.ts';
import {
  parseQuantity,
  prettyQuantity,
  sameDimension,
  toCanonical,
  convert,
  type Unit,
} from '../units/index.ts';
import { periodsPerYear } from '../time/index.ts';
import type { Samples } from '../simulate/index.ts';
import { metricId, metricOf } from './metric-names.ts';
import type { Check, Metric, Quantiles } from './run-result.ts';

/** What checks read: metrics by id, their units, and the case. */
export interface CheckContext {
  readonly study: Case;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly unitOf: (metric: string) => Unit | undefined;
}

/** Relative size below which a tie counts as exact: 40 periods of sums in double precision lose a few thousand ulp. */
export const tieTolerance = 1e-9;

/** Largest break of each tie over all paths and periods, relative to the largest total on the same sample. */
export function makeTies(samples: Samples): Check[] {
  return tieChecks.map((tie) => {
    const breaks = largest(samples.byName.get(tie.name)!.values);
    const total = largest(samples.byName.get(tie.against)!.values);
    const value = breaks / Math.max(total, 1);
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
  const bounds =
    entry.check.kind === 'between'
      ? {
          low: amount(entry.check.low, entry.metric, context),
          high: amount(entry.check.high, entry.metric, context),
        }
      : around(
          amount(entry.check.value, entry.metric, context),
          amount(entry.check.within, entry.metric, context),
        );
  const statistic = entry.quantile ?? 'p50';
  const value = statisticOf(entry.metric, entry.period, statistic, context);
  const isInside = value >= bounds.low && value <= bounds.high;
  return {
    ...base(entry, 'expectation', index, context),
    status: isInside ? 'pass' : 'fail',
    value,
    low: bounds.low,
    high: bounds.high,
    sentence: `${statistic} is ${show(value, entry.metric, context)}; expected ${range(bounds, entry.metric, context)}${entry.note ? `: ${entry.note}` : ''}.`,
    source: undefined,
  };
}

function checkBand(entry: Band, index: number, context: CheckContext): Check {
  const low = entry.low === undefined ? -Infinity : amount(entry.low, entry.metric, context);
  const high = entry.high === undefined ? Infinity : amount(entry.high, entry.metric, context);
  const value = statisticOf(entry.metric, entry.period, 'p50', context);
  const isInside = value >= low && value <= high;
  return {
    ...base(entry, 'band', index, context),
    status: isInside ? 'pass' : 'outside',
    value,
    low: finite(low),
    high: finite(high),
    sentence: `median is ${show(value, entry.metric, context)}; sourced band ${range({ low, high }, entry.metric, context)}${entry.note ? `: ${entry.note}` : ''}.`,
    source: sourceTitle(entry.source, context),
  };
}

function checkActual(entry: Actual, index: number, context: CheckContext): Check {
  const actual = amount(entry.value, entry.metric, context);
  const low = statisticOf(entry.metric, entry.period, 'p10', context);
  const high = statisticOf(entry.metric, entry.period, 'p90', context);
  const median = statisticOf(entry.metric, entry.period, 'p50', context);
  const miss = median === 0 ? Number.NaN : (100 * (median - actual)) / actual;
  return {
    ...base(entry, 'actual', index, context),
    status: actual >= low && actual <= high ? 'pass' : 'outside',
    value: actual,
    low,
    high,
    sentence: `actual ${show(actual, entry.metric, context)}; the case said ${show(median, entry.metric, context)} (80%: ${range({ low, high }, entry.metric, context)}), ${miss >= 0 ? 'above' : 'below'} the actual by ${Math.abs(miss).toFixed(1)}%.`,
    source: sourceTitle(entry.source, context),
  };
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

/** A figure of the case in the metric's own unit; a bare number is already in it. */
function amount(text: string, metric: string, context: CheckContext): number {
  const unit = context.unitOf(metric);
  const quantity = parseQuantity(text).value;
  if (!unit || !quantity) return Number.NaN;
  const perYear = periodsPerYear(context.study.calendar);
  const found = quantity.unit.dimension;
  const isFlow = unit.perPeriods < 0 && !sameDimension(found, unit.dimension);
  const canonical = toCanonical(quantity.value, quantity.unit, perYear);
  // A yearly flow is compared as money of that year: `$128.7bn` against `$/period` summed over the year.
  return isFlow ? canonical : convert(canonical, unit, perYear);
}

function show(value: number, metric: string, context: CheckContext): string {
  const unit = context.unitOf(metric);
  return unit && Number.isFinite(value) ? prettyQuantity(value, unit) : 'n/a';
}

function range(bounds: { low: number; high: number }, metric: string, context: CheckContext): string {
  if (bounds.low === -Infinity) return `at most ${show(bounds.high, metric, context)}`;
  if (bounds.high === Infinity) return `at least ${show(bounds.low, metric, context)}`;
  return `${show(bounds.low, metric, context)} to ${show(bounds.high, metric, context)}`;
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

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    if (!(Math.abs(value) <= most)) most = Math.abs(value);
  }
  return most;
}
