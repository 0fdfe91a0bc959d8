import type { Issue } from '../base/issue.ts';
import type { Distribution } from '../num/index.ts';
import { Z_95, checkDistribution, fromInterval90, log } from '../num/index.ts';
import type { Calendar } from '../time/index.ts';
import { periodsFromStart, periodsPerYear } from '../time/index.ts';
import type { Dimension, Unit } from '../units/index.ts';
import {
  describeDimension,
  isDimensionless,
  parseQuantity,
  sameDimension,
  toCanonical,
} from '../units/index.ts';
import { nearestName } from '../base/nearest.ts';
import type { CaseCode } from './codes.ts';
import { excerpt } from './report.ts';

/** What a value text must be. */
export interface Measure {
  readonly calendar: Calendar;
  readonly dimension: Dimension;
  /** How the unit is written in messages, such as `$/chip`. */
  readonly unitText: string;
  /** Whether a text such as `2026Q3` is meant: time from the calendar's start. */
  readonly isDate: boolean;
}

/** A fault of a value's text; the caller knows its place. */
export interface TextFault {
  readonly code: CaseCode;
  readonly message: string;
  readonly found: string;
  readonly expected?: string | undefined;
  readonly fix?: string | undefined;
}

/** What was read, or the first fault that prevented it. */
export type TextOutcome<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: TextFault };

/** `value`: as the input; `spread`: a length beside a date, else as the input; `bare`: a pure number. */
type ArgumentKind = 'value' | 'spread' | 'bare';

interface Shape {
  readonly args: readonly ArgumentKind[];
  readonly usage: string;
  /** Whether it makes sense for a date. */
  readonly forDates: boolean;
  readonly make: (args: readonly number[]) => Distribution;
}

const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    'normal',
    {
      args: ['value', 'spread'],
      usage: 'normal(mean, sd)',
      forDates: true,
      make: ([mean, sd]) => ({ kind: 'normal', mean: mean!, sd: sd! }),
    },
  ],
  [
    'lognormal',
    { args: ['value', 'spread'], usage: 'lognormal(mean, sd)', forDates: false, make: lognormalOfMoments },
  ],
  [
    'uniform',
    {
      args: ['value', 'value'],
      usage: 'uniform(low, high)',
      forDates: true,
      make: ([low, high]) => ({ kind: 'uniform', low: low!, high: high! }),
    },
  ],
  [
    'triangular',
    {
      args: ['value', 'value', 'value'],
      usage: 'triangular(low, mode, high)',
      forDates: true,
      make: ([low, mode, high]) => ({ kind: 'triangular', low: low!, mode: mode!, high: high! }),
    },
  ],
  [
    'pert',
    {
      args: ['value', 'value', 'value'],
      usage: 'pert(low, mode, high)',
      forDates: true,
      make: ([low, mode, high]) => ({ kind: 'pert', low: low!, mode: mode!, high: high! }),
    },
  ],
  [
    'beta',
    {
      args: ['bare', 'bare', 'value', 'value'],
      usage: 'beta(a, b, low, high)',
      forDates: true,
      make: ([a, b, low, high]) => ({ kind: 'beta', a: a!, b: b!, low: low!, high: high! }),
    },
  ],
  [
    'truncated',
    {
      args: ['value', 'spread', 'value', 'value'],
      usage: 'truncated(mean, sd, low, high)',
      forDates: true,
      make: ([mean, sd, low, high]) => ({
        kind: 'truncatedNormal',
        mean: mean!,
        sd: sd!,
        low: low!,
        high: high!,
      }),
    },
  ],
  [
    'exponential',
    {
      args: ['value'],
      usage: 'exponential(mean)',
      forDates: false,
      make: ([mean]) => ({ kind: 'exponential', mean: mean! }),
    },
  ],
]);

const discreteUsage = 'discrete(value:weight, value:weight)';
const longestValue = 2_000;

/**
 * Reads a value as a case writes it into a distribution in calendar-canonical numbers; a certain value is a `point`.
 *
 * `4 GW`, `2026Q3`; `5 to 10 years` (a 90% interval: lognormal above 0, else normal; normal for dates); `normal(10 years,
 * 2 years)`, `lognormal(mean, sd)` (both of the variable itself), `uniform`, `triangular`, `pert`, `beta`, `truncated`,
 * `discrete(5 years:0.3, 6 years:0.7)`, `exponential(mean)`.
 */
export function parseValue(text: string, measure: Measure): TextOutcome<Distribution> {
  const trimmed = text.trim();
  if (trimmed.length > longestValue) {
    return { fault: { code: 'value-malformed', message: 'The value is too long.', found: excerpt(trimmed) } };
  }
  const call = /^([A-Za-z_]\w*)\s*\((.*)\)$/s.exec(trimmed);
  if (call) return parseCall(trimmed, { name: call[1]!, args: splitArguments(call[2]!) }, measure);
  const range = trimmed.split(/\s+to\s+/);
  if (range.length === 2) return parseRange(trimmed, [range[0]!, range[1]!], measure);
  const amount = parseAmount(trimmed, measure, 'value');
  return amount.fault ? amount : { value: { kind: 'point', value: amount.value } };
}

/** A certain quantity or date, in calendar-canonical numbers. */
export function parseAmount(text: string, measure: Measure, kind: ArgumentKind): TextOutcome<number> {
  if (measure.isDate && kind === 'value') return parseDateAmount(text, measure);
  const quantity = parseQuantity(text);
  if (!quantity.value) return { fault: quantityFault(text, measure, quantity.issues[0]!) };
  const { value, unit } = quantity.value;
  const isRight =
    kind === 'bare' ? isDimensionless(unit.dimension) : sameDimension(unit.dimension, measure.dimension);
  if (!isRight) return { fault: mismatch(text, unit, kind === 'bare' ? undefined : measure) };
  return { value: toCanonical(value, unit, periodsPerYear(measure.calendar)) };
}

function parseDateAmount(text: string, measure: Measure): TextOutcome<number> {
  const time = periodsFromStart(measure.calendar, text.trim());
  if (time.value !== undefined) return { value: time.value };
  return { fault: dateFault(text, time.issues[0]) };
}

/** The fault of a text that is not a date. */
export function dateFault(text: string, issue: Issue | undefined): TextFault {
  return {
    code: 'date-malformed',
    message: 'The date cannot be read.',
    found: excerpt(text),
    expected: 'a date such as 2026Q3, 2026-08 or 2026-08-15',
    fix: issue?.fix,
  };
}

function parseRange(
  text: string,
  [lowText, highText]: readonly [string, string],
  measure: Measure,
): TextOutcome<Distribution> {
  const low = parseAmount(withUnitOf(lowText, highText, measure), measure, 'value');
  if (low.fault) return low;
  const high = parseAmount(highText, measure, 'value');
  if (high.fault) return high;
  if (low.value >= high.value) {
    return {
      fault: invalid(text, 'The range does not run upwards.', 'the lower end first, as in 5 to 10 years'),
    };
  }
  if (!measure.isDate) return { value: fromInterval90(low.value, high.value) };
  const sd = (high.value - low.value) / (2 * Z_95);
  return { value: { kind: 'normal', mean: (low.value + high.value) / 2, sd } };
}

/** In `5 to 10 years` and `$5 to $10bn`, what follows the upper number holds for a lower one that nothing follows. */
function withUnitOf(lowText: string, highText: string, measure: Measure): string {
  const isPlain = numberStart.exec(lowText.trim())?.[0] === lowText.trim();
  if (measure.isDate || !isPlain) return lowText;
  const number = numberStart.exec(highText.trim())?.[0] ?? '';
  return `${lowText.trim()}${highText.trim().slice(number.length)}`;
}

const numberStart = /^[-+]?\$?[-+]?[\d.,]+(?:[eE][-+]?\d+)?/;

function parseCall(
  text: string,
  call: { readonly name: string; readonly args: readonly string[] },
  measure: Measure,
): TextOutcome<Distribution> {
  if (call.name === 'discrete') return parseDiscrete(text, call.args, measure);
  const shape = shapes.get(call.name);
  if (!shape) {
    const names = [...shapes.keys(), 'discrete'];
    const nearest = nearestName(call.name, names);
    const fault = invalid(
      text,
      `There is no distribution '${excerpt(call.name)}'.`,
      `one of ${names.join(', ')}`,
    );
    return { fault: nearest === undefined ? fault : { ...fault, fix: `write ${nearest}` } };
  }
  if (measure.isDate && !shape.forDates) {
    return {
      fault: invalid(text, `A date cannot be ${call.name}: dates have no zero.`, 'normal, uniform or pert'),
    };
  }
  if (call.args.length !== shape.args.length) {
    return { fault: invalid(text, 'The distribution has the wrong number of parts.', shape.usage) };
  }
  const numbers: number[] = [];
  for (const [i, kind] of shape.args.entries()) {
    const amount = parseAmount(call.args[i]!, measure, kind);
    if (amount.fault) return amount;
    numbers.push(amount.value);
  }
  return checked(text, shape.make(numbers), shape.usage);
}

function parseDiscrete(text: string, args: readonly string[], measure: Measure): TextOutcome<Distribution> {
  const values: number[] = [];
  const weights: number[] = [];
  for (const arg of args) {
    const colon = arg.lastIndexOf(':');
    if (colon < 0) return { fault: invalid(text, 'A value has no weight.', discreteUsage) };
    const value = parseAmount(arg.slice(0, colon), measure, 'value');
    if (value.fault) return value;
    const weight = parseAmount(arg.slice(colon + 1), measure, 'bare');
    if (weight.fault) return weight;
    values.push(value.value);
    weights.push(weight.value);
  }
  return checked(text, { kind: 'discrete', values, weights }, discreteUsage);
}

function checked(text: string, distribution: Distribution, usage: string): TextOutcome<Distribution> {
  const issue = checkDistribution(distribution)[0];
  if (!issue) return { value: distribution };
  const expected = issue.expected === undefined ? usage : `${usage} with ${issue.expected}`;
  return { fault: invalid(text, 'The distribution cannot be drawn from.', expected) };
}

/** Mean m and sd s of the variable itself: σ² = log(1 + (s/m)²), µ = log m − σ²/2. */
function lognormalOfMoments(args: readonly number[]): Distribution {
  const [mean, sd] = args as readonly [number, number];
  const ratio = sd / mean;
  const variance = mean > 0 && sd >= 0 ? log(1 + ratio * ratio) : NaN;
  return { kind: 'lognormal', mu: log(mean) - variance / 2, sigma: Math.sqrt(variance) };
}

/** Splits at commas outside parentheses, so a number in a distribution is written without commas. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}

function quantityFault(text: string, measure: Measure, issue: Issue): TextFault {
  const code = issue.code === 'unit-unknown' ? 'unit-unknown' : 'value-malformed';
  const example = isDimensionless(measure.dimension)
    ? 'a number, such as 15%'
    : `a number in ${measure.unitText}`;
  return { code, message: issue.message, found: excerpt(text), expected: example, fix: issue.fix };
}

function mismatch(text: string, unit: Unit, measure: Measure | undefined): TextFault {
  if (!measure) {
    const message = 'A shape or a weight is a pure number.';
    return { code: 'unit-mismatch', message, found: excerpt(text), expected: 'a number such as 2 or 30%' };
  }
  const isBare = unit.text === '1';
  return {
    code: 'unit-mismatch',
    message: isBare ? 'The number has no unit.' : 'The unit has the wrong dimension.',
    found: withDimension(excerpt(text), unit.dimension),
    expected: isDimensionless(measure.dimension)
      ? 'a number, such as 15%'
      : withDimension(measure.unitText, measure.dimension),
    fix: isBare ? `write ${excerpt(text)} ${measure.unitText}` : undefined,
  };
}

/** A text, with its dimension where the text does not say it already. */
function withDimension(text: string, dimension: Dimension): string {
  const words = describeDimension(dimension);
  return text === words ? text : `${text} (${words})`;
}

function invalid(text: string, message: string, expected: string): TextFault {
  return { code: 'distribution-invalid', message, found: excerpt(text), expected };
}
