import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  affine,
  checkDistribution,
  fillQuantiles,
  fromInterval90,
  mean,
  median,
  quantile,
  support,
  variance,
} from '../../src/num/index.ts';
import type { Distribution } from '../../src/num/index.ts';
import { betaShape, incompleteBeta, inverseIncompleteBeta } from '../../src/num/beta.ts';
import { logGamma } from '../../src/num/log-gamma.ts';

const samples: readonly Distribution[] = [
  { kind: 'point', value: 3 },
  { kind: 'normal', mean: 5, sd: 2 },
  { kind: 'lognormal', mu: 0.3, sigma: 0.25 },
  { kind: 'lognormal', mu: 0.3, sigma: 0.25, shift: 4 },
  { kind: 'uniform', low: -2, high: 7 },
  { kind: 'triangular', low: 1, mode: 2, high: 6 },
  { kind: 'triangular', low: 1, mode: 1, high: 6 },
  { kind: 'pert', low: 1, mode: 2, high: 9 },
  { kind: 'beta', a: 2, b: 5, low: 0, high: 10 },
  { kind: 'discrete', values: [5, 1, 3], weights: [1, 2, 1] },
  { kind: 'truncatedNormal', mean: 1, sd: 2, low: 0, high: 4 },
  { kind: 'truncatedNormal', mean: 0, sd: 1, low: 2, high: Infinity },
  { kind: 'exponential', mean: 2 },
  { kind: 'exponential', mean: 2, shift: 1 },
];

/** Mean and variance as integrals of the quantile function over probability, by the midpoint rule on n cells. */
function integrate(d: Distribution, n: number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) sum += quantile(d, (i + 0.5) / n);
  const average = sum / n;
  for (let i = 0; i < n; i++) squares += (quantile(d, (i + 0.5) / n) - average) ** 2;
  return { mean: average, variance: squares / n };
}

describe.each(samples.map((d) => [JSON.stringify(d), d] as const))('%s', (_, d) => {
  it('has no fault', () => {
    expect(checkDistribution(d)).toEqual([]);
  });

  it('has the mean and variance of its own quantiles', () => {
    // With 20,000 cells the half cell of each unbounded tail carries at most (q² + 2q + 2)/40,000 of the variance in units of
    // the spread, q = ln 40,000 = 10.6 (exponential, the heaviest here): 0.34% of it; the mean has less than 0.03%.
    const found = integrate(d, 20_000);
    const spread = Math.sqrt(variance(d));
    expect(Math.abs(found.mean - mean(d))).toBeLessThanOrEqual(3e-4 * spread);
    expect(Math.abs(found.variance - variance(d))).toBeLessThanOrEqual(4e-3 * variance(d));
  });

  it('has rising quantiles inside its support', () => {
    const { low, high } = support(d);
    let last = -Infinity;
    for (let i = 0; i <= 200; i++) {
      const x = quantile(d, i / 200);
      expect(x).toBeGreaterThanOrEqual(last);
      expect(x).toBeGreaterThanOrEqual(low);
      expect(x).toBeLessThanOrEqual(high);
      last = x;
    }
    expect(median(d)).toBe(quantile(d, 0.5));
  });

  it('changes unit with every quantile', () => {
    const changed = affine(d, 1.8, 32);
    expect(changed.kind).toBe(d.kind);
    for (const u of [0.01, 0.3, 0.5, 0.9, 0.999]) {
      const expected = 1.8 * quantile(d, u) + 32;
      // A dozen rounded operations on either side, some amplified by exp or the tail: 1e-12 of the value.
      expect(Math.abs(quantile(changed, u) - expected)).toBeLessThan(1e-12 * Math.abs(expected));
    }
    expect(mean(changed)).toBeCloseTo(1.8 * mean(d) + 32, 10);
    expect(variance(changed)).toBeCloseTo(1.8 * 1.8 * variance(d), 10);
  });

  it('fills blocks with the same values as single calls', () => {
    const uniforms = Float64Array.from([0.001, 0.25, 0.5, 0.77, 0.9999]);
    const out = new Float64Array(5);
    fillQuantiles(d, uniforms, out);
    expect([...out]).toEqual([...uniforms].map((u) => quantile(d, u)));
  });
});

describe('known values', () => {
  it('reads a range as 90%', () => {
    const range = fromInterval90(5, 10);
    expect(range.kind).toBe('lognormal');
    expect(quantile(range, 0.05)).toBeCloseTo(5, 12);
    expect(quantile(range, 0.95)).toBeCloseTo(10, 12);
    expect(median(range)).toBeCloseTo(Math.sqrt(50), 12);
    const signed = fromInterval90(-1, 3);
    expect(signed.kind).toBe('normal');
    expect(quantile(signed, 0.05)).toBeCloseTo(-1, 12);
    expect(quantile(signed, 0.95)).toBeCloseTo(3, 12);
    expect(fromInterval90(4, 4)).toEqual({ kind: 'point', value: 4 });
    expect(checkDistribution(fromInterval90(10, 5))).toHaveLength(1);
  });

  it('has the textbook moments', () => {
    expect(mean({ kind: 'pert', low: 1, mode: 2, high: 9 })).toBe(3);
    expect(variance({ kind: 'uniform', low: 0, high: 12 })).toBe(12);
    expect(variance({ kind: 'triangular', low: 0, mode: 3, high: 6 })).toBe(1.5);
    expect(variance({ kind: 'beta', a: 2, b: 2, low: 0, high: 1 })).toBe(0.05);
    expect(mean({ kind: 'discrete', values: [5, 1, 3], weights: [1, 2, 1] })).toBe(2.5);
    // A half-normal has mean √(2/π) and variance 1 − 2/π.
    const half: Distribution = { kind: 'truncatedNormal', mean: 0, sd: 1, low: 0, high: Infinity };
    expect(mean(half)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
    expect(variance(half)).toBeCloseTo(1 - 2 / Math.PI, 14);
  });

  it('reads discrete values in ascending order', () => {
    const d: Distribution = { kind: 'discrete', values: [5, 1, 3, 9], weights: [1, 2, 1, 0] };
    expect([0, 0.25, 0.5, 0.6, 0.75, 0.76, 1].map((u) => quantile(d, u))).toEqual([1, 1, 1, 3, 3, 5, 5]);
    expect(support(d)).toEqual({ low: 1, high: 5 });
  });

  it('stays a value when its spread is nothing', () => {
    const certain: readonly Distribution[] = [
      { kind: 'normal', mean: 2, sd: 0 },
      { kind: 'lognormal', mu: 0, sigma: 0, shift: 1 },
      { kind: 'uniform', low: 2, high: 2 },
      { kind: 'triangular', low: 2, mode: 2, high: 2 },
      { kind: 'pert', low: 2, mode: 2, high: 2 },
      { kind: 'beta', a: 1, b: 1, low: 2, high: 2 },
    ];
    for (const d of certain) {
      expect(checkDistribution(d)).toEqual([]);
      expect([quantile(d, 0), quantile(d, 0.4), quantile(d, 1), mean(d), variance(d)]).toEqual([
        2, 2, 2, 2, 0,
      ]);
    }
  });

  it('keeps its digits far in the tail', () => {
    const d: Distribution = { kind: 'truncatedNormal', mean: 0, sd: 1, low: 10, high: Infinity };
    // Upper half of the tail beyond 10: Q(x) = Q(10)/2. Asymptotically x ≈ 10 + ln 2/(10 + 1/10) = 10.0686 less a little.
    expect(quantile(d, 0.5)).toBeGreaterThan(10.06);
    expect(quantile(d, 0.5)).toBeLessThan(10.07);
    expect(quantile({ ...d, low: -Infinity, high: -10 }, 0.5)).toBe(-quantile(d, 0.5));
  });
});

describe('faults', () => {
  const faulty: readonly (readonly [Distribution, string])[] = [
    [{ kind: 'point', value: NaN }, 'a finite value'],
    [{ kind: 'normal', mean: 0, sd: -1 }, 'sd at least 0'],
    [{ kind: 'lognormal', mu: 0, sigma: -1 }, 'sigma at least 0'],
    [{ kind: 'uniform', low: 2, high: 1 }, 'low at most high'],
    [{ kind: 'triangular', low: 0, mode: 9, high: 5 }, 'low at most mode at most high'],
    [{ kind: 'pert', low: 0, mode: -1, high: 5 }, 'low at most mode at most high'],
    [{ kind: 'beta', a: 0, b: 1, low: 0, high: 1 }, 'a above 0'],
    [{ kind: 'discrete', values: [], weights: [] }, 'at least one value'],
    [{ kind: 'discrete', values: [1, 2], weights: [1] }, 'one weight for each value'],
    [{ kind: 'discrete', values: [1], weights: [0] }, 'a sum above 0'],
    [{ kind: 'discrete', values: [1, 2], weights: [2, -1] }, 'weight 2 at least 0'],
    [{ kind: 'truncatedNormal', mean: 0, sd: 1, low: 40, high: 50 }, '37 standard deviations'],
    [{ kind: 'exponential', mean: 0 }, 'mean above 0'],
  ];
  it.each(faulty.map(([d, expected]) => [expected, d] as const))('%s', (expected, d) => {
    const [issue] = checkDistribution(d);
    expect(issue?.code).toBe('distribution-invalid');
    expect(issue?.severity).toBe('error');
    expect(issue?.expected).toContain(expected);
  });

  it('are thrown for a programmer', () => {
    expect(() => affine({ kind: 'point', value: 1 }, -1, 0)).toThrow(RangeError);
    expect(() =>
      fillQuantiles({ kind: 'point', value: 1 }, new Float64Array(2), new Float64Array(1)),
    ).toThrow('2 and 1');
  });
});

describe('incomplete beta', () => {
  it('equals the binomial sum for whole shapes', () => {
    // DLMF 8.17.5: I_x(a, b) = Σ_{j=a}^{n} C(n, j) x^j (1−x)^(n−j), n = a + b − 1. Positive terms: 1e-13 covers both sides.
    for (const [a, b] of [
      [1, 1],
      [2, 5],
      [7, 3],
      [12, 12],
    ] as const) {
      for (const x of [0.01, 0.2, 0.5, 0.83, 0.99]) {
        const n = a + b - 1;
        let sum = 0;
        for (let j = a; j <= n; j++) {
          let choose = 1;
          for (let i = 1; i <= j; i++) choose = (choose * (n - j + i)) / i;
          sum += choose * x ** j * (1 - x) ** (n - j);
        }
        expect(Math.abs(incompleteBeta(x, betaShape(a, b)) - sum)).toBeLessThan(1e-13);
      }
    }
  });

  it('is the arcsine law for shapes of one half', () => {
    for (const u of [0.001, 0.1, 0.5, 0.7, 0.999]) {
      const expected = Math.sin((Math.PI * u) / 2) ** 2;
      expect(Math.abs(inverseIncompleteBeta(u, betaShape(0.5, 0.5)) - expected)).toBeLessThan(1e-12);
    }
  });

  it('is inverted to 1e-12 for all shapes of use', () => {
    const shape = fc.double({ min: 0.3, max: 60, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (a, b, u) => {
        const prepared = betaShape(a, b);
        const x = inverseIncompleteBeta(u, prepared);
        // Off by 1e-12 in x either way, the probability must step over u (or the ends of [0, 1] are reached).
        const slack = 2e-13;
        expect(incompleteBeta(Math.max(0, x - 1e-12), prepared)).toBeLessThanOrEqual(u + slack);
        expect(incompleteBeta(Math.min(1, x + 1e-12), prepared)).toBeGreaterThanOrEqual(u - slack);
      }),
      { numRuns: 500 },
    );
  });

  it('rests on a log gamma of known values', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(0.5)).toBeCloseTo(0.5723649429247001, 14); // ½ ln π
    expect(logGamma(11) / 15.104412573075516).toBeCloseTo(1, 14); // ln 10!
    expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 14); // DLMF 5.4, Γ(0.1) = 9.513507698668732
  });
});
