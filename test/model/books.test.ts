import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { central, lives, studyOf, type Read } from './support.ts';

const head = (periods: number, books: string) => `
buildout: 1
name: Books by hand
calendar: { start: 2026, frequency: year, periods: ${periods} }
accounts: { ${lives}, ${books} }
`;

/** To 9 digits after the point: amounts are below 1000 and exact to 2⁻⁵³ of that per operation. */
const years = (read: Read, name: string, count: number, element = 0) =>
  Array.from({ length: count }, (_, year) => Number(read(name, year, element).toFixed(9)) + 0);

describe('tax', () => {
  // Servers of $100 in the first year: book 10, 20, 20, 20, 20, 10. Tax: 40% at once, the rest over 3 years with half in
  // the first: 40 + 10, 20, 20, 10. Revenue 30, rate 20%.
  const books = (relief: string) => `${head(
    7,
    'tax_rate: 20%, other_revenue: $30/year, other_capex: { servers_own: { steps: { 2026: $100/year, 2027: $0/year } } }',
  )}
tax: { bonus: { servers_own: 40% }, life: { servers_own: 3 years }, relief: ${relief} }
`;
  const names = [
    'tax_depreciation',
    'taxable_income',
    'tax_losses',
    'cash_tax',
    'book_tax',
    'deferred_tax',
    'net_property_total',
  ];

  it('carries a loss forward and uses it first', () => {
    const read = central(studyOf(books('0%')), names);
    expect(years(read, 'tax_depreciation', 7)).toEqual([50, 20, 20, 10, 0, 0, 0]);
    expect(years(read, 'taxable_income', 7)).toEqual([-20, 10, 10, 20, 30, 30, 30]);
    expect(years(read, 'tax_losses', 7)).toEqual([20, 10, 0, 0, 0, 0, 0]);
    expect(years(read, 'cash_tax', 7)).toEqual([0, 0, 0, 4, 6, 6, 6]);
    expect(years(read, 'book_tax', 7)).toEqual([4, 2, 2, 2, 2, 4, 6]);
    expect(years(read, 'deferred_tax', 7)).toEqual([4, 6, 8, 6, 2, 0, 0]);
  });

  it('is paid by the group at once where it relieves losses, in part or in full', () => {
    const full = central(studyOf(books('100%')), names);
    expect(years(full, 'cash_tax', 4)).toEqual([-4, 2, 2, 4]);
    expect(years(full, 'deferred_tax', 4)).toEqual([8, 8, 8, 6]);
    const half = central(studyOf(books('50%')), names);
    expect(years(half, 'cash_tax', 4)).toEqual([-2, 0, 2, 4]);
    expect(years(half, 'tax_losses', 4)).toEqual([10, 0, 0, 0]);
  });

  it('defers rate × (book less tax basis) less rate × losses', () => {
    const read = central(studyOf(books('0%')), names);
    let basis = 100;
    for (let year = 0; year < 7; year++) {
      basis -= read('tax_depreciation', year);
      const closed = 0.2 * (read('net_property_total', year) - basis - read('tax_losses', year));
      // Amounts up to 100 from a few dozen operations each.
      expect(Math.abs(read('deferred_tax', year) - closed)).toBeLessThan(100 * 100 * 2 ** -53);
    }
  });

  it('releases what was deferred before the calendar', () => {
    // Book 100 over 5 years, tax basis 60% of it: 20% × 40 = 8 is deferred at the start and gone at the end.
    const text = `${head(6, 'tax_rate: 20%, other_revenue: $50/year')}
opening: { property: { servers_own: $100 }, life_left: { servers_own: 5 years }, tax_share: { servers_own: 60% }, deferred_tax: $8 }
`;
    const read = central(studyOf(text), [
      'deferred_tax',
      'cash_tax',
      'opening_equity',
      'opening_value',
      'check.balance',
    ]);
    expect(years(read, 'deferred_tax', 6)).toEqual([6.4, 4.8, 3.2, 1.6, 0, 0]);
    // 20% of 50 less 60% of a year's 20.
    expect(years(read, 'cash_tax', 1)).toEqual([7.6]);
    expect([read('opening_equity'), read('opening_value')]).toEqual([92, 92]);
    expect(years(read, 'check.balance', 6)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('depreciation', () => {
  // 10 chips of $10 of which 20% is network over 2 years; servers over 5 years of book life.
  const fleet = (life: number) =>
    `${head(12, 'tax_rate: 0%')}
sites: { home: { energy_price: 0 $/MWh, opening_mw: 1 MW } }
chips:
  card:
    class: servers_merchant
    successor: card
    power: 1 kW/chip
    price: 10 $/chip
    network_share: 20%
    pipeline: { steps: { 2026: 0 chips/year, 2027: 10 chips/year, 2028: 0 chips/year } }
    economic_life: ${life} years
plan: { refresh: 0% }
`.replace('network: 5 years', 'network: 2 years');
  const names = [
    'depreciation',
    'write_offs',
    'capex',
    'net_property_total',
    'economic_depreciation',
    'gross_in_service',
    'vintage.capital',
    'vintage.depreciation',
    'vintage.capex',
  ];

  it('and write-off of servers that retire early are their cost', () => {
    // Servers 80: 8, 16, 16, then half a year before three years are over, 8; the 2/5 left, 32, are written off.
    const read = central(studyOf(fleet(3)), names);
    expect(years(read, 'write_offs', 6)).toEqual([0, 0, 0, 0, 32, 0]);
    // Network 20: 5, 10, 5.
    expect(years(read, 'depreciation', 6)).toEqual([0, 8 + 5, 16 + 10, 16 + 5, 8, 0]);
    expect(years(read, 'net_property_total', 6)).toEqual([0, 87, 61, 40, 0, 0]);
    // Over the three years at work: 80/3, with halves at both ends.
    expect(read('economic_depreciation', 2)).toBeCloseTo(80 / 3 + 10, 12);
  });

  it.each([1, 1.4, 2.5, 3, 5, 7])(
    'over the whole life adds up to cost with an economic life of %s years',
    (life) => {
      const read = central(studyOf(fleet(life)), names);
      let expensed = 0;
      let own = 0;
      for (let year = 0; year < 12; year++) {
        expensed += read('depreciation', year) + read('write_offs', year);
        // Elements are the vintages fy2026, fy2027, …; chips are bought in the second.
        own += read('vintage.depreciation', year, 1);
      }
      // Sums of 12 numbers up to 100.
      const slack = 12 * 100 * 2 ** -52;
      expect(Math.abs(expensed - 100)).toBeLessThan(slack);
      expect(Math.abs(own - 100)).toBeLessThan(slack);
      expect(Math.abs(read('net_property_total', 11))).toBeLessThan(slack);
      expect(Math.abs(read('vintage.capital', 11, 1))).toBeLessThan(slack);
      expect(Math.abs(read('gross_in_service', 11))).toBeLessThan(slack);
    },
  );

  it('of a vintage covers spending beside phases and chips, and leaves land', () => {
    const text = head(
      8,
      'tax_rate: 0%, depreciable: { land: 0% }, other_capex: { land: { steps: { 2026: $7/year, 2027: $0/year } }, servers_own: { steps: { 2026: $50/year, 2027: $0/year } } }',
    );
    const read = central(studyOf(text), names);
    expect(years(read, 'vintage.depreciation', 7)).toEqual([5, 10, 10, 10, 10, 5, 0]);
    expect(years(read, 'vintage.capital', 7)).toEqual([52, 42, 32, 22, 12, 7, 7]);
  });
});

describe('working capital', () => {
  it('holds days of revenue and of costs', () => {
    // 73 of 365 days are a fifth of a year: 20 of 100; 36.5 days of 40 are 4.
    const text = `${head(2, 'tax_rate: 0%, other_revenue: $100/year, receivable_days: 73 days, payable_days: 36.5 days')}
opex: { other: $40/year }
opening: { receivables: $15, payables: $5 }
`;
    const read = central(studyOf(text), [
      'receivables',
      'payables',
      'working_capital_change',
      'cash_from_operations',
      'owner_payout',
    ]);
    expect([read('receivables'), read('payables')].map((value) => Number(value.toFixed(12)))).toEqual([
      20, 4,
    ]);
    expect(years(read, 'working_capital_change', 2)).toEqual([6, 0]);
    expect(years(read, 'cash_from_operations', 2)).toEqual([54, 60]);
    expect(years(read, 'owner_payout', 2)).toEqual([54, 60]);
  });
});

describe('returns', () => {
  const tiny = studyOf(readFileSync(new URL('../../cases/tiny/case.yaml', import.meta.url), 'utf8'));
  const names = [
    'nopat',
    'depreciation',
    'write_offs',
    'capital.incl_cip',
    'capital.ex_cip',
    'cip',
    'opening_capital',

    'roic.d1',
    'roic.d2',
    'roic.d3',
    'roic.d5',
    'roic.d6',
    'roic.incremental',
    'gross_in_service',
    'opening_gross',

    'past_operating_income',
    'eva',
    'valuation.wacc',
    'value',
    'npv',
    'opening_value',
    'fcf.unlevered',
    'residual',
    'discount_mid',
    'discount_end',
    'irr',
  ];
  const read = central(tiny, names);
  const periods = tiny.study.calendar.periods;
  const yearOf = (name: string, period: number) =>
    [0, 1, 2, 3].reduce((sum, back) => sum + (period >= back ? read(name, period - back) : 0), 0);
  const before = (name: string, period: number, opening: number) =>
    period < 4 ? opening : read(name, period - 4);
  // Ratios of sums of four: a dozen operations of 2⁻⁵³ each, times what cancels in NOPAT, which is less than 100.
  const same = (found: number, expected: number) =>
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(
      1200 * 2 ** -53 * Math.max(Math.abs(expected), 0.01),
    );

  it('of one year stand in the relations of their definitions', () => {
    for (let period = 3; period < periods; period++) {
      const nopat = yearOf('nopat', period);
      const opening = before('capital.incl_cip', period, read('opening_capital'));
      const average = (opening + read('capital.incl_cip', period)) / 2;
      // Rates are kept per period, a quarter; amounts of the last four quarters are a year's.
      same(4 * read('roic.d2', period), nopat / average);
      same(
        4 * read('roic.d3', period) * read('capital.incl_cip', period),
        4 * read('roic.d2', period) * average,
      );
      // No leases in the case.
      expect(read('roic.d6', period)).toBe(read('roic.d2', period));
      const gross =
        (before('gross_in_service', period, read('opening_gross')) + read('gross_in_service', period)) / 2;
      const cash = nopat + yearOf('depreciation', period) + yearOf('write_offs', period);
      if (gross > 0) same(4 * read('roic.d5', period), cash / gross);
      if (read('cip', period) > 0 && nopat > 0)
        expect(read('roic.d1', period)).toBeGreaterThan(read('roic.d2', period));
    }
  });

  it('on what was added since the start: NOPAT above the past year, on capital of a year ago above the opening', () => {
    expect(read('past_operating_income')).toBe(0);
    for (let period = 4; period < periods; period++) {
      const added = read('capital.incl_cip', period - 4) - read('opening_capital');
      same(4 * read('roic.incremental', period), yearOf('nopat', period) / added);
    }
    // There is none before capital was added.
    for (let period = 0; period < 4; period++) expect(read('roic.incremental', period)).toBeNaN();
  });

  it('charge opening capital in EVA, and discount flows mid-period and the residual at the end', () => {
    let value = 0;
    for (let period = 0; period < periods; period++) {
      const capital = period === 0 ? read('opening_capital') : read('capital.incl_cip', period - 1);
      expect(
        Math.abs(read('eva', period) - (read('nopat', period) - capital * read('valuation.wacc'))),
      ).toBeLessThan(1e-6);
      value += read('fcf.unlevered', period) * 1.1 ** -((period + 0.5) / 4);
    }
    value += read('residual', periods - 1) * 1.1 ** -(periods / 4);
    // Powers of two libraries agree to a few ulps; gross flows are below $2bn over 20 periods.
    expect(Math.abs(read('value') - value)).toBeLessThan(2e9 * 20 * 4 * 2 ** -52);
    expect(read('npv')).toBe(read('value') - read('opening_value'));
  });

  it('leave what the chosen residual says', () => {
    // Capital of 50, $20 a year untaxed, straight line over 5 years: 30 of capital after two years and NOPAT of 10.
    const residual = (choice: string) => {
      const text = `${head(2, 'tax_rate: 0%, other_revenue: $20/year')}
opening: { property: { servers_own: $50 }, life_left: { servers_own: 5 years } }
valuation: { wacc: 9 %/year, growth: 2 %/year, new_return: 10 %/year, residual: ${choice}, residual_share: 60% }
`;
      return Number(central(studyOf(text), ['residual'])('residual', 1).toFixed(9));
    };
    expect(residual('book')).toBe(18);
    expect(residual('none')).toBe(0);
    // 10 × 1.02 next year, of which 2/10 is reinvested, ÷ (9% − 2%): 116.571429.
    expect(residual('growth')).toBe(116.571428571);
  });

  it('find the rate at which that value is what was in place', () => {
    const rate = 4 * read('irr');
    let worth = -read('opening_value');
    for (let period = 0; period < periods; period++)
      worth += read('fcf.unlevered', period) * (1 + rate) ** -((period + 0.5) / 4);
    worth += read('residual', periods - 1) * (1 + rate) ** -(periods / 4);
    // A root is right to about 1e-12; gross flows of $2bn over five years change by 5 × 2e9 per unit of the rate.
    expect(Math.abs(worth)).toBeLessThan(0.1);
  });
});
