import { describe, expect, it } from 'vitest';
import { marketCase } from './market-case.ts';
import { central, studyOf } from './support.ts';

const names = [
  'committed',
  'wanted',
  'contract_served',
  'undelivered',
  'contract_revenue',
  'late_damages',
  'served',
  'backlog',

  'contract.deferred',
  'contract.prepaid',
  'contract.forfeited',
  'deferred_revenue',
  'other_income',
  'contract.end',

  'cash_from_operations',
  'revenue',
  'opening_working_capital',
  'take_or_pay_floor',
  'check.balance',
  'backlog_total',
];

type Clause = Readonly<Record<string, string>>;
const full = { start: '2026-01', term: '4 years', quantity: '10 work/year' };

/** One chip make of `count` chips, each doing 1 unit of work a year, and the contracts given. */
function run(
  count: number,
  contracts: Readonly<Record<string, Clause>>,
  more: { volume?: string; periods?: number } = {},
) {
  const text = marketCase({
    chips: { card: { count } },
    segments: { work: { volume: more.volume ?? '0 work/year' } },
    contracts,
    periods: more.periods ?? 4,
  });
  const read = central(studyOf(text), names);
  // To 12 digits after the point: numbers below 100 from a few dozen operations.
  return (name: string, period = 0, element = 0) => Number(read(name, period, element).toFixed(12)) + 0;
}

const years = (read: (name: string, period: number) => number, name: string, count = 4) =>
  Array.from({ length: count }, (_, year) => read(name, year));

describe('delivery', () => {
  it('goes to contracts by rank and to open demand last', () => {
    const eight = { ...full, quantity: '8 work/year', damages: '10%' };
    const read = run(
      10,
      { late: { ...eight, rank: '1' }, first: { ...eight, rank: '0' } },
      { volume: '5 work/year' },
    );
    expect([read('contract_served', 0, 0), read('contract_served', 0, 1)]).toEqual([2, 8]);
    expect([read('undelivered', 0, 0), read('undelivered', 0, 1), read('served')]).toEqual([6, 0, 0]);
    // What is not delivered earns nothing and costs 10% of 6 × $2.
    expect([read('contract_revenue', 0, 0), read('late_damages', 0, 0)]).toEqual([4, 1.2]);
  });

  it('leaves open demand what contracts do not use', () => {
    const read = run(10, { deal: { ...full, usage: '60%' } }, { volume: '5 work/year' });
    expect([read('contract_served'), read('served')]).toEqual([6, 4]);
  });

  it('uses allowed chips only', () => {
    const text = marketCase({
      chips: { no: { count: 10, discount: '50%' }, yes: { count: 3 } },
      contracts: { deal: { ...full, allowed: { no: '0' } } },
    });
    const read = central(studyOf(text), names);
    const rounded = [0, 1].map((chip) => Number(read('contract_served', 0, chip).toFixed(12)));
    expect(rounded).toEqual([0, 3]);
  });
});

describe('take-or-pay', () => {
  it.each([
    // 80% of 10 is paid at least, at $2, as far as it could have been delivered.
    ['90%', 10, 18],
    ['50%', 10, 16],
    // Only 3 of the 5 wanted are delivered: 3 used and 3/5 of the 3 not used are paid.
    ['50%', 3, 9.6],
    ['0%', 10, 16],
    // Nothing is used; 4 chips could have done 4 of the 8.
    ['0%', 4, 8],
    ['0%', 0, 0],
  ])('with usage %s and %s chips pays $%s', (usage, chips, dollars) => {
    const read = run(chips, { deal: { ...full, take_or_pay: '80%', usage } });
    expect(read('contract_revenue')).toBe(dollars);
  });
});

describe('the ramp', () => {
  it('counts by its mean in each period, and backlog runs down by what is committed', () => {
    // Even growth over two years: a mean of 1/4 and 3/4, then full. 3 full years of 4: 30 units at $2.
    const read = run(10, { deal: { ...full, ramp: '2 years', take_or_pay: '50%' } });
    expect(years(read, 'committed')).toEqual([2.5, 7.5, 10, 10]);
    expect(years(read, 'backlog')).toEqual([55, 40, 20, 0]);
    expect(years(read, 'take_or_pay_floor')).toEqual([27.5, 20, 10, 0]);
  });

  it('starts in the middle of a period with the share of it', () => {
    const read = run(10, { deal: { ...full, start: '2026-07', term: '2 years' } });
    expect(years(read, 'committed')).toEqual([5, 10, 5, 0]);
    expect(years(read, 'backlog')).toEqual([30, 10, 0, 0]);
  });

  it('that began before the calendar goes on where it is', () => {
    // Two of four ramp years are done: means 5/8 and 7/8, then one full year is left of a term of five.
    const read = run(10, { deal: { ...full, start: '2024-01', term: '5 years', ramp: '4 years' } });
    expect(years(read, 'committed')).toEqual([6.25, 8.75, 10, 0]);
  });

  it('counts the share that the plan accepts', () => {
    const read = run(10, { deal: { ...full, accepted: '50%' } });
    expect(years(read, 'committed')).toEqual([5, 5, 5, 5]);
    expect(years(read, 'backlog')).toEqual([30, 20, 10, 0]);
  });

  it('does not put offers into the backlog', () => {
    const read = run(10, { deal: { ...full, state: 'offered' } });
    expect(read('backlog_total')).toBe(0);
  });
});

describe('a prepayment', () => {
  it('comes in at the start of service and is earned evenly', () => {
    const read = run(10, { deal: { ...full, start: '2027-01', term: '3 years', prepayment: '$12' } });
    expect(years(read, 'contract.prepaid')).toEqual([0, 12, 0, 0]);
    expect(years(read, 'deferred_revenue')).toEqual([0, 8, 4, 0]);
    // Revenue is 20 a year from 2027, of which 4 a year were paid before.
    expect(years(read, 'cash_from_operations')).toEqual([0, 20 + 8, 20 - 4, 20 - 4]);
  });

  it('of a service that began before the calendar was received before it', () => {
    // A quarter of the term has passed: $9 of $12 are still owed when the calendar starts, and bring no cash.
    const read = run(10, { deal: { ...full, start: '2025-01', prepayment: '$12' } });
    expect(read('opening_working_capital')).toBe(-9);
    expect(years(read, 'deferred_revenue')).toEqual([6, 3, 0, 0]);
    expect(years(read, 'contract.prepaid')).toEqual([0, 0, 0, 0]);
    expect(years(read, 'cash_from_operations', 3)).toEqual([17, 17, 17]);
    expect(years(read, 'check.balance')).toEqual([0, 0, 0, 0]);
  });
});

describe('a buyer who stops paying', () => {
  const deal = { ...full, start: '2027-01', prepayment: '$12', security: '$5', survives: '1.5 years' };

  it('pays until that day; the rest of the prepayment and the security are kept', () => {
    // Service runs 1.5 of 4 years: 12 × 2.5/4 = 7.5 of the prepayment is not yet earned and is kept, with 5 of security.
    const read = run(10, { deal });
    expect(read('contract.end')).toBe(2.5);
    expect(years(read, 'committed')).toEqual([0, 10, 5, 0]);
    expect(years(read, 'other_income')).toEqual([0, 0, 12.5, 0]);
    expect(years(read, 'deferred_revenue')).toEqual([0, 9, 0, 0]);
    // Cash: 12 + 20 − 3 earned of the prepayment; then 10 of revenue less 1.5 earned, and the security.
    expect(years(read, 'cash_from_operations')).toEqual([0, 29, 10 - 1.5 + 5, 0]);
    expect(years(read, 'backlog')).toEqual([80, 60, 0, 0]);
  });

  it('gives the capacity back to open demand', () => {
    const read = run(10, { deal }, { volume: '10 work/year' });
    expect(years(read, 'served')).toEqual([10, 0, 5, 10]);
  });

  it('counts the time from the calendar where service began before, for it is known to be paid until then', () => {
    const read = run(10, { deal: { ...deal, start: '2025-01' } });
    expect(read('contract.end')).toBe(1.5);
    expect(years(read, 'committed')).toEqual([10, 5, 0, 0]);
  });

  it('owes nothing more when the term is out before', () => {
    const read = run(10, { deal: { ...deal, start: '2026-01', term: '1 years' } });
    expect(years(read, 'other_income')).toEqual([0, 0, 0, 0]);
  });
});
