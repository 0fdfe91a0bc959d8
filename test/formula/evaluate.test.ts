import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/formula/index.ts';
import type { Evaluation, GraphNode, InputData } from '../../src/formula/index.ts';
import { valueAt } from '../../src/formula/value-at.ts';
import { sampleGraph, sampleInputs, slicePaths } from './sample.ts';

const graph = sampleGraph();
const names = graph.nodes.map((node) => node.decl.name);

describe('the interpreter on a model that uses every function', () => {
  test.each([0, 0.1])(
    'gives what the definitions give, number by number, with a share of faults of %d',
    (faultShare) => {
      let compared = 0;
      let telling = 0;
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
          const paths = 3;
          const inputs = sampleInputs(graph, { seed, paths, faultShare });
          const block = evaluate(graph, inputs, { pathFrom: 0, paths, keep: names });
          for (let path = 0; path < paths; path++) {
            for (const [found, expected, where] of pairs(block, inputs, path)) {
              // The same operations in the same order: equal to the last bit, but for the sign of zero.
              if (!Object.is(found, expected) && found !== expected) {
                throw new Error(`${where}: ${found}, not ${expected}`);
              }
              compared++;
              if (Number.isFinite(expected) && expected !== 0) telling++;
            }
          }
        }),
        { numRuns: 25 },
      );
      // Zeros and faults would agree whatever the formulas did: without faults most numbers compared are neither.
      if (faultShare === 0) expect(telling).toBeGreaterThan(0.7 * compared);
      expect(telling).toBeGreaterThan(1000);
    },
  );

  test('does not depend on how paths are split into blocks, to the bit', () => {
    const paths = 7;
    const inputs = sampleInputs(graph, { seed: 11, paths });
    const whole = evaluate(graph, inputs, { pathFrom: 0, paths, keep: names });
    for (const range of [
      { from: 0, to: 1 },
      { from: 1, to: 4 },
      { from: 4, to: 7 },
    ]) {
      const part = evaluate(graph, slicePaths(inputs, paths, range), {
        pathFrom: range.from,
        paths: range.to - range.from,
        keep: names,
      });
      for (const name of names) {
        const all = new Map([[name, whole.get(name)]]);
        expect(bits(part.get(name).values)).toEqual(bits(slicePaths(all, paths, range).get(name)!.values));
      }
    }
  });

  test('gives the same bits whether equal numbers come as one or one per path', () => {
    const single = sampleInputs(graph, { seed: 5, paths: 1 });
    const varying = new Map(
      [...single].map(([name, data]) => {
        const values = Float64Array.from(
          { length: data.values.length * 4 },
          (_, i) => data.values[Math.floor(i / 4)]!,
        );
        return [name, { ...data, values, byPath: true }];
      }),
    );
    const fixed = new Map([...single].map(([name, data]) => [name, { ...data, byPath: false }]));
    const one = evaluate(graph, fixed, { pathFrom: 0, paths: 4, keep: names });
    const four = evaluate(graph, varying, { pathFrom: 0, paths: 4, keep: names });
    for (const name of names) {
      expect(one.get(name).byPath).toBe(false);
      const { values } = four.get(name);
      const width = values.length / one.get(name).values.length;
      expect(bits(values)).toEqual(
        bits(Float64Array.from(values, (_, i) => one.get(name).values[Math.floor(i / width)]!)),
      );
    }
  });

  test('gives the same bits whatever is kept', () => {
    const inputs = sampleInputs(graph, { seed: 3, paths: 2 });
    const all = evaluate(graph, inputs, { pathFrom: 0, paths: 2, keep: names });
    for (const name of names) {
      const alone = evaluate(graph, inputs, { pathFrom: 0, paths: 2, keep: [name] });
      expect(bits(alone.get(name).values)).toEqual(bits(all.get(name).values));
    }
  });

  test('throws on faulty inputs and unknown names: mistakes of a program, not of a user', () => {
    const inputs = sampleInputs(graph, { seed: 1, paths: 2 });
    const request = { pathFrom: 0, paths: 2, keep: [] };
    expect(() => evaluate(graph, new Map(), request)).toThrow('has no numbers');
    const short = new Map(inputs).set('wacc', { values: new Float64Array(3), byTime: false, byPath: true });
    expect(() => evaluate(graph, short, request)).toThrow('Input wacc needs 2 numbers, found 3');
    const timed = new Map(inputs).set('wacc', { values: new Float64Array(6), byTime: true, byPath: false });
    expect(() => evaluate(graph, timed, request)).toThrow('Input wacc is once, but has periods');
    expect(() => evaluate(graph, inputs, { ...request, keep: ['nothing'] })).toThrow('No name nothing');
    expect(() => evaluate(graph, inputs, request).get('spent')).toThrow('spent was not kept');
  });
});

/** Each number of a block on one path, and what the definition gives for it from the numbers of that path alone. */
function* pairs(block: Evaluation, inputs: ReadonlyMap<string, InputData>, path: number) {
  const own = slicePaths(inputs, block.paths, { from: path, to: path + 1 });
  const evaluation = evaluate(graph, own, { pathFrom: path, paths: 1, keep: names });
  for (const node of graph.nodes) {
    const { values, byTime, byPath } = block.get(node.decl.name);
    for (const place of placesOf(node)) {
      const expected = valueAt(node.typed, { graph, evaluation, age: 0, ...place });
      const at = byTime ? place.element * graph.shape.periods + place.period : place.element;
      const where = `${node.decl.name}, element ${place.element}, period ${place.period}`;
      yield [values[byPath ? at * block.paths + path : at]!, expected, where] as const;
    }
  }
}

function* placesOf(node: GraphNode) {
  const { labels, periods } = graph.shape;
  for (let element = 0; element < node.size; element++) {
    const position = new Map<string, number>();
    let rest = element;
    for (const dim of [...node.dims].reverse()) {
      position.set(dim, rest % labels[dim]!.length);
      rest = Math.floor(rest / labels[dim]!.length);
    }
    for (let period = 0; period < periods; period++) yield { element, period, labels: position };
  }
}

function bits(values: Float64Array): BigUint64Array {
  return new BigUint64Array(values.buffer, values.byteOffset, values.length);
}
