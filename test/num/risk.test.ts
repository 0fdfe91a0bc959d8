import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchEstimate,
  clopperPearsonInterval,
  errorOfMean,
  expectedShortfall,
  fillSobol,
  fillUniforms,
  quantileIntervals,
  quantileOf,
  quantileRanks,
  selectQuantiles,
  sortedCopy,
  splitBatches,
  studentWidth,
  wilsonInterval,
} from '../../src/num/index.ts';

const uniforms = (stream: number, count: number) => {
  const out = new Float64Array(count);
  fillUniforms(out, { seed: 21, pathFrom: 0, stream, period: 0 });
  return out;
};

/** Four standard errors of a share seen in `repeats` trials. */
const slack = (share: number, repeats: number) => 4 * Math.sqrt((share * (1 - share)) / repeats);

describe('selectQuantiles', () => {
  const probabilities = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
  const sorted = (values: readonly number[]) => {
    const ascending = sortedCopy(values);
    return probabilities.map((p) => quantileOf(ascending, p));
  };
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 6, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }) },
    { weight: 3, arbitrary: fc.constantFrom(0, -0, 1, 1, 2, 1e308, -1e308, 5e-324) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
  );

  it('equals the sorted result bit for bit, with ties, NaN and infinities', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 400, size: 'max' }), (values) => {
        // Vitest's toEqual tells −0 from 0 and holds NaN equal to itself.
        expect([...selectQuantiles(values, probabilities)]).toEqual(sorted(values));
      }),
      { numRuns: 300 },
    );
  });

  it('equals it on a long sample with far outliers', () => {
    const values = [...uniforms(1, 5000), 1e9, -1e12];
    expect([...selectQuantiles(values, probabilities)]).toEqual(sorted(values));
    expect([...selectQuantiles(new Float64Array(3000).fill(7), probabilities)]).toEqual(
      probabilities.map(() => 7),
    );
  });

  // Shapes that fill bins unevenly, each of 5,000 values: equal to sorting whatever the bins hold.
  const flat = uniforms(2, 5000);
  const other = uniforms(3, 5000);
  it.each<[string, (value: number, i: number) => number]>([
    ['a fat tail', (u) => 1 / (u * u * u)],
    ['many at the least value', (u) => Math.max(0.6, u)],
    ['many at the greatest value', (u) => Math.min(0.3, u)],
    ['many in between', (u) => Math.max(0, u - 0.6) + Math.min(0, u - 0.4)],
    ['zeros of both signs', (u, i) => (u < 0.5 ? 0 : u < 0.7 ? -0 : other[i]! - 0.5)],
    ['only zeros of both signs', (u) => (u < 0.5 ? 0 : -0)],
    ['two values', (u) => (u < 0.5 ? 1 : 2)],
    ['scales of all sizes', (u, i) => (u - 0.5) * 10 ** (600 * (other[i]! - 0.5))],
    ['infinities', (u) => (u < 0.01 ? -Infinity : u > 0.99 ? Infinity : u)],
    ['some NaN', (u) => (u < 0.2 ? NaN : u)],
    ['NaN but for one', (_, i) => (i === 4321 ? 8 : NaN)],
    ['one outlier on each side', (u, i) => (i === 17 ? 1e300 : i === 18 ? -1e300 : u)],
  ])('equals it on %s', (_, shape) => {
    const values = flat.map(shape);
    const before = values.slice();
    expect([...selectQuantiles(values, probabilities)]).toEqual(sorted([...values]));
    expect([...selectQuantiles(values, probabilities.toReversed())]).toEqual(
      sorted([...values]).toReversed(),
    );
    expect(values).toEqual(before);
  });

  it('refuses what is no probability', () => {
    expect(() => selectQuantiles([1], [1.5])).toThrow(RangeError);
  });
});

describe('known intervals', () => {
  // R's binom.test and SciPy 1.17's binomtest(7, 50).proportion_ci, to their digits.
  it('of Wilson', () => {
    const { low, high } = wilsonInterval(7, 50, 0.95);
    expect(low).toBeCloseTo(0.06950833427016292, 12);
    expect(high).toBeCloseTo(0.26186193710585537, 12);
    expect(wilsonInterval(0, 10, 0.95)).toEqual({ low: 0, high: expect.closeTo(0.27753279986288926, 12) });
  });

  it('of Clopper and Pearson', () => {
    const { low, high } = clopperPearsonInterval(7, 50, 0.95);
    expect(low).toBeCloseTo(0.05819170033997344, 10);
    expect(high).toBeCloseTo(0.26739600249700846, 10);
    expect(clopperPearsonInterval(0, 10, 0.95)).toEqual({
      low: 0,
      high: expect.closeTo(0.30849710781876294, 10),
    });
    expect(clopperPearsonInterval(10, 10, 0.95).high).toBe(1);
  });

  it('of quantiles by rank', () => {
    // From SciPy 1.17's binom.cdf: the widest ranks that leave at most 2.5% on each side, counted from 0.
    expect(quantileRanks(100, 0.5, 0.95)).toEqual({ low: 39, high: 60 });
    expect(quantileRanks(2000, 0.1, 0.95)).toEqual({ low: 173, high: 227 });
    expect(quantileRanks(2000, 0.9, 0.95)).toEqual({ low: 1772, high: 1826 });
    expect(quantileRanks(20, 0.1, 0.95)).toEqual({ low: -1, high: 5 });
  });

  it('of Student', () => {
    // SciPy 1.17, t.ppf(0.975, n).
    expect(studentWidth(0.95, 7)).toBeCloseTo(2.364624251592784, 9);
    expect(studentWidth(0.95, 15)).toBeCloseTo(2.131449545559776, 9);
    expect(studentWidth(0.95, 1)).toBeCloseTo(12.706204736174694, 8);
  });
});

describe('coverage', () => {
  const repeats = 1000;
  /** Share of the samples, drawn from an exponential, whose interval holds the truth. */
  const share = (holds: (values: Float64Array) => boolean) => {
    let hits = 0;
    for (let k = 0; k < repeats; k++) if (holds(uniforms(1000 + k, 100).map((u) => -Math.log(1 - u)))) hits++;
    return hits / repeats;
  };

  it('of quantile intervals is at least their level, and no more than their ranks give', () => {
    // Exact coverage by binomial sums for n = 100: at most 97.5% for each of these.
    for (const p of [0.1, 0.5, 0.9]) {
      const truth = -Math.log(1 - p);
      const seen = share((values) => {
        const { low, high } = quantileIntervals(values, [p], 0.95)[0]!;
        return low <= truth && truth <= high;
      });
      expect(seen, `p${p}`).toBeGreaterThan(0.95 - slack(0.95, repeats));
      expect(seen, `p${p}`).toBeLessThan(0.975 + slack(0.975, repeats));
    }
  });

  it('of event intervals', () => {
    const truth = Math.exp(-1.5);
    const events = (values: Float64Array) => values.filter((x) => x > 1.5).length;
    const inside = (interval: { low: number; high: number }) =>
      interval.low <= truth && truth <= interval.high;
    const exact = share((values) => inside(clopperPearsonInterval(events(values), 100, 0.95)));
    expect(exact).toBeGreaterThan(0.95 - slack(0.95, repeats));
    const wilson = share((values) => inside(wilsonInterval(events(values), 100, 0.95)));
    // Wilson's coverage at n = 100 stays within two points of its level for such a share.
    expect(Math.abs(wilson - 0.95)).toBeLessThan(0.02 + slack(0.95, repeats));
  });

  it('of the mean by its standard error', () => {
    // An exponential's skewness 2 costs the normal interval about a point and a half at n = 100.
    const seen = share((values) => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      return Math.abs(mean - 1) <= 1.96 * errorOfMean(values);
    });
    expect(Math.abs(seen - 0.95)).toBeLessThan(0.015 + slack(0.95, repeats));
  });

  it('of scrambled replicates', () => {
    const truth = Math.E - 1;
    const trials = 400;
    let hits = 0;
    for (let seed = 0; seed < trials; seed++) {
      const batches = Array.from({ length: 8 }, (_, replicate) => {
        const out = new Float64Array(16);
        fillSobol(out, { seed, pointFrom: 0, dimension: 2, replicate });
        return out.map(Math.exp);
      });
      const whole = Float64Array.from(batches.flatMap((batch) => [...batch]));
      const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
      const { low, high } = batchEstimate(mean(whole), batches.map(mean), 0.95);
      if (low <= truth && truth <= high) hits++;
    }
    expect(Math.abs(hits / trials - 0.95)).toBeLessThan(slack(0.95, trials));
  });
});

describe('splitBatches', () => {
  it('deals units by turns', () => {
    const values = Float64Array.of(0, 1, 2, 3, 4, 5, 6);
    expect(splitBatches(values, 2).map((each) => [...each])).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5],
    ]);
    expect(splitBatches(values, 2, 2).map((each) => [...each])).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6],
    ]);
  });
});

describe('expectedShortfall', () => {
  it('is the mean of the worst share, with the straddling value in part', () => {
    expect(expectedShortfall([4, 1, NaN, 3, 2], 0.5)).toBe(1.5);
    expect(expectedShortfall([1, 2, 3, 4, 10], 1)).toBe(4);
    // Half of five values: 1, 2 and half of 3 over 2.5.
    expect(expectedShortfall([1, 2, 3, 4, 10], 0.5)).toBeCloseTo(4.5 / 2.5, 15);
    expect(expectedShortfall([], 0.1)).toBeNaN();
    expect(() => expectedShortfall([1], 0)).toThrow(RangeError);
  });

  it('of uniforms is half the share', () => {
    // E[U | U < p] = p/2; its standard error is about p·√(1/12 + 1/4)/√(np).
    const p = 0.1;
    const values = uniforms(77, 20_000);
    expect(Math.abs(expectedShortfall(values, p) - p / 2)).toBeLessThan(
      (4 * p * Math.sqrt(1 / 3)) / Math.sqrt(20_000 * p),
    );
  });
});
