import { describe, expect, it } from 'vitest';
import { central, lives, studyOf } from './support.ts';

/** A phase of 10 MW that its own connection powers in 2028 and a right to power in 2027, for $5 and $1 a MW and year. */
const text = (taken: string, more = '') => `
buildout: 1
name: Power by hand
calendar: { start: 2026, frequency: year, periods: 4 }
accounts: { ${lives}, tax_rate: 0% }
sites: { home: { pue: 1.5, energy_price: 0 $/MWh, delivery_price: 2 $/MWh, minimum_take: 40% } }
phases: { hall: { site: home, mw: 10 MW, start: 2026-01, build_time: 0.5 years, energised: 2028-01 } }
power_options:
  turbines: { phase: hall, take_up: 2026-06, premium: $5, energised: 2027-01, energise_delay: 0 years, charge: 1 $/MW/year, minimum_take: 60%, ${taken} }
${more}`;
const names = [
  'it_mw',
  'planned_mw',
  'power.paid',
  'power_cost',
  'energy_cost',
  'site.take_top_up',
  'late_mw',
];
const years = (study: string, name: string) => {
  const read = central(studyOf(study), names);
  return Array.from({ length: 4 }, (_, year) => Number(read(name, year).toFixed(9)) + 0);
};

describe('a right to power', () => {
  it('that is not taken up changes nothing', () => {
    expect(years(text('taken: 0%'), 'it_mw')).toEqual([0, 10, 10, 10]);
    expect(years(text('taken: 0%'), 'power_cost')).toEqual([0, 0, 0, 0]);
    // Nothing is drawn; 40% of 15 MW at the meter is paid for, 8,760 hours a year at $2.
    expect(years(text('taken: 0%'), 'site.take_top_up')).toEqual([0, 6, 6, 6]);
    expect(years(text('taken: 0%'), 'energy_cost')).toEqual([0, 105_120, 105_120, 105_120]);
  });

  it('that is taken up brings its own date, premium, charge and minimum take', () => {
    const taken = text('taken: 100%');
    expect(years(taken, 'it_mw')).toEqual([10, 10, 10, 10]);
    expect(years(taken, 'planned_mw')).toEqual([10, 10, 10, 10]);
    expect(years(taken, 'power.paid')).toEqual([5, 0, 0, 0]);
    expect(years(taken, 'power_cost')).toEqual([15, 10, 10, 10]);
    expect(years(taken, 'site.take_top_up')).toEqual([9, 9, 9, 9]);
  });

  it('slips by its own delay and not by that of the connection', () => {
    const late = text('taken: 100%').replace('energise_delay: 0 years', 'energise_delay: 1.5 years');
    expect(years(late, 'it_mw')).toEqual([0, 0, 10, 10]);
    expect(years(late, 'late_mw')).toEqual([10, 10, 0, 0]);
  });

  it('whose last day is past has been paid for', () => {
    expect(years(text('taken: 100%').replace('take_up: 2026-06', 'take_up: 2025-06'), 'power.paid')).toEqual([
      0, 0, 0, 0,
    ]);
  });
});
