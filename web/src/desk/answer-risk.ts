import {
  answerSpread,
  breakEvenSteps,
  capitalAxis,
  demandAxis,
  driverTable,
  findTarget,
  scenarioGrid,
  solvedWords,
  solveMetric,
  tornado,
  type AnswerSpread,
  type BreakEvens,
  type DriverTable,
  type Study,
} from 'buildout';
import { followSteps, Stopped, valueOf, type Bench } from './bench.ts';
import type { RiskQuestions, Swings } from './risk-protocol.ts';

/** How an answer lies over the paths of a run. */
export async function answerSpreadOf(
  { order, metric, period, figure, isProgramme }: RiskQuestions['spread'],
  { open, openCounterfactual, runner, follow }: Bench,
): Promise<AnswerSpread> {
  const counterfactual = isProgramme ? openCounterfactual(order) : undefined;
  const found = await answerSpread(open(order), {
    metric,
    ...(period === undefined ? {} : { period }),
    ...(figure === undefined ? {} : { figure }),
    paths: order.paths,
    seed: order.seed,
    runner,
    ...(counterfactual ? { counterfactual } : {}),
    onProgress: follow,
  });
  if (found.value === undefined && found.issues.length === 0) throw new Stopped();
  return valueOf(found);
}

/** What moves an answer, and its nine cases. */
export async function answerSwings(
  { order, metric, period }: RiskQuestions['swings'],
  { open, step }: Bench,
): Promise<Swings> {
  const study = open(order);
  const target = valueOf(findTarget(study, metric, period));
  const found = tornado(study, target);
  await step(1 / 2);
  return { tornado: found, grid: hasAxes(study) ? scenarioGrid(study, [target]) : undefined };
}

function hasAxes({ study }: Study): boolean {
  return [...demandAxis.inputs, ...capitalAxis.inputs].every((name) => study.inputs.has(name));
}

/** An answer over two uncertain numbers. */
export function answerCrossed(
  { order, metric, period, drivers }: RiskQuestions['crossed'],
  { open }: Bench,
): DriverTable {
  const study = open(order);
  return driverTable(study, valueOf(findTarget(study, metric, period)), drivers);
}

/** What must be true for an answer to meet its target, number by number. */
export async function answerBreakEvens(
  { order, metric, period, target, most }: RiskQuestions['breakEvens'],
  { open, step }: Bench,
): Promise<BreakEvens> {
  const asked = { metric, target, most, ...(period === undefined ? {} : { period }) };
  return followSteps(breakEvenSteps(open(order), asked), step);
}

/** Where one value brings an answer to a figure, in the lines of the command line. */
export async function answerSolve(
  { order, options }: RiskQuestions['solve'],
  { open, step }: Bench,
): Promise<readonly string[]> {
  const study = open(order);
  await step(0);
  return solvedWords(valueOf(solveMetric(study, options)), options);
}
