import type { Issue } from '../../base/issue.ts';
import type { Prior } from '../calibrate/fit-effects.ts';
import type { Observation } from '../calibrate/observation.ts';
import { readRows, type Row } from '../catalogue/rows.ts';
import type { Catalogue } from '../catalogue/types.ts';
import { decoderPrior, readDecoderRow } from './decoder-rows.ts';
import { inferencePrior } from './inference-prior.ts';
import { observationsOf, readInferenceRow, type RowCase } from './inference-rows.ts';
import { readTrainingRow, trainingPrior } from './training-rows.ts';

export type TableName = 'inference' | 'training' | 'decoder';

/** A table of measurements: how its rows are read, what is known before, and the ladder from the same run to an unseen chip. */
export interface MeasuredTable {
  readonly name: TableName;
  readonly file: string;
  readonly read: (catalogue: Catalogue, row: Row, issues: Issue[], file: string) => RowCase;
  readonly prior: Prior;
  /** Effects from the most particular to the most general; ranges are calibrated with each left out whole. */
  readonly rungs: readonly string[];
}

export const measuredTables: Readonly<Record<TableName, MeasuredTable>> = {
  inference: {
    name: 'inference',
    file: 'mlperf_inference.csv',
    read: readInferenceRow,
    prior: inferencePrior,
    rungs: ['repeat', 'cell', 'pair', 'chip', 'model'],
  },
  training: {
    name: 'training',
    file: 'mlperf_training.csv',
    read: readTrainingRow,
    prior: trainingPrior,
    rungs: ['repeat', 'cell', 'pair', 'chip'],
  },
  decoder: {
    name: 'decoder',
    file: 'neuron_decoder_benchmarks.csv',
    read: readDecoderRow,
    prior: decoderPrior,
    rungs: ['repeat', 'cell', 'pair', 'chip'],
  },
};

/** The measured rows of a table as observations. */
export function readObservations(
  table: MeasuredTable,
  catalogue: Catalogue,
  texts: ReadonlyMap<string, string>,
  issues: Issue[],
): readonly Observation[] {
  const rows = readRows(texts, table.file, issues);
  const cases = rows.map((row) => table.read(catalogue, row, issues, table.file));
  return observationsOf(cases, table.prior.repeats);
}
