import type { UsageRow } from './import-usage.ts';

/** A quantity by period, ready to be forecast; `t` counts the periods from the first one in the export. */
export interface UsageSeries {
  readonly id: string;
  readonly points: readonly { readonly t: number; readonly period: string; readonly value: number }[];
}

/** What a series of a split export is a part of, and which. */
export interface UsagePart {
  readonly total: string;
  readonly part: string;
}

/** Series of totals, reserved and on-demand use, and which adds up to which. */
export interface SplitSeries {
  readonly series: readonly UsageSeries[];
  readonly parts: readonly UsagePart[];
}

export type UsageLevel = 'category' | 'service' | 'region';

/**
 * Usage as series by level and unit; a period in which a group has no row is a period without use, so 0.
 *
 * Units are never added up: each unit is a series of its own. Periods are those that occur in the export.
 */
export function usageSeries(usage: readonly UsageRow[], level: UsageLevel): UsageSeries[] {
  return seriesOf(usage, (row) => [[idOf(row, level), row.quantity]]);
}

/**
 * Usage as series split by whether a commitment covers it: they follow contracts and customers' load, so they move differently.
 *
 * Each total stands beside its parts, for a forecast in which they add up; a total with one kind of use alone has no parts.
 */
export function splitUsageSeries(usage: readonly UsageRow[], level: UsageLevel): SplitSeries {
  const kinds = new Map<string, Set<string>>();
  for (const row of usage) {
    const id = idOf(row, level);
    const seen = kinds.get(id) ?? new Set();
    if (row.reservedQuantity !== 0) seen.add('reserved');
    if (row.quantity - row.reservedQuantity !== 0) seen.add('on demand');
    kinds.set(id, seen);
  }
  const isSplit = (id: string) => kinds.get(id)!.size === 2;
  const series = seriesOf(usage, (row) => {
    const id = idOf(row, level);
    if (!isSplit(id)) return [[id, row.quantity]];
    return [
      [id, row.quantity],
      [`${id} reserved`, row.reservedQuantity],
      [`${id} on demand`, row.quantity - row.reservedQuantity],
    ];
  });
  const parts = [...kinds.keys()]
    .filter(isSplit)
    .sort()
    .flatMap((total) => ['on demand', 'reserved'].map((kind) => ({ total, part: `${total} ${kind}` })));
  return { series, parts };
}

function idOf(row: UsageRow, level: UsageLevel): string {
  return `${row[level] || '(none)'} [${row.unit || 'no unit'}]`;
}

function seriesOf(
  usage: readonly UsageRow[],
  cellsOf: (row: UsageRow) => readonly (readonly [string, number])[],
): UsageSeries[] {
  const periods = [...new Set(usage.map(({ period }) => period))].sort();
  const place = new Map(periods.map((period, i) => [period, i]));
  const sums = new Map<string, Float64Array>();
  for (const row of usage) {
    for (const [id, quantity] of cellsOf(row)) {
      let values = sums.get(id);
      if (!values) {
        values = new Float64Array(periods.length);
        sums.set(id, values);
      }
      values[place.get(row.period)!]! += quantity;
    }
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, values]) => ({
      id,
      points: periods.map((period, i) => ({ t: i + 1, period, value: values[i]! })),
    }));
}
