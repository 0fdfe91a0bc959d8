import { describe, expect, it } from 'vitest';
import { directionsOf, fillSobol, scrambleWord, sobolDimensions, sobolWord } from '../../src/num/index.ts';

const unit = (index: number, dimension: number) => sobolWord(index, dimension) / 2 ** 32;

describe('sobolWord', () => {
  it('starts with the known points', () => {
    // Joe and Kuo's points in four dimensions, as SciPy 1.17 lists them (there in Gray-code order: 0 1 3 2 6 7 5 4).
    const known: readonly (readonly [index: number, point: readonly number[]])[] = [
      [0, [0, 0, 0, 0]],
      [1, [0.5, 0.5, 0.5, 0.5]],
      [3, [0.75, 0.25, 0.25, 0.25]],
      [2, [0.25, 0.75, 0.75, 0.75]],
      [6, [0.375, 0.375, 0.625, 0.875]],
      [7, [0.875, 0.875, 0.125, 0.375]],
      [5, [0.625, 0.125, 0.875, 0.625]],
      [4, [0.125, 0.625, 0.375, 0.125]],
    ];
    for (const [index, point] of known) expect(point.map((_, d) => unit(index, d))).toEqual(point);
  });

  it('agrees with another implementation in high dimensions', () => {
    // scipy.stats.qmc.Sobol(d=256, scramble=False, bits=32) of SciPy 1.17, rows 100, 2047 and 4095 by their Gray codes.
    const known: readonly (readonly [dimension: number, words: readonly number[]])[] = [
      [20, [3254779904, 1537212416, 969932800]],
      [100, [167772160, 2418016256, 1481637888]],
      [255, [2449473536, 2061500416, 2632974336]],
    ];
    for (const [dimension, words] of known) {
      expect([86, 1024, 2048].map((index) => sobolWord(index, dimension))).toEqual(words);
    }
  });

  it('has valid direction numbers: the k-th flips bit k and nothing below it', () => {
    expect(sobolDimensions).toBeGreaterThanOrEqual(256);
    for (let d = 0; d < sobolDimensions; d++) {
      const numbers = directionsOf(d);
      const lowest = Array.from(numbers, (word) => 31 - Math.clz32(word & -word));
      expect(lowest, `dimension ${d}`).toEqual(Array.from({ length: 32 }, (_, k) => 31 - k));
    }
  });

  it('says which dimensions there are', () => {
    expect(() => sobolWord(1, sobolDimensions)).toThrow(RangeError);
    expect(() => sobolWord(1, -1)).toThrow(RangeError);
  });
});

/** Whether every elementary interval of volume 2^(t − m) holds 2^t of the first 2^m points. */
function isNet(points: readonly (readonly number[])[], m: number, t: number): boolean {
  const dims = points[0]!.length;
  const splits = (left: number, count: number): number[][] =>
    count === 1
      ? [[left]]
      : Array.from({ length: left + 1 }, (_, k) => k).flatMap((k) =>
          splits(left - k, count - 1).map((rest) => [k, ...rest]),
        );
  return splits(m - t, dims).every((bits) => {
    const counts = new Map<string, number>();
    for (const point of points) {
      const cell = point.map((x, d) => Math.floor(x * 2 ** bits[d]!)).join();
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    return counts.size === 2 ** (m - t) && [...counts.values()].every((count) => count === 2 ** t);
  });
}

describe('nets in base 2', () => {
  // t of a Sobol sequence is at most the sum over dimensions of the polynomial's degree less 1: degrees 0 (counts 0), 1, 2, 3.
  it.each([
    [2, 8, 0],
    [3, 7, 1],
    [4, 7, 3],
  ])('%i dimensions, 2^%i points, t = %i, plain and scrambled', (dims, m, t) => {
    const plain = Array.from({ length: 2 ** m }, (_, i) =>
      Array.from({ length: dims }, (__, d) => unit(i, d)),
    );
    expect(isNet(plain, m, t)).toBe(true);
    const columns = Array.from({ length: dims }, (_, d) => {
      const out = new Float64Array(2 ** m);
      fillSobol(out, { seed: 5, pointFrom: 0, dimension: d, replicate: 3 });
      return out;
    });
    const scrambled = plain.map((_, i) => columns.map((column) => column[i]!));
    expect(isNet(scrambled, m, t)).toBe(true);
    expect(scrambled).not.toEqual(plain);
  });

  it('random points are none', () => {
    // The test can fail: 256 points of which two lie in one of the 256 first cells.
    const points = Array.from({ length: 256 }, (_, i) => [unit(i, 0), unit(i, 1)]);
    points[1] = points[0]!;
    expect(isNet(points, 8, 0)).toBe(false);
  });
});

describe('scrambleWord', () => {
  it('keeps which leading bits two words share', () => {
    for (let i = 0; i < 500; i++) {
      const [a, b] = [Math.imul(i, 0x9e3779b9) >>> 0, Math.imul(i * i + 1, 0x85ebca6b) >>> 0];
      const shared = Math.clz32((a ^ b) | 0);
      expect(Math.clz32((scrambleWord(a, 77) ^ scrambleWord(b, 77)) | 0)).toBe(shared);
    }
  });

  it('is uniform over seeds', () => {
    // Mean of 4,000 uniforms: standard error √(1/12/4000) = 0.0046; 4 of them.
    for (const dimension of [0, 7, 40]) {
      let sum = 0;
      const out = new Float64Array(1);
      for (let replicate = 0; replicate < 4000; replicate++) {
        fillSobol(out, { seed: 9, pointFrom: 5, dimension, replicate });
        sum += out[0]!;
      }
      expect(Math.abs(sum / 4000 - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 4000));
    }
  });
});

describe('fillSobol', () => {
  const fill = (pointFrom: number, length: number, replicate = 0) => {
    const out = new Float64Array(length);
    fillSobol(out, { seed: 1, pointFrom, dimension: 3, replicate });
    return out;
  };

  it('gives each point the same value in any block, and never 0 or 1', () => {
    const whole = fill(0, 300);
    expect(fill(100, 50)).toEqual(whole.slice(100, 150));
    expect(Math.min(...whole)).toBeGreaterThan(0);
    expect(Math.max(...whole)).toBeLessThan(1);
    expect(fill(0, 300, 1)).not.toEqual(whole);
  });

  it('has a mean whose error falls faster than one over the count', () => {
    // f = Π(½ + x) over five dimensions has mean 1. Root mean square error over 32 scrambles (known to 1/√64 = 12%): random draws
    // gain √16 = 4 from 64 to 1,024 points, a rate of 1/N gains 16, the theory of smooth functions (Owen 1997) N^-1.5 up to logs.
    const rootMeanSquare = (points: number) => {
      let sum = 0;
      for (let replicate = 0; replicate < 32; replicate++) {
        const product = new Float64Array(points).fill(1);
        for (let dimension = 0; dimension < 5; dimension++) {
          const out = new Float64Array(points);
          fillSobol(out, { seed: 3, pointFrom: 0, dimension, replicate });
          out.forEach((x, i) => (product[i]! *= 0.5 + x));
        }
        const error = product.reduce((total, x) => total + x, 0) / points - 1;
        sum += error * error;
      }
      return Math.sqrt(sum / 32);
    };
    expect(rootMeanSquare(64) / rootMeanSquare(1024)).toBeGreaterThan(16);
  });
});
