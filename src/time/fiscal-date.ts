import type { YearMonth } from './year-month.ts';
import { monthNumber, monthOfNumber, parseDate } from './year-month.ts';

/**
 * Reads a date, or the start of a fiscal year or quarter such as `FY2027` or `FY2027Q1`; a fiscal year is named for
 * the calendar year in which it ends. `undefined` where the text is neither.
 */
export function parseFiscalDate(text: string, fiscalYearEndMonth: number): YearMonth | undefined {
  const parts = /^FY(\d{4})(?:Q([1-4]))?$/.exec(text.trim());
  if (!parts) return parseDate(text).value;
  const yearEnd = parseDate(parts[1]!).value;
  if (!yearEnd) return undefined;
  const start = monthNumber({ year: yearEnd.year - 1, month: fiscalYearEndMonth }) + 1;
  return monthOfNumber(start + 3 * (Number(parts[2] ?? 1) - 1));
}
