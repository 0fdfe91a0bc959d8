import type { Dimension } from './dimension.ts';
import { dimensionless, makeDimension } from './dimension.ts';

export type UnitFamily = 'money' | 'watt' | 'watt-hour' | 'time' | 'period' | 'count' | 'number';

/** A named unit. Its size in canonical units is `over / under`, kept apart so that whole numbers stay exact. */
export interface NamedUnit {
  /** The spelling used in printed units, for one and for many. */
  readonly one: string;
  readonly many: string;
  readonly family: UnitFamily;
  readonly dimension: Dimension;
  readonly over: number;
  readonly under: number;
}

const hoursPerYear = 8760;
const wattsPerMegawatt = 1e6;

const money = makeDimension({ money: 1 });
const power = makeDimension({ power: 1 });
const energy = makeDimension({ power: 1, time: 1 });
const time = makeDimension({ time: 1 });

function named(family: UnitFamily, dimension: Dimension, words: string, size: readonly [number, number]) {
  const [one, many] = words.split(' ') as [string, string | undefined];
  return { one, many: many ?? one, family, dimension, over: size[0], under: size[1] } satisfies NamedUnit;
}

const dollar = named('money', money, '$', [1, 1]);
const day = named('time', time, 'day days', [1, 365]);
const week = named('time', time, 'week weeks', [7, 365]);
const month = named('time', time, 'month months', [1, 12]);
const quarter = named('time', time, 'quarter quarters', [1, 4]);
const year = named('time', time, 'year years', [1, 1]);
const hour = named('time', time, 'hour hours', [1, hoursPerYear]);
const period = named('period', time, 'period periods', [1, 1]);
const chip = named('count', makeDimension({ chip: 1 }), 'chip chips', [1, 1]);
const token = named('count', makeDimension({ token: 1 }), 'token tokens', [1, 1]);
const person = named('count', makeDimension({ person: 1 }), 'person people', [1, 1]);
const degree = named('count', makeDimension({ angle: 1 }), 'degree degrees', [1, 1]);
const work = named('count', makeDimension({ work: 1 }), 'work', [1, 1]);

/** The pure number 1, as in `1/year`. */
export const unity = named('number', dimensionless, '1', [1, 1]);
export const percent = named('number', dimensionless, '%', [1, 100]);
const basisPoint = named('number', dimensionless, 'bp', [1, 10_000]);
const times = named('number', dimensionless, 'x', [1, 1]);
const ratio = named('number', dimensionless, 'ratio', [1, 1]);

const thousands = [1, 1e3, 1e6, 1e9, 1e12];

/** The units of power and of energy with their metric prefixes, smallest first. */
export const watts = ['W', 'kW', 'MW', 'GW', 'TW'].map((name, i) =>
  named('watt', power, name, [thousands[i]!, wattsPerMegawatt]),
);
export const wattHours = ['Wh', 'kWh', 'MWh', 'GWh', 'TWh'].map((name, i) =>
  named('watt-hour', energy, name, [thousands[i]!, wattsPerMegawatt * hoursPerYear]),
);

/** Every spelling of a unit. Spellings are case-sensitive: MW is a megawatt and mW is refused. */
export const unitNames: ReadonlyMap<string, NamedUnit> = new Map([
  ['$', dollar],
  ['USD', dollar],
  ...[...watts, ...wattHours].map((unit) => [unit.one, unit] as const),
  ...spellings(hour, 'hour hours h hr hrs'),
  ...spellings(day, 'day days'),
  ...spellings(week, 'week weeks'),
  ...spellings(month, 'month months'),
  ...spellings(quarter, 'quarter quarters'),
  ...spellings(year, 'year years yr yrs y'),
  ...spellings(period, 'period periods'),
  ...spellings(chip, 'chip chips'),
  ...spellings(token, 'token tokens tok'),
  ...spellings(person, 'person persons people FTE FTEs staff'),
  ...spellings(work, 'work'),
  ...spellings(degree, 'degree degrees'),
  ...spellings(percent, '%'),
  ...spellings(basisPoint, 'bp bps'),
  ...spellings(times, 'x'),
  ...spellings(ratio, 'ratio'),
  ...spellings(unity, '1'),
]);

/** Scale words that may stand before any unit, or alone. `m` is a million; a month is written out. */
export const scaleWords: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['million', 1e6],
  ['bn', 1e9],
  ['billion', 1e9],
  ['tn', 1e12],
  ['trillion', 1e12],
]);

/** Capital scale letters, usual for tokens and accepted there only. */
export const tokenScales: ReadonlyMap<string, number> = new Map([
  ['M', 1e6],
  ['B', 1e9],
  ['T', 1e12],
]);

/** Scales in the spelling used for printing, smallest first. */
export const printedScales: readonly { readonly text: string; readonly factor: number }[] = [
  { text: '', factor: 1 },
  { text: 'k', factor: 1e3 },
  { text: 'm', factor: 1e6 },
  { text: 'bn', factor: 1e9 },
  { text: 'tn', factor: 1e12 },
];

function spellings(unit: NamedUnit, words: string): (readonly [string, NamedUnit])[] {
  return words.split(' ').map((word) => [word, unit] as const);
}
