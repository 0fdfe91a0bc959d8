import type { Display } from './display.ts';
import { displayFor, formatRange, formatValue } from './display.ts';
import { isNumber } from './read-metric.ts';
import type { Check } from './result-types.ts';

/** Whether a check asks for attention: a tie or expectation that fails, a figure outside its band. */
export function isOff(check: Check): boolean {
  return check.status === 'fail' || check.status === 'outside';
}

/** How to show the numbers of a check, scaled to the largest, with decimals enough to tell its bounds apart. */
export function checkDisplay(check: Check): Display {
  const display = plainDisplay(check);
  const decimals = Math.min(decimalsOf(spreadOf(check, display)), mostDecimals(check, display));
  return decimals > 0 ? { ...display, decimals } : display;
}

/** `38.2% against 25.0–35.0%, FY2028`. */
export function checkText(check: Check): string {
  const value = formatValue(check.value, checkDisplay(check));
  const band = bandText(check);
  return `${value}${band === '' ? '' : ` against ${band}`}${check.period === '' ? '' : `, ${check.period}`}`;
}

/** The band of a check, such as `25.0–35.0%`, `at least 1.2×`, `$128.725bn ± $0.5m`; empty where there is none. */
export function bandText(check: Check): string {
  const { low, high } = check;
  const display = checkDisplay(check);
  if (isNumber(low) && isNumber(high)) return rangeText(check, [low, high]);
  if (isNumber(low)) return `at least ${formatValue(low, display)}`;
  return isNumber(high) ? `at most ${formatValue(high, display)}` : '';
}

const mostDigits = 6;
/** A bound may be rounded by so much of the distance of the bounds. */
const roundingShare = 0.05;

/** Both bounds in full where six digits do for that; else their middle and half their distance. */
function rangeText(check: Check, [low, high]: readonly [number, number]): string {
  const display = plainDisplay(check);
  const spread = spreadOf(check, display);
  const isShown = (decimals: number) =>
    [low, high].every((bound) => {
      const shown = bound * display.scale;
      return Math.abs(Number(shown.toFixed(decimals)) - shown) <= spread * roundingShare;
    });
  let decimals = decimalsOf(spread);
  while (decimals > 0 && decimals < mostDigits && !isShown(decimals)) decimals++;
  if (decimals === 0) return formatRange(low, high, display);
  if (decimals <= mostDecimals(check, display)) return formatRange(low, high, { ...display, decimals });
  const half = (high - low) / 2;
  return `${formatValue(low + half, checkDisplay(check))} ± ${formatValue(half, displayFor(check.unit, half))}`;
}

function plainDisplay(check: Check): Display {
  return displayFor(check.unit, largestOf(check));
}

function largestOf({ value, low, high }: Check): number {
  return Math.max(0, ...[value, low, high].filter(isNumber).map(Math.abs));
}

/** Distance of the bounds as shown; 0 where a bound is missing. */
function spreadOf({ low, high }: Check, { scale }: Display): number {
  return isNumber(low) && isNumber(high) ? Math.abs(high - low) * scale : 0;
}

/** Room for rounding of `high - low`, so that a distance of 0.001 asks for three decimals. */
const slack = 1 + 1e-6;

/** The fewest decimals in which a step of the last digit is no larger than `step`. */
function decimalsOf(step: number): number {
  if (!(step > 0)) return 0;
  let decimals = 0;
  for (let last = 1; last > step * slack && decimals < mostDigits; last /= 10) decimals++;
  return decimals;
}

/** Decimals that leave the largest number of the check within six digits. */
function mostDecimals(check: Check, { scale }: Display): number {
  let whole = 1;
  for (let rest = largestOf(check) * scale; rest >= 10; rest /= 10) whole++;
  return Math.max(0, mostDigits - whole);
}
