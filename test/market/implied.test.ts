import { describe, expect, it } from 'vitest';
import { solvable, solveImplied, valueBusiness } from '../../src/market/index.ts';

const inputs = {
  revenueUsdBn: 128.725,
  growth: 0.24,
  finalGrowth: 0.04,
  margin: 0.35,
  taxRate: 0.21,
  capitalPerRevenue: 2,
  discountRate: 0.09,
  years: 10,
};

describe('the value of a business', () => {
  it('is profit over the rate, half a year early, when nothing grows', () => {
    const flat = { ...inputs, growth: 0, finalGrowth: 0 };
    const profit = 128.725 * 0.35 * 0.79;
    // The sum of a perpetuity paid in the middle of each year.
    expect(valueBusiness(flat).enterpriseUsdBn).toBeCloseTo((profit / 0.09) * Math.sqrt(1.09), 9);
  });

  it('is the growing perpetuity, however many years are forecast one by one', () => {
    const steady = { ...inputs, growth: 0.04 };
    const first = 128.725 * (1.04 * 0.35 * 0.79 - 0.04 * 2);
    for (const years of [1, 5, 30]) {
      const { enterpriseUsdBn } = valueBusiness({ ...steady, years });
      expect(enterpriseUsdBn).toBeCloseTo((first / 0.05) * Math.sqrt(1.09), 8);
    }
  });

  it('does not change with growth that earns just its cost of capital, but for the half year it is paid early', () => {
    // Return on new capital: margin·(1 − tax)/capital = rate.
    const level = { ...inputs, finalGrowth: 0, discountRate: (0.35 * 0.79) / 2, years: 40 };
    const slow = valueBusiness({ ...level, growth: 0 }).enterpriseUsdBn;
    const fast = valueBusiness({ ...level, growth: 0.1 }).enterpriseUsdBn;
    // Capital is spent in the middle of the year whose revenue it brings, so growth gains one year of profit on what it adds:
    // r/(1 + r) of the capital; without that year it gains nothing.
    expect(fast).toBeGreaterThan(slow);
    const shifted = valueBusiness({ ...level, growth: 0.1, capitalPerRevenue: 2 * (1 + level.discountRate) });
    expect(shifted.enterpriseUsdBn).toBeCloseTo(slow, 8);
  });
});

describe('what a value takes for granted', () => {
  it.each(solvable)('%s is found again from the value it gives', (name) => {
    const { enterpriseUsdBn } = valueBusiness(inputs);
    const { value } = solveImplied({ ...inputs, enterpriseUsdBn, [name]: 0.5 }, name);
    expect(value!.value).toBeCloseTo(inputs[name], 8);
    expect(value!.valuation.enterpriseUsdBn).toBeCloseTo(enterpriseUsdBn, 6);
  });

  it('is refused with a reason for inputs out of range and for values that no input gives', () => {
    expect(
      solveImplied({ ...inputs, enterpriseUsdBn: 1000, taxRate: 1.5 }, 'growth').issues[0],
    ).toMatchObject({
      code: 'implied-input',
      found: '1.5',
    });
    expect(solveImplied({ ...inputs, enterpriseUsdBn: 1e5 }, 'margin').issues[0]).toMatchObject({
      code: 'implied-none',
    });
  });
});
