import type { Dimension } from './dimension.ts';
import { dimensionless, multiplyDimensions, powerDimension } from './dimension.ts';
import type { NamedUnit } from './unit-table.ts';
import { printedScales, unity } from './unit-table.ts';

/**
 * A unit as data. A number written in it, times `factor`, is in the canonical system of $, MW, year, chip,
 * token, person and work, except that every part `period` counts as 1: `perPeriods` is the exponent of those
 * parts, which only a calendar can size (see `canonicalFactor`).
 */
export interface Unit {
  /** Normal spelling, itself parseable: `bn$ per GW` becomes `$bn/GW`. */
  readonly text: string;
  readonly dimension: Dimension;
  readonly factor: number;
  /** Exponent of `period` in the unit: −1 for `$/period`, 0 for `$/year`. */
  readonly perPeriods: number;
}

/** One named unit in a product, with its scale word inside the power: `(k chips)^2`. */
export interface UnitTerm {
  readonly unit: NamedUnit;
  readonly scale: number;
  readonly exponent: number;
}

/** Puts terms above the line first and drops a `1` that has company. */
export function normalTerms(terms: readonly UnitTerm[]): UnitTerm[] {
  const isIdle = (term: UnitTerm) => term.unit === unity && term.scale === 1;
  const above = terms.filter((term) => term.exponent > 0 && !isIdle(term));
  const below = terms.filter((term) => term.exponent < 0 && !isIdle(term));
  const head = above.length > 0 ? above : [{ unit: unity, scale: 1, exponent: 1 }];
  return [...head, ...below];
}

/** The unit that a product of terms makes; the terms must be normal. */
export function unitOfTerms(terms: readonly UnitTerm[]): Unit {
  let dimension = dimensionless;
  let over = 1;
  let under = 1;
  let perPeriods = 0;
  for (const { unit, scale, exponent } of terms) {
    dimension = multiplyDimensions(dimension, powerDimension(unit.dimension, exponent));
    const up = power(unit.over * scale, Math.abs(exponent));
    const down = power(unit.under, Math.abs(exponent));
    over *= exponent > 0 ? up : down;
    under *= exponent > 0 ? down : up;
    if (unit.family === 'period') perPeriods += exponent;
  }
  return { text: termsText(terms), dimension, factor: over / under, perPeriods };
}

/** `$bn/GW`, `MW*year`, `k chips/quarter`, `1/year^2`; `periodName` replaces the word `period`. */
export function termsText(terms: readonly UnitTerm[], periodName?: string): string {
  const above = terms.filter((term) => term.exponent > 0);
  const below = terms.filter((term) => term.exponent < 0);
  const parts = above.map((term, i) => termText(term, i === 0, periodName)).join('*');
  return parts + below.map((term) => `/${termText(term, false, periodName)}`).join('');
}

function termText(term: UnitTerm, isMany: boolean, periodName: string | undefined): string {
  const scale = scaleText(term.scale);
  const name = unitWord(term.unit, isMany, periodName);
  const text = term.unit.family === 'money' ? `${name}${scale}` : scaledName(scale, term.unit, name);
  const exponent = Math.abs(term.exponent);
  return exponent === 1 ? text : `${text}^${exponent}`;
}

/** The word for a unit, in the plural where a number stands before it. */
export function unitWord(unit: NamedUnit, isMany: boolean, periodName: string | undefined): string {
  if (unit.family === 'period' && periodName !== undefined) return isMany ? `${periodName}s` : periodName;
  return isMany ? unit.many : unit.one;
}

function scaledName(scale: string, unit: NamedUnit, name: string): string {
  if (scale === '') return name;
  return unit === unity ? scale : `${scale} ${name}`;
}

export function scaleText(scale: number): string {
  const found = printedScales.find(({ factor }) => factor === scale);
  if (found === undefined) throw new Error(`No scale word stands for ${scale}`);
  return found.text;
}

/** A positive number to an exponent in whole or half steps, by products and one square root. */
export function power(base: number, exponent: number): number {
  if (exponent < 0) return 1 / power(base, -exponent);
  let result = 1;
  for (let i = 1; i <= exponent; i++) result *= base;
  return Number.isInteger(exponent) ? result : result * Math.sqrt(base);
}
