import type { Issue, Place } from '../../base/issue.ts';
import { log } from '../../num/index.ts';
import type { Prior } from '../calibrate/fit-effects.ts';
import { findChip } from '../catalogue/find-chip.ts';
import type { Row } from '../catalogue/rows.ts';
import type { Catalogue } from '../catalogue/types.ts';
import { peakTflops } from '../roofline/machine.ts';
import { countOf, join, type RowCase } from './inference-rows.ts';
import { roundNumber } from './round-number.ts';

/** Share of the BF16 peak that training is taken to reach before calibration. */
export const plainUtilisation = 0.5;

/** Requests per optimiser step of the smallest runs, by benchmark: the batch where a row does not say it. */
const smallestBatch: Readonly<Record<string, number>> = {
  llama2_70b_lora: 8,
  llama31_8b: 16,
  llama31_405b: 896,
  gpt3: 2048,
};

/** Reads a row in the columns of `mlperf_training.csv`, with or without those that were measured: TFLOP/s achieved per chip. */
export function readTrainingRow(catalogue: Catalogue, row: Row, issues: Issue[], file: string): RowCase {
  const at: Place = { file, line: row.line, column: 1 };
  const found = findChip(catalogue, { chip: row.text('chip'), system: row.text('system'), at });
  issues.push(...found.issues);
  const peak = peakTflops(found.chip, 'bf16') ?? 1000;
  const chips = countOf(row, { column: 'n_chips', otherwise: 8, at }, issues);
  const benchmark = row.text('benchmark');
  const isKnown = Object.hasOwn(smallestBatch, benchmark);
  if (!isKnown) {
    issues.push({
      code: 'serving-model-unknown',
      severity: 'warning',
      message:
        'No training of this benchmark was measured; the average of the others stands in, with a wide range.',
      at,
      found: benchmark || '(empty)',
      expected: Object.keys(smallestBatch).join(', '),
    });
  }
  const batch = row.number('global_batch') ?? Math.max(smallestBatch[benchmark] ?? 8, chips / 8);
  const measured = row.number('achieved_tflops_per_chip_est');
  const [chip, make, round] = [found.chip.name, found.chip.make, row.text('round')];
  const submitter = row.text('submitter');
  const doublings = log(chips / 8) / log(2);
  const sharing = Math.max(0, log(chips / Math.max(1, batch)) / log(2));
  const size = Math.round(doublings);
  return {
    id: row.text('row_id'),
    roofline: peak * plainUtilisation,
    ...(measured === undefined || measured <= 0 ? {} : { measured }),
    isGuess: found.isGuess || !isKnown,
    features: {
      levels: {
        make,
        chip,
        benchmark,
        makeBenchmark: join(make, benchmark),
        pair: join(chip, benchmark),
        makeRound: join(make, round),
        chipRound: join(chip, round),
        pairRound: join(chip, benchmark, round),
        cell: join(chip, benchmark, String(size)),
        sizeOfMake: join(make, benchmark, String(size)),
        submitter,
        framework: frameworkOf(row.text('framework')),
        system: join(row.text('system'), submitter),
        repeat: join(row.text('system'), submitter, benchmark, String(chips)),
      },
      slopes: {
        level: 1,
        round: roundNumber(round) / 4,
        chips: doublings / 5,
        chipsTuning: benchmark.includes('lora') ? doublings / 5 : 0,
        chipsSmall: benchmark.includes('8b') ? doublings / 5 : 0,
        sharing: sharing / 3,
        sharingTuning: benchmark.includes('lora') ? sharing / 3 : 0,
      },
    },
  };
}

function frameworkOf(text: string): string {
  return text
    .replaceAll(/[^A-Za-z]+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 2)
    .join(' ')
    .toLowerCase();
}

/** Where the fit to training rows starts. */
export const trainingPrior: Prior = {
  repeats: 'repeat',
  rounds: 20,
  start: {
    effects: {
      make: 0.2,
      chip: 0.1,
      benchmark: 0.15,
      makeBenchmark: 0.1,
      pair: 0.06,
      makeRound: 0.08,
      chipRound: 0.05,
      pairRound: 0.04,
      cell: 0.05,
      sizeOfMake: 0.06,
      submitter: 0.03,
      framework: 0.02,
      system: 0.02,
      repeat: 0.01,
    },
    slopes: {
      level: 3,
      round: 0.2,
      chips: 0.15,
      chipsTuning: 0.15,
      chipsSmall: 0.2,
      sharing: 0.15,
      sharingTuning: 0.15,
    },
    noise: 0.02,
  },
  scales: { make: 0.3, benchmark: 0.3, makeBenchmark: 0.2 },
};
