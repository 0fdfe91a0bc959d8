import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { parseTerms } from './parse-unit.ts';
import type { Unit } from './unit.ts';
import { unitOfTerms } from './unit.ts';

/** A number with its unit, as a user wrote them. */
export interface Quantity {
  /** The number as written: 38 in `$38bn`. */
  readonly value: number;
  readonly unit: Unit;
  readonly text: string;
}

/** Sign, money sign before the number, sign again, digits with optional groups of three, rest. */
const pattern =
  /^(?<sign>[-+−]?)\s*(?<money>(?:\$|USD(?![a-z]))?)\s*(?<inner>[-+−]?)(?<digits>(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d*)?|\.\d+)(?<exponent>(?:[eE][-+]?\d+)?)(?<rest>.*)$/s;

/**
 * Reads a quantity such as `4 GW`, `$38bn`, `-$3.5m`, `0.071 $/kWh`, `12,500 chips`, `24 %/year` or `1.2`.
 *
 * A number alone is a pure number with unit `1`. Issues: `quantity-malformed`, `unit-unknown`, `unit-malformed`.
 *
 * @example parseQuantity('$38bn').value // value 38, unit `$bn` with factor 1e9
 */
export function parseQuantity(text: string): Outcome<Quantity> {
  const trimmed = text.trim();
  const groups = pattern.exec(trimmed)?.groups;
  if (!groups) return fail(malformed(text, 'no number starts it', suggestNumberFirst(text)));
  const { sign = '', money = '', inner = '', digits = '', exponent = '' } = groups;
  const rest = (groups['rest'] ?? '').trimEnd();
  if (sign !== '' && inner !== '') return fail(malformed(text, 'it has two signs', undefined));
  const clash = numberClash(text, rest, money !== '');
  if (clash) return fail(clash);
  const magnitude = Number(digits.replaceAll(',', '') + exponent);
  if (!Number.isFinite(magnitude)) return fail(malformed(text, 'the number is too large', undefined));
  // Both texts end alike, so the difference of their lengths is the offset of the unit.
  const unitPart = unitText(money, rest);
  const terms = parseTerms(unitPart, { found: trimmed, shift: trimmed.length - unitPart.length });
  if (!terms.value) return fail(...terms.issues);
  const value = `${sign}${inner}`.match(/[-−]/) ? 0 - magnitude : magnitude;
  return ok({ value, unit: unitOfTerms(terms.value), text: trimmed });
}

function unitText(money: string, rest: string): string {
  if (money !== '') return `$${rest}`;
  const tail = rest.trimStart();
  if (tail === '') return '1';
  return /^(\/|per\b)/.test(tail) ? `1 ${tail}` : tail;
}

function numberClash(text: string, rest: string, hasUnit: boolean): Issue | undefined {
  if (/^,\d/.test(rest)) {
    return malformed(text, 'commas part groups of three digits only', 'write 1.5 or 1,500');
  }
  if (rest.startsWith('_')) {
    return malformed(text, 'an underscore stands in the number', 'write 12,500 or 12500');
  }
  const isProduct = hasUnit && /^\s*[*·]/.test(rest);
  if (!isProduct && /^\s*[\d.,^*·_]/.test(rest) && !/^\s+1\s*(\/|per\b)/.test(rest)) {
    return malformed(text, `'${rest.trim()}' follows the number`, 'write one number, then its unit');
  }
  return undefined;
}

function suggestNumberFirst(text: string): string | undefined {
  return text.trim() === '' ? undefined : 'write the number first, then its unit';
}

function malformed(text: string, problem: string, fix: string | undefined): Issue {
  const issue: Issue = {
    code: 'quantity-malformed',
    severity: 'error',
    message: `The quantity cannot be read: ${problem}.`,
    found: text.trim() === '' ? '(nothing)' : text.trim(),
    expected: 'a number with its unit, such as 4 GW, $38bn or 6 years',
  };
  return fix === undefined ? issue : { ...issue, fix };
}
