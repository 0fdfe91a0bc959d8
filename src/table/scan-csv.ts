/** Where one cell of a CSV text starts: line and column from 1. */
export interface CellPlace {
  readonly line: number;
  readonly column: number;
}

/** What a scan of a CSV text found: the place of every row, of the first quoting fault, and of chosen rows' cells. */
export interface CsvScan {
  readonly rows: readonly CellPlace[];
  readonly fault: { readonly at: CellPlace; readonly problem: string } | undefined;
}

const quote = 34;
const comma = 44;
const newline = 10;
const carriageReturn = 13;

/**
 * Walks a CSV text by the rules of RFC 4180, as csvParseRows does, and notes lines and columns, which the parser drops.
 * It also finds what that parser reads on over in silence: a quote that never closes, and text after a closing quote.
 * `onCell` is called for every cell with its row and index, from 0.
 */
export function scanCsv(text: string, onCell?: (row: number, cell: number, at: CellPlace) => void): CsvScan {
  const rows: CellPlace[] = [];
  let fault: CsvScan['fault'];
  let line = 1;
  let lineStart = 0;
  let cell = 0;
  let i = 0;
  const place = (): CellPlace => ({ line, column: i - lineStart + 1 });
  while (i < text.length) {
    const at = place();
    if (cell === 0) rows.push(at);
    onCell?.(rows.length - 1, cell, at);
    if (text.charCodeAt(i) === quote) {
      i++;
      while (i < text.length && !(text.charCodeAt(i) === quote && text.charCodeAt(i + 1) !== quote)) {
        i += text.charCodeAt(i) === quote ? 2 : 1;
        if (isLineEnd(text, i - 1)) {
          line++;
          lineStart = i;
        }
      }
      if (i >= text.length) fault ??= { at, problem: 'a quote opens here and never closes' };
      i++;
      if (i < text.length && !isCellEnd(text.charCodeAt(i))) {
        fault ??= { at: place(), problem: 'text follows the closing quote' };
      }
    }
    while (i < text.length && !isCellEnd(text.charCodeAt(i))) i++;
    cell = text.charCodeAt(i) === comma ? cell + 1 : 0;
    if (cell > 0) {
      i++;
      if (i >= text.length) onCell?.(rows.length - 1, cell, place());
      continue;
    }
    if (text.charCodeAt(i) === carriageReturn && text.charCodeAt(i + 1) === newline) i++;
    i++;
    line++;
    lineStart = i;
  }
  return { rows, fault };
}

/** Whether a line ends with the character at an index; the carriage return of a pair does not end it. */
function isLineEnd(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code === newline || (code === carriageReturn && text.charCodeAt(i + 1) !== newline);
}

function isCellEnd(code: number): boolean {
  return code === comma || code === newline || code === carriageReturn;
}
