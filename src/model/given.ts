import type { InputData } from '../formula/types.ts';
import { completeYears, type Calendar } from '../time/index.ts';

/** Classes of property and equipment; each has one book life. */
export const assetClasses: readonly string[] = [
  'land',
  'shell',
  'power',
  'servers_own',
  'servers_merchant',
  'network',
];

const mostVintages = 5;

/** Labels of the vintages a calendar has: its first complete fiscal years, as `fy2026`. */
export function vintageLabels(calendar: Calendar): string[] {
  return vintageYears(calendar).map((year) => year.label.toLowerCase());
}

/** Labels that the model fixes and a case does not list. */
export function fixedLabels(calendar: Calendar): Record<string, readonly string[]> {
  return { class: assetClasses, vintage: vintageLabels(calendar) };
}

/** Inputs that code gives and no case can: membership of a period in a vintage, and the network class. */
export function bindGiven(calendar: Calendar): Map<string, InputData> {
  return new Map([
    ['in_vintage', { values: inVintage(calendar), byTime: true, byPath: false }],
    ['is_network', { values: isNetwork(), byTime: false, byPath: false }],
  ]);
}

function vintageYears(calendar: Calendar) {
  return completeYears(calendar).slice(0, mostVintages);
}

function inVintage(calendar: Calendar): Float64Array {
  const years = vintageYears(calendar);
  const values = new Float64Array(years.length * calendar.periods);
  years.forEach((year, element) => {
    values.fill(1, element * calendar.periods + year.from, element * calendar.periods + year.to);
  });
  return values;
}

function isNetwork(): Float64Array {
  return Float64Array.from(assetClasses, (name) => (name === 'network' ? 1 : 0));
}
