import { describe, expect, test } from 'vitest';
import { compileGraph, hasSimd, instantiate } from '../../src/formula/compile/index.ts';
import { sampleGraph, sampleInputs } from '../formula/sample.ts';
import { firstDifference, interpret, namesOf } from './support.ts';

const graph = sampleGraph();
const names = namesOf(graph);
const engine = instantiate(compileGraph(graph, { keep: names }));

test('this platform has vectors', () => expect(hasSimd()).toBe(true));

describe('a compiled model that uses every function', () => {
  test.each([0, 0.1])('equals the interpreter to the bit, with a share of faults of %d', (faultShare) => {
    for (let seed = 0; seed < 60; seed++) {
      const paths = 1 + (seed % 9);
      const inputs = sampleInputs(graph, { seed, paths, faultShare });
      const found = engine.run(inputs, { pathFrom: 0, paths });
      expect(firstDifference(found, interpret(graph, inputs, paths), names), `seed ${seed}`).toBeUndefined();
    }
  });
});
