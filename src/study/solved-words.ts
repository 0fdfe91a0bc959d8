import type { SolvedMetric, SolveMetricOptions } from './solve-metric.ts';

/** Share of the bracket's answers beyond which a residual says that the metric jumps over the figure. */
const jump = 1e-4;

/**
 * What `solveMetric` found, line by line: the value and the answer there, the search, where else, and on which paths; or that nothing
 * in the range does it, and what was tried.
 *
 * @example solvedWords(solved, options)[0] // 'opex.draw 71.2% gives roic.d2 FY2029 10 %/year.'
 */
export function solvedWords(solved: SolvedMetric, options: SolveMetricOptions): readonly string[] {
  const { target, figure, solution, showX, showAnswer } = solved;
  const { vary, between, paths } = options;
  const varied = vary.how === 'multiplier' ? `${vary.path} ×` : vary.path;
  const metric = target.period === 'horizon' ? target.metric : `${target.metric} ${target.period}`;
  const where =
    paths === undefined
      ? 'On the central path: every driver at its median, no shocks.'
      : `P${100 * paths.quantile} of ${paths.count} paths, seed ${paths.seed}, drawn alike at every trial.`;
  const [low, high] = between;
  if (solution.kind === 'no solution in range') {
    const tried = solution.trials.map(
      ({ x, answer }) => `  ${varied} ${showX(x)} gives ${showAnswer(answer)}`,
    );
    return [
      `No solution in range: between ${low} and ${high} no tried ${varied} gives ${metric} ${showAnswer(figure)}.`,
      ...tried,
      where,
    ];
  }
  const { x, answer, residual, bracket, otherBrackets, evaluations } = solution;
  const [from, to] = bracket;
  const isJump = Math.abs(residual) > jump * Math.abs(to.answer - from.answer);
  const others = otherBrackets.map(([a, b]) => `${showX(a)} to ${showX(b)}`);
  return [
    `${varied} ${showX(x)} gives ${metric} ${showAnswer(answer)}.`,
    ...(isJump ? [`The metric jumps there: it does not meet ${showAnswer(figure)} exactly.`] : []),
    `Searched from ${showX(from.x)} (${showAnswer(from.answer)}) to ${showX(to.x)} (${showAnswer(to.answer)}) in ${evaluations} evaluations; ${residual === 0 ? 'no residual' : `residual ${showAnswer(residual)}`}.`,
    ...(others.length > 0 ? [`It meets it again between ${others.join(', and between ')}.`] : []),
    where,
  ];
}
