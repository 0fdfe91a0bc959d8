/**
 * How long a buyer pays, as the case counts it (from the start of service, or of the calendar where that is later), for it to stop in
 * the middle of a fiscal year; `undefined` where service starts only after that.
 *
 * @example survivalText('2026Q1', '2025-11', { from: 8, to: 12 }) // '2.5 years'
 */
export function survivalText(
  firstPeriod: string,
  start: string,
  year: { readonly from: number; readonly to: number },
): string | undefined {
  const perYear = year.to - year.from;
  const middle = (year.from + year.to) / 2 / perYear;
  const [first, begun] = [yearsOf(firstPeriod), yearsOf(start)];
  if (first === undefined || begun === undefined) return undefined;
  const survives = middle - Math.max(0, begun - first);
  return survives > 0 ? `${Number(survives.toFixed(4))} years` : undefined;
}

/** A period or date as years of our era: `2026Q1`, `2026-07` or `2026-07-15`. */
function yearsOf(text: string): number | undefined {
  const [, year, quarter, month, day] = /^(\d{4})(?:Q([1-4])|-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const months = quarter === undefined ? Number(month ?? 1) - 1 : 3 * (Number(quarter) - 1);
  return Number(year) + (months + (Number(day ?? 1) - 1) / 30.4375) / 12;
}
