import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildDemand, pathComponents, readLayers } from '../../src/demand/index.ts';
import { exp, inverseNormal, quantileOf, sortedCopy, uniformAt } from '../../src/num/index.ts';
import { paths as simulated } from '../model/support.ts';
import { caseFolder, openShipped } from '../study/support.ts';

const normal = (path: number, stream: number) => inverseNormal(uniformAt(11, path, stream, 0));
const made = (count: number, of: (path: number, t: number) => number) =>
  Array.from({ length: count }, (_, path) =>
    Float64Array.from({ length: 12 }, (__, t) => 100 * exp(of(path, t))),
  );

describe('components of joint paths', () => {
  it('find the one shape that all paths share', () => {
    const shape = (t: number) => 0.02 * (t + 1);
    const { loadings, scores, explained, left } = pathComponents(
      made(3000, (path, t) => normal(path, 1) * shape(t)),
    );
    expect(explained).toBeGreaterThan(1 - 1e-9);
    // A standard deviation of 3,000 draws is known to 1.3%; what was drawn is known exactly, so that shape and score agree far better.
    loadings[0]!.forEach((loading, t) => expect(Math.abs(loading / shape(t) - 1)).toBeLessThan(0.04));
    expect(Math.abs(scores[0]![5]! * loadings[0]![11]! - normal(5, 1) * shape(11))).toBeLessThan(0.02);
    expect(Math.max(...left)).toBeLessThan(1e-9);
  });

  it('are standard and uncorrelated, and with what is left make up the variance', () => {
    const all = made(
      2000,
      (path, t) => 0.1 * normal(path, 1) + 0.01 * t * normal(path, 2) + 0.05 * normal(path, 3 + t),
    );
    const { loadings, scores, left } = pathComponents(all);
    const mean = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0) / values.length;
    scores.forEach((a, i) =>
      scores.forEach((b, j) =>
        expect(Math.abs(mean(a.map((each, p) => each * b[p]!)) - (i === j ? 1 : 0))).toBeLessThan(1e-6),
      ),
    );
    const logs = all.map((path) => Math.log(path[7]!));
    const centre = logs.reduce((sum, each) => sum + each, 0) / logs.length;
    const variance = logs.reduce((sum, each) => sum + (each - centre) ** 2, 0) / logs.length;
    const parts = loadings.reduce((sum, loading) => sum + loading[7]! ** 2, left[7]!);
    expect(Math.abs(parts / variance - 1)).toBeLessThan(1e-9);
  });

  it('are nothing where every path is the same, also where it is zero', () => {
    for (const level of [3, 0]) {
      const { loadings, explained } = pathComponents([0, 1, 2].map(() => new Float64Array(4).fill(level)));
      expect(loadings.every((loading) => loading.every((each) => each === 0))).toBe(true);
      expect(explained).toBe(1);
    }
  });
});

describe('internal demand of the Amazon case', () => {
  const folder = `${caseFolder('amazon-2026')}/signals`;
  const plan = readLayers(readFileSync(`${folder}/layers.csv`, 'utf8'), 'signals/layers.csv').value!;
  const layers = plan.layers.filter(({ segment }) => segment === 'internal');
  const files = new Map(
    layers.map(({ file }) => {
      const bytes = readFileSync(`${folder}/${file}`);
      return [file, { bytes, text: bytes.toString('utf8') }] as const;
    }),
  );
  const [signal] = buildDemand({ ...plan, layers }, files, { paths: 10_000, seed: 7 }).value!.segments;

  it('is drawn by the simulation as its signals are: by quarter, and summed over the horizon', () => {
    const study = openShipped('amazon-2026');
    const internal = study.study.labels['segment']!.indexOf('internal');
    const count = 4000;
    const read = simulated(study, ['new_demand'], { seed: 7, paths: count });
    const drawn = Array.from({ length: count }, (_, path) =>
      Float64Array.from({ length: 40 }, (__, t) => 4 * read('new_demand', t, internal, path)),
    );
    const band = (values: readonly number[]) => {
      const sorted = sortedCopy(Float64Array.from(values));
      return [0.1, 0.5, 0.9].map((p) => quantileOf(sorted, p));
    };
    const near = (a: readonly number[], b: readonly number[]) =>
      a.forEach((value, i) => expect(Math.abs(value / b[i]! - 1)).toBeLessThan(0.03));
    for (const t of [0, 3, 11, 23, 39])
      near(band(drawn.map((path) => path[t]!)), band(signal!.paths.map((path) => path[t]!)));
    const total = (path: Float64Array) => path.reduce((sum, each) => sum + each, 0);
    near(band(drawn.map(total)), band(signal!.paths.map(total)));
  });
});
