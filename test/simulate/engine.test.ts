import { describe, expect, it } from 'vitest';
import { reportedNames } from '../../src/model/index.ts';
import { loadCase, packageFolder } from '../../src/node/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { openStudy } from '../../src/study/index.ts';

/** One path count that is odd and no multiple of the block size, so that last blocks and last lanes are tested. */
const paths = Number(process.env['BUILDOUT_PATHS'] ?? 1001);

describe.each(['tiny', 'amazon-2026'])('the case %s', (name) => {
  it('gives the same bits compiled and interpreted, on every path, for every reported formula', () => {
    const loaded = loadCase(`${packageFolder}/cases/${name}`).value!;
    const study = openStudy({ ...loaded, sets: [] }).value!;
    const known = new Set(study.graph.nodes.map((node) => node.decl.name));
    const keep = reportedNames.filter((each) => known.has(each));
    const options = { seed: 7, paths, keep, blockSize: 64 };
    const compiled = simulate(study, { ...options, engine: 'compiled' });
    const interpreted = simulate(study, { ...options, engine: 'interpreter' });
    let compared = 0;
    for (const formula of keep) {
      const [a, b] = [compiled.byName.get(formula)!, interpreted.byName.get(formula)!];
      expect({ formula, byPath: a.byPath, byTime: a.byTime }).toEqual({
        formula,
        byPath: b.byPath,
        byTime: b.byTime,
      });
      expect(`${formula} ${firstDifference(a.values, b.values)}`).toBe(`${formula} none`);
      compared += a.values.length;
    }
    // More numbers than formulas times periods: paths were really compared.
    expect(compared).toBeGreaterThan(keep.length * study.study.calendar.periods);
  });
});

/** Where two arrays first differ in a bit; all NaN are one value, since their payload means nothing. */
function firstDifference(a: Float64Array, b: Float64Array): string {
  if (a.length !== b.length) return `lengths ${a.length} and ${b.length}`;
  const at = a.findIndex((value, i) => !Object.is(value, b[i]));
  return at < 0 ? 'none' : `at ${at}: ${a[at]} and ${b[at]}`;
}
