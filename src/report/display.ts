import { groupThousands, isDimensionless, makeDimension, parseUnit, sameDimension } from '../units/index.ts';

/** How numbers of one unit are shown: multiplied by `scale`, then written in `unit`, `per` a stretch of time. */
export interface Display {
  readonly family: 'money' | 'power' | 'percent' | 'plain';
  readonly scale: number;
  /** `$bn`, `GW`, `%`, or the unit as written. */
  readonly unit: string;
  /** `quarter` for a flow per quarter, empty for a stock or a rate of return. */
  readonly per: string;
  /** At least so many decimals, where numbers close to each other must be told apart. */
  readonly decimals?: number;
}

const MINUS = '−';
const billion = 1e9;
const million = 1e6;
const megawattsPerGigawatt = 1000;

/**
 * Chooses how to show numbers written in `unit`: money in $bn (or $m when the largest is small), power in GW (or MW),
 * shares and rates of return in %. `largest` is the largest magnitude shown together. An unknown unit stays as it is.
 *
 * @example displayFor('MW', 12_400) // { family: 'power', scale: 0.001, unit: 'GW', per: '' }
 */
export function displayFor(unit: string, largest: number): Display {
  const [head = '', ...rest] = unit.split('/');
  const per = rest.join('/');
  const parsed = head === '' ? undefined : parseUnit(head).value;
  if (parsed === undefined) return { family: 'plain', scale: 1, unit, per: '' };
  const { dimension, factor } = parsed;
  const isSpan = per === '' || /^(period|month|quarter|year)$/.test(per);
  if (head === 'x') return { family: 'plain', scale: 1, unit, per: '' };
  if (!isSpan)
    return rateDisplay(
      { head, per, factor, isMoney: sameDimension(dimension, makeDimension({ money: 1 })) },
      largest,
    );
  if (isDimensionless(dimension)) {
    return { family: 'percent', scale: head === '%' ? 1 : factor * 100, unit: '%', per: '' };
  }
  if (sameDimension(dimension, makeDimension({ money: 1 }))) return moneyDisplay(factor, largest, per);
  if (sameDimension(dimension, makeDimension({ power: 1 }))) return powerDisplay(factor, largest, per);
  if (sameDimension(dimension, makeDimension({ chip: 1 }))) return chipDisplay(factor, largest, per);
  return { family: 'plain', scale: 1, unit: unit === 'year' ? 'years' : unit, per: '' };
}

function moneyDisplay(factor: number, largest: number, per: string): Display {
  const isSmall = largest * factor < billion;
  const step = isSmall ? million : billion;
  return { family: 'money', scale: factor / step, unit: isSmall ? '$m' : '$bn', per };
}

function powerDisplay(factor: number, largest: number, per: string): Display {
  const isLarge = largest * factor >= megawattsPerGigawatt;
  const scale = isLarge ? factor / megawattsPerGigawatt : factor;
  return { family: 'power', scale, unit: isLarge ? 'GW' : 'MW', per };
}

interface RateUnit {
  readonly head: string;
  readonly per: string;
  readonly factor: number;
  readonly isMoney: boolean;
}

/** Money per something, such as $bn/GW or $m/chip; other rates stay as written. */
function rateDisplay({ head, per, factor, isMoney }: RateUnit, largest: number): Display {
  const size = largest * factor;
  if (!isMoney || size < 10_000) return { family: 'plain', scale: 1, unit: `${head}/${per}`, per: '' };
  const [step, word] = size >= billion ? [billion, 'bn'] : size >= million ? [million, 'm'] : [1000, 'k'];
  return { family: 'plain', scale: factor / step, unit: `$${word}/${per}`, per: '' };
}

function chipDisplay(factor: number, largest: number, per: string): Display {
  if (largest * factor >= million) return { family: 'plain', scale: factor / million, unit: 'm chips', per };
  if (largest * factor >= 10_000) return { family: 'plain', scale: factor / 1000, unit: 'k chips', per };
  return { family: 'plain', scale: factor, unit: 'chips', per };
}

/** The unit for a heading or an axis: `$bn a quarter`, `GW`, `%`. */
export function unitWords(display: Display): string {
  return display.per === '' ? display.unit : `${display.unit} a ${display.per}`;
}

/** A number without its unit: `38.4`, `1,240`, `−3.2`; `n/a` where there is none. */
export function formatBare(value: number | undefined, display: Display): string {
  return bareText(value, display, decimalsFor(value, display));
}

function bareText(value: number | undefined, display: Display, decimals: number): string {
  if (value === undefined || value === null || !Number.isFinite(value)) return 'n/a';
  const shown = value * display.scale;
  if (display.family === 'plain' && shown !== 0 && Math.abs(shown) < 0.005) {
    return `${shown < 0 ? MINUS : ''}${Math.abs(shown).toExponential(1)}`;
  }
  const digits = groupThousands(Math.abs(shown).toFixed(decimals));
  return isZeroText(digits) || shown >= 0 ? digits : `${MINUS}${digits}`;
}

/** A number with its unit in words: `$38.4bn`, `−$3.2bn`, `12.9%`, `3.99 GW`, `6.4 years`. */
export function formatValue(value: number | undefined, display: Display): string {
  return unitText(formatBare(value, display), display);
}

/** A range with its unit once where that reads well: `$180–212bn`, `8.9–13.9%`, `−$12bn to $5bn`. */
export function formatRange(low: number | undefined, high: number | undefined, display: Display): string {
  const [from, to] = rangeEnds(low, high, display);
  if (from === 'n/a' || to === 'n/a') return 'n/a';
  if (from === to) return unitText(from, display);
  if (hasMinus(from, to)) return `${unitText(from, display)} to ${unitText(to, display)}`;
  return unitText(`${from}–${to}`, display);
}

/** A range without its unit, for a table whose heading has it: `180–212`, `−12.0 to 5.0`. */
export function formatBareRange(low: number | undefined, high: number | undefined, display: Display): string {
  const [from, to] = rangeEnds(low, high, display);
  if (from === 'n/a' || to === 'n/a') return 'n/a';
  if (from === to) return from;
  return hasMinus(from, to) ? `${from} to ${to}` : `${from}–${to}`;
}

/** Both ends with as many decimals as the larger one needs. */
function rangeEnds(
  low: number | undefined,
  high: number | undefined,
  display: Display,
): readonly [string, string] {
  const decimals = Math.min(decimalsFor(low, display), decimalsFor(high, display));
  return [bareText(low, display, decimals), bareText(high, display, decimals)];
}

function hasMinus(from: string, to: string): boolean {
  return from.startsWith(MINUS) || to.startsWith(MINUS);
}

function unitText(bare: string, display: Display): string {
  if (bare === 'n/a') return bare;
  const sign = bare.startsWith(MINUS) ? MINUS : '';
  return `${sign}${withUnit(bare.slice(sign.length), display)}`;
}

function withUnit(digits: string, display: Display): string {
  if (display.unit.startsWith('$')) return `$${digits}${display.unit.slice(1)}`;
  if (display.family === 'percent') return `${digits}%`;
  if (display.unit === '' || display.unit === '1') return digits;
  if (/^[km] /.test(display.unit)) return `${digits}${display.unit}`;
  return display.unit === 'x' ? `${digits}×` : `${digits} ${display.unit}`;
}

function decimalsFor(value: number | undefined, display: Display): number {
  return Math.max(usualDecimals(value, display), display.decimals ?? 0);
}

function usualDecimals(value: number | undefined, display: Display): number {
  const size = Math.abs(value ?? 0) * display.scale;
  if (display.family === 'percent') return size >= 1000 ? 0 : 1;
  if (display.family === 'money') return size >= 99.95 ? 0 : 1;
  if (display.unit === 'years') return 1;
  if (size >= 99.95 || Number.isInteger(size)) return 0;
  return size >= 9.995 ? 1 : 2;
}

/** Finance style: one decimal, thousands grouped, negatives in parentheses, `–` for nothing. */
export function formatAccounts(value: number | undefined): string {
  if (value === undefined || value === null || !Number.isFinite(value)) return 'n/a';
  const digits = groupThousands(Math.abs(value).toFixed(1));
  if (isZeroText(digits)) return '–';
  return value < 0 ? `(${digits})` : digits;
}

/** A whole number with thousands grouped: `10,000`. */
export function formatCount(value: number): string {
  return groupThousands(String(value));
}

function isZeroText(digits: string): boolean {
  return /^[0.,]*$/.test(digits);
}

/** What a reader must know of a run in single precision; nothing to say of others. */
export function previewWords({ precision }: { readonly precision?: 'single' }): string {
  return precision === 'single' ? ', a preview in single precision (six digits; books not checked)' : '';
}

/** A count in few letters, a dot for none: `1.16m`, `848k`, `326`, `·`. */
export function countWords(count: number): string {
  if (count < 0.5) return '·';
  if (count >= 1e6) return `${(count / 1e6).toFixed(2)}m`;
  return count >= 1e4 ? `${Math.round(count / 1e3)}k` : String(Math.round(count));
}
