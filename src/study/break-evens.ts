import { tornado, type BreakEven, type BreakEvens, type TornadoRow } from '../analyse/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import { runSteps } from '../base/run-steps.ts';
import { log, quantile } from '../num/index.ts';
import { dateAt } from '../time/index.ts';
import { formatQuantity } from '../units/index.ts';
import { figureOf } from './figure-of.ts';
import { findTarget } from './find-target.ts';
import type { Study } from './open-study.ts';
import { solveMetric } from './solve-metric.ts';

export interface BreakEvenRequest {
  readonly metric: string;
  readonly period?: string;
  /** The figure to meet, such as `10 %/year`. */
  readonly target: string;
  /** Uncertain numbers looked at, the widest swings first. */
  readonly most: number;
}

/** Multiples that are searched: wide enough for any range that a case gives. */
const between = ['20%', '500%'] as const;
const halvings = 40;

/**
 * The break-even of each uncertain number that swings an answer most: the multiple of it at which the answer meets a figure while
 * all others are at their medians, on the central path. Each is what `solveMetric` finds with a multiplier.
 *
 * Faults: those of `findTarget` and `solveMetric`.
 *
 * @example breakEvens(study, { metric: 'roic.d2', period: 'FY2029', target: '10 %/year', most: 10 }).value?.rows[0]?.driver
 */
export function breakEvens(study: Study, request: BreakEvenRequest): Outcome<BreakEvens> {
  return runSteps(breakEvenSteps(study, request));
}

/**
 * `breakEvens` number by number: yields the share done after each, so that whoever drives it can show how far it is, or stop.
 *
 * @example for (const share of breakEvenSteps(study, request)) console.log(share)
 */
export function* breakEvenSteps(
  study: Study,
  request: BreakEvenRequest,
): Generator<number, Outcome<BreakEvens>, void> {
  const { metric, period, target: text, most } = request;
  const target = findTarget(study, metric, period);
  if (!target.value) return fail(...target.issues);
  const asked = { metric, target: text, ...(period === undefined ? {} : { period }) };
  const figure = figureOf(study, asked);
  if (figure.value === undefined) return fail(...figure.issues);
  const swings = tornado(study, target.value);
  const found = swings.rows.filter(({ swing, middle }) => Math.abs(swing) > 0 && middle > 0).slice(0, most);
  yield 1 / (found.length + 1);
  const rows: BreakEven[] = [];
  for (const row of found) {
    const solved = breakEvenOf(study, row, asked);
    if (!solved.value) return fail(...solved.issues);
    rows.push(solved.value);
    yield (rows.length + 1) / (found.length + 1);
  }
  return ok({
    central: swings.central,
    figure: figure.value,
    unit: target.value.unitText,
    rows: inOrder(rows, swings.central >= figure.value),
    between,
  });
}

function breakEvenOf(
  study: Study,
  row: TornadoRow,
  asked: Omit<BreakEvenRequest, 'most'>,
): Outcome<BreakEven> {
  const solved = solveMetric(study, { ...asked, between, vary: { path: row.driver, how: 'multiplier' } });
  if (!solved.value) return fail(...solved.issues);
  const { solution } = solved.value;
  const multiple = solution.kind === 'solved' ? solution.x : undefined;
  const rises =
    solution.kind === 'solved' ? solution.bracket[1].answer > solution.bracket[0].answer : row.swing > 0;
  return ok({
    ...wordsOf(study, row, multiple),
    range: [row.low / row.middle, row.high / row.middle],
    side: rises ? 'at least' : 'at most',
    chance: multiple === undefined ? 0 : chanceBeyond(study, row, multiple, rises),
    crossesAgain: solution.kind === 'solved' && solution.otherBrackets.length > 0,
  });
}

/** Most likely to fail first, then the nearest to its median; where the figure is not met, most likely to mend it first. */
function inOrder(rows: readonly BreakEven[], isMet: boolean): readonly BreakEven[] {
  const away = ({ multiple }: BreakEven) => (multiple === undefined ? Infinity : Math.abs(log(multiple)));
  const sorted = rows.toSorted(
    (a, b) => (isMet ? b.chance - a.chance : a.chance - b.chance) || away(a) - away(b),
  );
  const found = sorted.filter(({ multiple }) => multiple !== undefined);
  return [...found, ...sorted.filter(({ multiple }) => multiple === undefined)];
}

function wordsOf(study: Study, row: TornadoRow, multiple: number | undefined) {
  const { driver, text, tier, middle } = row;
  const assumption = study.study.assumptions.find(({ path }) => path === driver);
  const { calendar } = study.study;
  const { periodsPerYear } = study.graph.shape;
  const print = (x: number): string => {
    if (!assumption) return '';
    if (assumption.isDate) return dateAt(calendar, x);
    return formatQuantity(x, assumption.unit, { periodsPerYear, digits: 3, periodName: calendar.frequency });
  };
  const value = multiple === undefined ? '' : print(multiple * middle);
  return { driver, text, tier, multiple, value, medianValue: print(middle) };
}

/** The probability that a number is below its break-even, or above it, from its own distribution. */
function chanceBeyond({ study }: Study, row: TornadoRow, multiple: number, rises: boolean): number {
  const { distribution } = study.drivers.find(({ name }) => name === row.driver)!;
  const at = multiple * row.middle;
  let [low, high] = [0, 1];
  for (let i = 0; i < halvings; i++) {
    const p = (low + high) / 2;
    if (quantile(distribution, p) < at) low = p;
    else high = p;
  }
  return rises ? low : 1 - high;
}
