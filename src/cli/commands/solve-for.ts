import { InvalidArgumentError, type Command } from 'commander';
import { solvedWords, solveMetric, type SolveMetricOptions } from '../../study/index.ts';
import { exitCodes } from '../exit.ts';
import { openOrExplain, printIssues } from '../open.ts';
import { collect, seedNumber, wholeNumber } from '../options.ts';

interface SolveFlags {
  readonly metric: string;
  readonly period?: string;
  readonly target: string;
  readonly vary: string;
  readonly between: string[];
  readonly multiply?: boolean;
  readonly quantile?: number;
  readonly paths: number;
  readonly seed: number;
  readonly overlay: string[];
  readonly set: string[];
  readonly json?: boolean;
}

/** `solve-for CASE`: the value of one assumption at which a metric meets a figure. */
export function addSolveFor(program: Command): void {
  program
    .command('solve-for')
    .argument('<case>', 'case folder or YAML file')
    .requiredOption('--metric <id>', 'such as roic.d2 or npv')
    .option('--period <p>', 'period or fiscal year, such as FY2029; none for a metric of the whole horizon')
    .requiredOption('--target <figure>', "what the metric should be, such as '10 %/year' or '$150bn'")
    .requiredOption('--vary <path>', 'a value of the case or a driver, such as opex.draw')
    .requiredOption('--between <bounds...>', 'the range to search, such as 40% 100%')
    .option('--multiply', 'search for a multiplier of the value, such as between 0.5 and 2')
    .option('--quantile <p>', 'of random paths, such as p50; the central path unless given', quantileText)
    .option('--paths <n>', 'random paths for --quantile, the same at every trial', wholeNumber, 500)
    .option('--seed <n>', 'seed of the draws for --quantile', seedNumber, 7)
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, [])
    .option('--json', 'print the answer as JSON')
    .description('find the value of one assumption at which a metric meets a figure, or say that none does')
    .action((path: string, flags: SolveFlags) => {
      const [low, high, ...more] = flags.between;
      if (low === undefined || high === undefined || more.length > 0) {
        console.error(`--between takes two values, such as 40% 100%; found ${flags.between.join(' ')}`);
        process.exitCode = exitCodes.usage;
        return;
      }
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const asked: SolveMetricOptions = {
        metric: flags.metric,
        ...(flags.period === undefined ? {} : { period: flags.period }),
        target: flags.target,
        vary: { path: flags.vary, how: flags.multiply ? 'multiplier' : 'value' },
        between: [low, high],
        ...(flags.quantile === undefined
          ? {}
          : { paths: { quantile: flags.quantile, count: flags.paths, seed: flags.seed } }),
      };
      const solved = solveMetric(opened.study, asked);
      if (!solved.value) {
        printIssues(solved.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      const { target, figure, solution } = solved.value;
      if (!flags.json) console.log(solvedWords(solved.value, asked).join('\n'));
      else {
        const about = { metric: target.metric, period: target.period, unit: target.unitText, figure };
        console.log(JSON.stringify({ ...about, vary: flags.vary, ...solution }, undefined, 1));
      }
    });
}

/** Reads `p50` as 0.5. */
function quantileText(text: string): number {
  const percent = Number(/^p(\d+(?:\.\d+)?)$/i.exec(text.trim())?.[1] ?? NaN);
  if (!(percent > 0 && percent < 100)) throw new InvalidArgumentError(`expected p1 to p99, found '${text}'.`);
  return percent / 100;
}
