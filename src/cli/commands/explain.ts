import type { Command } from 'commander';
import { loadSiliconTexts } from '../../node/index.ts';
import { measurementFinder } from '../../serving/index.ts';
import { explainMetric, type DescribeMeasured } from '../../study/index.ts';
import { exitCodes } from '../exit.ts';
import { openOrExplain, printIssues } from '../open.ts';
import { collect, wholeNumber } from '../options.ts';
import { renderTrace } from '../render-trace.ts';

interface ExplainFlags {
  readonly period?: string;
  readonly depth: number;
  readonly overlay: string[];
  readonly set: string[];
  readonly all?: boolean;
}

/** `explain CASE METRIC`: a figure, its formula, what it reads, down to case lines and sources. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .argument('<case>', 'case folder or YAML file')
    .argument('<metric>', 'such as roic.d2, revenue or chip.installed[trainium2]')
    .option('--period <p>', 'period or fiscal year, such as 2027Q2 or FY2028; default the last')
    .option('--depth <n>', 'levels of formulas shown', wholeNumber, 3)
    .option('--all', 'down to every line of the case, however deep')
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, [])
    .description(
      'trace a figure to its formula, inputs, lines of the case and sources (central path: drivers at medians)',
    )
    .action((path: string, metric: string, flags: ExplainFlags) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const depth = flags.all ? 200 : flags.depth;
      const period = flags.period === undefined ? {} : { period: flags.period };
      const explained = explainMetric(opened.study, { metric, depth, ...period });
      if (!explained.value) {
        printIssues(explained.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      console.log(`On the central path: every driver at its median, no shocks.\n`);
      console.log(renderTrace(explained.value.root, opened.study, makeDescriber()).join('\n'));
    });
}

/** Words for measured rows; the catalogue is read when the first is asked for. */
function makeDescriber(): DescribeMeasured {
  let find: ReturnType<typeof measurementFinder> | undefined;
  return (id) => {
    find ??= measurementFinder(loadSiliconTexts());
    const found = find(id);
    return found
      ? `${id}, ${found.words} (${found.when}) <${found.source}>`
      : `${id}, which the catalogue of silicon does not have`;
  };
}
