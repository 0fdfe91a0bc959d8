import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bracketRoots,
  cholesky,
  correlate,
  correlateUniforms,
  fillUniforms,
  findRoot,
  inverseNormal,
  quantileOf,
  smallestEigenvalue,
  sortedCopy,
  sumOf,
  summarise,
} from '../../src/num/index.ts';

describe('cholesky', () => {
  it('factors a known matrix', () => {
    // Golub and Van Loan's classroom example: [[4,12,−16],[12,37,−43],[−16,−43,98]] = L·Lᵀ with whole numbers.
    const matrix = [
      [4, 12, -16],
      [12, 37, -43],
      [-16, -43, 98],
    ];
    expect(cholesky(matrix).value).toEqual([
      [2, 0, 0],
      [6, 1, 0],
      [-8, 5, 3],
    ]);
  });

  it('accepts drivers that move as one', () => {
    expect(
      cholesky([
        [1, 1],
        [1, 1],
      ]).value,
    ).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(
      cholesky([
        [1, -1],
        [-1, 1],
      ]).value,
    ).toEqual([
      [1, 0],
      [-1, 0],
    ]);
  });

  it('names the driver and the smallest eigenvalue of a contradiction', () => {
    // Eigenvalues of equal correlations −0.9 among three: 1 + 0.9 twice, and 1 − 1.8 = −0.8.
    const { value, issues } = cholesky(
      [
        [1, -0.9, -0.9],
        [-0.9, 1, -0.9],
        [-0.9, -0.9, 1],
      ],
      ['demand', 'price', 'energy'],
    );
    expect(value).toBeUndefined();
    expect(issues[0]?.code).toBe('correlation-not-positive');
    expect(issues[0]?.message).toContain('energy');
    expect(issues[0]?.found).toBe('smallest eigenvalue -0.8');
  });

  it('names the cell of a broken shape', () => {
    expect(
      cholesky([
        [1, 0.5],
        [0.4, 1],
      ]).issues[0]?.found,
    ).toContain('row 2 with row 1 0.4');
    expect(cholesky([[1, 0.5]]).issues[0]?.message).toContain('not square');
    expect(cholesky([[NaN]]).issues[0]?.message).toContain('not a number');
  });

  it('gives back the matrix', () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.array(entry, { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 }),
        (a) => {
          // A·Aᵀ + I is positive definite whatever A is.
          const matrix = a.map((x, i) =>
            a.map((y, j) => x.reduce((s, v, k) => s + v * y[k]!, i === j ? 1 : 0)),
          );
          const lower = cholesky(matrix).value!;
          for (let i = 0; i < 5; i++) {
            for (let j = 0; j < 5; j++) {
              const product = lower[i]!.reduce((sum, v, k) => sum + v * lower[j]![k]!, 0);
              // Backward error of Cholesky: (n + 1)·ulp·largest diagonal value, which is at most 6 (Higham, theorem 10.3).
              expect(Math.abs(product - matrix[i]![j]!)).toBeLessThan(6 * 2 ** -52 * 6);
            }
          }
          expect(smallestEigenvalue(matrix)).toBeGreaterThan(1 - 1e-12);
        },
      ),
    );
  });
});

describe('correlate', () => {
  const n = 20_000;
  const draws = (stream: number): Float64Array => {
    const out = new Float64Array(n);
    fillUniforms(out, { seed: 7, pathFrom: 0, stream, period: 0 });
    return out;
  };
  const correlation = (x: Float64Array, y: Float64Array): number => {
    const sx = summarise(x);
    const sy = summarise(y);
    const product = x.reduce((sum, v, i) => sum + (v - sx.mean) * (y[i]! - sy.mean), 0);
    return product / (n - 1) / sx.sd / sy.sd;
  };

  it('gives normals the correlation that was asked for', () => {
    const blocks = [1, 2].map((stream) => draws(stream).map(inverseNormal));
    const first = Float64Array.from(blocks[0]!);
    correlate(
      cholesky([
        [1, 0.6],
        [0.6, 1],
      ]).value!,
      blocks,
    );
    expect(blocks[0]).toEqual(first);
    // Standard error of a correlation is (1 − ρ²)/√n = 0.0045; 3.3 of them is the 99.9% point.
    expect(Math.abs(correlation(blocks[0]!, blocks[1]!) - 0.6)).toBeLessThan(0.015);
  });

  it('keeps uniforms uniform and joins them by rank', () => {
    const blocks = [1, 2].map(draws);
    correlateUniforms(
      cholesky([
        [1, 0.6],
        [0.6, 1],
      ]).value!,
      blocks,
    );
    // Rank correlation of a Gaussian copula: 6/π·asin(0.3) = 0.582; standard error below 1/√n = 0.007.
    expect(Math.abs(correlation(blocks[0]!, blocks[1]!) - (6 / Math.PI) * Math.asin(0.3))).toBeLessThan(
      0.023,
    );
    // A uniform has mean ½ (standard error 0.289/√n = 0.002) and standard deviation 0.2887.
    const { mean, sd } = summarise(blocks[1]!);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.007);
    expect(Math.abs(sd - Math.sqrt(1 / 12))).toBeLessThan(0.005);
  });

  it('refuses blocks of unequal shape', () => {
    expect(() => correlate([[1]], [])).toThrow(RangeError);
    expect(() =>
      correlate(
        [
          [1, 0],
          [0, 1],
        ],
        [new Float64Array(2), new Float64Array(3)],
      ),
    ).toThrow(RangeError);
  });
});

describe('quantiles of samples', () => {
  it('are of type 7, as in R: quantile(c(1, 2, 3, 4, 10), …)', () => {
    const values = [1, 2, 3, 4, 10];
    expect(quantileOf(values, 0)).toBe(1);
    expect(quantileOf(values, 0.25)).toBe(2);
    expect(quantileOf(values, 0.9)).toBeCloseTo(7.6, 14);
    expect(quantileOf(values, 1)).toBe(10);
    expect(quantileOf([7], 0.3)).toBe(7);
    expect(quantileOf([], 0.3)).toBeNaN();
    expect(quantileOf([1, Infinity, Infinity], 0.8)).toBe(Infinity);
    expect(() => quantileOf(values, 5)).toThrow('from 0 to 1');
  });

  it('leave NaN out and count it', () => {
    const summary = summarise([NaN, 4, 1, NaN, 3, 2]);
    expect(summary).toMatchObject({ count: 4, missing: 2, mean: 2.5, p25: 1.75, p50: 2.5, p75: 3.25 });
    expect(summary.sd).toBeCloseTo(Math.sqrt(5 / 3), 14);
    expect([...sortedCopy([2, NaN, 1])]).toEqual([1, 2]);
    expect(summarise([8])).toMatchObject({ count: 1, missing: 0, mean: 8, sd: 0, p5: 8, p95: 8 });
    expect(summarise([NaN])).toMatchObject({ count: 0, missing: 1, mean: NaN, sd: NaN, p50: NaN });
  });

  it('are sums without loss', () => {
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2); // Neumaier's own example
    expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(sumOf([1, Infinity])).toBe(Infinity);
  });

  it('lie within the sample and rise with probability', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
        (values) => {
          const s = summarise(values);
          const chain = [
            Math.min(...values),
            s.p5,
            s.p10,
            s.p25,
            s.p50,
            s.p75,
            s.p90,
            s.p95,
            Math.max(...values),
          ];
          for (let i = 1; i < chain.length; i++) expect(chain[i]).toBeGreaterThanOrEqual(chain[i - 1]!);
        },
      ),
    );
  });
});

describe('findRoot', () => {
  it('finds known roots to the tolerance', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 12);
    // Wallis's cubic x³ − 2x − 5 has its root at 2.0945514815423265.
    expect(findRoot((x) => x * x * x - 2 * x - 5, 2, 3)).toBeCloseTo(2.0945514815423265, 12);
    const rough = findRoot((x) => x * x * x, -1, 1.5, { tolerance: 1e-3 });
    expect(Math.abs(rough!)).toBeLessThan(1e-3);
    expect(findRoot((x) => x, 0, 1)).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
  });

  it('finds the crossing of every rising cubic, in few steps', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.99, max: 0.99, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (r, a) => {
          let calls = 0;
          const found = findRoot((x) => (calls++, (x - r) * (1 + a * (x - r) * (x - r))), -1, 1);
          expect(Math.abs(found! - r)).toBeLessThan(2e-12);
          expect(calls).toBeLessThan(100);
        },
      ),
    );
  });

  it('says so when there is no change of sign', () => {
    expect(findRoot((x) => x * x + 1, -1, 1)).toBeUndefined();
    expect(findRoot(() => NaN, -1, 1)).toBeUndefined();
  });

  it('brackets every change of sign of a grid', () => {
    expect(bracketRoots((x) => x * x - 2, -2, 2, 4)).toEqual([
      [-2, -1],
      [1, 2],
    ]);
    expect(bracketRoots((x) => x, -1, 1, 2)).toEqual([[0, 0]]);
    expect(bracketRoots((x) => x * x + 1, -1, 1, 10)).toEqual([]);
  });
});
