import type { Issue } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { RowScanner, ScannedRow } from '../table/index.ts';
import { columnNames, makeRowScanner } from '../table/index.ts';
import type { Series } from './series.ts';

/** What a file of series holds: the series that can be forecast, and every fault with its line. */
export interface SeriesFile {
  readonly series: readonly Series[];
  readonly issues: readonly Issue[];
  /** Rows below the header. */
  readonly rows: number;
}

export interface SeriesReader extends Pick<RowScanner, 'push'> {
  /** Ends the file and gives what was read. */
  end(): SeriesFile;
}

const needed = ['series_id', 't', 'value'] as const;
/** Faults of one kind reported one by one. */
const mostOfOneKind = 20;

interface Open {
  readonly id: string;
  readonly ts: number[];
  readonly values: number[];
  readonly soldOut: boolean[];
  readonly lines: number[];
  lastPeriod: string;
  lastT: number;
  isBroken: boolean;
}

/**
 * Reads series from CSV bytes in pieces: columns `series_id, t, value` and, if given, `period` and `sold_out`, in any order.
 *
 * `t` counts the periods; rows of a series may stand in any order. A cell that is no number, or a second value for one
 * `t`, is an error, and its series is left out. A gap (a `t` without a row, or an empty value) is a warning: values are
 * not made up, the series is forecast from what follows its last gap.
 * Issues: `series-column`, `series-row`, `series-number`, `series-duplicate`, `series-gap`, `series-sold-out`,
 * `series-empty`.
 */
export function makeSeriesReader(file: string): SeriesReader {
  const issues: Issue[] = [];
  const counts = new Map<string, number>();
  const open = new Map<string, Open>();
  let columns: Record<(typeof needed)[number] | 'period' | 'sold_out', number> | undefined;
  let isHeader = true;
  let rows = 0;
  const report = (issue: Issue) => {
    const count = (counts.get(issue.code) ?? 0) + 1;
    counts.set(issue.code, count);
    if (count <= mostOfOneKind) issues.push(issue);
  };
  const visit = (row: ScannedRow) => {
    if (isHeader) {
      isHeader = false;
      columns = readHeader(row, file, report);
      return;
    }
    if (!columns) return;
    rows++;
    const id = row.cell(columns.series_id).trim();
    let series = open.get(id);
    if (!series) {
      series = {
        id,
        ts: [],
        values: [],
        soldOut: [],
        lines: [],
        lastPeriod: '',
        lastT: -Infinity,
        isBroken: false,
      };
      open.set(id, series);
    }
    const t = readNumber(row.cell(columns.t));
    const text = row.cell(columns.value).trim();
    const value = readNumber(text);
    const at = (column: string) => ({ file, line: row.line, column: 1, path: `${id}.${column}` });
    if (t === undefined || !Number.isInteger(t)) {
      series.isBroken = true;
      const found = row.cell(columns.t);
      report({ ...notNumber, at: at('t'), found: found || '(empty)', expected: 'a whole number of periods' });
      return;
    }
    if (value === undefined && !isMissing(text)) {
      series.isBroken = true;
      report({ ...notNumber, at: at('value'), found: text, expected: 'a number such as 120 or 85.5' });
      return;
    }
    const mark = columns.sold_out < 0 ? '' : row.cell(columns.sold_out).trim().toLowerCase();
    const isSoldOut = soldOutWords.get(mark);
    if (isSoldOut === undefined) {
      series.isBroken = true;
      report({
        code: 'series-sold-out',
        severity: 'error',
        message: 'The cell does not say whether all was sold; its series is left out.',
        at: at('sold_out'),
        found: mark,
        expected: '1 where all there was to sell was sold, else 0 or nothing',
      });
      return;
    }
    series.ts.push(t);
    series.values.push(value ?? NaN);
    series.soldOut.push(isSoldOut);
    series.lines.push(row.line);
    if (t > series.lastT) {
      series.lastT = t;
      series.lastPeriod = columns.period < 0 ? '' : row.cell(columns.period).trim();
    }
  };
  const scanner = makeRowScanner({
    onRow: visit,
    onBad: ({ line, problem, text }) =>
      report({
        code: 'series-row',
        severity: 'error',
        message: `The row cannot be read: ${problem}.`,
        at: { file, line, column: 1 },
        found: text.length > 80 ? `${text.slice(0, 80)}…` : text,
        expected: 'one cell for each column, quotes closed',
      }),
  });
  return {
    push: (bytes) => scanner.push(bytes),
    end() {
      scanner.end();
      if (isHeader) readHeader(undefined, file, report);
      const series = [...open.values()].flatMap((each) => closeSeries(each, file, report));
      for (const [code, count] of counts) {
        if (count > mostOfOneKind) issues.push(moreOf(code, count - mostOfOneKind, file));
      }
      return { series, issues, rows };
    },
  };
}

const notNumber = {
  code: 'series-number',
  severity: 'error',
  message: 'The cell is not a plain number; its series is left out.',
} as const;

/** Words of the column `sold_out`. */
const soldOutWords: ReadonlyMap<string, boolean> = new Map([
  ...['', '0', 'false', 'no'].map((word) => [word, false] as const),
  ...['1', 'true', 'yes'].map((word) => [word, true] as const),
]);

const missingWords = new Set(['', 'na', 'nan', 'null', 'n/a']);

function isMissing(text: string): boolean {
  return missingWords.has(text.toLowerCase());
}

const plainNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (!plainNumber.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

function readHeader(row: ScannedRow | undefined, file: string, report: (issue: Issue) => void) {
  const names = row ? columnNames(row) : [];
  const missing = needed.filter((name) => !names.includes(name));
  for (const name of missing) {
    const near = nearestName(name, names);
    report({
      code: 'series-column',
      severity: 'error',
      message: `The file has no column '${name}'.`,
      at: { file, line: 1, column: 1 },
      found: names.length > 0 ? names.join(', ') : '(nothing)',
      expected: 'series_id, t, period, value (period may be left out; sold_out may be added)',
      ...(near === undefined ? {} : { fix: `rename ${near} to ${name}` }),
    });
  }
  if (missing.length > 0) return undefined;
  const at = (name: string) => names.indexOf(name);
  return {
    series_id: at('series_id'),
    t: at('t'),
    value: at('value'),
    period: at('period'),
    sold_out: at('sold_out'),
  };
}

/** Missing values in a row that a straight line may bridge. */
const longestBridge = 2;

function closeSeries(open: Open, file: string, report: (issue: Issue) => void): Series[] {
  if (open.isBroken) return [];
  const order = open.ts.map((_, i) => i).sort((a, b) => open.ts[a]! - open.ts[b]!);
  const line = (i: number) => ({ file, line: open.lines[i]!, column: 1, path: open.id });
  const twice = order.find((i, k) => k > 0 && open.ts[i] === open.ts[order[k - 1]!]);
  if (twice !== undefined) {
    report({
      code: 'series-duplicate',
      severity: 'error',
      message: `Series '${open.id}' has two values for t = ${open.ts[twice]!}; it is left out.`,
      at: line(twice),
      expected: 'one row for each series and t',
      fix: 'remove one of the rows',
    });
    return [];
  }
  const last = order[order.length - 1]!;
  if (Number.isNaN(open.values[last]!)) {
    report({
      code: 'series-empty',
      severity: 'error',
      message: `Series '${open.id}' ends without a value; it is left out.`,
      at: line(last),
      expected: 'a value in the last row',
      fix: 'remove the empty rows at its end, or give their values',
    });
    return [];
  }
  const { values, soldOut, bridged, cutAt } = bridgeGaps(open, order);
  if (cutAt !== undefined || bridged.length > 0) {
    const what =
      cutAt === undefined
        ? `${bridged.length} missing values are bridged by a straight line`
        : `only its ${values.length} values after the last long gap are used`;
    report({
      code: 'series-gap',
      severity: 'warning',
      message: `Series '${open.id}' has a gap; ${what}.`,
      at: line(cutAt ?? bridged[0]!),
      expected: 'a value for every period',
      fix: 'give the missing values, 0 where nothing happened',
    });
  }
  return [
    {
      id: open.id,
      values: Float64Array.from(values),
      lastPeriod: open.lastPeriod,
      ...(soldOut.includes(true) ? { soldOut } : {}),
    },
  ];
}

/**
 * The values by period. Up to two missing in a row are put on the line between their neighbours; after a longer gap the
 * series starts anew, since what was before would be joined to what came after by nothing but a guess.
 */
function bridgeGaps(open: Open, order: readonly number[]) {
  let values: number[] = [];
  let soldOut: boolean[] = [];
  let cutAt: number | undefined;
  const bridged: number[] = [];
  let lastT = 0;
  for (const i of order) {
    const value = open.values[i]!;
    const t = open.ts[i]!;
    if (Number.isNaN(value)) continue;
    const missing = values.length === 0 ? 0 : t - lastT - 1;
    if (missing > longestBridge) {
      values = [];
      soldOut = [];
      bridged.length = 0;
      cutAt = i;
    } else {
      const before = values[values.length - 1]!;
      for (let k = 1; k <= missing; k++) {
        values.push(before + ((value - before) * k) / (missing + 1));
        soldOut.push(false);
        bridged.push(i);
      }
    }
    values.push(value);
    soldOut.push(open.soldOut[i]!);
    lastT = t;
  }
  return { values, soldOut, bridged, cutAt };
}

function moreOf(code: string, count: number, file: string): Issue {
  return {
    code,
    severity: 'warning',
    message: `${count} more of these are not shown.`,
    at: { file, line: 1, column: 1 },
  };
}
