import { describe, expect, it } from 'vitest';
import { exp, irr } from '../../src/num/index.ts';
import { central, lives, paths, printed, studyOf } from './support.ts';

const flatContract = (options: { wacc: string; survives: string; ramp?: string; frequency?: string }) => `
buildout: 1
name: Flat contract
calendar: { start: 2026${options.frequency === 'quarter' ? 'Q1' : ''}, frequency: ${options.frequency ?? 'year'}, periods: ${options.frequency === 'quarter' ? 32 : 7} }
sites: { home: { energy_price: 0 $/MWh, opening_mw: 1 MW } }
chips:
  card: { class: servers_merchant, successor: card, power: 1 kW/chip, price: 1 $/chip, opening: 1000 chips, opening_life: 1000000 years, availability: 100% }
segments: { work: { volume: 0 work/year, price: 0 $/work, throughput: { card: 1 work/chip/hour } } }
contracts:
  flat:
    segment: work
    start: 2026-01
    term: 7 years
    ramp: ${options.ramp ?? '0 years'}
    quantity: 7000 work/year
    price: ${38e9 / 49000} $/work
    survives: ${options.survives}
accounts: { ${lives} }
valuation: { wacc: ${options.wacc} }
metrics: |
  once pv_mid : $ "Contract revenue, mid-period" = total(revenue.contracts * discount_mid)
  once pv_end : $ "Contract revenue, at period ends" = total(revenue.contracts * discount_end)
  once paid : $ "Contract revenue" = total(revenue.contracts)
`;

describe('$38bn flat over seven years', () => {
  it.each([
    ['8 %/year', '29.372', '28.263'],
    ['10 %/year', '27.719', '26.429'],
    ['12 %/year', '26.219', '24.775'],
  ])('is worth at %s $%sbn mid-year and $%sbn year-end', (wacc, mid, end) => {
    const read = central(studyOf(flatContract({ wacc, survives: '1000 years' })), [
      'pv_mid',
      'pv_end',
      'revenue',
    ]);
    for (let year = 0; year < 7; year++) expect(printed(read('revenue', year) / 1e9, 4)).toBe('5.4286');
    expect(printed(read('pv_mid') / 1e9, 3)).toBe(mid);
    expect(printed(read('pv_end') / 1e9, 3)).toBe(end);
  });

  // The printed figures count a year by survival to its middle, exp(−h(k − ½)). The model pays until the day of default,
  // so the expected share of year k is ∫ exp(−hs) ds over the year = exp(−h(k − ½)) · sinh(h/2)/(h/2): the same factor,
  // about 1 + h²/24, in every year. At a hazard of 10% it is 1.000417.
  it.each([
    [0.01, '26.872'],
    [0.03, '25.285'],
    [0.05, '23.828'],
    [0.1, '20.679'],
  ])('with a default hazard of %s is worth $%sbn but for the days before default', (hazard, known) => {
    const study = studyOf(flatContract({ wacc: '10 %/year', survives: `exponential(${1 / hazard} years)` }));
    const discounts = central(study, ['discount_mid']);
    const proRata = (exp(hazard / 2) - exp(-hazard / 2)) / hazard;
    let atMiddle = 0;
    let untilDefault = 0;
    for (let year = 0; year < 7; year++) {
      const share = (exp(-hazard * year) - exp(-hazard * (year + 1))) / hazard;
      atMiddle += (38 / 7) * exp(-hazard * (year + 0.5)) * discounts('discount_mid', year);
      untilDefault += (38 / 7) * share * discounts('discount_mid', year);
    }
    expect(printed(atMiddle, 3)).toBe(known);
    // The share is a difference of numbers near 1, divided by the hazard: 7 terms of 2⁻⁵² / 0.01.
    expect(Math.abs(untilDefault / (atMiddle * proRata) - 1)).toBeLessThan((7 * 2 ** -52) / hazard);
    const count = 4000;
    const read = paths(study, ['pv_mid'], { seed: 7, paths: count });
    let sum = 0;
    let squares = 0;
    for (let path = 0; path < count; path++) {
      const value = read('pv_mid', 0, 0, path) / 1e9;
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    const standardError = Math.sqrt((squares / count - mean * mean) / count);
    expect(Math.abs(mean - untilDefault)).toBeLessThan(4 * standardError);
  });

  it('with a ramp pays the integral of the ramp and no more', () => {
    // Full for 7 − 1.15/2 = 6.425 of 7 years. The ramp ends inside a quarter; the sum is over 28 quarters.
    const read = central(
      studyOf(
        flatContract({ wacc: '10 %/year', survives: '1000 years', ramp: '1.15 years', frequency: 'quarter' }),
      ),
      ['paid', 'backlog_total'],
    );
    expect(Math.abs(read('paid') / ((38e9 * 6.425) / 7) - 1)).toBeLessThan(100 * 2 ** -53);
  });
});

describe('a price of 100 and then 30 a year for five years', () => {
  const study = studyOf(`
buildout: 1
name: Project
calendar: { start: 2026, frequency: year, periods: 5 }
accounts: { ${lives}, tax_rate: 0%, other_revenue: $30/year }
opening: { property: { servers_merchant: $100 }, life_left: { servers_merchant: 5 years } }
valuation: { residual: none, wacc: 19.04 %/year }
metrics: |
  once own_irr : %/year "The function itself" = irr(accounts.other_revenue + 0 * revenue, 0 * final(cash), opening_value)
`);

  it('earns 19.04% with mid-year flows', () => {
    const read = central(study, ['irr', 'own_irr', 'npv']);
    expect(printed(100 * read('irr'), 2)).toBe('19.04');
    expect(read('own_irr')).toBe(read('irr'));
    // At the printed rate the worth is 0 but for its rounding: half of 0.01% times the slope, about 230 per unit.
    expect(Math.abs(read('npv'))).toBeLessThan(0.00005 * 230);
  });

  it('earns 15.24% with year-end flows', () => {
    expect(printed(100 * irr([-100, 30, 30, 30, 30, 30]).conventional!, 2)).toBe('15.24');
  });
});
