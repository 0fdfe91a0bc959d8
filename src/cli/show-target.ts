import type { Target } from '../simulate/index.ts';
import { dateAt, type Calendar } from '../time/index.ts';
import { prettyQuantity } from '../units/index.ts';

/** Prints numbers of one target: its values, and differences between them, which of dates are times. */
export function showTarget(target: Target, calendar: Calendar) {
  const periods = (value: number) => `${value.toFixed(2)} ${calendar.frequency}s`;
  const periodName = target.unitText.replace(/^.*\//, '');
  const plain = (value: number) => prettyQuantity(value, target.unit, { periodName });
  return target.isDate
    ? { value: (value: number) => dateAt(calendar, value), difference: periods }
    : { value: plain, difference: plain };
}
