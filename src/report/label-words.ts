/** A label of the case as words: `servers_own` becomes `servers own`; `fy2026` becomes `FY2026`. */
export function labelWords(label: string): string {
  if (/^fy\d{4}$/i.test(label)) return label.toUpperCase();
  return label.replaceAll('_', ' ');
}
