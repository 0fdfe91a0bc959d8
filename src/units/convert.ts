import type { Unit } from './unit.ts';
import { power } from './unit.ts';

/**
 * What a number written in `unit` is multiplied by to reach the calendar-canonical system, in which the base of
 * time is the period: factor × periodsPerYear^(time exponent − perPeriods).
 *
 * @example canonicalFactor(parseUnit('$/year').value!, 4) // 0.25, for `$` per quarter
 */
export function canonicalFactor(unit: Unit, periodsPerYear: number): number {
  const exponent = unit.dimension.time - unit.perPeriods;
  const scale = power(periodsPerYear, Math.abs(exponent));
  return exponent < 0 ? unit.factor / scale : unit.factor * scale;
}

/** A number written in `unit`, in the calendar-canonical system; 7% is exactly 0.07. */
export function toCanonical(value: number, unit: Unit, periodsPerYear: number): number {
  const factor = canonicalFactor(unit, periodsPerYear);
  const inverse = wholeInverse(factor);
  return inverse === undefined ? value * factor : value / inverse;
}

/** A calendar-canonical number, written in `unit`: the inverse of `toCanonical`. */
export function convert(canonicalValue: number, unit: Unit, periodsPerYear: number): number {
  const factor = canonicalFactor(unit, periodsPerYear);
  const inverse = wholeInverse(factor);
  return inverse === undefined ? canonicalValue / factor : canonicalValue * inverse;
}

/** The inverse of a factor such as 0.01 where it is whole: dividing by it rounds once instead of twice. */
function wholeInverse(factor: number): number | undefined {
  const inverse = Math.round(1 / factor);
  return factor < 1 && 1 / inverse === factor ? inverse : undefined;
}
