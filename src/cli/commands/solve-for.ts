import { InvalidArgumentError, type Command } from 'commander';
import { solveMetric, type SolvedMetric } from '../../study/index.ts';
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
      const solved = solveMetric(opened.study, {
        metric: flags.metric,
        ...(flags.period === undefined ? {} : { period: flags.period }),
        target: flags.target,
        vary: { path: flags.vary, how: flags.multiply ? 'multiplier' : 'value' },
        between: [low, high],
        ...(flags.quantile === undefined
          ? {}
          : { paths: { quantile: flags.quantile, count: flags.paths, seed: flags.seed } }),
      });
      if (!solved.value) {
        printIssues(solved.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      const { target, figure, solution } = solved.value;
      if (!flags.json) console.log(render(solved.value, flags));
      else {
        const asked = { metric: target.metric, period: target.period, unit: target.unitText, figure };
        console.log(JSON.stringify({ ...asked, vary: flags.vary, ...solution }, undefined, 1));
      }
    });
}

function render(solved: SolvedMetric, flags: SolveFlags): string {
  const { target, figure, solution, showX, showAnswer } = solved;
  const varied = flags.multiply ? `${flags.vary} ×` : flags.vary;
  const metric = target.period === 'horizon' ? target.metric : `${target.metric} ${target.period}`;
  const where =
    flags.quantile === undefined
      ? 'On the central path: every driver at its median, no shocks.'
      : `P${100 * flags.quantile} of ${flags.paths} paths, seed ${flags.seed}, drawn alike at every trial.`;
  const [low, high] = flags.between as [string, string];
  if (solution.kind === 'no solution in range') {
    const tried = solution.trials.map(
      ({ x, answer }) => `  ${varied} ${showX(x)} gives ${showAnswer(answer)}`,
    );
    return [
      `No solution in range: between ${low} and ${high} no tried ${varied} gives ${metric} ${showAnswer(figure)}.`,
      ...tried,
      where,
    ].join('\n');
  }
  const { x, answer, residual, bracket, otherBrackets, evaluations } = solution;
  const [from, to] = bracket;
  const isJump = Math.abs(residual) > 1e-4 * Math.abs(to.answer - from.answer);
  const others = otherBrackets.map(([a, b]) => `${showX(a)} to ${showX(b)}`);
  return [
    `${varied} ${showX(x)} gives ${metric} ${showAnswer(answer)}.`,
    ...(isJump ? [`The metric jumps there: it does not meet ${showAnswer(figure)} exactly.`] : []),
    `Searched from ${showX(from.x)} (${showAnswer(from.answer)}) to ${showX(to.x)} (${showAnswer(to.answer)}) in ${evaluations} evaluations; ${residual === 0 ? 'no residual' : `residual ${showAnswer(residual)}`}.`,
    ...(others.length > 0 ? [`It meets it again between ${others.join(', and between ')}.`] : []),
    where,
  ].join('\n');
}

/** Reads `p50` as 0.5. */
function quantileText(text: string): number {
  const percent = Number(/^p(\d+(?:\.\d+)?)$/i.exec(text.trim())?.[1] ?? NaN);
  if (!(percent > 0 && percent < 100)) throw new InvalidArgumentError(`expected p1 to p99, found '${text}'.`);
  return percent / 100;
}
