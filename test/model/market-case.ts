import { lives } from './support.ts';

/** A chip of a hand-worked market: `count` of them, at work for ever. */
export interface MarketChip {
  readonly count: number;
  readonly stack?: string;
  readonly discount?: string;
  readonly performance?: number;
  /** Work per chip and year. */
  readonly rate?: number;
}

/**
 * A case small enough to work out by hand: years, chips of 1 kW that never retire and are always available, free energy.
 * Work per chip and year is 1 unless a segment says otherwise.
 */
export function marketCase(parts: {
  readonly chips: Readonly<Record<string, MarketChip>>;
  readonly segments?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly periods?: number;
  readonly more?: Readonly<Record<string, unknown>>;
}): string {
  const throughput = Object.fromEntries(
    Object.entries(parts.chips).map(([name, chip]) => [name, `${chip.rate ?? 1} work/chip/year`]),
  );
  const segments = parts.segments ?? { work: {} };
  return [
    'buildout: 1',
    'name: Market by hand',
    `calendar: { start: 2026, frequency: year, periods: ${parts.periods ?? 3} }`,
    'sites: { home: { energy_price: 0 $/MWh, opening_mw: 10 MW } }',
    `accounts: { ${lives}, tax_rate: 0% }`,
    `chips: ${JSON.stringify(mapValues(parts.chips, chipOf))}`,
    `segments: ${JSON.stringify(mapValues(segments, (segment) => ({ volume: '0 work/year', price: '1 $/work', throughput, ...segment })))}`,
    `contracts: ${JSON.stringify(mapValues(parts.contracts ?? {}, (contract) => ({ segment: 'work', price: '2 $/work', ...contract })))}`,
    ...Object.entries(parts.more ?? {}).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
  ].join('\n');
}

function chipOf(chip: MarketChip, name: string) {
  return {
    class: 'servers_merchant',
    successor: name,
    stack: chip.stack ?? 'cuda',
    power: '1 kW/chip',
    price: '1 $/chip',
    discount: chip.discount ?? '0%',
    performance: `${chip.performance ?? 1}`,
    availability: '100%',
    opening: `${chip.count} chips`,
    // 1e15 years: of 10 chips less than rounding retires within the horizon.
    opening_life: '1000000000000000 years',
  };
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  make: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
}
