import type { Issue, Outcome, Place } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';

/** A text table: named columns, and rows of cells as written. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of the file, from 1, on which each row starts; quoted cells may span lines. */
  readonly lines: readonly number[];
}

/**
 * The cells of one column, as written. Issue: `table-column`.
 *
 * @example column(table, 'period').value // ['2026Q1', '2026Q2']
 */
export function column(table: Table, name: string): Outcome<string[]> {
  const index = table.columns.indexOf(name);
  if (index < 0) return fail(columnMissing(table, name));
  return ok(table.rows.map((row) => row[index]!));
}

/**
 * The cells of one column as plain numbers, without units. Issues: `table-column`, `table-number`, each bad cell at its row.
 *
 * @example numbers(table, 'mw').value // [120, 85.5]
 */
export function numbers(table: Table, name: string): Outcome<Float64Array> {
  const cells = column(table, name);
  if (!cells.value) return fail(...cells.issues);
  const issues: Issue[] = [];
  const values = Float64Array.from(cells.value, (cell, row) => {
    const value = plainNumber.test(cell.trim()) ? Number(cell) : NaN;
    if (!Number.isFinite(value)) issues.push(notNumber(rowPlace(table, row, name), cell));
    return value;
  });
  return issues.length > 0 ? fail(...issues) : ok(values);
}

/** Where a row of a table starts; the path names row (from 1) and column. */
export function rowPlace(table: Table, row: number, columnName: string): Place {
  return { file: table.file, line: table.lines[row] ?? 1, column: 1, path: `${columnName}[${row + 1}]` };
}

const plainNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

function notNumber(at: Place, cell: string): Issue {
  return {
    code: 'table-number',
    severity: 'error',
    message: 'The cell is not a plain number.',
    at,
    found: cell.trim() === '' ? '(empty)' : cell,
    expected: 'a number such as 120 or 85.5',
  };
}

function columnMissing(table: Table, name: string): Issue {
  const nearest = nearestName(name, table.columns);
  const issue: Issue = {
    code: 'table-column',
    severity: 'error',
    message: `The table has no column '${name}'.`,
    at: { file: table.file, line: 1, column: 1 },
    found: name,
    expected: `one of ${table.columns.join(', ')}`,
  };
  return nearest === undefined ? issue : { ...issue, fix: `write ${nearest}` };
}
