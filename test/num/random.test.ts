import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillUniforms, inverseNormal, normalCdf, philox4x32, uniformAt } from '../../src/num/index.ts';

describe('philox4x32', () => {
  it('reproduces the known answers of Random123 (tests/kat_vectors, philox4x32 10)', () => {
    const all = 0xffffffff;
    expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox4x32([all, all, all, all], [all, all])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
    expect(philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  it('multiplies exactly: equals the algorithm in whole-number arithmetic of any size', () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(philox4x32(counter, key)).toEqual(bigPhilox(counter, key));
      }),
    );
  });
});

function bigPhilox(counter: readonly number[], key: readonly number[]): number[] {
  const mask = 0xffffffffn;
  let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * a;
    const p1 = 0xcd9e8d57n * c;
    [a, b, c, d] = [(p1 >> 32n) ^ b ^ k0, p1 & mask, (p0 >> 32n) ^ d ^ k1, p0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [a, b, c, d].map(Number);
}

describe('uniforms', () => {
  const block = { seed: 2026, pathFrom: 0, stream: 77, period: 3 };

  it('do not depend on how paths are split into blocks', () => {
    const whole = new Float64Array(100);
    fillUniforms(whole, block);
    const part = new Float64Array(40);
    fillUniforms(part, { ...block, pathFrom: 60 });
    expect([...part]).toEqual([...whole.subarray(60)]);
    expect(uniformAt(2026, 99, 77, 3)).toBe(whole[99]);
  });

  it('are the first 52 bits of the Philox words, between the ends', () => {
    // Key from the seed 2^32 + 5: low word 5, high word 1.
    const [first, second] = philox4x32([9, 3, 77, 0], [5, 1]);
    const k = (BigInt(first) >> 6n) * 2n ** 26n + (BigInt(second) >> 6n);
    expect(uniformAt(2 ** 32 + 5, 9, 77, 3)).toBe((Number(k) + 0.5) / 2 ** 52);
    // The extreme values of (k + ½)/2^52 are doubles of their own, neither 0 nor 1.
    expect(0.5 / 2 ** 52).toBeGreaterThan(0);
    expect((2 ** 52 - 1 + 0.5) / 2 ** 52).toBeLessThan(1);
  });

  it('differ by seed, stream and period, and are spread evenly', () => {
    const base = uniformAt(1, 0, 0, 0);
    for (const other of [
      uniformAt(2, 0, 0, 0),
      uniformAt(1, 1, 0, 0),
      uniformAt(1, 0, 1, 0),
      uniformAt(1, 0, 0, 1),
    ]) {
      expect(other).not.toBe(base);
    }
    const out = new Float64Array(100_000);
    fillUniforms(out, block);
    const counts = Array.from({ length: 20 }, () => 0);
    for (const u of out) counts[Math.floor(u * 20)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
    // 19 degrees of freedom: 43.8 is the 99.9% point. The seed is fixed, so the result is too.
    expect(chiSquare).toBeLessThan(43.8);
    const lag = out.reduce((sum, u, i) => sum + (i === 0 ? 0 : (u - 0.5) * (out[i - 1]! - 0.5)), 0);
    // Standard error of the lag-1 correlation is 1/√n; 3.3 of them is the 99.9% point.
    expect(Math.abs((lag / out.length) * 12)).toBeLessThan(3.3 / Math.sqrt(out.length));
  });

  it('refuse a seed that is not a whole number', () => {
    expect(() => uniformAt(1.5, 0, 0, 0)).toThrow('whole number');
    expect(() => fillUniforms(new Float64Array(1), { ...block, seed: -1 })).toThrow(RangeError);
  });
});

describe('inverseNormal', () => {
  it('gives the published values', () => {
    // The three test values of Wichura's AS 241 (1988); the algorithm claims 1 part in 1e16,
    // our log and the printed digits add a few more; the check is to 5e-15.
    expect(inverseNormal(0.25) / -0.6744897501960817 - 1).toBeCloseTo(0, 14);
    expect(inverseNormal(0.001) / -3.090232306167814 - 1).toBeCloseTo(0, 14);
    expect(inverseNormal(1e-20) / -9.262340089798409 - 1).toBeCloseTo(0, 14);
    expect(inverseNormal(0.5)).toBe(0);
  });

  it('reaches the ends and refuses what is outside', () => {
    expect(inverseNormal(0)).toBe(-Infinity);
    expect(inverseNormal(1)).toBe(Infinity);
    expect(inverseNormal(-0.1)).toBeNaN();
    expect(inverseNormal(1.1)).toBeNaN();
    expect(inverseNormal(NaN)).toBeNaN();
  });

  it('is undone by normalCdf in the lower half', () => {
    // d log Φ/dx is about |x| in the tail, so the relative error is |x|·ulp·x/x ≤ x²·ulp with x up to 38, plus the 1e-15 of Φ.
    fc.assert(
      fc.property(fc.double({ min: -690, max: -0.7, noNaN: true }), (logU) => {
        const u = Math.exp(logU);
        const x = inverseNormal(u);
        expect(Math.abs(normalCdf(x) / u - 1)).toBeLessThan(4 * 2 ** -52 * (x * x + 4));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('normalCdf', () => {
  it('gives the published values', () => {
    // Abramowitz and Stegun, tables 26.1 and 26.2 (as many digits as are printed).
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(0.5)).toBeCloseTo(0.691462461274013, 15);
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 15);
    expect(normalCdf(2)).toBeCloseTo(0.977249868051821, 15);
    expect(normalCdf(3)).toBeCloseTo(0.99865010196837, 15);
    expect(-Math.log10(normalCdf(-5))).toBeCloseTo(6.54265, 5);
    expect(-Math.log10(normalCdf(-10))).toBeCloseTo(23.11805, 5);
    expect(-Math.log10(normalCdf(-30))).toBeCloseTo(197.30921, 5);
  });

  it('is symmetric, rising and handles the ends', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 8, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
        expect(normalCdf(x + 0.001)).toBeGreaterThanOrEqual(normalCdf(x));
      }),
    );
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(NaN)).toBeNaN();
  });
});
