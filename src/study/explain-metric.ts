import { fail, ok, type Outcome } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { metricId, metricOf } from '../answer/index.ts';
import { trace, type TraceNode } from '../formula/index.ts';
import { evaluateCentral } from '../simulate/index.ts';
import { periodIndex, periodLabels, fiscalYears } from '../time/index.ts';
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
  const { name, labels } = metricOf(options.metric);
  const node = study.graph.nodes.find((each) => each.decl.name === name);
  if (!node) return unknownMetric(study, options.metric);
  const element = elementOf(study, node.dims, labels);
  if (element === undefined) {
    const known = node.dims
      .map((dim) => `${dim}: ${(study.graph.shape.labels[dim] ?? []).join(', ')}`)
      .join('; ');
    return fail({
      code: 'label-unknown',
      severity: 'error',
      message: `${metricId(name)} has one value for each ${node.dims.join(' and ')}`,
      found: options.metric,
      expected: known,
      fix: `write ${metricId(name)}[${node.dims.map((dim) => study.graph.shape.labels[dim]?.[0] ?? dim).join(',')}]`,
    });
  }
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

function unknownMetric(study: Study, metric: string): Outcome<Explanation> {
  const known = study.graph.nodes.map((each) => metricId(each.decl.name));
  const near = nearestName(metricOf(metric).name.replaceAll('_', '-'), known);
  return fail({
    code: 'metric-unknown',
    severity: 'error',
    message: 'No formula has that name',
    found: metric,
    expected: 'a metric such as revenue, roic.d2, it-mw, chips.installed[label]',
    ...(near === undefined ? {} : { fix: `write ${near}` }),
  });
}

function elementOf(study: Study, dims: readonly string[], labels: readonly string[]): number | undefined {
  if (labels.length !== dims.length) return undefined;
  let element = 0;
  for (const [i, dim] of dims.entries()) {
    const known = study.graph.shape.labels[dim] ?? [];
    const at = known.indexOf(labels[i]!);
    if (at < 0) return undefined;
    element = element * known.length + at;
  }
  return element;
}

function periodAt(study: Study, text: string | undefined): Outcome<number> {
  const { calendar } = study.study;
  if (text === undefined) return ok(calendar.periods - 1);
  const year = fiscalYears(calendar).find((each) => each.label === text.toUpperCase());
  return year ? ok(year.to - 1) : periodIndex(calendar, text);
}
