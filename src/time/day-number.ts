import type { YearMonth } from './year-month.ts';

/**
 * The number of a day on a continuous count (0 is 1970-01-01, proleptic Gregorian), for actual/365 day counts.
 *
 * Without a day the first of the month counts. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 *
 * @example dayNumber({ year: 2026, month: 1 }) // 20454
 */
export function dayNumber(date: YearMonth): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const monthFromMarch = (date.month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + (date.day ?? 1) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}
