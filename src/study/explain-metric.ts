import { fail, ok, type Outcome } from '../base/issue.ts';
import { trace, type TraceNode } from '../formula/index.ts';
import { evaluateCentral } from '../simulate/index.ts';
import { periodIndex, periodLabels, fiscalYears } from '../time/index.ts';
import { findElement } from './find-element.ts';
import type { Study } from './open-study.ts';

export interface Explanation {
  readonly metric: string;
  readonly period: string;
  readonly root: TraceNode;
}

/**
 * Traces one metric at one period, on the central path (every driver at its median), down to lines of the case.
 *
 * A fiscal year stands for its last period. Faults: `metric-unknown` (with the nearest name), `label-unknown`, and those
 * of reading a period.
 */
export function explainMetric(
  study: Study,
  options: { readonly metric: string; readonly period?: string; readonly depth: number },
): Outcome<Explanation> {
  const found = findElement(study.graph, options.metric);
  if (!found.value) return fail(...found.issues);
  const { node, element } = found.value;
  const { name } = node.decl;
  const at = periodAt(study, options.period);
  if (at.value === undefined) return fail(...at.issues);
  const evaluation = evaluateCentral(
    study,
    study.graph.nodes.map((each) => each.decl.name),
  );
  const root = trace(study.graph, evaluation, { name, element, period: at.value, depth: options.depth });
  const period = node.decl.isOnce ? 'horizon' : periodLabels(study.study.calendar)[at.value]!;
  return ok({ metric: options.metric, period, root });
}

function periodAt(study: Study, text: string | undefined): Outcome<number> {
  const { calendar } = study.study;
  if (text === undefined) return ok(calendar.periods - 1);
  const year = fiscalYears(calendar).find((each) => each.label === text.toUpperCase());
  return year ? ok(year.to - 1) : periodIndex(calendar, text);
}
