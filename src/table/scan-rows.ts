/** One row of a CSV stream; valid only while it is being visited. */
export interface ScannedRow {
  /** Line of the file, from 1, on which the row starts. */
  readonly line: number;
  readonly cells: number;
  /** The text of a cell, unquoted; empty beyond the last one. */
  cell(index: number): string;
  /** The row as it stands in the file. */
  text(): string;
}

/** The names in a row that heads others, without a byte order mark and blanks around them. */
export function columnNames(row: ScannedRow): string[] {
  return Array.from({ length: row.cells }, (_, i) =>
    row
      .cell(i)
      .replace(/^\uFEFF/, '')
      .trim(),
  );
}

/** A row that cannot be read, with what is wrong; the scan goes on at the next line. */
export interface BadRow {
  readonly line: number;
  readonly problem: string;
  readonly text: string;
}

export interface RowScanner {
  /** Takes the next bytes of the file, UTF-8. */
  push(bytes: Uint8Array): void;
  /** Takes the end of the file. */
  end(): void;
}

export interface RowVisitor {
  readonly onRow: (row: ScannedRow) => void;
  readonly onBad: (row: BadRow) => void;
}

const quote = 34;
const comma = 44;
const newline = 10;
const carriageReturn = 13;
/** A row may be this long; a longer one is a quote that never closes. */
const longestRow = 1 << 20;

/**
 * Reads a CSV of any size in pieces, in memory bounded by one piece and one row, by the rules of RFC 4180.
 *
 * Every row must have as many cells as the first. A row with a quote that does not close, with text after a closing quote
 * or with another number of cells is bad: its first line alone is given up, and the next line is tried as a row, so that one
 * stray quote does not swallow good rows. Blank lines are skipped. Cells are decoded only when asked for.
 */
export function makeRowScanner({ onRow, onBad }: RowVisitor): RowScanner {
  let buffer: Uint8Array = new Uint8Array(0);
  let line = 1;
  let width = -1;
  let starts = new Int32Array(256);
  let ends = new Int32Array(256);
  let count = 0;
  let rowStart = 0;
  let rowEnd = 0;

  const addCell = (from: number, to: number) => {
    if (count === starts.length) {
      starts = grow(starts);
      ends = grow(ends);
    }
    starts[count] = from;
    ends[count] = to;
    count++;
  };
  const row: ScannedRow = {
    get line() {
      return line;
    },
    get cells() {
      return count;
    },
    cell: (index) => (index < count ? decodeCell(buffer, starts[index]!, ends[index]!) : ''),
    text: () => decode(buffer, rowStart, rowEnd),
  };

  /** Reads one row from `from`; the index after it, or −1 when the buffer ends first. */
  let fault: string | undefined;
  let lines = 0;
  const scan = (from: number, isLast: boolean): number => {
    const n = buffer.length;
    let i = from;
    count = 0;
    lines = 0;
    fault = undefined;
    for (;;) {
      const start = i;
      if (i < n && buffer[i] === quote) {
        i++;
        for (;;) {
          if (i >= n || i - from > longestRow) {
            if (!isLast && i - from <= longestRow) return -1;
            fault = 'a quote opens and never closes';
            return n;
          }
          const code = buffer[i]!;
          if (code === quote) {
            if (i + 1 >= n && !isLast) return -1;
            if (buffer[i + 1] !== quote) break;
            i += 2;
            continue;
          }
          if (code === newline) lines++;
          i++;
        }
        i++;
        if (i >= n && !isLast) return -1;
        const code = i < n ? buffer[i]! : newline;
        if (code !== comma && code !== newline && code !== carriageReturn) {
          fault = 'text follows a closing quote';
          return i;
        }
      } else {
        while (i < n) {
          const code = buffer[i]!;
          if (code === comma || code === newline) break;
          i++;
        }
      }
      if (i >= n && !isLast) return i - from > longestRow ? n : -1;
      const code = i < n ? buffer[i]! : newline;
      let end = i;
      if (code === carriageReturn) {
        // A closing quote stands before it: the line ends here, with or without a newline.
        if (i + 1 >= n && !isLast) return -1;
        addCell(start, end);
        rowEnd = end;
        lines++;
        return buffer[i + 1] === newline ? i + 2 : i + 1;
      }
      if (code === newline && end > start && buffer[end - 1] === carriageReturn) end--;
      addCell(start, end);
      i++;
      if (code === newline) {
        rowEnd = end;
        lines++;
        return i;
      }
    }
  };

  const giveUpLine = (from: number, problem: string): number => {
    let to = from;
    while (to < buffer.length && buffer[to] !== newline) to++;
    onBad({ line, problem, text: decode(buffer, from, Math.min(to, from + longestRow)).replace(/\r$/, '') });
    line++;
    return to + 1;
  };

  const work = (isLast: boolean) => {
    let at = 0;
    while (at < buffer.length) {
      const next = scan(at, isLast);
      if (next < 0) break;
      rowStart = at;
      if (fault === undefined && width >= 0 && count !== width && !isBlank()) {
        fault = `${count} cells where the header has ${width}`;
      }
      if (fault !== undefined) {
        // The line itself may not be complete yet.
        if (!isLast && buffer.indexOf(newline, at) < 0 && buffer.length - at <= longestRow) break;
        at = giveUpLine(at, fault);
        continue;
      }
      if (!isBlank()) {
        if (width < 0) width = count;
        onRow(row);
      }
      line += lines;
      at = next;
    }
    buffer = at >= buffer.length ? new Uint8Array(0) : buffer.slice(at);
  };
  const isBlank = () => count === 1 && ends[0] === starts[0];

  return {
    push(bytes) {
      if (buffer.length === 0) buffer = bytes;
      else {
        const joined = new Uint8Array(buffer.length + bytes.length);
        joined.set(buffer);
        joined.set(bytes, buffer.length);
        buffer = joined;
      }
      work(false);
    },
    end() {
      work(true);
    },
  };
}

function grow(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * old.length);
  longer.set(old);
  return longer;
}

function decodeCell(bytes: Uint8Array, from: number, to: number): string {
  if (to > from && bytes[from] === quote) {
    return decode(bytes, from + 1, to - 1).replaceAll('""', '"');
  }
  return decode(bytes, from, to);
}

/** UTF-8 to text without the platform's decoder, which the core does not have; a malformed sequence gives U+FFFD. */
function decode(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to;) {
    const a = bytes[i]!;
    if (a < 0x80) {
      text += String.fromCharCode(a);
      i++;
      continue;
    }
    const length = a >= 0xf0 && a < 0xf8 ? 4 : a >= 0xe0 ? 3 : a >= 0xc2 ? 2 : 0;
    let code = length === 4 ? a & 7 : length === 3 ? a & 15 : a & 31;
    let k = 1;
    while (k < length && i + k < to && (bytes[i + k]! & 0xc0) === 0x80) {
      code = code * 64 + (bytes[i + k]! & 63);
      k++;
    }
    const isWhole = length > 0 && k === length && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    text += isWhole ? String.fromCodePoint(code) : '\uFFFD';
    i += isWhole ? length : 1;
  }
  return text;
}
