import { fail, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { measuredTables, type TableName } from '../tables/measured-tables.ts';
import type { Score } from './score.ts';

/** What the calibration of one table found: sizes of effects, rows it doubts, widths of ranges and honest scores by rung. */
export interface TableFit {
  readonly rows: number;
  /** Hash of the table's text, to see that a fit belongs to the rows given. */
  readonly text: string;
  readonly effects: Readonly<Record<string, number>>;
  readonly slopes: Readonly<Record<string, number>>;
  readonly noise: number;
  /** Rows that disagree with everything else, and the factor by which their noise is larger. */
  readonly doubts: Readonly<Record<string, number>>;
  /** By rung: factor on the deviation at which 80% of rows with that rung left out are within the range. */
  readonly widths: Readonly<Record<string, number>>;
  /** By rung: how well rows were predicted with that rung left out whole. */
  readonly scores: Readonly<Record<string, Score>>;
}

/** The calibration as a file: data, written by `serving calibrate`. */
export interface Fit {
  readonly about: string;
  readonly tables: Readonly<Record<TableName, TableFit>>;
}

/**
 * Reads the text of a calibration. Issue: `serving-fit-malformed`.
 *
 * @example readFit(text, 'serving_fit.json').value?.tables.inference.noise // 0.03
 */
export function readFit(text: string, file: string): Outcome<Fit> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return fail(malformed(file, 'text that is no JSON'));
  }
  const tables = isRecord(found) && isRecord(found['tables']) ? found['tables'] : undefined;
  if (!tables) return fail(malformed(file, 'no `tables`'));
  for (const name of Object.keys(measuredTables)) {
    const fault = faultOf(tables[name]);
    if (fault !== undefined) return fail(malformed(file, `tables.${name}: ${fault}`));
  }
  return ok(found as Fit);
}

function faultOf(table: unknown): string | undefined {
  if (!isRecord(table)) return 'missing';
  for (const name of ['effects', 'slopes', 'doubts', 'widths'] as const) {
    const values = table[name];
    if (!isRecord(values)) return `no ${name}`;
    if (!Object.values(values).every((value) => typeof value === 'number' && value >= 0)) {
      return `a value of ${name} that is no number from 0 on`;
    }
  }
  return typeof table['noise'] === 'number' && table['noise'] > 0 ? undefined : 'no noise above 0';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(file: string, found: string): Issue {
  return {
    code: 'serving-fit-malformed',
    severity: 'error',
    message: 'The calibration does not read.',
    at: { file, line: 1, column: 1 },
    found,
    expected: 'a file written by `buildout serving calibrate`',
    fix: 'run `buildout serving calibrate`',
  };
}

/** The text of a calibration: four digits, one value a line. */
export function fitText(fit: Fit): string {
  const round = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(4)) : value;
  return `${JSON.stringify(fit, round, 2)}\n`;
}
