import { csvParseRows } from 'd3-dsv';
import type { Issue, Outcome, Place } from '../base/issue.ts';
import { fail, ok, sortIssues } from '../base/issue.ts';
import { scanCsv } from './scan-csv.ts';
import type { CellPlace } from './scan-csv.ts';
import type { Table } from './table.ts';

/** Largest table text in characters: 20 MB of plain text. */
export const mostTableCharacters = 20_000_000;
/** Most rows below the header. */
export const mostTableRows = 1_000_000;
/** Ragged rows reported one by one; a table with more has one cause, and a thousand messages hide it. */
const mostRaggedIssues = 20;

/**
 * Reads a CSV text (RFC 4180: commas, double quotes, header in the first line); blank lines are skipped.
 *
 * Issues: `table-limit`, `table-header`, `table-quote`, `table-ragged`, each with file, line and column.
 *
 * @example readCsv('period,mw\n2026Q1,120\n', 'power.csv').value?.columns // ['period', 'mw']
 */
export function readCsv(text: string, file: string): Outcome<Table> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.length > mostTableCharacters) {
    return fail(tooLarge(file, `${body.length} characters`, `at most ${mostTableCharacters} characters`));
  }
  const scan = scanCsv(body);
  if (scan.fault) return fail(quoting(at(file, scan.fault.at), scan.fault.problem));
  if (scan.rows.length > mostTableRows + 1) {
    return fail(tooLarge(file, `${scan.rows.length - 1} rows`, `at most ${mostTableRows} rows`));
  }
  const parsed = csvParseRows(body);
  const columns = (parsed[0] ?? []).map((name) => name.trim());
  const issues: Issue[] = [...checkHeader(body, file, columns)];
  const rows: string[][] = [];
  const lines: number[] = [];
  let ragged = 0;
  for (let i = 1; i < parsed.length; i++) {
    const row = parsed[i]!;
    if (row.length === 1 && row[0]!.trim() === '' && columns.length > 1) continue;
    if (row.length !== columns.length && ++ragged <= mostRaggedIssues) {
      issues.push(raggedRow(at(file, scan.rows[i]!), row.length, columns.length));
    }
    rows.push(row);
    lines.push(scan.rows[i]!.line);
  }
  return issues.length > 0 ? fail(...sortIssues(issues)) : ok({ file, columns, rows, lines });
}

function checkHeader(text: string, file: string, columns: readonly string[]): Issue[] {
  if (columns.every((name) => name === '')) {
    return [header(at(file, { line: 1, column: 1 }), 'The table has no header.', '(nothing)')];
  }
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const headerEnd = text.search(/[\r\n]/);
  const places: CellPlace[] = [];
  // A header with line breaks inside quotes is cut here; its places then fall back to the file's start.
  scanCsv(
    headerEnd < 0 ? text : text.slice(0, headerEnd),
    (row, _, place) => row === 0 && places.push(place),
  );
  columns.forEach((name, i) => {
    const place = at(file, places[i] ?? { line: 1, column: 1 });
    if (name === '') issues.push(header(place, `Column ${i + 1} has no name.`, '(empty)'));
    else if (seen.has(name)) issues.push(header(place, `Two columns are named '${name}'.`, name));
    seen.add(name);
  });
  return issues;
}

function at(file: string, place: CellPlace): Place {
  return { file, line: place.line, column: place.column };
}

function header(place: Place, message: string, found: string): Issue {
  const expected = 'a first line with one name for each column, no two alike';
  return { code: 'table-header', severity: 'error', message, at: place, found, expected };
}

function quoting(place: Place, problem: string): Issue {
  return {
    code: 'table-quote',
    severity: 'error',
    message: `The table cannot be read: ${problem}.`,
    at: place,
    expected: 'a cell in double quotes, with a double quote inside it written twice',
  };
}

function raggedRow(place: Place, found: number, expected: number): Issue {
  return {
    code: 'table-ragged',
    severity: 'error',
    message: 'The row does not have one cell for each column.',
    at: place,
    found: `${found} cells`,
    expected: `${expected} cells`,
    fix: 'put a cell that contains a comma in double quotes',
  };
}

function tooLarge(file: string, found: string, expected: string): Issue {
  const place = { file, line: 1, column: 1 };
  return {
    code: 'table-limit',
    severity: 'error',
    message: 'The table is too large.',
    at: place,
    found,
    expected,
  };
}
