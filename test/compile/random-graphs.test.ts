import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGraph, instantiate } from '../../src/formula/compile/index.ts';
import { sampleInputs } from '../formula/sample.ts';
import { randomGraph } from './random-program.ts';
import { firstDifference, interpret, namesOf } from './support.ts';

/** Graphs of a test; several tests, so that none takes minutes on a busy machine. */
const numRuns = process.env.BUILDOUT_CI === '1' ? 200 : 60;

describe('compiled random programs of 20 to 60 formulas', () => {
  test.each([1, 2, 3, 4, 5])(
    'equal the interpreter to the bit, whatever varies, with faults: %i of 5',
    () => {
      let telling = 0;
      let compared = 0;
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
          const graph = randomGraph(seed);
          const names = namesOf(graph);
          const paths = 1 + (seed % 6);
          // Every other program is compiled for inputs that vary in other ways than those it then gets.
          const likely = sampleInputs(graph, { seed: seed + 1, paths });
          const request = { keep: names };
          const engine = instantiate(compileGraph(graph, seed % 2 === 0 ? request : { ...request, likely }));
          for (const faultShare of [0, 0.05]) {
            const inputs = sampleInputs(graph, { seed: seed + (seed % 3), paths, faultShare });
            const expected = interpret(graph, inputs, paths);
            const found = engine.run(inputs, { pathFrom: 0, paths });
            expect(firstDifference(found, expected, names)).toBeUndefined();
            for (const name of names) {
              for (const value of expected.get(name).values) {
                compared++;
                if (Number.isFinite(value) && value !== 0 && value !== 1) telling++;
              }
            }
          }
        }),
        { numRuns },
      );
      // Zeros, ones and faults would agree whatever the formulas did; a good part of the numbers must be others.
      expect(telling).toBeGreaterThan(0.3 * compared);
    },
  );

  test('equal it when only some formulas are kept, which leaves out what these do not need', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const graph = randomGraph(seed);
        const keep = namesOf(graph).filter((_, i) => i % 7 === seed % 7);
        const paths = 3;
        const inputs = sampleInputs(graph, { seed, paths });
        const engine = instantiate(compileGraph(graph, { keep, likely: inputs }));
        const found = engine.run(inputs, { pathFrom: 5, paths });
        expect(firstDifference(found, interpret(graph, inputs, paths, keep), keep)).toBeUndefined();
        expect(found.pathFrom).toBe(5);
      }),
      { numRuns: Math.ceil(1.25 * numRuns) },
    );
  });
});
