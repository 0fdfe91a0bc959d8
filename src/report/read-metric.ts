import type { Display } from './display.ts';
import { displayFor, formatRange, formatValue } from './display.ts';
import type { FiscalYear, Metric, Quantiles, RunResult } from './result-types.ts';

/** Median and 80% range of one number over the paths, in the metric's own unit. */
export interface Estimate {
  readonly mid: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

export function findMetric(result: RunResult, id: string): Metric | undefined {
  return Object.hasOwn(result.metrics, id) ? result.metrics[id] : undefined;
}

export interface FamilyMember {
  readonly label: string;
  readonly metric: Metric;
}

/** All metrics `id[label]` with their labels, in the result's order. */
export function findFamily(result: RunResult, id: string): readonly FamilyMember[] {
  const start = `${id}[`;
  return Object.entries(result.metrics)
    .filter(([name]) => name.startsWith(start) && name.endsWith(']'))
    .map(([name, metric]) => ({ label: name.slice(start.length, -1), metric }));
}

/** The ids that a result lacks, for an empty state that says what is missing. */
export function missingIds(result: RunResult, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => findMetric(result, id) === undefined && findFamily(result, id).length === 0);
}

/** The value of a metric in a complete fiscal year: summed for a flow, at year end for a stock. */
export function yearEstimate(metric: Metric | undefined, label: string): Estimate | undefined {
  if (metric === undefined) return undefined;
  const index = metric.years.labels.indexOf(label);
  return index < 0 ? undefined : estimateAt(metric.years, index);
}

/** The value of a metric that has one for the whole horizon. */
export function onceEstimate(metric: Metric | undefined): Estimate | undefined {
  return metric === undefined ? undefined : estimateAt(metric, 0);
}

function estimateAt(quantiles: Quantiles, index: number): Estimate | undefined {
  const [mid, low, high] = [quantiles.p50[index], quantiles.p10[index], quantiles.p90[index]];
  if (!isNumber(mid) || !isNumber(low) || !isNumber(high)) return undefined;
  const mean = quantiles.mean[index];
  return { mid, low, high, mean: isNumber(mean) ? mean : mid };
}

/** Whether a value is there: JSON turns a missing number into null. */
export function isNumber(value: number | undefined | null): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function completeYears(result: RunResult): readonly FiscalYear[] {
  return result.calendar.years.filter((year) => year.complete);
}

/** The fiscal year the headline speaks of: the third complete one, or the last where there are fewer. */
export function headlineYear(result: RunResult): string | undefined {
  const years = completeYears(result);
  return (years[2] ?? years[years.length - 1])?.label;
}

/** Far below what any table shows; sums of rounded steps leave such residues. */
const zeroShare = 1e-9;

/** Whether a row is nothing throughout, beside a total of the size `largest` where one is given. */
export function isAllZero(values: readonly number[], largest = 0): boolean {
  return values.every((value) => !isNumber(value) || Math.abs(value) <= largest * zeroShare);
}

/** How to show a metric by fiscal year, scaled to its largest yearly value. */
export function yearDisplay(metric: Metric): Display {
  return displayFor(metric.years.unit.replace(/^(\$\S*)\/year$/, '$1'), largestOf([metric.years]));
}

/** How to show a metric by period, scaled to its largest value. */
export function periodDisplay(metric: Metric): Display {
  const unit = metric.unit.replace(/\/period$/, `/${periodWord(metric.periods[0] ?? '')}`);
  return displayFor(unit, largestOf([metric]));
}

function periodWord(label: string): string {
  if (/Q\d$/.test(label)) return 'quarter';
  return /-\d\d$/.test(label) ? 'month' : 'year';
}

export function largestOf(all: readonly Quantiles[]): number {
  let largest = 0;
  for (const quantiles of all) {
    for (const values of [quantiles.p10, quantiles.p50, quantiles.p90, quantiles.mean]) {
      for (const value of values) if (isNumber(value)) largest = Math.max(largest, Math.abs(value));
    }
  }
  return largest;
}

/** `$200bn (80%: $188–212bn)`; without the range where all paths agree. */
export function estimateText(estimate: Estimate, display: Display): string {
  const mid = formatValue(estimate.mid, display);
  const range = formatRange(estimate.low, estimate.high, display);
  return range === mid ? mid : `${mid} (80%: ${range})`;
}

/** The estimate of a fiscal year in words, or `undefined` where the result has none. */
export function yearText(metric: Metric | undefined, year: string): string | undefined {
  const estimate = yearEstimate(metric, year);
  return metric === undefined || estimate === undefined
    ? undefined
    : estimateText(estimate, yearDisplay(metric));
}
