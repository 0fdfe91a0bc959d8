import { describe, expect, it } from 'vitest';
import { metricId } from '../../src/answer/index.ts';
import { trace, type GraphNode, type TraceNode } from '../../src/formula/index.ts';
import { reportedNames } from '../../src/model/index.ts';
import { evaluateCentral } from '../../src/simulate/index.ts';
import { explainMetric, type Study } from '../../src/study/index.ts';
import { openShipped } from './support.ts';

type Evaluation = ReturnType<typeof evaluateCentral>;

/** What is wrong with a trace: values other than evaluated, formulas that lead nowhere, inputs without a place. */
function faultsOf(root: TraceNode, study: Study, evaluation: Evaluation, mayBeCut = false): string[] {
  const faults: string[] = [];
  const seen = new Set<TraceNode>([root]);
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const name = `${node.name}[${node.labels.join()}] ${node.period ?? ''}`;
    faults.push(...faultsOfNode(node, study, mayBeCut).map((fault) => `${name}: ${fault}`));
    if (node.kind === 'node' || node.kind === 'input') {
      const { values, byTime } = evaluation.get(node.name);
      const value =
        values[byTime ? node.element * study.study.calendar.periods + (node.period ?? 0) : node.element]!;
      if (!Object.is(value, node.value)) faults.push(`${name}: traced ${node.value}, evaluated ${value}`);
    }
    for (const child of node.children) {
      if (!seen.has(child)) {
        seen.add(child);
        waiting.push(child);
      }
    }
  }
  return faults;
}

/** Whether a formula reads a name that has values: a sum over contracts reads none in a case without contracts. */
function readsSomething(name: string, study: Study): boolean {
  const { graph } = study;
  const entry = graph.byName.get(name);
  if (!entry || !('typed' in entry)) return false;
  const dimsOf = (read: string) => {
    const map = graph.mapByName.get(read);
    return map ? [map.from] : (graph.byName.get(read)?.dims ?? []);
  };
  return [...entry.reads, ...entry.lagged].some((read) =>
    dimsOf(read).every((dim) => graph.shape.labels[dim]!.length > 0),
  );
}

function faultsOfNode(node: TraceNode, study: Study, mayBeCut: boolean): string[] {
  switch (node.kind) {
    case 'node': {
      if (node.isCut && mayBeCut) return [];
      if (node.isCut) return ['cut'];
      return node.children.length === 0 && readsSomething(node.name, study) ? ['a dead end'] : [];
    }
    case 'input': {
      const from = study.study.inputs.get(node.name)?.[node.element];
      if (!from) return ['an input that the case does not know'];
      return from.isDefault || from.at.line > 0 ? [] : ['an input without place'];
    }
    case 'choice':
    case 'map': {
      const known = study.study.settings.some(
        (each) => each.name === node.name && each.element === node.element,
      );
      return known && typeof node.value === 'string' ? [] : ['a word that the case does not know'];
    }
    default:
      return [];
  }
}

describe.each(['tiny', 'amazon-2026'])('every reported metric of %s', (name) => {
  const study = openShipped(name);
  const { periods } = study.study.calendar;
  const evaluation = evaluateCentral(
    study,
    study.graph.nodes.map((node) => node.decl.name),
  );
  const nodes = reportedNames.map((each) => study.graph.nodes.find((node) => node.decl.name === each));

  it('is a formula of the model', () => {
    expect(reportedNames.filter((_, i) => nodes[i] === undefined)).toEqual([]);
  });

  const check = (node: GraphNode, period: number, depth: number) => {
    const { name: metric } = node.decl;
    for (const element of new Set([0, node.size - 1])) {
      if (node.size === 0) continue;
      const root = trace(study.graph, evaluation, { name: metric, element, period, depth });
      expect(faultsOf(root, study, evaluation, depth === 1).slice(0, 3), `${metric} ${period}`).toEqual([]);
    }
  };

  // A trace is made of such steps, each to formulas that are evaluated before it, so none can lead nowhere.
  it('and every formula behind it leads one step on, with the values of the evaluation', () => {
    for (const node of study.graph.nodes) {
      for (const period of node.decl.isOnce ? [0] : [0, periods - 1]) check(node, period, 1);
    }
  });

  it('leads back to lines of the case or defaults', () => {
    // Whole traces of the large case take a second each, so of it only the first period of a figure that reads most.
    const whole = name === 'tiny' ? nodes : nodes.filter((node) => node!.decl.name === 'roic.d2');
    for (const node of whole) {
      const last = name === 'tiny' && !node!.decl.isOnce ? [periods - 1] : [];
      for (const period of [name === 'tiny' ? 0 : 3, ...last]) check(node!, period, 400);
    }
  });
});

describe('explainMetric', () => {
  const study = openShipped('tiny');
  const explain = (metric: string, period?: string) =>
    explainMetric(study, { metric, depth: 1, ...(period === undefined ? {} : { period }) });

  it('takes a fiscal year for its last period, and the last period by default', () => {
    expect(explain('roic.d2', 'FY2028').value!.period).toBe('2028Q4');
    expect(explain('roic.d2', 'fy2028').value!.root.value).toBe(
      explain('roic.d2', '2028Q4').value!.root.value,
    );
    expect(explain('roic.d2').value!.period).toBe('2030Q4');
    expect(explain('npv').value!.period).toBe('horizon');
  });

  it('takes labels and both spellings', () => {
    expect(explain('capex_by_class[shell]', '2026Q1').value!.root.labels).toEqual(['shell']);
    expect(explain(metricId('capex_by_class', 'shell')).value!.root.name).toBe('capex_by_class');
  });

  it('says what is known where a name, label or period is not', () => {
    expect(explain('roic.d22').issues[0]).toMatchObject({ code: 'metric-unknown', fix: 'write roic.d2' });
    expect(explain('capex-by-class[shel]').issues[0]).toMatchObject({
      code: 'label-unknown',
      fix: 'write capex-by-class[shell]',
    });
    expect(explain('roic.d2', '2050Q1').issues[0]!.code).toBe('date-outside-calendar');
  });
});
