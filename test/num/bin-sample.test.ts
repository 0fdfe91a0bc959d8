import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binSample } from '../../src/num/index.ts';

describe('binSample', () => {
  it('counts a sample worked by hand', () => {
    // P1 to P99 of 0, 1, 1, 2 is 0.03 to 1.97: steps of (1.94 ÷ 3), rounded up to 1.
    expect(binSample([0, 1, 1, 2], 4)).toEqual({ from: 0, step: 1, counts: [1, 2], below: 0, above: 1 });
    expect(binSample([5, 5, NaN], 10)).toEqual({ from: 5, step: 5, counts: [2], below: 0, above: 0 });
    expect(binSample([NaN], 10).counts).toEqual([]);
  });

  it('counts every number once, in steps of a round width, at most as many as asked', () => {
    const sample = fc.array(fc.double({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(sample, fc.integer({ min: 2, max: 60 }), (values, most) => {
        const { counts, below, above, step } = binSample(values, most);
        const known = values.filter((value) => !Number.isNaN(value)).length;
        expect(counts.reduce((sum, count) => sum + count, 0) + below + above).toBe(known);
        // A span of most − 1 steps touches at most that many whole steps and one more.
        expect(counts.length).toBeLessThanOrEqual(most);
        if (known > 0) expect(step.toExponential(12)).toMatch(/^[125]\.0+e/);
      }),
    );
  });
});
