import type { Display } from './display.ts';
import { displayFor, formatRange, formatValue } from './display.ts';
import { isNumber } from './read-metric.ts';
import type { Check } from './result-types.ts';

/** Whether a check asks for attention: a tie or expectation that fails, a figure outside its band. */
export function isOff(check: Check): boolean {
  return check.status === 'fail' || check.status === 'outside';
}

/** How to show the numbers of a check, scaled to the largest of them. */
export function checkDisplay(check: Check): Display {
  const sizes = [check.value, check.low, check.high].filter(isNumber).map(Math.abs);
  return displayFor(check.unit, Math.max(0, ...sizes));
}

/** `38.2% against 25.0–35.0%, FY2028`. */
export function checkText(check: Check): string {
  const display = checkDisplay(check);
  const value = formatValue(check.value, display);
  const band = bandText(check);
  return `${value}${band === '' ? '' : ` against ${band}`}${check.period === '' ? '' : `, ${check.period}`}`;
}

/** The band of a check, such as `25.0–35.0%`, `at least 1.2×`; empty where there is none. */
export function bandText(check: Check): string {
  const { low, high } = check;
  const display = checkDisplay(check);
  if (isNumber(low) && isNumber(high)) return formatRange(low, high, display);
  if (isNumber(low)) return `at least ${formatValue(low, display)}`;
  return isNumber(high) ? `at most ${formatValue(high, display)}` : '';
}
