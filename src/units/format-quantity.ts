import { convert, toCanonical } from './convert.ts';
import { parseTerms } from './parse-unit.ts';
import type { Digits } from './print-number.ts';
import { printNumber, roundDigits } from './print-number.ts';
import type { Unit, UnitTerm } from './unit.ts';
import { scaleText, termsText, unitOfTerms, unitWord } from './unit.ts';
import type { NamedUnit } from './unit-table.ts';
import { percent, printedScales, unity, wattHours, watts } from './unit-table.ts';

const defaultDigits = 3;

/** From here on `1/year` prints as a count and not as a percentage. */
const largestRate = 10;

export interface FormatOptions {
  readonly periodsPerYear: number;
  /** Significant digits, 3 unless given; `full` prints the shortest decimal that reads back exactly. */
  readonly digits?: Digits;
  /** What to call a period, such as `quarter`. */
  readonly periodName?: string;
}

/**
 * Prints a calendar-canonical number in `unit`, in the style of finance: `$38bn`, `-$3.5m/GW`, `12.9%`, `6 years`.
 * A number that is not finite prints `n/a`.
 *
 * @example formatQuantity(0.25, parseUnit('%/year').value!, { periodsPerYear: 4 }) // '100%/year'
 */
export function formatQuantity(canonicalValue: number, unit: Unit, options: FormatOptions): string {
  const value = convert(canonicalValue, unit, options.periodsPerYear);
  const digits = options.digits ?? defaultDigits;
  const exact = digits === 'full' ? exactNear(value, canonicalValue, unit, options.periodsPerYear) : value;
  return printTerms(exact, termsOf(unit), { digits, periodName: options.periodName });
}

/**
 * Prints a number written in `unit` in the scale that reads best: 38e9 `$` is `$38bn`, 3990 `MW` is `3.99 GW`,
 * 0.129 `ratio` is `12.9%`. With `full` digits the text reads back as exactly the same quantity.
 */
export function prettyQuantity(
  value: number,
  unit: Unit,
  options: { readonly digits?: Digits; readonly periodName?: string } = {},
): string {
  const terms = termsOf(unit);
  const digits = options.digits ?? defaultDigits;
  const scaled = bestScale(value, terms, digits);
  const print = { digits, periodName: options.periodName };
  if (digits === 'full') {
    const canonical = toCanonical(value, unit, 1);
    if (toCanonical(scaled.value, unitOfTerms(scaled.terms), 1) !== canonical)
      return printTerms(value, terms, print);
  }
  return printTerms(scaled.value, scaled.terms, print);
}

/** A unit for a heading: `$bn/quarter` for `$bn/period` where a period is a `quarter`; a pure number has none. */
export function unitLabel(unit: Unit, periodName: string): string {
  const terms = termsOf(unit);
  return terms.length === 1 && terms[0]!.unit === unity && terms[0]!.scale === 1
    ? ''
    : termsText(terms, periodName);
}

interface PrintOptions {
  readonly digits: Digits;
  readonly periodName: string | undefined;
}

function termsOf(unit: Unit): readonly UnitTerm[] {
  const terms = parseTerms(unit.text).value;
  if (!terms) throw new Error(`The unit text '${unit.text}' was not made by parseUnit`);
  return terms;
}

function printTerms(value: number, terms: readonly UnitTerm[], options: PrintOptions): string {
  if (!Number.isFinite(value)) return 'n/a';
  const [head, ...others] = terms as [UnitTerm, ...UnitTerm[]];
  const number = printNumber(Math.abs(value), options.digits);
  const sign = value < 0 && !/^[0.,]*$/.test(number) ? '-' : '';
  // The head is followed by `*` or `/` when other terms stand beside it.
  const tail = termsText([{ unit: unity, scale: 1, exponent: 1 }, ...others], options.periodName).slice(1);
  if (head.exponent !== 1) return `${sign}${number} ${termsText(terms, options.periodName)}`;
  return `${sign}${printHead(number, head, others.length === 0, options.periodName)}${tail}`;
}

function printHead(number: string, head: UnitTerm, isAlone: boolean, periodName: string | undefined): string {
  const scale = scaleText(head.scale);
  const { unit } = head;
  if (unit.family === 'money') return `$${number}${scale}`;
  if (unit === unity) return `${number}${scale}`;
  if (scale === '' && (unit.one === '%' || unit.one === 'x')) return `${number}${unit.one}`;
  const isMany = !(isAlone && number === '1' && scale === '');
  return `${number}${scale} ${unitWord(unit, isMany, periodName)}`;
}

interface Scaled {
  readonly value: number;
  readonly terms: readonly UnitTerm[];
}

function bestScale(value: number, terms: readonly UnitTerm[], digits: Digits): Scaled {
  const [head, ...others] = terms as [UnitTerm, ...UnitTerm[]];
  const hasProduct = head.unit === unity && others.some((term) => term.exponent > 0);
  if (head.exponent !== 1 || hasProduct || !Number.isFinite(value)) return { value, terms };
  const choices = scaleChoices(value, head, others);
  let best: Scaled = { value, terms };
  choices.forEach((choice, i) => {
    const scaledTerms = [{ ...choice, exponent: 1 }, ...others];
    const scaledValue = rescale(value, head, choice);
    if (i === 0 || roundDigits(Math.abs(scaledValue), digits) >= 1)
      best = { value: scaledValue, terms: scaledTerms };
  });
  return best;
}

interface ScaledUnit {
  readonly unit: NamedUnit;
  readonly scale: number;
}

/** The scales a head unit may be printed in, smallest first. */
function scaleChoices(value: number, head: UnitTerm, others: readonly UnitTerm[]): readonly ScaledUnit[] {
  const { unit } = head;
  const isWatts = unit.family === 'watt' || unit.family === 'watt-hour';
  if (isWatts && value === 0) return [head];
  if (isWatts)
    return (unit.family === 'watt' ? watts : wattHours).map((choice) => ({ unit: choice, scale: 1 }));
  if (unit.one === 'ratio' || isRate(value, head, others)) return [{ unit: percent, scale: 1 }];
  if (unit.family === 'money' || unit.family === 'count' || unit === unity) return scalesOf(unit);
  return [head];
}

/** Whether `1/year` reads as a percentage: a growth rate does, twelve deliveries a year or `1/MW` do not. */
function isRate(value: number, head: UnitTerm, others: readonly UnitTerm[]): boolean {
  const isPlain = head.unit === unity && head.scale === 1 && Math.abs(value) < largestRate;
  return isPlain && others.length > 0 && others.every((term) => term.unit.dimension.time !== 0);
}

function scalesOf(unit: NamedUnit): ScaledUnit[] {
  return printedScales.map(({ factor }) => ({ unit, scale: factor }));
}

function rescale(value: number, from: ScaledUnit, to: ScaledUnit): number {
  const up = from.unit.over * from.scale * to.unit.under;
  const down = to.unit.over * to.scale * from.unit.under;
  return up >= down ? value * (up / down) : value / (down / up);
}

/** The number nearest to `value` that `toCanonical` takes to `canonicalValue`, where there is one. */
function exactNear(value: number, canonicalValue: number, unit: Unit, periodsPerYear: number): number {
  // Three quarters of the relative spacing of doubles: adding it rounds to the next double.
  const step = Math.abs(value) * 0.75 * 2 ** -52;
  for (const steps of [0, 1, -1, 2, -2]) {
    const candidate = value + steps * step;
    if (toCanonical(candidate, unit, periodsPerYear) === canonicalValue) return candidate;
  }
  return value;
}
