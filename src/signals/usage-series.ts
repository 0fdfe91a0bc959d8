import type { UsageRow } from './import-usage.ts';

/** A quantity by period, ready to be forecast; `t` counts the periods from the first one in the export. */
export interface UsageSeries {
  readonly id: string;
  readonly points: readonly { readonly t: number; readonly period: string; readonly value: number }[];
}

export type UsageLevel = 'category' | 'service' | 'region';

/**
 * Usage as series by level and unit; a period in which a group has no row is a period without use, so 0.
 *
 * Units are never added up: each unit is a series of its own. Periods are those that occur in the export.
 */
export function usageSeries(usage: readonly UsageRow[], level: UsageLevel): UsageSeries[] {
  const periods = [...new Set(usage.map(({ period }) => period))].sort();
  const place = new Map(periods.map((period, i) => [period, i]));
  const sums = new Map<string, Float64Array>();
  for (const row of usage) {
    const id = `${row[level] || '(none)'} [${row.unit || 'no unit'}]`;
    let values = sums.get(id);
    if (!values) {
      values = new Float64Array(periods.length);
      sums.set(id, values);
    }
    values[place.get(row.period)!]! += row.quantity;
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, values]) => ({
      id,
      points: periods.map((period, i) => ({ t: i + 1, period, value: values[i]! })),
    }));
}
