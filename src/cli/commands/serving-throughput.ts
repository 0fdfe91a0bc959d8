import type { Command } from 'commander';
import { hasErrors } from '../../base/issue.ts';
import { loadSiliconTexts } from '../../node/index.ts';
import {
  chipRatio,
  findChip,
  fitFile,
  makePredictor,
  readCatalogue,
  readFit,
  readWorkload,
  type Chip,
  type Deployment,
} from '../../serving/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { collect, wholeNumber } from '../options.ts';

interface Flags {
  readonly workload: string;
  readonly chip: string[];
  readonly reference: string;
  readonly slo?: number;
  readonly own?: string;
}

/** `serving throughput`: throughputs against a reference chip, as lines of a case with their range and source. */
export function addServingThroughput(serving: Command): void {
  serving
    .command('throughput')
    .option('--workload <name>', 'a task such as llama2-70b, or MODEL:INPUT/OUTPUT', 'llama3.1-70b')
    .option('--chip <name>', 'a chip (repeatable)', collect, [])
    .option('--reference <name>', 'the chip whose hour is the unit of work', 'H100')
    .option('--slo <ms>', 'limit per output token; offline when left out', wholeNumber)
    .option('--own <folder>', 'folder with chips_own.csv or models_own.csv')
    .description('throughput of chips in hours of a reference chip, as lines to put into a case')
    .action((flags: Flags) => {
      const texts = loadSiliconTexts(flags.own);
      const catalogue = readCatalogue(texts);
      const fit = readFit(texts.get(fitFile) ?? '', fitFile);
      const workload = catalogue.value && readWorkload(catalogue.value, flags.workload);
      const predictor =
        catalogue.value &&
        fit.value &&
        makePredictor('inference', { catalogue: catalogue.value, fit: fit.value, texts });
      const issues = [
        ...catalogue.issues,
        ...fit.issues,
        ...(workload?.issues ?? []),
        ...(predictor?.issues ?? []),
      ];
      printIssues(issues);
      if (!catalogue.value || !workload?.value || !predictor?.value || hasErrors(issues)) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      const using = { catalogue: catalogue.value, predictor: predictor.value };
      const { model, inputTokens, outputTokens } = workload.value;
      const limit = flags.slo === undefined ? {} : { limit: { perTokenMs: flags.slo, firstTokenMs: 2000 } };
      const on = (chip: Chip): Deployment => ({
        chip,
        model,
        precision: chip.fp4Tflops !== undefined ? 'fp4' : chip.fp8Tflops !== undefined ? 'fp8' : 'bf16',
        inputTokens,
        outputTokens,
        ...limit,
      });
      const reference = findChip(using.catalogue, { chip: flags.reference });
      for (const name of flags.chip) {
        const found = findChip(using.catalogue, { chip: name });
        const ratio = chipRatio(on(found.chip), on(reference.chip), using);
        printIssues([...found.issues, ...ratio.issues]);
        if (!ratio.value) {
          process.exitCode = exitCodes.caseFaults;
          continue;
        }
        const { ratio: value, low90, high90, tokensPerSecond, nearest, leansOn } = ratio.value;
        const digits = (rate: number): string => String(Number(rate.toPrecision(3)));
        console.log(
          `${name}: { value: ${digits(value)} work/chip/hour, source: 'serving throughput: ${flags.workload}${flags.slo === undefined ? ' offline' : ` at ${flags.slo} ms`}, ${digits(tokensPerSecond)} tokens/s; measured before: ${nearest}', tier: ${nearest === 'cell' || nearest === 'pair' ? 2 : 3}, measured: [${leansOn.join(', ')}] } # 90%: ${digits(low90)} to ${digits(high90)}`,
        );
      }
    });
}
