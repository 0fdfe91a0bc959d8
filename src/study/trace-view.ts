import type { TraceNode } from '../formula/index.ts';
import { metricId } from '../answer/index.ts';
import type { Explanation } from './explain-metric.ts';
import type { Study } from './open-study.ts';
import { traceName, traceOrigin, tracePeriod, traceValue } from './trace-words.ts';

/** One number of a trace, all in words, so that it can be posted and shown anywhere. */
export interface TraceStep {
  readonly name: string;
  /** The metric to ask `explainMetric` for; `undefined` for what comes from outside the formulas. */
  readonly metric: string | undefined;
  readonly period: string;
  readonly value: string;
  readonly sentence: string;
  readonly formula: string | undefined;
  /** Where a number from outside comes from: line of the case, source, drivers. */
  readonly origin: readonly string[];
  /** The path that a case or a set gives the number at, such as `chips.trn2.price`. */
  readonly path: string | undefined;
  readonly url: string | undefined;
}

/** A number and what it was made of, in the order of its formula. */
export interface TraceView extends TraceStep {
  readonly inputs: readonly TraceStep[];
}

/**
 * An explanation as words: the number, its formula, and each of its inputs with what it is and where it comes from.
 *
 * @example traceView(explainMetric(study, { metric: 'roic.d2', depth: 1 }).value!, study).inputs[0].value // '$45.1bn'
 */
export function traceView({ root }: Explanation, study: Study): TraceView {
  return {
    ...stepOf(root, undefined, study),
    inputs: root.children.map((child) => stepOf(child, root, study)),
  };
}

function stepOf(node: TraceNode, parent: TraceNode | undefined, study: Study): TraceStep {
  const given = givenOf(node, study);
  const source = given?.source === undefined ? undefined : study.study.sources.get(given.source);
  return {
    name: traceName(node),
    metric: node.kind === 'node' ? metricId(node.name, node.labels.join(',')) : undefined,
    period: tracePeriod(node, study),
    value: traceValue(node, parent, study),
    sentence: node.sentence,
    formula: node.text,
    origin: traceOrigin(node, study),
    path: given?.path,
    url: source?.url,
  };
}

function givenOf(node: TraceNode, { study }: Study) {
  const isNamed = (each: { readonly name: string; readonly element: number }) =>
    each.name === node.name && each.element === node.element;
  return study.inputs.get(node.name)?.[node.element] ?? study.settings.find(isNamed);
}
