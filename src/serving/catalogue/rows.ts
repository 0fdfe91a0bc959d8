import type { Issue } from '../../base/issue.ts';
import { readCsv, rowPlace } from '../../table/index.ts';
import type { Table } from '../../table/index.ts';
import type { Origin } from './types.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** One row of a table by column name; a column that is absent reads as empty. */
export interface Row {
  readonly line: number;
  readonly index: number;
  text(column: string): string;
  /** `undefined` for an empty cell, and with an issue for a cell that is no number. */
  number(column: string): number | undefined;
  has(column: string): boolean;
}

/** Reads a table into rows; numbers that do not read become issues at their cell, as warnings or as errors. */
export function readRows(
  texts: ReadonlyMap<string, string>,
  file: string,
  issues: Issue[],
  severity: 'error' | 'warning' = 'error',
): readonly Row[] {
  const text = texts.get(file);
  if (text === undefined) {
    issues.push({
      code: 'serving-file-missing',
      severity: 'error',
      message: `The silicon facts have no file ${file}.`,
      at: { file, line: 1, column: 1 },
      fix: `give the text of ${file} under this name`,
    });
    return [];
  }
  const outcome = readCsv(text, file);
  issues.push(...outcome.issues);
  const table = outcome.value;
  return table ? table.rows.map((_, index) => rowOf(table, index, { issues, severity })) : [];
}

function rowOf(
  table: Table,
  index: number,
  report: { readonly issues: Issue[]; readonly severity: 'error' | 'warning' },
): Row {
  const cells = table.rows[index]!;
  const text = (column: string): string => (cells[table.columns.indexOf(column)] ?? '').trim();
  return {
    line: table.lines[index] ?? index + 2,
    index,
    text,
    has: (column) => table.columns.includes(column),
    number: (column) => {
      const found = text(column);
      if (found === '') return undefined;
      if (NUMBER.test(found)) return Number(found);
      report.issues.push({
        code: 'serving-number-malformed',
        severity: report.severity,
        message: `Column ${column} needs a number.`,
        at: rowPlace(table, index, column),
        found,
        expected: 'a plain decimal number such as 131.82',
        fix: 'correct the cell, or leave it empty',
      });
      return undefined;
    },
  };
}

/** A property that is left out when there is no value. */
export function given<K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: number });
}

/** Where a row's values come from; `from memory` is tier 4 whatever its confidence says. */
export function originOf(title: string, url: string, confidence: string): Origin {
  const word = confidence.trim().split(/[\s(/]/)[0];
  const isRecalled = title.includes('from memory') || word === 'low' || word === 'memory';
  return { title, url, tier: isRecalled ? 4 : word === 'high' ? 2 : 3 };
}
