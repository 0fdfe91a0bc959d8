import type { Issue } from '../../base/issue.ts';
import { readRows } from '../catalogue/rows.ts';

/** One dated price of a chip-hour. */
export interface PricePoint {
  /** Years since 2020-01-01. */
  readonly years: number;
  readonly date: string;
  readonly usdPerHour: number;
  readonly source: string;
}

export interface PriceQuery {
  readonly chip: string;
  /** Words of the term, such as `contract`; every term where left out. */
  readonly term?: string;
  /** Words of the kind, such as `index`. */
  readonly kind?: string;
}

/** Prices of a chip from the text of `gpu_hour_prices.csv`, oldest first. */
export function readPrices(
  texts: ReadonlyMap<string, string>,
  { chip, term, kind }: PriceQuery,
  issues: Issue[],
): readonly PricePoint[] {
  return readRows(texts, 'gpu_hour_prices.csv', issues)
    .filter((row) => row.text('chip') === chip)
    .filter((row) => term === undefined || row.text('term').includes(term))
    .filter((row) => kind === undefined || row.text('kind').includes(kind))
    .flatMap((row) => {
      const usdPerHour = row.number('usd_per_chip_hour');
      const years = yearsOf(row.text('date'));
      if (usdPerHour === undefined || years === undefined) return [];
      return [{ years, date: row.text('date'), usdPerHour, source: row.text('provider_or_index') }];
    })
    .sort((a, b) => a.years - b.years);
}

/** A date such as `2025-10` or `2025-10-23` as years since 2020. */
function yearsOf(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date);
  if (!match) return undefined;
  return Number(match[1]) - 2020 + (Number(match[2]) - 1) / 12 + (Number(match[3] ?? 15) - 1) / 365;
}
