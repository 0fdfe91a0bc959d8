import { describe, expect, it } from 'vitest';
import { central, lives, studyOf, type Read } from './support.ts';

const head = (periods: number) => `
buildout: 1
name: Build by hand
calendar: { start: 2026, frequency: year, periods: ${periods} }
accounts: { ${lives}, tax_rate: 0% }
`;

/** To 9 digits after the point: amounts are below 10⁶ and exact to 2⁻⁵³ of that per operation. */
const round = (value: number) => Number(value.toFixed(9)) + 0;
const years = (read: Read, name: string, count: number, element = 0) =>
  Array.from({ length: count }, (_, year) => round(read(name, year, element)));

describe('a phase', () => {
  const phases = `
sites: { home: { energy_price: 0 $/MWh } }
build: { capex: { shell: $2/MW, power: $4/MW } }
phases:
  shell_last: { site: home, mw: 10 MW, start: 2026-01, build_time: 1 years, delay: 1 years, energised: 2026-07, energise_delay: 0.5 years }
  power_last: { site: home, mw: 20 MW, start: 2026-01, build_time: 1 years, energised: 2027-01, energise_delay: 2 years }
`;
  const read = central(studyOf(head(4) + phases), [
    'phase.ready',
    'phase.planned_ready',
    'it_mw',
    'planned_mw',
    'late_mw',
    'phase.spent',
    'capex',
    'capex_by_class',
    'cip',
    'placed',
    'check.construction',
  ]);

  it('is ready when both shell and power are, each with its own slip', () => {
    expect([read('phase.ready', 0, 0), read('phase.ready', 0, 1)]).toEqual([2, 3]);
    expect([read('phase.planned_ready', 0, 0), read('phase.planned_ready', 0, 1)]).toEqual([1, 1]);
    expect(years(read, 'it_mw', 4)).toEqual([0, 10, 30, 30]);
    expect(years(read, 'late_mw', 4)).toEqual([30, 20, 0, 0]);
  });

  it('is paid along an S-curve over the time that construction takes, and waits in construction in progress', () => {
    // Shell late: half of 2 years after one, so 3/4 − 2/8 = 1/2. Power late: all in the first year. $6 per MW.
    expect([read('phase.spent', 0, 0), read('phase.spent', 0, 1)]).toEqual([0.5, 1]);
    expect(years(read, 'capex', 4)).toEqual([30 + 120, 30, 0, 0]);
    expect(years(read, 'cip', 4)).toEqual([150, 120, 0, 0]);
    // Classes in the order of the model: land, shell, power, …; shell is a third of the cost.
    expect(years(read, 'capex_by_class', 4, 1)).toEqual([50, 10, 0, 0]);
    expect(years(read, 'placed', 4, 2)).toEqual([0, 40, 80, 0]);
  });

  it('that began before the calendar opens with what was spent, at the cost of that time', () => {
    // Half of the planned 2 years are over: S-curve 1/2 of 10 MW at $3 before, the other half at $6 in the year to come.
    const begun = `
sites: { home: { energy_price: 0 $/MWh } }
build: { capex: { shell: $6/MW }, past_capex: { shell: $3/MW } }
phases: { hall: { site: home, mw: 10 MW, start: 2025-01, build_time: 2 years, energised: 2026-01 } }
`;
    const opened = central(studyOf(head(3) + begun), ['opening_cip', 'capex', 'cip', 'net_property_total']);
    expect(opened('opening_cip')).toBe(15);
    expect(years(opened, 'capex', 2)).toEqual([30, 0]);
    expect(years(opened, 'cip', 2)).toEqual([0, 0]);
    // In service at the end of the first year; half a year of depreciation on 45 over 30 years.
    expect(years(opened, 'net_property_total', 1)).toEqual([44.25]);
  });

  it('is split between purchase and lease', () => {
    const leased = `
sites: { home: { energy_price: 0 $/MWh } }
build: { capex: { shell: $10/MW } }
lease: { rate: 10 %/year, term: 2 years }
phases: { hall: { site: home, mw: 10 MW, start: 2026-01, build_time: 1 years, energised: 2026-01, leased: 40% } }
`;
    const names = [
      'capex',
      'lease_added',
      'lease_debt',
      'lease_interest',
      'lease_principal',
      'net_lease_assets',
    ];
    const split = central(studyOf(head(4) + leased), names);
    expect(years(split, 'capex', 2)).toEqual([60, 0]);
    expect(years(split, 'lease_added', 2)).toEqual([40, 0]);
    // Level payment on 40 over 2 years at 10%: 40 × 0.1 / (1 − 1.1⁻²) = 23.047619; interest 4, then 10% of 20.952381.
    expect(years(split, 'lease_interest', 4)).toEqual([0, 4, 2.095238095, 0]);
    expect(years(split, 'lease_principal', 4)).toEqual([0, 19.047619048, 20.952380952, 0]);
    expect(years(split, 'lease_debt', 4)).toEqual([40, 20.952380952, 0, 0]);
    expect(years(split, 'net_lease_assets', 4)).toEqual([30, 10, 0, 0]);
  });
});

const chip = (more: string) =>
  `{ class: servers_merchant, power: 1 kW/chip, price: 100 $/chip, availability: 100%, network_share: 0%, ${more} }`;

describe('chips', () => {
  const names = [
    'installed_by_chip',
    'waiting',
    'at_work',
    'sellable',
    'stranded_mw',
    'ordered',
    'arrivals',
    'chip.placed',
    'cip',
  ];

  it('are installed where power is free, by rank, and wait otherwise', () => {
    // 1 MW holds 1000 chips of 1 kW: first all 700 of the lower rank, then 300 of the other; 500 wait and are not sold.
    const text = `${head(2)}
sites: { home: { energy_price: 0 $/MWh, opening_mw: 1 MW } }
chips:
  later: ${chip('successor: later, install_rank: 2, pipeline: { steps: { 2026: 800 chips/year, 2027: 0 chips/year } }')}
  first: ${chip('successor: first, install_rank: 1, pipeline: { steps: { 2026: 700 chips/year, 2027: 0 chips/year } }')}
`;
    const read = central(studyOf(text), names);
    expect([0, 1].map((make) => round(read('installed_by_chip', 0, make)))).toEqual([300, 700]);
    expect(years(read, 'waiting', 2)).toEqual([500, 500]);
    // On average over the first year half of those installed in it can be sold.
    expect(years(read, 'sellable', 2)).toEqual([150, 300]);
    expect(years(read, 'stranded_mw', 2)).toEqual([0, 0]);
    expect(years(read, 'cip', 2)).toEqual([50_000, 50_000]);
    expect(round(read('chip.placed', 0, 0))).toBe(30_000);
  });

  it('go to the site with the lower rank first', () => {
    const text = `${head(1)}
sites: { b: { energy_price: 0 $/MWh, opening_mw: 1 MW, fill_rank: 2 }, a: { energy_price: 0 $/MWh, opening_mw: 1 MW, fill_rank: 1 } }
chips: { card: ${chip('successor: card, pipeline: 1200 chips/year')} }
`;
    const read = central(studyOf(text), names);
    expect([0, 1].map((site) => round(read('at_work', 0, site)))).toEqual([200, 1000]);
  });

  it('fill planned power one lead time ahead, up to the supply, and are replaced when they retire', () => {
    // 1 MW planned ready at the end of 2026. Two years of lead time would be too late; with one, the order is placed in
    // 2026 for power ready by the end of 2027: 500 chips of 2 kW, of which suppliers deliver 300.
    const text = `${head(7)}
sites: { home: { energy_price: 0 $/MWh } }
build: { capex: { shell: $1/MW } }
phases: { hall: { site: home, mw: 1 MW, start: 2026-07, build_time: 1 years, energised: 2026-01 } }
plan: { refresh_lead: 1 years }
chips:
  big: { class: servers_merchant, successor: small, power: 2 kW/chip, price: 1 $/chip, fill: 100%, lead_time: 1 years, supply: 300 chips/year, economic_life: 3 years }
  small: { class: servers_merchant, successor: small, power: 1 kW/chip, price: 1 $/chip, lead_time: 1 years, economic_life: 5 years }
`;
    const read = central(studyOf(text), names);
    expect(years(read, 'ordered', 7)).toEqual([300, 0, 0, 0, 0, 0, 0]);
    expect(years(read, 'installed_by_chip', 7)).toEqual([0, 300, 0, 0, 0, 0, 0]);
    // At work for three years, 2027 to 2029; 600 kW of the successor are ordered in 2029 and arrive in 2030.
    expect(years(read, 'at_work', 7)).toEqual([0, 300, 300, 300, 0, 0, 0]);
    expect(years(read, 'ordered', 7, 1)).toEqual([0, 0, 0, 600, 0, 0, 0]);
    expect(years(read, 'at_work', 7, 1)).toEqual([0, 0, 0, 0, 600, 600, 600]);
  });
});

describe('energy', () => {
  // 5000 chips of 1 kW on 10 MW with PUE 1.2: contracted delivery is 12 MW, 85% of it 10.2 MW. $50 energy, $10 delivery.
  const cost = (volume: string, opening = 5000) => `${head(1)}
sites: { home: { pue: 1.2, energy_price: 50 $/MWh, delivery_price: 10 $/MWh, minimum_take: 85%, opening_mw: 10 MW } }
opex: { draw: 80%, idle_draw: 30% }
chips: { card: ${chip(`successor: card, opening: ${opening} chips, opening_life: 1000000000000000 years`)} }
segments: { work: { volume: ${volume}, price: 1 $/work, throughput: { card: 1 work/chip/year } } }
`;
  const dollars = (text: string) => Math.round(central(studyOf(text), ['energy_cost'])('energy_cost'));

  it('pays the minimum take on delivery only', () => {
    // Busy: 5 MW × 0.8 × 1.2 = 4.8 MW of energy; delivery of 10.2 MW.
    expect(dollars(cost('5000 work/year'))).toBe(8760 * (4.8 * 50 + 10.2 * 10));
  });

  it('counts the idle share', () => {
    // Half busy: 2.5 × 0.8 + 2.5 × 0.3 = 2.75 MW, times 1.2 is 3.3 MW.
    expect(dollars(cost('2500 work/year'))).toBe(8760 * (3.3 * 50 + 10.2 * 10));
  });

  it('pays for what is drawn when that is more', () => {
    // 9900 busy chips would draw 9.5 MW; at full rated draw 11.88 MW, above the minimum of 10.2.
    const full = cost('9900 work/year', 9900).replace('draw: 80%', 'draw: 100%');
    expect(dollars(full)).toBe(8760 * 11.88 * 60);
  });
});
