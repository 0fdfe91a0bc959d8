import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { hasErrors } from '../../base/issue.ts';
import { fitPath, loadSiliconTexts, writeFile } from '../../node/index.ts';
import { calibrate, fitText, predictRows, type Fit, type PredictedRow } from '../../serving/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { wholeNumber } from '../options.ts';
import { addServingCost } from './serving-cost.ts';
import { addServingThroughput } from './serving-throughput.ts';

/** `serving`: what chips deliver for models, at which speed and price. */
export function addServing(program: Command): void {
  const serving = program
    .command('serving')
    .description('what a chip delivers, for which model, at which speed and price');
  addPredict(serving, {
    name: 'predict',
    kind: 'serving',
    column: 'tokens_per_s',
    unit: 'tokens/s of the whole system',
  });
  addPredict(serving, {
    name: 'train-predict',
    kind: 'training',
    column: 'achieved_tflops_per_chip',
    unit: 'TFLOP/s achieved per chip',
  });
  addServingCost(serving);
  addServingThroughput(serving);
  addCalibrate(serving);
  for (const command of serving.commands)
    command.exitOverride().showHelpAfterError('(--help shows what is understood)');
}

interface PredictCommand {
  readonly name: string;
  readonly kind: 'serving' | 'training';
  readonly column: string;
  readonly unit: string;
}

function addPredict(serving: Command, { name, kind, column, unit }: PredictCommand): void {
  serving
    .command(name)
    .argument('<rows>', 'CSV of benchmark rows, in the columns of data/silicon without the measured ones')
    .option('--out <file>', 'where to write row_id and the prediction; printed when left out')
    .option('--own <folder>', 'folder with chips_own.csv or models_own.csv, entries of your own')
    .option('--why', 'also print how near the measurements are and which rows each prediction leans on')
    .description(`predict ${unit} with 80% ranges`)
    .action((rows: string, flags: { out?: string; own?: string; why?: boolean }) => {
      const found = predictRows({
        texts: loadSiliconTexts(flags.own),
        rows: readFileSync(rows, 'utf8'),
        file: rows,
        kind,
      });
      printIssues(found.issues);
      if (!found.value || hasErrors(found.issues)) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      const text = [`row_id,${column},lo80,hi80`, ...found.value.map(predictedLine), ''].join('\n');
      if (flags.out === undefined) process.stdout.write(text);
      else {
        writeFile(flags.out, text);
        console.log(`${found.value.length} rows written to ${flags.out}`);
      }
      if (flags.why) for (const row of found.value) console.error(whyLine(row));
    });
}

function predictedLine({ id, value, low80, high80 }: PredictedRow): string {
  const cell = /[",\n]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
  return [cell, ...[value, low80, high80].map((rate) => Number(rate.toPrecision(6)))].join(',');
}

function whyLine({ id, nearest, efficiency, leansOn }: PredictedRow): string {
  const rows = leansOn.map((row) => `${row.id} (${Math.round(row.weight * 100)}%)`).join(', ');
  return `${id}: measured before: ${nearest}; ${Math.round(Math.exp(efficiency) * 100)}% of the roofline; leans on ${rows}`;
}

function addCalibrate(serving: Command): void {
  serving
    .command('calibrate')
    .option('--out <file>', 'where to write the calibration', fitPath)
    .option('--folds <n>', 'folds of the cross-validation', wholeNumber, 12)
    .option('--quiet', 'do not print progress')
    .description('fit the roofline to the measured rows, score it on rows left out, and write both')
    .action((flags: { out: string; folds: number; quiet?: boolean }) => {
      const found = calibrate(loadSiliconTexts(), {
        folds: flags.folds,
        ...(flags.quiet ? {} : { onStep: (step: string) => console.error(step) }),
      });
      printIssues(found.issues);
      if (!found.value) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      writeFile(flags.out, fitText(found.value));
      console.log(scoresText(found.value));
      console.log(`written to ${flags.out}`);
    });
}

function scoresText({ tables }: Fit): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`.padStart(7);
  const head = 'table      left out    rows  median     p90  in 80% range';
  const lines = Object.entries(tables).flatMap(([name, { scores }]) =>
    Object.entries(scores).map(
      ([rung, score]) =>
        `${name.padEnd(10)} ${rung.padEnd(8)} ${String(score.rows).padStart(7)} ${percent(score.medianError)} ${percent(score.p90Error)} ${percent(score.coverage)}`,
    ),
  );
  return [head, ...lines].join('\n');
}
