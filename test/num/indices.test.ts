import { describe, expect, it } from 'vitest';
import {
  fillSobol,
  fillUniforms,
  informationValue,
  inverseNormal,
  sobolIndices,
} from '../../src/num/index.ts';

const column = (dimension: number, points: number) => {
  const out = new Float64Array(points);
  fillSobol(out, { seed: 4, pointFrom: 0, dimension, replicate: 0 });
  return out;
};

describe('sobolIndices', () => {
  // Ishigami and Homma (1990) with a = 7, b = 0.1 on [−π, π]³; the variances in closed form, as in Saltelli and others (2008), section 4.4.
  const answer = (x: readonly number[]) => {
    const [p, q, r] = x.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
    return Math.sin(p) + 7 * Math.sin(q) ** 2 + 0.1 * r ** 4 * Math.sin(p);
  };
  const points = 4096;
  const a = [0, 1, 2].map((d) => column(d, points));
  const b = [3, 4, 5].map((d) => column(d, points));
  const run = (columns: readonly Float64Array[]) =>
    Float64Array.from({ length: points }, (_, i) => answer(columns.map((each) => each[i]!)));
  const mixed = [0, 1, 2].map((factor) => run(a.map((each, d) => (d === factor ? b[d]! : each))));
  const found = sobolIndices({ a: run(a), b: run(b), mixed }, { seed: 1 });

  it('of the Ishigami function are known', () => {
    const first = [0.3139, 0.4424, 0];
    const total = [0.5576, 0.4424, 0.2437];
    found.forEach((each, i) => {
      // The bootstrap interval is ±1.96 standard errors of random points; scrambled ones are nearer, and rounding is 0.00005.
      const firstError = (each.firstHigh - each.firstLow) / 4;
      const totalError = (each.totalHigh - each.totalLow) / 4;
      expect(Math.abs(each.first - first[i]!)).toBeLessThan(4 * firstError);
      expect(Math.abs(each.total - total[i]!)).toBeLessThan(4 * totalError);
      // Four errors stay below the 0.1285 between the first two shares, so the factors are told apart.
      expect(Math.max(firstError, totalError)).toBeLessThan(0.03);
    });
  });

  it('leave out points without an answer', () => {
    const broken = run(a);
    broken[5] = NaN;
    const again = sobolIndices({ a: broken, b: run(b), mixed }, { seed: 1, resamples: 2 });
    again.forEach((each, i) => expect(Math.abs(each.total - found[i]!.total)).toBeLessThan(0.01));
  });

  it('are not numbers where nothing varies', () => {
    const same = new Float64Array(8).fill(2);
    expect(sobolIndices({ a: same, b: same, mixed: [same] }, { seed: 1 })[0]!.first).toBeNaN();
  });
});

describe('informationValue', () => {
  const count = 20_000;
  const normals = (stream: number) => {
    const out = new Float64Array(count);
    fillUniforms(out, { seed: 2, pathFrom: 0, stream, period: 0 });
    return out.map((u) => inverseNormal(u));
  };
  const [x, y] = [normals(1), normals(2)];
  const nothing = new Float64Array(count);
  const sum = x.map((value, i) => value + y[i]!);
  // E max(0, N(0, s²)) = s/√(2π). The sample mean that is taken off has standard error √2/√n; 4 of them.
  const known = 1 / Math.sqrt(2 * Math.PI);
  const error = (4 * Math.SQRT2) / Math.sqrt(count);

  it('of one of two normals, and of both', () => {
    const { value, ceiling } = informationValue([nothing, sum], x);
    expect(Math.abs(value - known)).toBeLessThan(error);
    expect(Math.abs(ceiling - known * Math.SQRT2)).toBeLessThan(error);
  });

  it('of chance that does not matter is nearly 0', () => {
    // With a payoff of mean 1 the choice is the same whatever is told.
    const { value, choice, now } = informationValue([nothing, sum.map((each) => each + 1)], normals(3));
    expect(choice).toBe(1);
    expect(Math.abs(now - 1)).toBeLessThan(error);
    // Groups of 714 paths have means 1 ± 0.05, none below 0; what is left is the rounding of sums.
    expect(value).toBeLessThan(1e-12);
  });

  it('of a coin that decides all: half of what is at stake', () => {
    const coin = x.map((value) => (value > 0 ? 1 : -1));
    // Half of the paths win 1 instead of 0; the share of heads is known to 4 × ½/√n.
    const { value, ceiling } = informationValue([nothing, coin], coin);
    expect(Math.abs(value - ceiling)).toBeLessThan(1e-9);
    expect(Math.abs(ceiling - 0.5)).toBeLessThan(error);
  });
});
