import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutGraph, evaluate, type InputData } from '../../src/formula/index.ts';
import { randomGraph } from '../compile/random-program.ts';
import { sampleInputs } from './sample.ts';
import { graphOf } from './support.ts';

describe('a cut graph', () => {
  test('has as inputs what the part reads and the value does not reach', () => {
    const graph = graphOf(`input a : ratio "A"
input b : ratio "B"
far : ratio "F" = b * 2
near : ratio "N" = far + a
past : ratio "P" = lag(near) + lag(far)
other : ratio "O" = far - 1
once sum : periods "S" = total(past)`);
    const cut = cutGraph(graph, { inputs: ['a'], wanted: ['sum', 'other'] });
    expect(cut.boundary).toEqual(['far']);
    expect(cut.reached).toEqual(['sum']);
    expect(cut.untouched).toEqual(['other']);
    expect(cut.graph.nodes.map(({ decl }) => decl.name)).toEqual(['near', 'past', 'sum']);
  });

  test('gives the values of the whole when one input moves and the boundary stays', () => {
    let reached = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const graph = randomGraph(seed);
        const paths = 2;
        const wanted = graph.nodes.map(({ decl }) => decl.name);
        const moved = `in${seed % 8}`;
        const before = sampleInputs(graph, { seed, paths });
        const { values, ...kind } = before.get(moved)!;
        const after = new Map<string, InputData>([
          ...before,
          [moved, { ...kind, values: values.map((x) => 1.5 * x + 0.1) }],
        ]);
        const request = { pathFrom: 0, paths, keep: wanted };
        const [old, whole] = [before, after].map((inputs) => evaluate(graph, inputs, request));
        const cut = cutGraph(graph, { inputs: [moved], wanted });
        const boundary = cut.boundary.map((name) => [name, old!.get(name)] as const);
        const part = evaluate(cut.graph, new Map([...after, ...boundary]), { ...request, keep: cut.reached });
        reached += cut.reached.length;
        for (const name of wanted) {
          const found = cut.reached.includes(name) ? part.get(name) : old!.get(name);
          expect({ name, equal: sameBits(found, whole!.get(name)) }).toEqual({ name, equal: true });
        }
      }),
      { numRuns: 60 },
    );
    expect(reached).toBeGreaterThan(200);
  });
});

function sameBits(a: InputData, b: InputData): boolean {
  return a.values.length === b.values.length && a.values.every((value, i) => Object.is(value, b.values[i]));
}
