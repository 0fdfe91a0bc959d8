import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import type { AnnualCapex, MarketData } from './records.ts';

/** Names a company's capital expenditure in a year; a definition matches when it begins with the words given. */
export interface CapexQuery {
  readonly provider: string;
  readonly year: number;
  readonly definition?: string;
  readonly yearBasis?: string;
}

/** The definition used for comparing companies, gross of proceeds. */
export const CASH_PURCHASES = 'cash purchases of PP&E';

/**
 * Finds the actual capital expenditure of a year, USD bn; a calendar-year row is preferred to a fiscal-year row.
 *
 * Issue: `market-capex-missing`.
 */
export function findCapex(data: MarketData, query: CapexQuery): Outcome<AnnualCapex> {
  const rows = matching(data, query, 'actual');
  const row = rows.find((candidate) => candidate.yearBasis === 'calendar') ?? rows[0];
  return row === undefined ? fail(missingCapex(query, 'actual')) : ok(row);
}

/**
 * Finds the newest guidance for a year, USD bn, given on or before a date (`2026-02-28`) when one is named.
 *
 * Guidance without a date in its note counts only when no date is named. Issue: `market-capex-missing`.
 */
export function findGuidance(data: MarketData, query: CapexQuery, by?: string): Outcome<AnnualCapex> {
  const rows = matching(data, query, 'guidance').filter(
    (row) => by === undefined || (row.guidedAt !== undefined && row.guidedAt <= by),
  );
  const newest = rows.reduce<AnnualCapex | undefined>(
    (best, row) => (best === undefined || (row.guidedAt ?? '') > (best.guidedAt ?? '') ? row : best),
    undefined,
  );
  return newest === undefined ? fail(missingCapex(query, 'guidance', by)) : ok(newest);
}

function matching(data: MarketData, query: CapexQuery, kind: string): readonly AnnualCapex[] {
  return data.capex.filter(
    (row) =>
      row.provider === query.provider &&
      row.year === query.year &&
      row.kind === kind &&
      (query.yearBasis === undefined || row.yearBasis === query.yearBasis) &&
      (query.definition === undefined || row.definition.startsWith(query.definition)),
  );
}

function missingCapex(query: CapexQuery, kind: string, by?: string): Issue {
  const definition = query.definition === undefined ? '' : `, ${query.definition}`;
  const until = by === undefined ? '' : `, given by ${by}`;
  return {
    code: 'market-capex-missing',
    severity: 'error',
    message: `There is no ${kind} capital expenditure of ${query.provider} for ${query.year}${definition}${until}`,
    fix: 'Ask for a company, year and definition that capex_annual.csv holds',
  };
}
