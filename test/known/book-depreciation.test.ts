import { describe, expect, it } from 'vitest';
import { central, printed, studyOf } from './support.ts';

// $150bn, 55% servers and 45% shell over 30 years, zero residual, servers bought again when their life is over.
const programme = (life: number) => `
buildout: 1
name: Renewed servers
calendar: { start: 2026, frequency: year, periods: 13 }
accounts:
  life: { land: 100 years, shell: 30 years, power: 15 years, servers_own: 5 years, servers_merchant: ${life} years, network: 5 years }
  other_capex:
    shell: { steps: { 2026: $67.5bn/year, 2027: $0/year } }
    servers_merchant: { steps: { 2026: $82.5bn/year, 2027: $0/year, ${2026 + life}: $82.5bn/year, ${2027 + life}: $0/year } }
`;

describe('book depreciation of a renewed $150bn programme', () => {
  it.each([
    [3, '29.75'],
    [5, '18.75'],
    [6, '16.00'],
  ])('with servers over %s years is $%sbn a year', (life, known) => {
    const read = central(studyOf(programme(life)), ['depreciation', 'capex']);
    expect(read('capex')).toBe(150e9);
    // Property is in service for half of the year in which it is bought, so the first year bears half.
    expect(printed((2 * read('depreciation')) / 1e9, 2)).toBe(known);
    for (let year = 1; year < 2 * life; year++) {
      expect(printed(read('depreciation', year) / 1e9, 2)).toBe(known);
    }
  });
});
