import { describe, expect, it } from 'vitest';
import { evaluate, gradient } from '../../src/formula/index.ts';
import { sampleGraph, sampleInputs } from '../formula/sample.ts';
import { compareWithDifferences, everyOutput } from './support.ts';

describe('gradient of a model that uses every function', () => {
  it.each([1, 2, 3])('is the central difference, inputs %i', (seed) => {
    const graph = sampleGraph();
    const paths = 2;
    const inputs = sampleInputs(graph, { seed, paths });
    const verdict = compareWithDifferences(graph, inputs, {
      paths,
      outputs: everyOutput(graph, 2),
      numbers: 30,
      seed,
    });
    expect(verdict.faults).toEqual([]);
    expect(verdict.lively).toBeGreaterThan(80);
    expect(verdict.kinks).toBeLessThan(0.1 * verdict.agreed);
  });

  it('gives the value of the interpreter, to the last bit', () => {
    const graph = sampleGraph();
    const paths = 3;
    const inputs = sampleInputs(graph, { seed: 5, paths });
    const keep = graph.nodes.map((node) => node.decl.name);
    const plain = evaluate(graph, inputs, { pathFrom: 0, paths, keep });
    for (const of of everyOutput(graph, 1)) {
      const { output } = gradient(graph, inputs, { of, wrt: [], paths });
      const { values, byTime, byPath } = plain.get(of.name);
      const row = byTime ? of.element * graph.shape.periods + of.period! : of.element;
      for (let path = 0; path < paths; path++) {
        const expected = values[byPath ? row * paths + path : row];
        expect(Object.is(output[path], expected), `${of.name} at ${of.period}`).toBe(true);
      }
    }
  });
});
