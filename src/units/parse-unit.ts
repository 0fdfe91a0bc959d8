import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Unit, UnitTerm } from './unit.ts';
import { normalTerms, unitOfTerms } from './unit.ts';
import { scaleWords, tokenScales, unitNames, unity } from './unit-table.ts';

/** The text a user wrote, in which a unit stands. */
interface Source {
  readonly found: string;
  /** What to add to an offset in the unit to get the offset in `found`. */
  readonly shift: number;
}

interface Token {
  readonly text: string;
  /** Counts from 1. */
  readonly offset: number;
}

type Parsed = { readonly terms: readonly UnitTerm[]; readonly next: number } | { readonly issue: Issue };

const largestExponent = 8;

/** Spellings that people use elsewhere, and what to write here; refused because they read two ways or blur case. */
const habits: ReadonlyMap<string, string> = new Map([
  ['K', 'k'],
  ['M', 'm'],
  ['MM', 'm'],
  ['mm', 'm'],
  ['b', 'bn'],
  ['B', 'bn'],
  ['T', 'tn'],
  ['t', 'tn'],
  ['mW', 'MW'],
  ['GPU', 'chip'],
  ['GPUs', 'chips'],
  ['accelerator', 'chip'],
  ['accelerators', 'chips'],
  ['percent', '%'],
  ['headcount', 'people'],
]);

/**
 * Reads a unit such as `$bn/GW`, `$/(MW*year)`, `k chips per quarter` or `1/year^2`.
 *
 * Several `/` read from left to right, so that `$/MW/year` is `$/(MW*year)`; a scale word belongs to the unit
 * beside it and lies inside its power. Spellings are case-sensitive. Issues: `unit-unknown`, `unit-malformed`.
 *
 * @example parseUnit('35').issues[0]?.code // 'unit-unknown'
 */
export function parseUnit(text: string): Outcome<Unit> {
  const parsed = parseTerms(text);
  return parsed.value ? ok(unitOfTerms(parsed.value)) : fail(...parsed.issues);
}

/** Reads a unit text into its terms, in normal order; issues speak of `source`, in which the unit stands. */
export function parseTerms(unitText: string, source?: Source): Outcome<readonly UnitTerm[]> {
  const text = unitText.trim();
  const within = source ?? { found: text, shift: 0 };
  const tokens = splitTokens(text);
  if (tokens.length === 0) {
    return fail(malformed(within, 'it is empty', 'a unit, or 1 for a pure number'));
  }
  const parsed = parseProduct(within, tokens, 0);
  if ('issue' in parsed) return fail(parsed.issue);
  const extra = tokens[parsed.next];
  if (extra) return fail(unexpected(within, extra));
  const terms = normalTerms(parsed.terms);
  const { factor } = unitOfTerms(terms);
  if (factor > 0 && Number.isFinite(factor)) return ok(terms);
  return fail(malformed(within, 'it is too large or too small', 'a unit with fewer powers'));
}

function splitTokens(text: string): Token[] {
  const pattern = /\p{L}+|\^\s*-?\d+(?:\.\d+)?|\d+(?:\.\d+)?|\S/gu;
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0], offset: match.index + 1 }));
}

function parseProduct(source: Source, tokens: readonly Token[], start: number): Parsed {
  const first = parsePower(source, tokens, start);
  if ('issue' in first) return first;
  const terms = [...first.terms];
  let next = first.next;
  for (;;) {
    const sign = tokens[next]?.text;
    const isOver = sign === '/' || sign === 'per';
    if (!isOver && sign !== '*' && sign !== '·') return { terms, next };
    const factor = parsePower(source, tokens, next + 1);
    if ('issue' in factor) return factor;
    terms.push(...(isOver ? raiseTerms(factor.terms, -1) : factor.terms));
    next = factor.next;
  }
}

function parsePower(source: Source, tokens: readonly Token[], start: number): Parsed {
  const factor = parseFactor(source, tokens, start);
  if ('issue' in factor) return factor;
  const power = tokens[factor.next];
  if (!power?.text.startsWith('^')) return factor;
  const terms = raiseTerms(factor.terms, Number(power.text.slice(1)));
  if (terms.every((term) => isExponent(term.exponent))) return { terms, next: factor.next + 1 };
  const problem = `the power '${power.text}' at offset ${power.offset + source.shift}`;
  const expected = `a power in whole or half steps up to ${largestExponent}, such as ^2 or ^0.5`;
  return { issue: malformed(source, problem, expected) };
}

function isExponent(exponent: number): boolean {
  return Number.isInteger(2 * exponent) && exponent !== 0 && Math.abs(exponent) <= largestExponent;
}

function parseFactor(source: Source, tokens: readonly Token[], start: number): Parsed {
  const token = tokens[start];
  if (!token)
    return { issue: malformed(source, 'a unit is missing at the end', 'a unit after the last sign') };
  if (token.text === '(') return parseParentheses(source, tokens, start);
  const scale = scaleWords.get(token.text) ?? tokenScaleBefore(tokens, start);
  if (scale !== undefined) {
    const unit = unitNames.get(tokens[start + 1]?.text ?? '');
    if (unit && unit !== unity) return { terms: [{ unit, scale, exponent: 1 }], next: start + 2 };
    return { terms: [{ unit: unity, scale, exponent: 1 }], next: start + 1 };
  }
  if (token.text === 'Mtok') {
    return { terms: [{ unit: unitNames.get('token')!, scale: 1e6, exponent: 1 }], next: start + 1 };
  }
  const unit = unitNames.get(token.text);
  if (!unit) return { issue: unknownUnit(source, token) };
  const word = tokens[start + 1]?.text ?? '';
  const after =
    unit.family === 'money' ? (scaleWords.get(word) ?? (word === 'b' ? 1e9 : undefined)) : undefined;
  if (after !== undefined) return { terms: [{ unit, scale: after, exponent: 1 }], next: start + 2 };
  return { terms: [{ unit, scale: 1, exponent: 1 }], next: start + 1 };
}

function parseParentheses(source: Source, tokens: readonly Token[], start: number): Parsed {
  const inner = parseProduct(source, tokens, start + 1);
  if ('issue' in inner) return inner;
  const close = tokens[inner.next];
  if (close && close.text !== ')') return { issue: unexpected(source, close) };
  if (!close) {
    const opened = `the parenthesis opened at offset ${tokens[start]!.offset + source.shift} is not closed`;
    return { issue: malformed(source, opened, 'a closing parenthesis') };
  }
  return { terms: inner.terms, next: inner.next + 1 };
}

function tokenScaleBefore(tokens: readonly Token[], index: number): number | undefined {
  const isBeforeTokens = unitNames.get(tokens[index + 1]?.text ?? '')?.dimension.token === 1;
  return isBeforeTokens ? tokenScales.get(tokens[index]!.text) : undefined;
}

function raiseTerms(terms: readonly UnitTerm[], exponent: number): UnitTerm[] {
  return terms.map((term) => ({ ...term, exponent: term.exponent * exponent }));
}

function unexpected(source: Source, token: Token): Issue {
  const isWord = unitNames.has(token.text) || scaleWords.has(token.text);
  if (isWord || token.text === '(') {
    const expected = 'a sign between units: * or /';
    return malformed(
      source,
      `'${token.text}' at offset ${token.offset + source.shift} follows a unit without a sign`,
      expected,
    );
  }
  if (/^\p{L}/u.test(token.text)) return unknownUnit(source, token);
  return malformed(
    source,
    `'${token.text}' at offset ${token.offset + source.shift} is out of place`,
    'a unit such as $/(MW*year)',
  );
}

function malformed(source: Source, problem: string, expected: string): Issue {
  return {
    code: 'unit-malformed',
    severity: 'error',
    message: `The unit cannot be read: ${problem}.`,
    found: source.found,
    expected,
  };
}

function unknownUnit(source: Source, token: Token): Issue {
  const issue: Issue = {
    code: 'unit-unknown',
    severity: 'error',
    message: `'${token.text}' at offset ${token.offset + source.shift} is not a unit; spellings are case-sensitive.`,
    found: source.found,
    expected:
      'a unit such as $, $bn, MW, MWh, hour, month, quarter, year, period, chips, tokens, people, work or %',
  };
  const near = suggestion(token.text);
  return near === undefined ? issue : { ...issue, fix: `write '${near}'` };
}

function suggestion(word: string): string | undefined {
  const habit = habits.get(word);
  if (habit !== undefined) return habit;
  for (const scale of scaleWords.keys()) {
    if (word.startsWith(scale) && unitNames.has(word.slice(scale.length))) {
      return `${scale} ${word.slice(scale.length)}`;
    }
  }
  // Every short unit is one edit away from a single letter: no suggestion is better than a random one.
  if (word.length === 1) return undefined;
  return nearestName(word, [...unitNames.keys(), ...scaleWords.keys()]);
}
