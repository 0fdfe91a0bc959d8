import { describe, expect, it } from 'vitest';
import { central, lives, studyOf } from './support.ts';

/** Ten servers of $10 bought in 2027 and depreciated over five years; 20% of the cost is network over two years. */
const fleet = (retirements: string, life = 4) => `
buildout: 1
name: Early retirement by hand
calendar: { start: 2026, frequency: year, periods: 12 }
accounts: { ${lives.replace('network: 5 years', 'network: 2 years')}, tax_rate: 0% }
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
${retirements}
`;
const names = [
  'chip.installed',
  'free_mw',
  'depreciation',
  'write_offs',
  'net_property_total',
  'gross_in_service',
  'economic_depreciation',
  'check.balance',
];
const years = (study: string, name: string, count: number) => {
  const read = central(studyOf(study), names);
  // Amounts are below 100 and exact to some 2⁻⁵³ of that per operation.
  return Array.from({ length: count }, (_, year) => Number(read(name, year).toFixed(9)) + 0);
};

describe('chips taken out early', () => {
  const half = fleet('retirements: { cards: { chip: card, age: 2 years, share: 50% } }');

  it('leave power free from then on, and are not retired a second time', () => {
    expect(years(half, 'chip.installed', 7)).toEqual([0, 10, 10, 5, 5, 0, 0]);
    expect(years(half, 'free_mw', 7)).toEqual([1, 1, 0.99, 0.995, 0.995, 1, 1]);
  });

  it('are written off with the book value left to them', () => {
    // Servers 80: 8 in 2027, 16 in 2028, and in 2029 16 of which half a year of the five taken out: 8 + 4. They have
    // cost 2 of 5 years: 24 of 40 left. The others go on: 8, then 4 to the middle of 2031, and 1/5 of 40, 8, written off.
    expect(years(half, 'write_offs', 7)).toEqual([0, 0, 0, 24, 0, 8, 0]);
    // Network 20 over two years whatever becomes of the servers: 5, 10, 5.
    expect(years(half, 'depreciation', 7)).toEqual([0, 8 + 5, 16 + 10, 12 + 5, 8, 4, 0]);
    expect(years(half, 'net_property_total', 7)).toEqual([0, 87, 61, 20, 12, 0, 0]);
    // Over the four years at work: 10, 20, then half of 20 and of 10, and the half left of 40 lost.
    expect(years(half, 'economic_depreciation', 4)).toEqual([0, 10 + 5, 20 + 10, 15 + 20 + 5]);
  });

  it.each([1, 1.4, 2, 2.5, 3, 5, 7])(
    'cost what they cost in all, whatever the economic life: %s years',
    (life) => {
      for (const age of [1, 2, 3, 6]) {
        const read = central(
          studyOf(
            fleet(
              `retirements: { some: { chip: card, age: ${age} years, share: 30% }, more: { chip: card, age: ${age + 1} years, share: 70% } }`,
              life,
            ),
          ),
          names,
        );
        let expensed = 0;
        let economic = 0;
        for (let year = 0; year < 12; year++) {
          expensed += read('depreciation', year) + read('write_offs', year);
          economic += read('economic_depreciation', year);
          expect(Math.abs(read('check.balance', year))).toBeLessThan(1e-12);
        }
        // Sums of 12 numbers up to 100, each from a few dozen operations.
        const slack = 12 * 100 * 2 ** -50;
        expect(Math.abs(expensed - 100)).toBeLessThan(slack);
        if (Number.isInteger(life)) expect(Math.abs(economic - 100)).toBeLessThan(slack);
        expect(Math.abs(read('net_property_total', 11))).toBeLessThan(slack);
        expect(Math.abs(read('gross_in_service', 11))).toBeLessThan(slack);
        expect(Math.abs(read('chip.installed', 11))).toBeLessThan(slack);
      }
    },
  );

  it('of an age that they do not reach change nothing', () => {
    const old = fleet('retirements: { cards: { chip: card, age: 4 years, share: 100% } }');
    for (const name of names) expect(years(old, name, 12), name).toEqual(years(fleet(''), name, 12));
  });
});

describe('vintages of chips taken out early', () => {
  /** Purchases of two years at different prices, all sold, no network, so that vintages are all there is. */
  const sold = (life: number) => `${fleet(
    'retirements: { some: { chip: card, age: 2 years, share: 40% }, more: { chip: card, age: 3 years, share: 50% } }',
    life,
  )
    .replace('network_share: 20%', 'network_share: 0%')
    .replace('price: 10 $/chip', 'price: { steps: { 2026: 10 $/chip, 2028: 6 $/chip } }')
    .replace('2028: 0 chips/year }', '2028: 30 chips/year, 2029: 0 chips/year }')}
segments:
  users: { rule: locked, stack: cuda, volume: 900k work/year, price: 2 $/work, throughput: { card: 1 work/chip/hour } }
`;
  const tied = ['depreciation', 'write_offs', 'revenue', 'capex'];
  const byVintage = [
    'vintage.depreciation',
    'vintage.revenue',
    'vintage.capex',
    'vintage.roic',
    'vintage.capital',
  ];
  const byChip = ['servers_in_use', 'vintage.servers_in_use'];

  it.each([2, 2.5, 4, 7])('sum up to what the books say of all, in every year: life of %s years', (life) => {
    const study = studyOf(sold(life));
    const vintageCount = study.graph.shape.labels['vintage']!.length;
    const read = central(study, [...tied, ...byVintage, ...byChip]);
    const sum = (name: string, year: number) =>
      Array.from({ length: vintageCount }, (_, v) => read(name, year, v)).reduce((a, b) => a + b, 0);
    // Sums of a few numbers up to 1e7 (revenue of 40 chips), each from a few dozen operations.
    const slack = 1e7 * 2 ** -45;
    let [writtenOff, earned] = [0, 0];
    for (let year = 0; year < 12; year++) {
      writtenOff += read('write_offs', year);
      earned += read('revenue', year);
      const expensed = read('depreciation', year) + read('write_offs', year);
      expect(Math.abs(sum('vintage.depreciation', year) - expensed), `depreciation ${year}`).toBeLessThan(
        slack,
      );
      expect(Math.abs(sum('vintage.revenue', year) - read('revenue', year)), `revenue ${year}`).toBeLessThan(
        slack,
      );
      expect(Math.abs(sum('vintage.servers_in_use', year) - read('servers_in_use', year))).toBeLessThan(
        slack,
      );
      if (year < vintageCount)
        expect(Math.abs(sum('vintage.capex', year) - read('capex', year))).toBeLessThan(slack);
    }
    expect(writtenOff).toBeGreaterThan(10);
    expect(earned).toBeGreaterThan(1e5);
  });

  it('have nothing left, and earn nothing, once all of them are out', () => {
    const study = studyOf(sold(7).replace('share: 40%', 'share: 100%').replace('share: 50%', 'share: 0%'));
    const read = central(study, [...byVintage, ...byChip]);
    const fy2027 = study.graph.shape.labels['vintage']!.indexOf('fy2027');
    // Bought in 2027, out in 2029, of which they work half on average; nothing in 2030.
    expect(read('vintage.servers_in_use', 3, fy2027)).toBe(0);
    expect(read('vintage.revenue', 3, fy2027)).toBeGreaterThan(0);
    expect(read('vintage.revenue', 4, fy2027)).toBe(0);
    // Ten at $10, spent and written off.
    expect(Math.abs(read('vintage.capital', 3, fy2027))).toBeLessThan(1e-9);
    expect(read('vintage.capital', 2, fy2027)).toBeGreaterThan(50);
  });
});
