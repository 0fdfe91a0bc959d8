export type { YearMonth } from './year-month.ts';
export { formatYearMonth, parseDate } from './year-month.ts';
export type { Calendar, CalendarInput, FiscalYear, Frequency } from './calendar.ts';
export {
  completeYears,
  fiscalYears,
  makeCalendar,
  monthsPerPeriod,
  periodLabel,
  periodLabels,
  periodStart,
  periodsPerYear,
} from './calendar.ts';
export { dateAt, periodIndex, periodsFromStart } from './period-time.ts';
export { dayNumber } from './day-number.ts';
export { linearRamp, sCurve } from './ramp.ts';
