import { describe, expect, it } from 'vitest';
import { capexColumns, findFigure, findGuidance, quartersOf, sumQuarters } from '../../src/market/index.ts';
import { loadData } from './load.ts';

const data = loadData();

describe('findFigure and sumQuarters', () => {
  it('finds a quarter and a fiscal year', () => {
    const quarter = { provider: 'Amazon', segment: 'AWS', metric: 'revenue', period: '2025Q4' };
    expect(findFigure(data, quarter).value).toMatchObject({ value: 35.579, unit: 'USD bn' });
    const azure = {
      provider: 'Microsoft',
      segment: 'Azure and other cloud services',
      metric: 'revenue_annual',
    };
    expect(findFigure(data, { ...azure, period: 'FY25' }).value?.value).toBe(75);
  });

  it.each([
    // Year totals of the 10-K for 2025: AWS revenue 128.725, AWS operating income 45.606, AWS PP&E additions 96.496.
    ['revenue', 128.725],
    ['operating_income', 45.606],
    ['ppe_additions', 96.496],
  ])('sums the quarters of AWS %s in 2025 to the filed %d', (metric, filed) => {
    const sum = sumQuarters(data, { provider: 'Amazon', segment: 'AWS', metric }, quartersOf(2025)).value!;
    // The quarters carry at most three decimals; additions are rounded to 0.1 in two quarters, so ±0.1 at worst.
    expect(Math.abs(sum.value - filed)).toBeLessThan(metric === 'ppe_additions' ? 0.1 : 1e-9);
    expect(sum.parts).toHaveLength(4);
  });
});

describe('capexColumns', () => {
  const columns = capexColumns(data);
  const find = (company: string, year: number, from = columns) =>
    from.value!.find((column) => column.company === company && column.year === year)!;

  it('has every company and year from 2015 to 2025, and 2026', () => {
    expect(columns.issues).toEqual([]);
    expect(columns.value).toHaveLength(5 * 12);
    expect(
      columns.value!.filter((column) => column.kind === 'guidance').map((column) => column.year),
    ).toEqual(Array.from({ length: 5 }, () => 2026));
  });

  it('takes one definition for the actuals', () => {
    for (const column of columns.value!.filter((row) => row.kind === 'actual')) {
      expect(column.definition).toMatch(/^cash purchases of PP&E/);
      expect(column.confidence).toBe(column.source.confidence);
    }
    // Four figures for Amazon in 2025 stand in the file: 131.82, 134.74, 142.35 and 125.
    expect(find('Amazon', 2025).usdBn).toBe(131.82);
  });

  it('flags fiscal years and other definitions', () => {
    expect(find('Microsoft', 2025)).toMatchObject({ usdBn: 83.1, yearBasis: 'calendar' });
    expect(find('Microsoft', 2021).note).toContain('Fiscal year July-June');
    expect(find('Oracle', 2025).note).toContain('Fiscal year June-May');
    expect(find('Meta', 2026).note).toContain('Other definition: incl. finance-lease principal');
  });

  it('knows the guidance of a date', () => {
    const then = capexColumns(data, { guidanceBy: '2026-02-28' });
    expect(find('Amazon', 2026, then).usdBn).toBe(200);
    expect(find('Alphabet', 2026, then)).toMatchObject({ usdBn: 180, low: 175, high: 185 });
    expect(find('Amazon', 2026).usdBn).toBe(220);
    // Microsoft gave no number for calendar 2026 before April: left out, and said.
    expect(then.issues).toMatchObject([{ code: 'market-capex-missing', severity: 'warning' }]);
    expect(then.value).toHaveLength(59);
  });

  it('prefers dated guidance to undated', () => {
    expect(findGuidance(data, { provider: 'Oracle', year: 2027 }).value?.capexUsdBn).toBe(92.5);
    expect(findGuidance(data, { provider: 'Oracle', year: 2027 }, '2026-12-31').value).toBeUndefined();
  });
});
