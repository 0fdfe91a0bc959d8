import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';

/** A month of the calendar, and the day where one was written; without a day it means the month's start. */
export interface YearMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day?: number;
}

const firstYear = 1900;
const lastYear = 2199;

/**
 * Reads `2026`, `2026Q3`, `2026-08` or `2026-02-05`; a period stands for its start, so `2026Q3` is July 2026.
 * Issue: `date-malformed`.
 *
 * @example parseDate('2026Q3').value // { year: 2026, month: 7 }
 */
export function parseDate(text: string): Outcome<YearMonth> {
  const parts = /^(\d{4})(?:Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim());
  if (!parts) return fail(dateMalformed(text));
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? Number(parts[3] ?? 1) : 3 * Number(parts[2]) - 2;
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return fail(dateMalformed(text));
  if (parts[4] === undefined) return ok({ year, month });
  const day = Number(parts[4]);
  if (day < 1 || day > daysInMonth(year, month)) return fail(dateMalformed(text));
  return ok({ year, month, day });
}

/** `2026-08`, or `2026-02-05` where the day is known. */
export function formatYearMonth(date: YearMonth): string {
  const month = `${date.year}-${twoDigits(date.month)}`;
  return date.day === undefined ? month : `${month}-${twoDigits(date.day)}`;
}

/** Whole months since the start of year 0, by which dates are compared and shifted. */
export function monthNumber(date: YearMonth): number {
  return 12 * date.year + date.month - 1;
}

/** The month that a month number stands for. */
export function monthOfNumber(months: number): YearMonth {
  const year = Math.floor(months / 12);
  return { year, month: months - 12 * year + 1 };
}

/** Days of a month in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The issue for a text that is not a date. */
export function dateMalformed(text: string): Issue {
  const issue: Issue = {
    code: 'date-malformed',
    severity: 'error',
    message: 'The date cannot be read.',
    found: text.trim() === '' ? '(nothing)' : text.trim(),
    expected: `a date such as 2026-08, 2026Q3, 2026 or 2026-02-05, from ${firstYear} to ${lastYear}`,
  };
  const fix = suggestion(text.trim());
  return fix === undefined ? issue : { ...issue, fix: `write '${fix}'` };
}

/** What a near miss such as `Q3 2026`, `2026-Q3`, `2026/8` or `2026-8` most likely means. */
function suggestion(text: string): string | undefined {
  const quarter = /^(\d{4})[-/\s]*q([1-4])$/i.exec(text);
  if (quarter) return `${quarter[1]}Q${quarter[2]}`;
  const quarterFirst = /^q([1-4])[-/\s]*(\d{4})$/i.exec(text);
  if (quarterFirst) return `${quarterFirst[2]}Q${quarterFirst[1]}`;
  const month = /^(\d{4})[-/.](\d{1,2})$/.exec(text);
  if (month && Number(month[2]) >= 1 && Number(month[2]) <= 12)
    return `${month[1]}-${twoDigits(Number(month[2]))}`;
  const fiscal = /^fy[-\s]?(\d{4})$/i.exec(text);
  return fiscal ? `FY${fiscal[1]}` : undefined;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
