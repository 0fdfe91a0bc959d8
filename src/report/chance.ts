import { formatValue, type Display } from './display.ts';
import { isNumber } from './read-metric.ts';
import type { EventRow, Metric, RunResult } from './result-types.ts';

/**
 * How far chance in the paths may have moved a median: half the width of its 95% interval, in the metric's unit; by fiscal
 * year, or for the horizon. `undefined` where a run does not say, or says that it cannot be known.
 */
export function chanceOf(result: RunResult, id: string, period: string): number | undefined {
  const found = result.precision?.metrics[id];
  const ends = found?.p50[found.periods.indexOf(period)];
  if (!ends || !isNumber(ends[0]) || !isNumber(ends[1])) return undefined;
  return (ends[1] - ends[0]) / 2;
}

/** `median ± $0.5bn by chance (95%)`; `undefined` where that is nothing, or too little to show. */
export function chanceText(chance: number | undefined, display: Display): string | undefined {
  const text = formatValue(chance, display);
  return chance === undefined || !/[1-9]/.test(text) ? undefined : `median ± ${text} by chance (95%)`;
}

/** The largest such half width of a metric over the fiscal years. */
export function mostChance(result: RunResult, id: string, metric: Metric): number | undefined {
  const all = metric.years.labels.map((year) => chanceOf(result, id, year)).filter(isNumber);
  return all.length === 0 ? undefined : Math.max(...all);
}

/** A share of paths with its interval: `12% (95%: 11–14%)`. */
export function shareText({
  probability,
  low,
  high,
}: Pick<EventRow, 'probability' | 'low' | 'high'>): string {
  if (!isNumber(probability)) return 'n/a';
  const [from, to] = [low, high].map(percent) as [string, string];
  const range = from === to ? `${from}%` : `${from}–${to}%`;
  return `${percent(probability)}% (95%: ${range})`;
}

/** Percent with a digit more where it is small or nearly all; 0 and 100 only where they are exact. */
function percent(share: number): string {
  const value = 100 * share;
  if (value === 0 || value === 100) return String(value);
  const edge = Math.min(value, 100 - value);
  const decimals = edge >= 10 ? 0 : edge >= 0.95 ? 1 : 2;
  return value.toFixed(decimals);
}

/** The events that a summary names: of the horizon, of the headline year, and bands that some paths leave. */
export function headlineEvents(result: RunResult, year: string | undefined): readonly EventRow[] {
  return (result.events ?? []).filter(({ kind, period, probability }) => {
    if (kind === 'band') return probability >= bandShare;
    return period === 'horizon' || (kind === 'return' && period === year);
  });
}

/** A band that fewer paths leave is not worth a line. */
const bandShare = 0.1;
