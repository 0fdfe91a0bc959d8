import type { Issue, Outcome } from '../base/issue.ts';
import { CASH_PURCHASES, findCapex, findGuidance } from './find-capex.ts';
import { optional } from './read-rows.ts';
import type { AnnualCapex, MarketData } from './records.ts';
import type { Confidence, Source } from './source.ts';

/** A column of the capital expenditure chart, USD bn; `note` says where it is not comparable with its neighbours. */
export interface CapexColumn {
  readonly company: string;
  readonly year: number;
  readonly yearBasis: string;
  readonly usdBn: number;
  readonly low?: number;
  readonly high?: number;
  readonly kind: 'actual' | 'guidance';
  readonly definition: string;
  readonly source: Source;
  readonly confidence: Confidence;
  readonly note: string;
}

export interface CapexColumnsOptions {
  readonly companies?: readonly string[];
  readonly fromYear?: number;
  /** Last year of actuals; guidance is for the year after it. */
  readonly toYear?: number;
  /** Uses the guidance known by this date, such as `2026-02-28`; the newest without it. */
  readonly guidanceBy?: string;
}

const COMPANIES = ['Amazon', 'Microsoft', 'Alphabet', 'Meta', 'Oracle'];

/**
 * Capital expenditure by company and year, USD bn: actual cash purchases of PP&E, then guidance for the year after.
 *
 * A calendar year is taken where the data have one, else the fiscal year, and the note says so; guidance keeps the
 * company's own definition. A company-year without a row is left out with a warning `market-capex-missing`.
 *
 * @example capexColumns(data, { guidanceBy: '2026-02-28' }).value // Amazon 2026: 200, guidance
 */
export function capexColumns(
  data: MarketData,
  options: CapexColumnsOptions = {},
): Outcome<readonly CapexColumn[]> {
  const { companies = COMPANIES, fromYear = 2015, toYear = 2025, guidanceBy } = options;
  const columns: CapexColumn[] = [];
  const issues: Issue[] = [];
  const add = (found: Outcome<AnnualCapex>): void => {
    issues.push(...found.issues.map((issue): Issue => ({ ...issue, severity: 'warning' })));
    if (found.value !== undefined) columns.push(toColumn(found.value));
  };
  for (const provider of companies) {
    for (let year = fromYear; year <= toYear; year++) {
      add(findCapex(data, { provider, year, definition: CASH_PURCHASES }));
    }
    add(findGuidance(data, { provider, year: toYear + 1 }, guidanceBy));
  }
  return { value: columns, issues };
}

function toColumn(row: AnnualCapex): CapexColumn {
  return {
    company: row.provider,
    year: row.year,
    yearBasis: row.yearBasis,
    usdBn: row.capexUsdBn,
    ...optional('low', row.lowUsdBn),
    ...optional('high', row.highUsdBn),
    kind: row.kind === 'guidance' ? 'guidance' : 'actual',
    definition: row.definition,
    source: row.source,
    confidence: row.source.confidence,
    note: noteOf(row),
  };
}

function noteOf(row: AnnualCapex): string {
  const notes: string[] = [];
  if (row.yearBasis !== 'calendar')
    notes.push(`Fiscal year ${fiscalMonths(row.yearBasis)}, not the calendar year.`);
  if (!row.definition.startsWith(CASH_PURCHASES)) notes.push(`Other definition: ${row.definition}.`);
  if (row.note !== '') notes.push(row.note);
  return notes.join(' ');
}

function fiscalMonths(basis: string): string {
  return /\(([^)]*)\)/.exec(basis)?.[1] ?? basis;
}
