import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../src/units/index.ts';
import {
  baseDimensions,
  describeDimension,
  dimensionKey,
  dimensionless,
  divideDimensions,
  isDimensionless,
  makeDimension,
  multiplyDimensions,
  parseUnit,
  powerDimension,
  sameDimension,
} from '../../src/units/index.ts';

const money = makeDimension({ money: 1 });
const power = makeDimension({ power: 1 });
const time = makeDimension({ time: 1 });

/** Any dimension with exponents from −3 to 3 in half steps. */
const anyDimension = fc
  .array(fc.integer({ min: -6, max: 6 }), {
    minLength: baseDimensions.length,
    maxLength: baseDimensions.length,
  })
  .map((halves): Dimension =>
    makeDimension(Object.fromEntries(baseDimensions.map((base, i) => [base, halves[i]! / 2]))),
  );

describe('describeDimension', () => {
  it.each([
    [dimensionless, 'number'],
    [divideDimensions(money, power), '$/MW'],
    [multiplyDimensions(power, time), 'MW*year'],
    [divideDimensions(money, multiplyDimensions(power, time)), '$/(MW*year)'],
    [divideDimensions(dimensionless, time), '1/year'],
    [makeDimension({ chip: 0.5, time: -2 }), 'chip^0.5/year^2'],
  ])('names %o', (dimension, text) => {
    expect(describeDimension(dimension)).toBe(text);
  });

  it('gives a text that reads back as the same dimension', () => {
    fc.assert(
      fc.property(anyDimension, (dimension) => {
        const text = isDimensionless(dimension) ? '1' : describeDimension(dimension);
        expect(parseUnit(text).value?.dimension).toEqual(dimension);
      }),
    );
  });
});

describe('dimension arithmetic', () => {
  it('obeys the laws of a commutative group with powers', () => {
    fc.assert(
      fc.property(anyDimension, anyDimension, (a, b) => {
        expect(multiplyDimensions(a, b)).toEqual(multiplyDimensions(b, a));
        expect(divideDimensions(multiplyDimensions(a, b), b)).toEqual(a);
        expect(divideDimensions(a, a)).toEqual(dimensionless);
        expect(powerDimension(powerDimension(a, 2), 0.5)).toEqual(a);
        expect(powerDimension(a, 0)).toEqual(dimensionless);
      }),
    );
  });

  it('has equal keys exactly for equal dimensions', () => {
    fc.assert(
      fc.property(anyDimension, anyDimension, (a, b) => {
        expect(dimensionKey(a) === dimensionKey(b)).toBe(sameDimension(a, b));
        expect(sameDimension(a, divideDimensions(multiplyDimensions(a, b), b))).toBe(true);
      }),
    );
    expect(dimensionKey(divideDimensions(money, power))).toBe('money:1 power:-1');
  });
});
