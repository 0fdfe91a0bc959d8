import { hasErrors, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { readFit } from '../calibrate/fit-file.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { readRows } from '../catalogue/rows.ts';
import type { TableName } from '../tables/measured-tables.ts';
import { makePredictor, type Estimate } from './predictor.ts';

/** A row's prediction, in the order of the rows asked for. */
export interface PredictedRow extends Estimate {
  readonly id: string;
}

export interface PredictRowsInput {
  /** Texts of the catalogue, the measured tables and `serving_fit.json`, by file name. */
  readonly texts: ReadonlyMap<string, string>;
  /** The rows to predict. */
  readonly rows: string;
  /** Their file name, for messages. */
  readonly file: string;
  /** `training` rows name TFLOP/s per chip; anything else tokens/s of the system, its format told by the columns. */
  readonly kind: 'serving' | 'training';
}

export const fitFile = 'serving_fit.json';

/**
 * Predicts benchmark rows: tokens/s of the whole system, or TFLOP/s achieved per chip, each with an 80% range, in the order given.
 *
 * Rows of `mlperf_inference.csv` and of `neuron_decoder_benchmarks.csv` are told apart by their columns. A chip, model or word that is
 * not known, or a number that does not read, gets a wide answer and a warning at its line. Errors: `serving-column-missing` and those
 * of the catalogue and the table reader.
 *
 * @example predictRows({ texts, rows, file: 'rows.csv', kind: 'serving' }).value?.[0]?.value // 24109.8
 */
export function predictRows({ texts, rows, file, kind }: PredictRowsInput): Outcome<readonly PredictedRow[]> {
  const issues: Issue[] = [];
  const catalogue = readCatalogue(texts);
  const fit = readFit(texts.get(fitFile) ?? '', fitFile);
  if (!catalogue.value || !fit.value) return { issues: [...catalogue.issues, ...fit.issues] };
  const asked = readRows(new Map([[file, rows]]), file, issues, 'warning');
  const name: TableName =
    kind === 'training' ? 'training' : asked[0] && isDecoder(asked[0]) ? 'decoder' : 'inference';
  for (const column of ['row_id', 'chip', name === 'decoder' ? 'model' : 'benchmark']) {
    if (asked[0] && !asked[0].has(column)) issues.push(missingColumn(file, column));
  }
  const predictor = makePredictor(name, { catalogue: catalogue.value, fit: fit.value, texts });
  issues.push(...predictor.issues);
  if (!predictor.value || hasErrors(issues)) return { issues };
  const { table, estimate } = predictor.value;
  const predicted = asked.map((row) => {
    const found = table.read(catalogue.value!, row, issues, file);
    if (found.id === '') issues.push(missingId(file, row.line));
    return { id: found.id, ...estimate(found.roofline, found.features, found.isGuess) };
  });
  return ok(predicted, issues);
}

function isDecoder(row: { has(column: string): boolean }): boolean {
  return (
    row.has('model') &&
    !row.has('scenario') &&
    (row.has('batch') || row.has('input_len') || row.has('weights'))
  );
}

function missingId(file: string, line: number): Issue {
  return {
    code: 'serving-value-unknown',
    severity: 'warning',
    message: 'The row has no id; its answer has none either and is known by its place alone.',
    at: { file, line, column: 1 },
    expected: 'a row_id',
  };
}

function missingColumn(file: string, column: string): Issue {
  return {
    code: 'serving-column-missing',
    severity: 'error',
    message: `The rows have no column ${column}.`,
    at: { file, line: 1, column: 1 },
    expected: column,
    fix: 'use the columns of data/silicon/mlperf_inference.csv, mlperf_training.csv or neuron_decoder_benchmarks.csv',
  };
}
