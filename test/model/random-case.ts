import fc from 'fast-check';

type Frequency = 'month' | 'quarter' | 'year';

const starts: Readonly<Record<Frequency, string>> = { month: '2026-01', quarter: '2026Q1', year: '2026' };
const lengths: Readonly<Record<Frequency, number>> = { month: 13, quarter: 10, year: 7 };

const share = (...values: readonly number[]) => fc.constantFrom(...values).map((value) => `${value}%`);
const between = (min: number, max: number) => fc.integer({ min, max });
const month = (from: number, to: number) =>
  fc.tuple(between(from, to), between(1, 12)).map(([year, at]) => `${year}-${String(at).padStart(2, '0')}`);

const site = fc.record({
  pue: between(105, 150).map((value) => `${value / 100}`),
  energy_price: fc.constant('40 to 120 $/MWh'),
  delivery_price: between(0, 20).map((value) => `${value} $/MWh`),
  minimum_take: share(0, 60, 85),
  operations: between(0, 4).map((value) => `$${value / 10}m/MW/year`),
  opening_mw: fc.constantFrom('0 MW', '10 MW', '25 MW'),
  fill_rank: between(0, 1).map(String),
});

const phase = (sites: number) =>
  fc.record({
    site: between(0, sites - 1).map((index) => `s${index}`),
    mw: between(1, 20).map((value) => `${value} MW`),
    start: month(2024, 2027),
    build_time: fc.constantFrom('0.5 years', '1 years', '1.75 years'),
    delay: fc.constantFrom('0 years', '0.05 to 0.8 years', 'uniform(-0.2 years, 0.6 years)'),
    energised: month(2025, 2028),
    energise_delay: fc.constantFrom('0 years', '0.1 to 1 years'),
    leased: share(0, 0, 50, 100),
    included: share(100, 40),
    cost_factor: fc.constantFrom('1', '0.8 to 1.2'),
  });

const chip = (chips: number) =>
  fc.record({
    class: fc.constantFrom('servers_own', 'servers_merchant'),
    successor: between(0, chips - 1).map((index) => `c${index}`),
    origin: fc.constantFrom('own', 'merchant'),
    stack: fc.constantFrom('cuda', 'neuron'),
    power: fc.constantFrom('0.8 kW/chip', '1.3 kW/chip', '2 kW/chip'),
    price: fc.constantFrom('9000 $/chip', '20000 to 40000 $/chip'),
    attach: fc.constantFrom('0 $/chip', '5000 $/chip'),
    network_share: share(0, 12),
    performance: between(5, 40).map((value) => `${value / 10}`),
    discount: share(0, 10, 30),
    availability: share(90, 100),
    lead_time: fc.constantFrom('0.25 years', '0.5 years', '1 years'),
    orders: fc.constantFrom('0 chips/year', '1000 chips/year', '6000 chips/year'),
    fill: share(0, 50, 100),
    pipeline: fc.constantFrom('0 chips/year', '3000 chips/year'),
    supply: fc.constantFrom('2000 chips/year', '1m chips/year'),
    economic_life: fc.constantFrom('1.4 years', '4 years', '1.5 to 7 years', '9 years'),
    // Three makes of at most 2 kW: 1500 of each need no more than the least opening power but none, 10 MW.
    opening: fc.constantFrom('0 chips', '400 chips', '1500 chips'),
    opening_life: fc.constantFrom('1.3 years', '4 years'),
    install_rank: between(0, 1).map(String),
  });

const rates = (chips: number) =>
  fc
    .array(fc.constantFrom(0, 1, 2.5), { minLength: chips, maxLength: chips })
    .map((list) => Object.fromEntries(list.map((rate, index) => [`c${index}`, `${rate} work/chip/hour`])));

const segment = (chips: number) =>
  fc.record({
    rule: fc.constantFrom('price-performance', 'outright-performance', 'locked'),
    stack: fc.constantFrom('cuda', 'neuron'),
    threshold: share(50, 90),
    switching: share(5, 25),
    volume: fc.constantFrom('5m work/year', '20m work/year to 200m work/year'),
    price: fc.constantFrom('2 $/work', '1 to 3 $/work'),
    elasticity: fc.constantFrom('0', '0.6'),
    volatility: share(0, 20),
    price_beta: fc.constantFrom('0', '1'),
    patience: share(0, 70),
    transfer: share(0, 20),
    other_revenue: share(0, 15),
    throughput: rates(chips),
  });

const contract = (segments: number) =>
  fc.record({
    segment: between(0, segments - 1).map((index) => `d${index}`),
    state: fc.constantFrom('signed', 'offered'),
    accepted: share(100, 50),
    start: month(2025, 2027),
    term: fc.constantFrom('1.3 years', '2 years', '5 years'),
    ramp: fc.constantFrom('0 years', '0.1 years', '1.1 years', '6 years'),
    quantity: fc.constantFrom('3m work/year', '40m work/year'),
    price: fc.constantFrom('1.4 $/work', '1 to 2 $/work'),
    take_or_pay: share(0, 80),
    usage: share(0, 60, 100),
    damages: share(0, 10),
    prepayment: fc.constantFrom('$0', '$7m'),
    security: fc.constantFrom('$0', '$4m'),
    equity: fc.constantFrom('$0/year', '$2m/year'),
    survives: fc.constantFrom('1000 years', 'exponential(2 years)'),
    rank: between(0, 1).map(String),
  });

const accounts = fc.record({
  tax_rate: share(0, 21),
  other_revenue: fc.constantFrom('$0/year', '$30m/year'),
  receivable_days: fc.constantFrom('0 days', '45 days'),
  payable_days: fc.constantFrom('0 days', '30 days'),
  minimum_cash: fc.constantFrom('$0', '$5m'),
  payout: share(0, 50, 100),
  other_capex: fc.constant({ land: '$1m/year', servers_own: '$2m/year' }),
  life: fc.record({
    land: fc.constant('100 years'),
    shell: fc.constantFrom('30 years', '3 years'),
    power: fc.constantFrom('15 years', '2.3 years'),
    servers_own: fc.constantFrom('3 years', '5 years', '6 years'),
    servers_merchant: fc.constantFrom('2.6 years', '5 years'),
    network: fc.constantFrom('2 years', '5 years'),
  }),
  depreciable: fc.constant({ land: '0%' }),
});

const tax = fc.record({
  bonus: share(0, 60, 100).map((bonus) => ({ servers_own: bonus, servers_merchant: bonus, network: bonus })),
  life: fc
    .constantFrom('5 years', '2.2 years')
    .map((life) => ({ servers_own: life, servers_merchant: life })),
  relief: share(0, 50, 100),
});

const opening = fc.record({
  property: fc.constant({ land: '$3m', shell: '$20m', servers_merchant: '$40m' }),
  life_left: fc.constant({ shell: '12 years', servers_merchant: '2.7 years' }),
  tax_share: share(50, 100).map((value) => ({ servers_merchant: value })),
  construction: fc.constant({ shell: '$6m' }),
  construction_release: share(0, 70, 300).map((value) => `${value.slice(0, -1)} %/year`),
  lease_capital: fc.constantFrom('$0', '$9m'),
  lease_life: fc.constantFrom('1.6 years', '8 years'),
  receivables: fc.constantFrom('$0', '$4m'),
  payables: fc.constantFrom('$0', '$3m'),
  cash: fc.constantFrom('$0', '$12m'),
  debt: fc.constantFrom('$0', '$15m'),
  deferred_tax: fc.constantFrom('$0', '$4.2m'),
});

const named = <T>(letter: string, items: readonly T[]) =>
  Object.fromEntries(items.map((item, index) => [`${letter}${index}`, item]));

const list = <T>(item: fc.Arbitrary<T>, count: number) =>
  fc.array(item, { minLength: count, maxLength: count });

/** How many labels a random case has. */
interface Sizes {
  readonly sites: number;
  readonly phases: number;
  readonly chips: number;
  readonly segments: number;
  readonly contracts: number;
}

const sizes: fc.Arbitrary<Sizes> = fc.record({
  sites: between(1, 2),
  phases: between(1, 4),
  chips: between(1, 3),
  segments: between(1, 3),
  contracts: between(0, 2),
});

/** Texts of small random cases: every kind of label, uncertainty and contract clause, on calendars of every frequency. */
export const randomCase: fc.Arbitrary<string> = sizes.chain((size) =>
  fc
    .record({
      frequency: fc.constantFrom<Frequency>('month', 'quarter', 'year'),
      sites: list(site, size.sites),
      phases: list(phase(size.sites), size.phases),
      chips: list(chip(size.chips), size.chips),
      segments: list(segment(size.chips), size.segments),
      contracts: list(contract(size.segments), size.contracts),
      accounts,
      tax,
      opening,
      lease: fc.record({
        rate: fc.constantFrom('3 %/year', '6 %/year'),
        term: fc.constantFrom('1.5 years', '12 years'),
      }),
      refresh: share(0, 100),
    })
    .map((drawn) =>
      JSON.stringify({
        buildout: 1,
        name: 'Random case',
        calendar: {
          start: starts[drawn.frequency],
          frequency: drawn.frequency,
          periods: lengths[drawn.frequency],
        },
        sites: named('s', withOpeningPower(drawn.sites)),
        build: {
          capex: { land: '$0.3m/MW', shell: '$4m/MW', power: '5 to 9 $m/MW' },
          past_capex: { shell: '$4m/MW' },
        },
        phases: named('p', drawn.phases),
        chips: named('c', drawn.chips),
        segments: named('d', drawn.segments),
        contracts: named('k', drawn.contracts),
        market: { price_volatility: '15%' },
        opex: {
          headcount: '20 people',
          cost_per_head: '200k $/person/year',
          network: '2%',
          other: '$1m/year',
        },
        plan: { refresh: drawn.refresh },
        accounts: drawn.accounts,
        tax: drawn.tax,
        lease: drawn.lease,
        opening: drawn.opening,
      }),
    ),
);

/** Opening chips stand where opening power is, so that at least the first site has some. */
function withOpeningPower<T extends { readonly opening_mw: string }>(sites: readonly T[]): readonly T[] {
  return sites.map((item, index) =>
    index === 0 && item.opening_mw === '0 MW' ? { ...item, opening_mw: '10 MW' } : item,
  );
}
