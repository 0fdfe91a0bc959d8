import { canVary, solveFor, type Solution, type Variation } from '../analyse/index.ts';
import { fail, ok, type Issue, type Outcome } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { quantileOf, sortedCopy } from '../num/index.ts';
import {
  DrawCache,
  evaluateCentral,
  readTarget,
  simulate,
  type Model,
  type Target,
} from '../simulate/index.ts';
import { dateAt, periodsFromStart } from '../time/index.ts';
import {
  describeDimension,
  dimensionless,
  formatQuantity,
  parseQuantity,
  prettyQuantity,
  sameDimension,
  toCanonical,
  type Dimension,
} from '../units/index.ts';
import type { StudyCode } from './codes.ts';
import { figureOf } from './figure-of.ts';
import { findTarget } from './find-target.ts';
import type { Study } from './open-study.ts';

/** What to solve for, in texts as a user writes them. */
export interface SolveMetricOptions {
  readonly metric: string;
  readonly period?: string;
  /** The figure to meet, such as `10 %/year` or `$150bn`. */
  readonly target: string;
  readonly vary: Variation;
  /** Ends of the range: quantities of what is varied, or two factors such as `50%` and `2`. */
  readonly between: readonly [low: string, high: string];
  /** A quantile over random paths; the central path unless given. */
  readonly paths?: { readonly quantile: number; readonly count: number; readonly seed: number };
}

export interface SolvedMetric {
  readonly target: Target;
  /** The figure to meet, in the metric's unit. */
  readonly figure: number;
  readonly solution: Solution;
  /** Prints a value of what is varied, in the unit of the range as given. */
  readonly showX: (x: number) => string;
  readonly showAnswer: (answer: number) => string;
}

/**
 * Finds where one value of a case brings a metric to a figure, on the central path or for a quantile over random paths
 * that are drawn alike at every trial. That there is no such value in the range is an answer, not a fault.
 *
 * Faults: those of `findTarget`, `unit-mismatch`, `vary-unknown`, `vary-malformed`.
 */
export function solveMetric(study: Study, options: SolveMetricOptions): Outcome<SolvedMetric> {
  const target = findTarget(study, options.metric, options.period);
  const figure = target.value && figureOf(study, options);
  const range = rangeOf(study, options);
  if (!target.value || figure?.value === undefined || !range.value) {
    return fail(...target.issues, ...(figure?.issues ?? []), ...range.issues);
  }
  const { low, high, show } = range.value;
  const solution = solveFor({
    model: study,
    vary: options.vary,
    between: [low, high],
    target: figure.value,
    answer: answerOf(target.value, options.paths),
  });
  const { unit, unitText, isDate } = target.value;
  const periodName = unitText.replace(/^.*\//, '');
  const showAnswer = (answer: number): string =>
    isDate ? dateAt(study.study.calendar, answer) : prettyQuantity(answer, unit, { periodName, digits: 4 });
  return ok({ target: target.value, figure: figure.value, solution, showX: show, showAnswer });
}

function answerOf(target: Target, paths: SolveMetricOptions['paths']): (model: Model) => number {
  if (paths === undefined) {
    return (model) => {
      const sample = evaluateCentral(model, [target.name]).get(target.name);
      return readTarget(sample, target, { model, paths: 1 })[0]!;
    };
  }
  const { count, seed, quantile } = paths;
  const cache = new DrawCache();
  return (model) => {
    const samples = simulate(model, { seed, paths: count, keep: [target.name], cache });
    const values = readTarget(samples.byName.get(target.name)!, target, { model, paths: count });
    return quantileOf(sortedCopy(values), quantile);
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly show: (x: number) => string;
}

function rangeOf(study: Study, { vary, between }: SolveMetricOptions): Outcome<Range> {
  const possible = canVary(study.study, vary);
  if (possible === 'unknown') return fail(unknownPath(study, vary.path));
  if (possible === 'path over time') {
    const message = 'A value that changes over time has no single number to solve for.';
    return fail({ ...malformed(message, vary.path), fix: 'solve for a multiplier of it (--multiply)' });
  }
  const assumption = study.study.assumptions.find((each) => each.path === vary.path);
  const { calendar } = study.study;
  if (vary.how === 'value' && assumption?.isDate) {
    const [low, high] = between.map((text) => periodsFromStart(calendar, text).value);
    return checkRange(
      { low, high, show: (x) => dateAt(calendar, x) },
      between,
      'two dates such as 2027Q1 2028Q3',
    );
  }
  const dimension = vary.how === 'multiplier' ? dimensionless : dimensionOf(study, vary.path);
  const [first, second] = between.map((text) => parseQuantity(text).value);
  const { periodsPerYear } = study.graph.shape;
  const [low, high] = [first, second].map((quantity) =>
    quantity && sameDimension(quantity.unit.dimension, dimension)
      ? toCanonical(quantity.value, quantity.unit, periodsPerYear)
      : undefined,
  );
  const periodName = calendar.frequency;
  const show = (x: number): string =>
    formatQuantity(x, second!.unit, { periodsPerYear, digits: 5, periodName });
  const isLow = low !== undefined && vary.how === 'multiplier' && assumption === undefined && low <= 0;
  const kind = vary.how === 'multiplier' ? 'factors' : 'quantities';
  const expected = isLow
    ? 'factors above 0'
    : `two ${kind}, the lower first, of the dimension ${describeDimension(dimension)}`;
  return checkRange({ low: isLow ? undefined : low, high, show }, between, expected);
}

function checkRange(
  range: {
    readonly low: number | undefined;
    readonly high: number | undefined;
    readonly show: Range['show'];
  },
  between: readonly [string, string],
  expected: string,
): Outcome<Range> {
  const { low, high, show } = range;
  if (low !== undefined && high !== undefined && low < high) return ok({ low, high, show });
  return fail({ ...malformed('The range to search cannot be used.', between.join(' to ')), expected });
}

function dimensionOf(study: Study, path: string): Dimension {
  const assumption = study.study.assumptions.find((each) => each.path === path);
  return assumption?.unit.dimension ?? study.study.drivers.find((each) => each.name === path)!.dimension;
}

function malformed(message: string, found: string): Issue {
  return { code: 'vary-malformed' satisfies StudyCode, severity: 'error', message, found };
}

function unknownPath({ study }: Study, path: string): Issue {
  const known = [...study.assumptions.map((each) => each.path), ...study.drivers.map((each) => each.name)];
  const near = nearestName(path, known);
  return {
    code: 'vary-unknown' satisfies StudyCode,
    severity: 'error',
    message: 'The case has no value or driver with that path.',
    found: path,
    expected: 'a path such as opex.draw or drivers.demand_level',
    ...(near === undefined ? {} : { fix: `write ${near}` }),
  };
}
