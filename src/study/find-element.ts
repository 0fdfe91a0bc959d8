import { metricId, metricOf } from '../answer/index.ts';
import { fail, ok, type Issue, type Outcome } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Graph, GraphNode } from '../formula/index.ts';
import type { StudyCode } from './codes.ts';

/** One element of a formula, as a metric id such as `chip.installed[trn2]` names it. */
export interface FoundElement {
  readonly node: GraphNode;
  /** Row-major over the formula's dimensions. */
  readonly element: number;
}

/** Finds what a metric id names. Faults, without place: `metric-unknown` with the nearest name, `label-unknown`. */
export function findElement(graph: Graph, id: string): Outcome<FoundElement> {
  const { name, labels } = metricOf(id);
  const node = graph.nodes.find((each) => each.decl.name === name);
  if (!node) return fail(unknownMetric(graph, id));
  const element = elementOf(graph, node.dims, labels);
  return element === undefined ? fail(unknownLabel(graph, node, id)) : ok({ node, element });
}

function unknownMetric(graph: Graph, id: string): Issue {
  const known = graph.nodes.map((each) => metricId(each.decl.name));
  const near = nearestName(metricId(metricOf(id).name), known);
  return {
    code: 'metric-unknown' satisfies StudyCode,
    severity: 'error',
    message: 'No formula has that name.',
    found: id,
    expected: 'a metric such as revenue, roic.d2, it-mw or chip.installed[label]',
    ...(near === undefined ? {} : { fix: `write ${near}` }),
  };
}

function unknownLabel(graph: Graph, node: GraphNode, id: string): Issue {
  const name = metricId(node.decl.name);
  const labelsOf = (dim: string) => graph.shape.labels[dim] ?? [];
  const { labels } = metricOf(id);
  if (node.dims.length === 0) {
    const message = `${name} has one value and takes no label.`;
    return { ...labelFault(id, message), expected: name, fix: `write ${name}` };
  }
  const wanted = node.dims.map((dim, i) => {
    const given = labels[i];
    const near = given === undefined ? undefined : nearestName(given, labelsOf(dim));
    return near ?? labelsOf(dim)[0] ?? dim;
  });
  return {
    ...labelFault(id, `${name} has one value for each ${node.dims.join(' and ')}.`),
    expected: node.dims.map((dim) => `${dim}: ${labelsOf(dim).join(', ') || 'none in this case'}`).join('; '),
    fix: `write ${name}[${wanted.join(',')}]`,
  };
}

function labelFault(found: string, message: string): Issue {
  return { code: 'label-unknown' satisfies StudyCode, severity: 'error', message, found };
}

function elementOf(graph: Graph, dims: readonly string[], labels: readonly string[]): number | undefined {
  if (labels.length !== dims.length) return undefined;
  let element = 0;
  for (const [i, dim] of dims.entries()) {
    const known = graph.shape.labels[dim] ?? [];
    const at = known.indexOf(labels[i]!);
    if (at < 0) return undefined;
    element = element * known.length + at;
  }
  return element;
}
