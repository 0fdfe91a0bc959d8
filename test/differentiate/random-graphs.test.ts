import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomGraph, randomInputs, recipes } from './random-graph.ts';
import { compareWithDifferences } from './support.ts';

/** More graphs on demand, such as 1000 for a release. */
const runs = Number(process.env['BUILDOUT_GRAPHS'] ?? 200);

describe('gradient of random graphs', () => {
  it(`is the central difference on ${runs} graphs`, () => {
    const total = { agreed: 0, lively: 0, kinks: 0, none: 0 };
    const law = fc.property(recipes, fc.nat(99_999), (list, seed) => {
      const graph = randomGraph(list);
      const outputs = ['out', 'rate_of'].map((name) => ({ name, element: 0, period: undefined }));
      const inputs = randomInputs(graph, seed, 2);
      const verdict = compareWithDifferences(graph, inputs, { paths: 2, outputs, numbers: 6, seed });
      total.agreed += verdict.agreed;
      total.lively += verdict.lively;
      total.kinks += verdict.kinks;
      total.none += verdict.none;
      expect(verdict.faults).toEqual([]);
    });
    fc.assert(law, { numRuns: runs, seed: 20_260_301 });
    // A comparison that finds kinks everywhere, or zeros only, would prove nothing.
    expect(total.lively).toBeGreaterThan(2 * runs);
    expect(total.kinks).toBeLessThan(0.1 * total.agreed);
    expect(total.none).toBeLessThan(total.agreed);
  });
});
