import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import type { Calendar } from './calendar.ts';
import { monthsPerPeriod, periodLabel } from './calendar.ts';
import { parseFiscalDate } from './fiscal-date.ts';
import type { YearMonth } from './year-month.ts';
import { dateMalformed, formatYearMonth, monthNumber, monthOfNumber } from './year-month.ts';

const daysPerMonth = 30;

/**
 * Time in periods from the start of a calendar to a date, negative before it. A period such as `2026Q3` or `FY2027`
 * means its start. Every month counts 30 days, as in the 30/360 convention of bonds, and a 31st counts as a 30th.
 * The date may lie outside the calendar. Issue: `date-malformed`.
 *
 * @example periodsFromStart(quartersFrom2026, '2026-08').value // 2.3333333333333335
 */
export function periodsFromStart(calendar: Calendar, dateText: string): Outcome<number> {
  const days = daysFromStart(calendar, dateText);
  if (days === undefined) return fail(dateMalformed(dateText));
  return ok(days / (daysPerMonth * monthsPerPeriod(calendar)));
}

/**
 * Index of the period that has a label, or in which a date lies; a coarser period such as `2026` in a quarterly
 * calendar means its start. Issues: `date-malformed`, `date-outside-calendar`.
 */
export function periodIndex(calendar: Calendar, text: string): Outcome<number> {
  const days = daysFromStart(calendar, text);
  if (days === undefined) return fail(dateMalformed(text));
  const index = Math.floor(days / (daysPerMonth * monthsPerPeriod(calendar)));
  return index >= 0 && index < calendar.periods ? ok(index) : fail(outside(calendar, text));
}

/**
 * The month nearest to a time in periods from the start of the calendar, such as `2026-08`: for whole months the
 * inverse of `periodsFromStart`. A time that is not finite is `n/a`.
 */
export function dateAt(calendar: Calendar, periods: number): string {
  if (!Number.isFinite(periods)) return 'n/a';
  const months = Math.round(periods * monthsPerPeriod(calendar));
  return formatYearMonth(monthOfNumber(monthNumber(calendar.start) + months));
}

/** Whole days of a 360-day year, so that no rounding can move a date across the edge of a period. */
function daysFromStart(calendar: Calendar, text: string): number | undefined {
  const date = parseFiscalDate(text, calendar.fiscalYearEndMonth);
  return date && dayNumber(date) - dayNumber(calendar.start);
}

function dayNumber(date: YearMonth): number {
  return daysPerMonth * monthNumber(date) + Math.min(date.day ?? 1, daysPerMonth) - 1;
}

function outside(calendar: Calendar, text: string): Issue {
  const first = periodLabel(calendar, 0);
  const last = periodLabel(calendar, calendar.periods - 1);
  return {
    code: 'date-outside-calendar',
    severity: 'error',
    message: 'The date lies outside the calendar.',
    found: text.trim(),
    expected: `a date from ${first} to ${last}`,
    fix: 'change the date, or the start or number of periods of the calendar',
  };
}
