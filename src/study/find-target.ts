import { metricId, metricKind, metricOf, readFigure, spanOf, type Goal } from '../answer/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import type { Target } from '../simulate/index.ts';
import { fiscalYears, periodLabels } from '../time/index.ts';
import { isDimensionless, parseQuantity, unitLabel } from '../units/index.ts';
import { checkEntry } from './check-metrics.ts';
import { findElement } from './find-element.ts';
import type { Study } from './open-study.ts';

/** Where a fault of a metric named on a command line is placed. */
const asked = { file: 'the metric asked for', line: 1, column: 1 };

/**
 * The number that a metric and a period or fiscal year name; no period for a metric of the whole horizon.
 *
 * Faults: `metric-unknown`, `label-unknown`, `period-unknown`, `period-missing`.
 *
 * @example findTarget(study, 'roic.d2', 'FY2028').value?.unitText // '%/year'
 */
export function findTarget(study: Study, metric: string, period?: string): Outcome<Target> {
  const entry = { metric, at: asked, ...(period === undefined ? {} : { period }) };
  const issues = checkEntry(entry, [], study);
  const found = findElement(study.graph, metric).value;
  if (issues.length > 0 || !found) return fail(...issues);
  const { decl } = found.node;
  const { calendar } = study.study;
  const { labels } = metricOf(metric);
  const isYear = spanOf(period, decl, calendar) > 1;
  return ok({
    name: decl.name,
    element: found.element,
    ...spanAt(study, period),
    isFlow: metricKind(decl.unit, decl.isOnce) === 'flow',
    unit: decl.unit,
    isDate: decl.isDate,
    metric: metricId(decl.name, labels.join(',')),
    period: period ?? 'horizon',
    unitText: decl.isDate
      ? `${calendar.frequency}s from the start`
      : unitLabel(decl.unit, isYear ? 'year' : calendar.frequency),
  });
}

/** First period and end of a period or fiscal year that the calendar has; the horizon starts at 0. */
function spanAt(study: Study, period: string | undefined): { readonly from: number; readonly to: number } {
  const { calendar } = study.study;
  const year = fiscalYears(calendar).find((each) => each.label === period?.toUpperCase());
  if (year) return { from: year.from, to: year.to };
  const at = Math.max(0, periodLabels(calendar).indexOf(period ?? ''));
  return { from: at, to: at + 1 };
}

/** The parts of a wish such as `roic.d2 FY2028 ± 1%`. */
export interface GoalText {
  readonly text: string;
  readonly metric: string;
  readonly period?: string;
  readonly within: string;
}

/**
 * A wish for precision: how far the 95% interval of a median may reach to either side. A plain percentage is a share of the median;
 * with the metric's unit (`0.1 %/year`, `$1bn`) it is an amount.
 *
 * Faults: those of `findTarget`, and `unit-mismatch`.
 */
export function readGoal(study: Study, goal: GoalText): Outcome<Goal> {
  const target = findTarget(study, goal.metric, goal.period);
  if (!target.value) return fail(...target.issues);
  const { text } = goal;
  const quantity = parseQuantity(goal.within).value;
  if (quantity && isDimensionless(quantity.unit.dimension) && goal.within.trim().endsWith('%')) {
    return ok({
      text,
      target: target.value,
      within: quantity.value * quantity.unit.factor,
      isRelative: true,
    });
  }
  const node = findElement(study.graph, goal.metric).value!.node;
  const { calendar } = study.study;
  const figure = { unit: node.decl.unit, isDate: false, calendar };
  const within = readFigure(goal.within, { ...figure, span: spanOf(goal.period, node.decl, calendar) });
  if (within === undefined) {
    return fail({
      code: 'unit-mismatch',
      severity: 'error',
      message: 'The precision has another dimension than its metric.',
      found: goal.within,
      expected: `a share such as 1%, or an amount in ${target.value.unitText || 'plain numbers'}`,
    });
  }
  return ok({ text, target: target.value, within, isRelative: false });
}
