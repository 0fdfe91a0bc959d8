import type { Issue, Place } from '../../base/issue.ts';
import { log } from '../../num/index.ts';
import type { Prior } from '../calibrate/fit-effects.ts';
import { findChip } from '../catalogue/find-chip.ts';
import { findModel } from '../catalogue/find-model.ts';
import type { Row } from '../catalogue/rows.ts';
import type { Catalogue, Model } from '../catalogue/types.ts';
import type { Precision } from '../roofline/deployment.ts';
import { machineOf } from '../roofline/machine.ts';
import { decodeSeconds, prefillSeconds } from '../roofline/pass-times.ts';
import { countOf, join, type RowCase } from './inference-rows.ts';

const weightsOf: Readonly<Record<string, Precision>> = {
  bf16: 'bf16',
  fp16: 'bf16',
  int8: 'int8',
  fp8: 'fp8',
  fp4: 'fp4',
};

/** Reads a row in the columns of `neuron_decoder_benchmarks.csv`: small-batch decode at a fixed batch over the whole system. */
export function readDecoderRow(catalogue: Catalogue, row: Row, issues: Issue[], file: string): RowCase {
  const at: Place = { file, line: row.line, column: 1 };
  const found = findChip(catalogue, { chip: row.text('chip'), at });
  const model = findModel(catalogue, row.text('model'), at);
  issues.push(...found.issues, ...model.issues);
  const count = (column: string, otherwise: number) => countOf(row, { column, otherwise, at }, issues);
  const chips = count('n_chips', 16);
  const batch = count('batch', 1);
  const inputTokens = count('input_len', 4096);
  const outputTokens = count('output_len', 1024);
  const precision = weightsOf[row.text('weights').toLowerCase()] ?? 'bf16';
  const cores = count('tp_degree_cores', 2 * chips);
  const plain = machineOf({ chip: found.chip, model: model.model, precision, inputTokens, outputTokens });
  const machine =
    'flops' in plain
      ? { ...plain, kvBytesPerToken: plain.kvBytesPerToken * copies(model.model, cores) }
      : plain;
  const seconds =
    'flops' in machine
      ? batch * prefillSeconds({ machine, chips }, inputTokens) +
        outputTokens * decodeSeconds({ machine, chips }, batch, inputTokens + outputTokens / 2)
      : outputTokens / 30;
  const measured = row.number('output_tokens_per_s');
  const [chip, make, name] = [found.chip.name, found.chip.make, row.text('model')];
  const context = log((inputTokens + outputTokens) / 2048) / log(2);
  return {
    id: row.text('row_id'),
    roofline: (batch * outputTokens) / seconds,
    ...(measured === undefined || measured <= 0 ? {} : { measured }),
    isGuess: found.isGuess || model.isGuess,
    features: {
      levels: {
        make,
        chip,
        model: String(Math.round(log(model.model.totalBn ?? 70) / log(2))),
        precision,
        pair: join(chip, name.replace(/-?(instruct|hf|chat).*$/i, '')),
        cell: join(chip, name, String(batch), precision),
        repeat: join(chip, name, String(batch), precision, `${inputTokens}+${outputTokens}`, String(chips)),
      },
      slopes: {
        level: 1,
        size: log(model.model.totalBn ?? 70) / log(2) / 4 - 1.2,
        batch: log(batch) / 3,
        context: context / 3,
      },
    },
  };
}

/** Cores that each keep the same keys and values: a group of more cores than the model has key-value heads copies them. */
function copies({ kvPerToken, layers }: Model, cores: number): number {
  const headWidth = 128;
  const heads = (kvPerToken ?? 0) / (2 * (layers ?? 1) * headWidth);
  return heads > 0 ? Math.max(1, cores / heads) : 1;
}

/** Where the fit to small-batch decode rows starts. */
export const decoderPrior: Prior = {
  repeats: 'repeat',
  rounds: 20,
  start: {
    effects: { make: 0.1, chip: 0.1, model: 0.06, precision: 0.1, pair: 0.05, cell: 0.03, repeat: 0.01 },
    slopes: { level: 3, size: 0.15, batch: 0.15, context: 0.1 },
    noise: 0.03,
  },
  scales: { make: 0.3, chip: 0.3 },
};
