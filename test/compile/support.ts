import { evaluate } from '../../src/formula/index.ts';
import type { Evaluation, Graph, InputData } from '../../src/formula/index.ts';

/** A name's number that two evaluations do not agree on, in words; `undefined` where all bits agree, NaN being one value. */
export function firstDifference(
  found: Evaluation,
  expected: Evaluation,
  names: readonly string[],
): string | undefined {
  for (const name of names) {
    const [a, b] = [found.get(name), expected.get(name)];
    if (a.byTime !== b.byTime || a.byPath !== b.byPath || a.values.length !== b.values.length) {
      return `${name} has another layout: ${describe(a)}, not ${describe(b)}`;
    }
    for (let i = 0; i < a.values.length; i++) {
      // Object.is tells −0 from 0, and takes all NaN for one.
      if (!Object.is(a.values[i], b.values[i])) return `${name}[${i}] is ${a.values[i]}, not ${b.values[i]}`;
    }
  }
  return undefined;
}

function describe({ values, byTime, byPath }: InputData): string {
  return `${values.length} numbers${byTime ? ' by time' : ''}${byPath ? ' by path' : ''}`;
}

/** The interpreter's answer for every formula. */
export function interpret(
  graph: Graph,
  inputs: ReadonlyMap<string, InputData>,
  paths: number,
  keep: readonly string[] = namesOf(graph),
): Evaluation {
  return evaluate(graph, inputs, { pathFrom: 0, paths, keep });
}

export function namesOf(graph: Graph): readonly string[] {
  return graph.nodes.map((node) => node.decl.name);
}
