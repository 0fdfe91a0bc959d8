import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import Table from 'cli-table3';
import { buildDemand, printDemand, readLayers, type DemandBuild } from '../../demand/index.ts';
import { writeFile } from '../../node/index.ts';
import { exitCodes } from '../exit.ts';
import { printIssues } from '../open.ts';
import { seedNumber, wholeNumber } from '../options.ts';

interface DemandFlags {
  readonly paths: number;
  readonly seed: number;
  readonly out?: string;
  readonly check?: boolean;
}

/** `signals demand CASE`: a case's demand tables built from the signal files it names. */
export function addDemand(signals: Command): void {
  signals
    .command('demand')
    .argument('<case>', 'case folder with signals/layers.csv, or such a file')
    .option('--paths <n>', 'joint paths', wholeNumber, 10_000)
    .option('--seed <n>', 'seed of the draws', seedNumber, 7)
    .option('--out <file>', 'where the table goes (demand.csv beside the layers)')
    .option('--check', 'write nothing; fail where the table is not what the signals say')
    .description('build a case’s demand from its signals, layer by layer, and say what each layer adds')
    .action((path: string, flags: DemandFlags) => {
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
      const file = isFolder ? join(path, 'signals', 'layers.csv') : path;
      const plan = readLayers(readFileSync(file, 'utf8'), 'signals/layers.csv');
      const files = new Map(
        (plan.value?.layers ?? []).flatMap((layer) => {
          const at = join(dirname(file), layer.file);
          if (!existsSync(at)) return [];
          const bytes = readFileSync(at);
          return [[layer.file, { bytes, text: bytes.toString('utf8') }] as const];
        }),
      );
      const built = plan.value && buildDemand(plan.value, files, flags);
      printIssues([...plan.issues, ...(built?.issues ?? [])]);
      if (!built?.value) {
        process.exitCode = exitCodes.caseFaults;
        return;
      }
      const out = flags.out ?? join(dirname(file), 'demand.csv');
      const text = printDemand(built.value);
      if (!flags.check) writeFile(out, text);
      else if (!existsSync(out) || readFileSync(out, 'utf8') !== text) {
        console.error(`${out} is not what the signals say; run \`buildout signals demand ${path}\`.`);
        process.exitCode = exitCodes.caseFaults;
      }
      console.log(describeDemand(built.value, flags.check ? undefined : out));
    });
}

function describeDemand({ labels, segments }: DemandBuild, out: string | undefined): string {
  const at = labels.map((_, t) => t).filter((t) => t % 8 === 0 || t === labels.length - 1);
  const digits = (value: number) => value.toPrecision(4);
  const parts = segments.map(({ segment, layers, p10, p50, p90, components, rest }) => {
    const table = new Table({
      chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
      style: { head: [], border: [], compact: true },
      head: [segment, ...at.map((t) => labels[t]!)],
    });
    for (const layer of layers)
      table.push([
        `+ ${layer.layer} (${layer.kind} of ${layer.file})`,
        ...at.map((t) => digits(layer.mean[t]!)),
      ]);
    table.push(['= median of the sum', ...at.map((t) => digits(p50[t]!))]);
    table.push(['80% of paths', ...at.map((t) => `${digits(p10[t]!)}–${digits(p90[t]!)}`)]);
    return `${table.toString()}\nJoint paths: ${components.loadings.length} scores explain ${(100 * components.explained).toFixed(0)}% of the spread over all quarters; the rest as the model's shock: volatility ${(100 * rest.volatility).toFixed(1)}% a year, reversion ${(100 * rest.reversion).toFixed(0)}% a quarter.`;
  });
  return [
    ...parts,
    ...(out === undefined
      ? []
      : [
          `Written to ${out}; a case reads it as volume: { table: signals/demand.csv#SEGMENT, … }, path_loading_1: { table: signals/demand.csv#SEGMENT_path_1 }, path_score_1: normal(0, 1), and so on.`,
        ]),
  ].join('\n\n');
}
