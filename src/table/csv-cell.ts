const needsQuotes = /[",\r\n]/;
/** What a spreadsheet would run as a formula: these first characters, unless the whole cell is a number. */
const isFormulaLike = /^[=+\-@\t\r]/;
const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

/**
 * A text as a CSV cell: quoted where it must be, and with an apostrophe before what a spreadsheet would run as a formula.
 *
 * Source: OWASP, "CSV injection".
 *
 * @example csvCell('=1+1') // "'=1+1"
 */
export function csvCell(text: string): string {
  const safe = isFormulaLike.test(text) && !isNumber.test(text) ? `'${text}` : text;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
