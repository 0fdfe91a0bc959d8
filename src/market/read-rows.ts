import { nearestName } from '../base/nearest.ts';
import { readCsv } from '../table/index.ts';
import type { Issue } from '../base/issue.ts';
import type { Source } from './source.ts';
import { toSource } from './source.ts';

/** Reads the cells of one row by column name; faults go to the issue list, and a faulty number reads as NaN. */
export interface RowReader {
  text(column: string): string;
  number(column: string): number;
  /** `undefined` for an empty cell. */
  numberIfAny(column: string): number | undefined;
  source(titleColumn?: string, urlColumn?: string): Source;
}

/** A property that is left out when there is no value, as optional properties never hold `undefined` here. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Reads one table of facts into records; every fault names file, line and column and is added to `issues`. */
export function readRows<T>(
  texts: ReadonlyMap<string, string>,
  file: string,
  read: (row: RowReader) => T,
  issues: Issue[],
): readonly T[] {
  const text = texts.get(file);
  if (text === undefined) {
    issues.push({
      code: 'market-file-missing',
      severity: 'error',
      message: `The market data have no file ${file}`,
      at: { file, line: 1, column: 1 },
      fix: `Give the text of data/${file} under the name ${file}`,
    });
    return [];
  }
  const outcome = readCsv(text, file);
  issues.push(...outcome.issues);
  if (outcome.value === undefined) return [];
  const { columns, rows, lines } = outcome.value;
  const missing = new Set<string>();
  return rows.map((cells, index) => {
    const cellOf = (column: string): string => {
      const at = columns.indexOf(column);
      if (at < 0) missColumn({ file, column, columns, missing, issues });
      return at < 0 ? '' : (cells[at] ?? '').trim();
    };
    const line = lines[index] ?? 1;
    return read(
      rowReader(cellOf, (column, found) => issues.push(badNumber({ file, line, column, columns, found }))),
    );
  });
}

function rowReader(
  cellOf: (column: string) => string,
  reject: (column: string, found: string) => void,
): RowReader {
  const parse = (column: string, cell: string): number => {
    if (NUMBER.test(cell)) return Number(cell);
    reject(column, cell);
    return NaN;
  };
  return {
    text: cellOf,
    number: (column) => parse(column, cellOf(column)),
    numberIfAny: (column) => {
      const cell = cellOf(column);
      return cell === '' ? undefined : parse(column, cell);
    },
    source: (titleColumn = 'source_title', urlColumn = 'source_url') =>
      toSource(cellOf(titleColumn), cellOf(urlColumn), cellOf('confidence')),
  };
}

interface MissingColumn {
  readonly file: string;
  readonly column: string;
  readonly columns: readonly string[];
  readonly missing: Set<string>;
  readonly issues: Issue[];
}

function missColumn({ file, column, columns, missing, issues }: MissingColumn): void {
  if (missing.has(column)) return;
  missing.add(column);
  const near = nearestName(column, columns);
  issues.push({
    code: 'market-column-missing',
    severity: 'error',
    message: `${file} has no column ${column}`,
    at: { file, line: 1, column: 1 },
    found: columns.join(', '),
    expected: column,
    fix: near === undefined ? `Add the column ${column}` : `Rename ${near} to ${column}`,
  });
}

interface BadNumber {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly columns: readonly string[];
  readonly found: string;
}

function badNumber({ file, line, column, columns, found }: BadNumber): Issue {
  return {
    code: 'market-number-malformed',
    severity: 'error',
    message: `Column ${column} needs a number`,
    at: { file, line, column: columns.indexOf(column) + 1 },
    found: found === '' ? 'an empty cell' : found,
    expected: 'a plain decimal number such as 131.82',
    fix: 'Correct the cell',
  };
}
