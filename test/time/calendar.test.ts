import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar, CalendarInput } from '../../src/time/index.ts';
import {
  dateAt,
  fiscalYears,
  formatYearMonth,
  makeCalendar,
  monthsPerPeriod,
  parseDate,
  periodIndex,
  periodLabel,
  periodLabels,
  periodStart,
  periodsFromStart,
  periodsPerYear,
} from '../../src/time/index.ts';

function calendarOf(
  start: string,
  frequency: string,
  periods: number,
  fiscalYearEndMonth?: number,
): Calendar {
  const { value, issues } = makeCalendar({ start, frequency, periods, fiscalYearEndMonth });
  if (!value) throw new Error(issues.map((issue) => issue.message).join(' '));
  return value;
}

const quarters = calendarOf('2026Q1', 'quarter', 40);
const months = calendarOf('2026-01', 'month', 24);
const years = calendarOf('2026', 'year', 5);
/** As at a company whose fiscal year ends in January: FY2027 runs from February 2026. */
const januaryQuarters = calendarOf('2026-02', 'quarter', 6, 1);
/** As at a company whose fiscal year ends in June: FY2026 runs from July 2025. */
const juneQuarters = calendarOf('2026Q1', 'quarter', 8, 6);
const juneYears = calendarOf('FY2026', 'year', 3, 6);

const anyCalendar = fc
  .record({
    year: fc.integer({ min: 1950, max: 2100 }),
    month: fc.integer({ min: 1, max: 12 }),
    frequency: fc.constantFrom('month', 'quarter', 'year'),
    periods: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ year, month, frequency, periods }) =>
    calendarOf(formatYearMonth({ year, month }), frequency, periods, month === 1 ? 12 : month - 1),
  );

describe('parseDate', () => {
  it.each([
    ['2026', { year: 2026, month: 1 }],
    ['2026Q3', { year: 2026, month: 7 }],
    ['2026-08', { year: 2026, month: 8 }],
    [' 2026-02-05 ', { year: 2026, month: 2, day: 5 }],
    ['2028-02-29', { year: 2028, month: 2, day: 29 }],
    ['2000-02-29', { year: 2000, month: 2, day: 29 }],
  ])('reads %s', (text, date) => {
    expect(parseDate(text)).toEqual({ value: date, issues: [] });
  });

  it.each([
    ['', undefined],
    ['soon', undefined],
    ['2026-13', undefined],
    ['2026-00', undefined],
    ['2026Q5', undefined],
    ['2026-02-29', undefined],
    ['1900-02-29', undefined],
    ['2026-04-31', undefined],
    ['2026-04-00', undefined],
    ['1899', undefined],
    ['2200', undefined],
    ['Q3 2026', "write '2026Q3'"],
    ['2026-Q3', "write '2026Q3'"],
    ['2026q3', "write '2026Q3'"],
    ['2026-8', "write '2026-08'"],
    ['2026/08', "write '2026-08'"],
  ])('refuses %j', (text, fix) => {
    const { value, issues } = parseDate(text);
    expect(value).toBeUndefined();
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code: 'date-malformed', severity: 'error' });
    expect(issues[0]!.fix).toBe(fix);
  });
});

describe('makeCalendar', () => {
  it('takes the start of the first period', () => {
    expect(quarters).toEqual({
      start: { year: 2026, month: 1 },
      frequency: 'quarter',
      periods: 40,
      fiscalYearEndMonth: 12,
    });
    expect(calendarOf('FY2027Q1', 'quarter', 6, 1)).toEqual(januaryQuarters);
    expect(calendarOf('2026-02-01', 'quarter', 6, 1)).toEqual(januaryQuarters);
    expect(juneYears.start).toEqual({ year: 2025, month: 7 });
    expect([months, quarters, years].map(periodsPerYear)).toEqual([12, 4, 1]);
    expect([months, quarters, years].map(monthsPerPeriod)).toEqual([1, 3, 12]);
  });

  const good: CalendarInput = { start: '2026Q1', frequency: 'quarter', periods: 4 };
  it.each([
    [{ ...good, start: 'soon' }, 'date-malformed', undefined],
    [{ ...good, start: '2026-01-15' }, 'calendar-start', "write '2026-01'"],
    [{ ...good, frequency: 'quarterly' }, 'calendar-frequency', "write 'quarter'"],
    [{ ...good, frequency: 'annual' }, 'calendar-frequency', "write 'year'"],
    [{ ...good, frequency: 'toString' }, 'calendar-frequency', undefined],
    [{ ...good, periods: 0 }, 'calendar-periods', undefined],
    [{ ...good, periods: 1.5 }, 'calendar-periods', undefined],
    [{ ...good, periods: 1201 }, 'calendar-periods', undefined],
    [{ ...good, fiscalYearEndMonth: 13 }, 'calendar-fiscal-year', undefined],
    [
      { ...good, fiscalYearEndMonth: 1 },
      'calendar-fiscal-year',
      'set the fiscal year end to month 12, or start in the month after it ends',
    ],
    [
      { start: '2026-07', frequency: 'year', periods: 3 },
      'calendar-fiscal-year',
      'set the fiscal year end to month 6, or start in the month after it ends',
    ],
  ])('refuses %o', (input, code, fix) => {
    const { value, issues } = makeCalendar(input);
    expect(value).toBeUndefined();
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code, severity: 'error' });
    expect(issues[0]!.fix).toBe(fix);
  });

  it('names all faults at once', () => {
    const { issues } = makeCalendar({ start: 'x', frequency: 'y', periods: -1, fiscalYearEndMonth: 0 });
    expect(issues.map((issue) => issue.code)).toEqual([
      'calendar-frequency',
      'calendar-periods',
      'calendar-fiscal-year',
      'date-malformed',
    ]);
  });
});

describe('periodLabels', () => {
  it('labels months, calendar quarters and calendar years', () => {
    expect(periodLabels(months).slice(10, 14)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(periodLabels(quarters).slice(2, 6)).toEqual(['2026Q3', '2026Q4', '2027Q1', '2027Q2']);
    expect(periodLabels(years)).toEqual(['2026', '2027', '2028', '2029', '2030']);
    expect(periodLabel(quarters, -1)).toBe('2025Q4');
  });

  it('keeps calendar quarters under a fiscal year that ends with one of them', () => {
    expect(periodLabels(juneQuarters).slice(0, 3)).toEqual(['2026Q1', '2026Q2', '2026Q3']);
  });

  it('names other quarters and years for the fiscal year', () => {
    expect(periodLabels(januaryQuarters)).toEqual([
      'FY2027Q1',
      'FY2027Q2',
      'FY2027Q3',
      'FY2027Q4',
      'FY2028Q1',
      'FY2028Q2',
    ]);
    expect(periodLabels(juneYears)).toEqual(['FY2026', 'FY2027', 'FY2028']);
  });

  it('gives labels that periodIndex takes back', () => {
    fc.assert(
      fc.property(anyCalendar, (calendar) => {
        const back = periodLabels(calendar).map((label) => periodIndex(calendar, label).value);
        expect(back).toEqual(Array.from({ length: calendar.periods }, (_, index) => index));
      }),
    );
  });
});

describe('fiscalYears', () => {
  it('is named for the year in which it ends, and says whether it is complete', () => {
    expect(fiscalYears(juneQuarters)).toEqual([
      { label: 'FY2026', from: 0, to: 2, complete: false },
      { label: 'FY2027', from: 2, to: 6, complete: true },
      { label: 'FY2028', from: 6, to: 8, complete: false },
    ]);
    expect(fiscalYears(januaryQuarters)).toEqual([
      { label: 'FY2027', from: 0, to: 4, complete: true },
      { label: 'FY2028', from: 4, to: 6, complete: false },
    ]);
    expect(fiscalYears(calendarOf('2026-11', 'month', 3))).toEqual([
      { label: 'FY2026', from: 0, to: 2, complete: false },
      { label: 'FY2027', from: 2, to: 3, complete: false },
    ]);
    expect(fiscalYears(juneYears).map((year) => year.label)).toEqual(periodLabels(juneYears));
  });

  it('covers every period once, in years one apart', () => {
    fc.assert(
      fc.property(anyCalendar, (calendar) => {
        const list = fiscalYears(calendar);
        expect(list[0]!.from).toBe(0);
        expect(list.at(-1)!.to).toBe(calendar.periods);
        list.slice(1).forEach((year, i) => {
          expect(year.from).toBe(list[i]!.to);
          expect(Number(year.label.slice(2))).toBe(Number(list[i]!.label.slice(2)) + 1);
        });
        for (const year of list) expect(year.complete).toBe(year.to - year.from === periodsPerYear(calendar));
      }),
    );
  });
});

describe('periodsFromStart', () => {
  it.each([
    [quarters, '2026Q1', 0],
    [quarters, '2026Q3', 2],
    [quarters, '2026-08', 7 / 3],
    [quarters, '2025-12', -1 / 3],
    [quarters, '2050', 96],
    [quarters, 'FY2027', 4],
    // 34 days of the 30/360 year after January 1st, of 90 in a quarter.
    [quarters, '2026-02-05', 34 / 90],
    [months, '2026-01-16', 0.5],
    [months, '2026-01-31', 29 / 30],
    [years, '2027-07', 1.5],
    [januaryQuarters, 'FY2027Q3', 2],
    [januaryQuarters, '2027Q1', 11 / 3],
  ])('in %o counts %s as %d', (calendar, text, periods) => {
    expect(periodsFromStart(calendar, text)).toEqual({ value: periods, issues: [] });
  });

  it('refuses what is no date', () => {
    expect(periodsFromStart(quarters, 'Q3').issues[0]).toMatchObject({ code: 'date-malformed', found: 'Q3' });
    expect(periodsFromStart(quarters, 'fy2027').issues[0]?.fix).toBe("write 'FY2027'");
  });

  it('never goes back as the date goes on', () => {
    const anyDate = fc.tuple(
      fc.integer({ min: 2000, max: 2060 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    );
    fc.assert(
      fc.property(anyCalendar, anyDate, anyDate, (calendar, a, b) => {
        const [early, late] = [a, b]
          .map(([year, month, day]) => formatYearMonth({ year, month, day }))
          .sort() as [string, string];
        const gap = periodsFromStart(calendar, late).value! - periodsFromStart(calendar, early).value!;
        expect(gap > 0).toBe(early !== late);
      }),
    );
  });
});

describe('periodIndex', () => {
  it.each([
    [quarters, '2026Q3', 2],
    [quarters, '2026-09-30', 2],
    [quarters, '2027', 4],
    [years, '2027-12-31', 1],
    [januaryQuarters, '2026-04-30', 0],
    [januaryQuarters, '2026-05', 1],
  ])('in %o finds %s in period %d', (calendar, text, index) => {
    expect(periodIndex(calendar, text)).toEqual({ value: index, issues: [] });
  });

  it('refuses dates outside the calendar', () => {
    expect(periodIndex(quarters, '2035-12-31').value).toBe(39);
    expect(periodIndex(quarters, '2025-12-31').issues).toHaveLength(1);
    expect(periodIndex(quarters, '2036').issues).toEqual([
      {
        code: 'date-outside-calendar',
        severity: 'error',
        message: 'The date lies outside the calendar.',
        found: '2036',
        expected: 'a date from 2026Q1 to 2035Q4',
        fix: 'change the date, or the start or number of periods of the calendar',
      },
    ]);
    expect(periodIndex(quarters, 'soon').issues[0]?.code).toBe('date-malformed');
  });
});

describe('dateAt', () => {
  it.each([
    [quarters, 0, '2026-01'],
    [quarters, 7 / 3, '2026-08'],
    [quarters, -1 / 3, '2025-12'],
    [years, 1.5, '2027-07'],
    [quarters, Number.POSITIVE_INFINITY, 'n/a'],
  ])('in %o at %d is %s', (calendar, periods, text) => {
    expect(dateAt(calendar, periods)).toBe(text);
  });

  it('is the inverse of periodsFromStart for whole months', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: -240, max: 800 }), (calendar, shift) => {
        const date = formatYearMonth(periodStart({ ...calendar, frequency: 'month' }, shift));
        expect(dateAt(calendar, periodsFromStart(calendar, date).value!)).toBe(date);
      }),
    );
  });
});
