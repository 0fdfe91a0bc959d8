import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearRamp, sCurve } from '../../src/time/index.ts';

describe('ramps', () => {
  it.each([
    [-1, 0, 0],
    [0, 0, 0],
    [0.25, 0.25, 0.15625],
    [0.5, 0.5, 0.5],
    [0.75, 0.75, 0.84375],
    [1, 1, 1],
    [2, 1, 1],
  ])('at %d are %d and %d', (x, linear, curve) => {
    expect(linearRamp(x)).toBe(linear);
    expect(sCurve(x)).toBe(curve);
  });

  it('rise from 0 to 1 and are symmetric about the middle', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          // The curve rounds about five times near values of at most 1, each by 2^-53: 2^-50 bounds their sum.
          expect(sCurve(low)).toBeLessThanOrEqual(sCurve(high) + 2 ** -50);
          expect(Math.abs(sCurve(low) + sCurve(1 - low) - 1)).toBeLessThanOrEqual(2 ** -50);
        },
      ),
    );
  });
});
