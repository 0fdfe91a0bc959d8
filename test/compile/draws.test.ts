import { describe, expect, test } from 'vitest';
import { compileGraph, evaluate, instantiate } from '../../src/formula/index.ts';
import { fillUniforms, inverseNormal, philox4x32 } from '../../src/num/index.ts';
import { graphOf } from '../formula/support.ts';

const graph = graphOf(
  `dimension site sites "S"
noise shock[site] "N"
input u : ratio "U"
input once first : ratio "F"
both[site] : ratio "B" = shock + 2 * lag(shock) + u
start : ratio "S" = first`,
  { labels: { site: ['a', 'b', 'c'] }, periods: 5 },
);
const streams = [0x811c9dc5, 7, 0xffffffff];
/** Sixty periods and paths reach far into the tails: |z| above 2.9 somewhere, where another branch computes it. */
const paths = 301;
const seeds = [0, 7, 2 ** 40 + 12345];

describe('numbers that compiled formulas draw themselves', () => {
  test.each(seeds)('are those of src/num, to the bit, with the seed %d and from any path on', (seed) => {
    const normals = streams.map((stream, element) => ({
      input: 'shock',
      element,
      counter: { second: 0, perPeriod: 1, third: stream, fourth: 0 },
      word: 0 as const,
      bits: 'uniform52' as const,
      as: 'normal' as const,
    }));
    const uniform = { ...normals[0]!, input: 'u', element: 0, as: 'uniform' as const };
    const counter = { second: 9, perPeriod: 0, third: 4, fourth: 3 };
    const word = {
      input: 'first',
      element: 0,
      counter,
      word: 2 as const,
      bits: 'uniform32' as const,
      as: 'uniform' as const,
    };
    const draws = [...normals, uniform, word];
    const engine = instantiate(compileGraph(graph, { keep: ['both', 'start'], likely: new Map(), draws }));
    for (const pathFrom of [0, 1_000_003]) {
      const found = engine.run(new Map(), { pathFrom, paths, seed });
      const drawn = (stream: number, period: number) => {
        const out = new Float64Array(paths);
        fillUniforms(out, { seed, pathFrom, stream, period });
        return out;
      };
      const shock = new Float64Array(3 * 5 * paths);
      const u = new Float64Array(5 * paths);
      for (let period = 0; period < 5; period++) {
        streams.forEach((stream, element) =>
          shock.set(drawn(stream, period).map(inverseNormal), (element * 5 + period) * paths),
        );
        u.set(drawn(streams[0]!, period), period * paths);
      }
      const first = Float64Array.from({ length: paths }, (_, path) => {
        const words = philox4x32([pathFrom + path, 9, 4, 3], [seed % 2 ** 32, Math.floor(seed / 2 ** 32)]);
        return (words[2]! + 0.5) * 2 ** -32;
      });
      const inputs = new Map([
        ['shock', { values: shock, byTime: true, byPath: true }],
        ['u', { values: u, byTime: true, byPath: true }],
        ['first', { values: first, byTime: false, byPath: true }],
      ]);
      const expected = evaluate(graph, inputs, { pathFrom, paths, keep: ['both', 'start'] });
      for (const name of ['both', 'start']) {
        expect(
          found.get(name).values.every((value, i) => Object.is(value, expected.get(name).values[i])),
        ).toBe(true);
      }
      expect(Math.max(...shock)).toBeGreaterThan(2.9);
    }
  });
});
