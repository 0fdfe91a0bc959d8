import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { parseFiscalDate } from './fiscal-date.ts';
import type { YearMonth } from './year-month.ts';
import { dateMalformed, formatYearMonth, monthNumber, monthOfNumber } from './year-month.ts';

export type Frequency = 'month' | 'quarter' | 'year';

/** The time axis of a case: equal periods from a first one. */
export interface Calendar {
  /** First month of the first period. */
  readonly start: YearMonth;
  readonly frequency: Frequency;
  readonly periods: number;
  /** Month in which the fiscal year ends, 12 where it is the calendar year. */
  readonly fiscalYearEndMonth: number;
}

/** A calendar as a case writes it. */
export interface CalendarInput {
  /** First period, such as `2026Q1`, `2026-01` or `FY2027Q1`. */
  readonly start: string;
  /** `month`, `quarter` or `year`. */
  readonly frequency: string;
  readonly periods: number;
  readonly fiscalYearEndMonth?: number | undefined;
}

/** The periods of one fiscal year that lie in a calendar. */
export interface FiscalYear {
  /** `FY2026` for the fiscal year that ends in 2026. */
  readonly label: string;
  /** Index of its first period. */
  readonly from: number;
  /** Index after its last period. */
  readonly to: number;
  /** Whether all of its periods lie in the calendar. */
  readonly complete: boolean;
}

const frequencyMonths: Readonly<Record<Frequency, number>> = { month: 1, quarter: 3, year: 12 };
const mostPeriods = 1200;

/**
 * Makes a calendar from what a case writes. The fiscal year must end where a period ends, so that fiscal years are
 * whole numbers of periods.
 *
 * Issues: `calendar-frequency`, `calendar-periods`, `calendar-start`, `calendar-fiscal-year`, `date-malformed`.
 *
 * @example makeCalendar({ start: '2026Q1', frequency: 'quarter', periods: 40 }).value?.periods // 40
 */
export function makeCalendar(input: CalendarInput): Outcome<Calendar> {
  const { periods, frequency, fiscalYearEndMonth = 12 } = input;
  const issues: Issue[] = [];
  if (!isFrequency(frequency)) issues.push(unknownFrequency(frequency));
  if (!Number.isInteger(periods) || periods < 1 || periods > mostPeriods) {
    issues.push({
      code: 'calendar-periods',
      severity: 'error',
      message: 'The number of periods does not make a calendar.',
      found: String(periods),
      expected: `a whole number from 1 to ${mostPeriods}`,
    });
  }
  const isMonth = Number.isInteger(fiscalYearEndMonth) && fiscalYearEndMonth >= 1 && fiscalYearEndMonth <= 12;
  if (!isMonth) {
    issues.push({
      code: 'calendar-fiscal-year',
      severity: 'error',
      message: 'The month in which the fiscal year ends is not a month.',
      found: String(fiscalYearEndMonth),
      expected: 'a whole number from 1 to 12',
    });
  }
  const start = parseFiscalDate(input.start, isMonth ? fiscalYearEndMonth : 12);
  if (!start) issues.push(dateMalformed(input.start));
  if (!start || !isFrequency(frequency) || issues.length > 0) return fail(...issues);
  if (start.day !== undefined && start.day !== 1) return fail(startInsideMonth(input.start, start));
  const calendar = { start: firstOf(start), frequency, periods, fiscalYearEndMonth };
  const unaligned = checkFiscalYear(calendar);
  return unaligned ? fail(unaligned) : ok(calendar);
}

/** Periods in a year: 12, 4 or 1. */
export function periodsPerYear(calendar: Pick<Calendar, 'frequency'>): number {
  return 12 / frequencyMonths[calendar.frequency];
}

/** Months in a period: 1, 3 or 12. */
export function monthsPerPeriod(calendar: Pick<Calendar, 'frequency'>): number {
  return frequencyMonths[calendar.frequency];
}

/**
 * The label of the period with an index, which may lie outside the calendar: `2026-01` for a month, `2026Q1` for a
 * calendar quarter, `FY2027Q1` for any other quarter, `2026` for a calendar year, `FY2026` for any other year.
 */
export function periodLabel(calendar: Calendar, index: number): string {
  const first = periodStart(calendar, index);
  if (calendar.frequency === 'month') return formatYearMonth(first);
  if (calendar.frequency === 'year') {
    return calendar.fiscalYearEndMonth === 12 ? `${first.year}` : `FY${fiscalYearOf(calendar, first)}`;
  }
  if (first.month % 3 === 1) return `${first.year}Q${(first.month + 2) / 3}`;
  const monthsIn = (first.month - calendar.fiscalYearEndMonth - 1 + 12) % 12;
  return `FY${fiscalYearOf(calendar, first)}Q${monthsIn / 3 + 1}`;
}

/** The labels of all periods, in order. */
export function periodLabels(calendar: Calendar): string[] {
  return Array.from({ length: calendar.periods }, (_, index) => periodLabel(calendar, index));
}

/** The first month of the period with an index, which may lie outside the calendar. */
export function periodStart(calendar: Calendar, index: number): YearMonth {
  return monthOfNumber(monthNumber(calendar.start) + index * monthsPerPeriod(calendar));
}

/** The fiscal years that lie wholly in a calendar: the only ones whose flows can be summed. */
export function completeYears(calendar: Calendar): FiscalYear[] {
  return fiscalYears(calendar).filter((year) => year.complete);
}

/** The fiscal years that a calendar touches, each named for the calendar year in which it ends. */
export function fiscalYears(calendar: Calendar): FiscalYear[] {
  const perYear = periodsPerYear(calendar);
  const years: FiscalYear[] = [];
  for (let from = 0; from < calendar.periods;) {
    const first = periodStart(calendar, from);
    const monthsIn = (first.month - calendar.fiscalYearEndMonth - 1 + 12) % 12;
    const end = from + perYear - monthsIn / monthsPerPeriod(calendar);
    const to = Math.min(end, calendar.periods);
    years.push({ label: `FY${fiscalYearOf(calendar, first)}`, from, to, complete: to - from === perYear });
    from = to;
  }
  return years;
}

/** The fiscal year in which a month lies: the calendar year in which that fiscal year ends. */
function fiscalYearOf(calendar: Calendar, date: YearMonth): number {
  return date.month > calendar.fiscalYearEndMonth ? date.year + 1 : date.year;
}

function isFrequency(text: string): text is Frequency {
  return Object.hasOwn(frequencyMonths, text);
}

function firstOf(date: YearMonth): YearMonth {
  return { year: date.year, month: date.month };
}

function checkFiscalYear(calendar: Calendar): Issue | undefined {
  const months = monthsPerPeriod(calendar);
  const gap = (calendar.start.month - 1 - calendar.fiscalYearEndMonth + 12) % months;
  if (gap === 0) return undefined;
  const nearest = ((calendar.start.month + 10) % 12) + 1;
  return {
    code: 'calendar-fiscal-year',
    severity: 'error',
    message: `The fiscal year ends inside a ${calendar.frequency} of this calendar.`,
    found: `a ${calendar.frequency} that starts in ${formatYearMonth(calendar.start)}, a fiscal year that ends in month ${calendar.fiscalYearEndMonth}`,
    expected: 'a fiscal year that ends where a period ends',
    fix: `set the fiscal year end to month ${nearest}, or start in the month after it ends`,
  };
}

function startInsideMonth(text: string, start: YearMonth): Issue {
  return {
    code: 'calendar-start',
    severity: 'error',
    message: 'A calendar starts on the first day of a month.',
    found: text.trim(),
    expected: 'a month, quarter or year such as 2026-01, 2026Q1 or 2026',
    fix: `write '${formatYearMonth(firstOf(start))}'`,
  };
}

function unknownFrequency(found: string): Issue {
  const issue: Issue = {
    code: 'calendar-frequency',
    severity: 'error',
    message: 'The frequency of the calendar is not known.',
    found,
    expected: 'month, quarter or year',
  };
  const habits: Readonly<Record<string, Frequency>> = { annual: 'year', yearly: 'year', annually: 'year' };
  const near = Object.hasOwn(habits, found)
    ? habits[found]
    : nearestName(found, Object.keys(frequencyMonths));
  return near === undefined ? issue : { ...issue, fix: `write '${near}'` };
}
