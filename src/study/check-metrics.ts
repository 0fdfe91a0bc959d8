import { readFigure, spanOf } from '../answer/index.ts';
import type { Issue, Place } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Actual, Band, Case, Expectation } from '../case/index.ts';
import type { Graph, GraphNode } from '../formula/index.ts';
import { completeYears, periodLabels } from '../time/index.ts';
import { describeDimension, makeDimension, multiplyDimensions, unitLabel } from '../units/index.ts';
import type { StudyCode } from './codes.ts';
import { findElement } from './find-element.ts';

/** Quantiles that a run folds its paths to. */
export const foldedQuantiles: readonly string[] = ['mean', 'p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'];

interface Entry {
  readonly metric: string;
  readonly period?: string;
  readonly at: Place;
}

/**
 * Checks that every expectation, band and actual of a case names a metric, its labels and a period that exist, and gives
 * figures of the metric's dimension, so that none of them can silently compare with nothing.
 *
 * Faults: `metric-unknown`, `label-unknown`, `period-unknown`, `period-missing`, `quantile-unknown`, `unit-mismatch`.
 */
export function checkMetrics(study: Case, graph: Graph): Issue[] {
  const context = { study, graph };
  return [
    ...study.expectations.flatMap((entry) => checkExpectation(entry, context)),
    ...study.bands.flatMap((entry) => checkBand(entry, context)),
    ...study.actuals.flatMap((entry: Actual) => checkEntry(entry, [entry.value], context)),
  ];
}

interface Context {
  readonly study: Case;
  readonly graph: Graph;
}

function checkExpectation(entry: Expectation, context: Context): Issue[] {
  const { check, quantile } = entry;
  const figures = check.kind === 'between' ? [check.low, check.high] : [check.value];
  const issues = checkEntry(entry, figures, context);
  const node = findElement(context.graph, entry.metric).value?.node;
  // A margin around a date is a time; around anything else it has the metric's own unit.
  if (issues.length === 0 && node && check.kind === 'is') {
    issues.push(...checkFigure(check.within, entry, { node, study: context.study, isDate: false }));
  }
  if (quantile !== undefined && !foldedQuantiles.includes(quantile)) {
    issues.push({
      ...fault('quantile-unknown', entry, 'A run does not compute that quantile.'),
      found: quantile,
      expected: foldedQuantiles.join(', '),
    });
  }
  return issues;
}

function checkBand(entry: Band, context: Context): Issue[] {
  const figures = [entry.low, entry.high].filter((text) => text !== undefined);
  return checkEntry(entry, figures, context);
}

/** Checks one metric, its period and the figures it is to be compared with; the same faults as `checkMetrics`. */
export function checkEntry(entry: Entry, figures: readonly string[], { study, graph }: Context): Issue[] {
  const found = findElement(graph, entry.metric);
  if (!found.value) return found.issues.map((issue) => ({ ...issue, at: entry.at }));
  const { node } = found.value;
  const period = checkPeriod(entry, node, study);
  if (period) return [period];
  return figures.flatMap((text) => checkFigure(text, entry, { node, study, isDate: node.decl.isDate }));
}

function checkPeriod(entry: Entry, node: GraphNode, study: Case): Issue | undefined {
  const { period } = entry;
  const labels = periodLabels(study.calendar);
  const years = completeYears(study.calendar).map((year) => year.label);
  const known = `${labels[0]} to ${labels.at(-1)}${years.length > 0 ? `, ${years[0]} to ${years.at(-1)}` : ''}`;
  if (node.decl.isOnce) {
    if (period === undefined) return undefined;
    const message = 'The metric has one value for the whole horizon.';
    return { ...fault('period-unknown', entry, message), found: period, fix: 'leave the period out' };
  }
  if (period === undefined) {
    const message = 'The metric has a value for every period, so one must be named.';
    return { ...fault('period-missing', entry, message), found: entry.metric, expected: known };
  }
  if (labels.includes(period) || years.includes(period.toUpperCase())) return undefined;
  const near = nearestName(period, [...labels, ...years]);
  return {
    ...fault('period-unknown', entry, 'The calendar has no such period, or not all of that fiscal year.'),
    found: period,
    expected: known,
    ...(near === undefined ? {} : { fix: `write ${near}` }),
  };
}

function checkFigure(
  text: string,
  entry: Entry,
  about: { readonly node: GraphNode; readonly study: Case; readonly isDate: boolean },
): Issue[] {
  const { decl } = about.node;
  const { calendar } = about.study;
  const span = spanOf(entry.period, decl, calendar);
  if (readFigure(text, { unit: decl.unit, isDate: about.isDate, calendar, span }) !== undefined) return [];
  return [
    {
      ...fault('unit-mismatch', entry, 'The figure has another dimension than its metric.'),
      found: text,
      expected: about.isDate
        ? 'a date such as 2027Q3'
        : expectedUnit(about.node, span > 1, calendar.frequency),
    },
  ];
}

function expectedUnit({ decl }: GraphNode, isYear: boolean, frequency: string): string {
  if (decl.isDate) return 'a time such as 0.5 years';
  const rate = unitLabel(decl.unit, isYear ? 'year' : frequency) || 'a number without unit';
  if (decl.unit.perPeriods >= 0) return rate;
  const amount = describeDimension(multiplyDimensions(decl.unit.dimension, makeDimension({ time: 1 })));
  return `${rate}, or ${amount} for the whole ${isYear ? 'year' : frequency}`;
}

function fault(code: StudyCode, entry: Entry, message: string): Issue {
  return { code, severity: 'error', message, at: entry.at };
}
