import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashName } from '../../src/base/hash-name.ts';
import {
  BinnedReader,
  binsPerRow,
  codeNumbers,
  errorOfMean,
  evenBins,
  expectedShortfall,
  fillUniforms,
  fitRowBins,
  inverseNormal,
  outsideCode,
  selectQuantiles,
  sumNumbers,
  summarise,
} from '../../src/num/index.ts';

/** Counts a sample by the bins that its first numbers fix. */
function count(values: Float64Array, pilot: number): BinnedReader {
  const bins = fitRowBins(values.slice(0, pilot));
  const codes = new Uint16Array(values.length);
  codeNumbers(bins, values, { at: 0, length: values.length }, { codes, to: 0 });
  const counts = new Uint32Array(binsPerRow);
  const outside = values.filter((_, i) => codes[i] === outsideCode);
  for (const code of codes) if (code !== outsideCode) counts[code]!++;
  const sums = new Float64Array(3);
  sumNumbers(sums, 0, bins, { values, at: 0, length: values.length });
  return new BinnedReader({ bins, counts, outside, sum: sums[0]!, squares: sums[1]!, tail: sums[2]! });
}

function uniforms(length: number, name: string): Float64Array {
  const out = new Float64Array(length);
  fillUniforms(out, { seed: 11, pathFrom: 0, stream: hashName(name), period: 0 });
  return out;
}

const probabilities = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
const samples: readonly (readonly [name: string, of: (u: number) => number])[] = [
  ['normal', (u) => 3 + 2 * inverseNormal(u)],
  ['a heavy tail', (u) => 1 / (1 - u)],
  ['a heavy lower tail', (u) => -1 / (1 - u)],
  ['mostly nothing', (u) => Math.max(0, u - 0.7)],
  ['a full hall', (u) => Math.min(20, 12 + 16 * u)],
  ['yes or no', (u) => (u < 0.3 ? 1 : 0)],
  ['whole numbers', (u) => Math.floor(40 * u)],
];

describe('a counted row', () => {
  it.each(samples)('knows quantiles of %s to the width of a bin', (name, of) => {
    const values = uniforms(30_000, name).map(of);
    const reader = count(values, 2000);
    const exact = selectQuantiles(values, probabilities);
    probabilities.forEach((p, i) => {
      // Rank for rank the number found lies in the bin of the true one; type 7 is a mean of two neighbours.
      const off = Math.abs(reader.quantile(p) - exact[i]!);
      expect(off, `${name} P${100 * p}`).toBeLessThanOrEqual(reader.resolution);
    });
  });

  it.each(samples)('knows count, mean and spread of %s but for rounding', (name, of) => {
    const values = uniforms(30_000, name).map(of);
    const reader = count(values, 2000);
    const { count: number, missing, mean, sd } = summarise(values);
    expect([reader.count, reader.missing]).toEqual([number, missing]);
    // 30,000 additions round by at most 30,000 × 2^-53 of the sum of sizes, here below 4 × sd + |mean| each: 1e-11.
    const size = Math.abs(mean) + 4 * sd;
    expect(Math.abs(reader.mean - mean)).toBeLessThanOrEqual(1e-11 * size);
    expect(Math.abs(reader.sd - sd)).toBeLessThanOrEqual(1e-11 * size);
    expect(errorOfMean(values)).toBeCloseTo(reader.sd / Math.sqrt(number), 9);
  });

  it.each(samples)('knows the expected shortfall of %s to the width of a bin', (name, of) => {
    const values = uniforms(30_000, name).map(of);
    const reader = count(values, 2000);
    const off = Math.abs(reader.shortfall(0.1) - expectedShortfall(values, 0.1));
    expect(off).toBeLessThanOrEqual(reader.resolution + 1e-9 * Math.abs(reader.mean));
  });

  it('keeps a smooth distribution far better than its bins', () => {
    // Numbers are spread evenly in a bin: what is left is the density's slope over a bin, w²·f′/(8f), and chance within it,
    // √(n·P(bin))/n ÷ f ≤ w·√(1/(n·P(bin))): with 30,000 numbers and some 15 to 40 in a bin, about a fifth of its width.
    const values = uniforms(30_000, 'smooth').map((u) => inverseNormal(u));
    const reader = count(values, 2000);
    const exact = selectQuantiles(values, probabilities);
    const off = probabilities.map((p, i) => Math.abs(reader.quantile(p) - exact[i]!));
    expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(0.25 * reader.resolution);
    expect(reader.resolution).toBeGreaterThan(5 / evenBins);
    expect(reader.resolution).toBeLessThan(6 / evenBins);
  });

  it('gives numbers that come often exactly', () => {
    const values = uniforms(20_000, 'atoms').map((u) => (u < 0.2 ? -5 : u < 0.6 ? 0 : u < 0.8 ? 5 : 10 * u));
    const reader = count(values, 1000);
    const exact = selectQuantiles(values, [0.1, 0.25, 0.5, 0.75]);
    expect([0.1, 0.25, 0.5, 0.75].map((p) => reader.quantile(p))).toEqual([...exact]);
  });

  it('loses nothing outside its pilot, and is exact there', () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => (i < 1000 ? i % 10 : i));
    values[4000] = Infinity;
    values[4001] = NaN;
    const reader = count(values, 1000);
    expect([reader.count, reader.missing, reader.mean]).toEqual([4999, 1, Infinity]);
    // Of 4999 numbers the 1000th and later are those from 1000 on, without 4000 and 4001.
    expect([reader.rank(1000), reader.rank(3999), reader.rank(4000), reader.rank(4998)]).toEqual([
      1000,
      3999,
      4002,
      Infinity,
    ]);
  });

  it('stays ascending where rounding carries a number just below the edge of a bin into it', () => {
    const reader = count(Float64Array.of(3, -5e-324, -3, -1e-323), 3);
    const ranks = [0, 1, 2, 3].map((rank) => reader.rank(rank));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    // A range past the largest number has no bins.
    const wide = count(Float64Array.of(2.2952163559649278e293, -1.7976931348623135e308, 0), 2);
    expect([0, 1, 2].map((rank) => wide.rank(rank))).toEqual([
      -1.7976931348623135e308, 0, 2.2952163559649278e293,
    ]);
  });

  it('counts every number once, whatever it is', () => {
    const number = fc.oneof(
      fc.double({ noNaN: false }),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0, 1, 1 + 2 ** -52, 1 - 2 ** -53, NaN, Infinity, -Infinity),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 300 }), fc.nat(300), (list, pilot) => {
        const values = Float64Array.from(list);
        const reader = count(values, pilot);
        const missing = list.filter((value) => Number.isNaN(value)).length;
        expect([reader.count, reader.missing]).toEqual([list.length - missing, missing]);
        const sorted = values.filter((value) => !Number.isNaN(value)).sort();
        if (sorted.length === 0) return;
        // Ascending, and inside the sample.
        let last = -Infinity;
        for (let rank = 0; rank < sorted.length; rank++) {
          const found = reader.rank(rank);
          expect(found).toBeGreaterThanOrEqual(last);
          last = found;
        }
        expect(reader.rank(0)).toBeGreaterThanOrEqual(sorted[0]!);
        expect(last).toBeLessThanOrEqual(sorted.at(-1)!);
      }),
    );
  });
});
