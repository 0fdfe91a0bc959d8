import { readRows, type Row } from '../catalogue/rows.ts';
import { measuredTables, type TableName } from './measured-tables.ts';

/** A measured row of the catalogue in words. */
export interface Measurement {
  readonly id: string;
  /** What was measured on what. */
  readonly words: string;
  /** The benchmark's round, or the version of the software measured, with the month where it is known. */
  readonly when: string;
  readonly source: string;
}

/** Months in which MLCommons published a round of inference or training: its news of that day. */
const months: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
  inference: { 'v4.1': '2024-08', 'v5.0': '2025-04', 'v5.1': '2025-09' },
  training: { 'v4.0': '2024-06', 'v4.1': '2024-11', 'v5.0': '2025-06', 'v5.1': '2025-11' },
  decoder: {},
};

/**
 * Finds measured rows by id in the tables of the catalogue; `undefined` for an id that none has.
 *
 * @example measurementFinder(texts)('mlp0478')?.words
 */
export function measurementFinder(
  texts: ReadonlyMap<string, string>,
): (id: string) => Measurement | undefined {
  const found = new Map<string, Measurement>();
  for (const { name, file } of Object.values(measuredTables)) {
    for (const row of readRows(texts, file, [])) {
      const id = row.text('row_id');
      if (id !== '') found.set(id, { id, source: row.text('source'), ...wordsOf[name](row) });
    }
  }
  return (id) => found.get(id);
}

type Words = Pick<Measurement, 'words' | 'when'>;

const wordsOf: Readonly<Record<TableName, (row: Row) => Words>> = {
  inference: (row) => ({
    words: `MLPerf Inference, ${row.text('submitter')} ${row.text('system')}: ${row.text('benchmark')} ${row.text('scenario')} on ${row.text('n_chips')} ${row.text('chip')}, ${rounded(row, 'tokens_per_s')} tokens/s`,
    when: roundWords('inference', row),
  }),
  training: (row) => ({
    words: `MLPerf Training, ${row.text('submitter')} ${row.text('system')}: ${row.text('benchmark')} on ${row.text('n_chips')} ${row.text('chip')}, ${rounded(row, 'achieved_tflops_per_chip_est')} TFLOP/s a chip`,
    when: roundWords('training', row),
  }),
  decoder: (row) => ({
    words: `Neuron benchmark: ${row.text('model')} on ${row.text('instance')}, batch ${row.text('batch')}, ${rounded(row, 'output_tokens_per_s')} tokens/s`,
    when: `Neuron ${row.text('neuron_version')}`,
  }),
};

function roundWords(table: TableName, row: Row): string {
  const round = row.text('round');
  const month = months[table][round];
  return month === undefined ? `round ${round}` : `round ${round}, ${month}`;
}

function rounded(row: Row, column: string): string {
  const value = row.number(column);
  return value === undefined ? 'no' : value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
