import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText } from '../../src/base/hash.ts';
import { exp, expm1, log, log1p, pow } from '../../src/num/index.ts';

const ULP = 2 ** -52;

/** Relative distance, where two values that are equal (infinities, zeros) have none. */
function distance(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a / b - 1);
}

// Tolerances: ours is within 1 ulp by its error analysis, and engines' Math functions are within 1 ulp in practice; the
// quotient of the comparison adds half an ulp, so 2.5 ulp bounds the distance. pow has 2 ulp of its own.
describe('exp', () => {
  it('is within 1 ulp of the exact value on random inputs', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709.7, noNaN: true }), (x) => {
        expect(distance(exp(x), Math.exp(x))).toBeLessThan(2.5 * ULP);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives known digits', () => {
    // e^½ and e^10 from DLMF/OEIS A019774, A092513, rounded to doubles.
    expect(exp(0.5)).toBe(1.6487212707001282);
    expect(distance(exp(10), 22026.465794806718)).toBeLessThan(ULP);
    expect(exp(0)).toBe(1);
  });

  it('overflows, underflows and passes NaN on', () => {
    expect(exp(709.79)).toBe(Infinity);
    expect(exp(709.78)).toBeLessThan(Infinity);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-745)).toBe(5e-324);
    expect(exp(-745.2)).toBe(0);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(NaN)).toBeNaN();
  });
});

describe('log', () => {
  it('is within 1 ulp of the exact value on random inputs, subnormals included', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1e308, noNaN: true }), (x) => {
        expect(distance(log(x), Math.log(x))).toBeLessThan(2.5 * ULP);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives known digits', () => {
    expect(log(1)).toBe(0);
    expect(log(2)).toBe(Math.LN2);
    expect(log(10)).toBe(Math.LN10);
  });

  it('treats zero, negative and infinite arguments as IEEE 754 does', () => {
    expect(log(0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(-Infinity)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    expect(log(NaN)).toBeNaN();
  });

  it('is undone by exp', () => {
    // exp doubles an error of the logarithm: |log x| · ½ ulp + 1 ulp of exp, with |log x| at most 700.
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(ULP * (1 + Math.abs(x)));
      }),
    );
  });
});

describe('pow', () => {
  it('is exact for every whole power below 2^53 of bases to 300', () => {
    for (let base = 2; base <= 300; base++) {
      let power = base;
      for (let exponent = 1; power <= 2 ** 53; exponent++) {
        expect(pow(base, exponent)).toBe(power);
        power *= base;
      }
    }
  });

  it('is within 2 ulp where |b log a| < 50', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (logBase, product) => {
          const base = Math.exp(logBase);
          if (base === 1 || Math.abs(logBase) < 1e-6) return;
          const exponent = product / Math.log(base);
          expect(distance(pow(base, exponent), base ** exponent)).toBeLessThan(3.5 * ULP);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('treats special arguments as documented', () => {
    expect(pow(NaN, 0)).toBe(1);
    expect(pow(1, Infinity)).toBe(1);
    expect(pow(0, 2)).toBe(0);
    expect(pow(0, -1)).toBe(Infinity);
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(-2, 4)).toBe(16);
    expect(pow(-2, 0.5)).toBeNaN();
    expect(pow(5, Infinity)).toBe(Infinity);
    expect(pow(0.5, Infinity)).toBe(0);
    expect(pow(5, -Infinity)).toBe(0);
    expect(pow(Infinity, -1)).toBe(0);
    expect(pow(2, 1024)).toBe(Infinity);
    expect(pow(2, -1074)).toBe(5e-324);
    expect(pow(2, NaN)).toBeNaN();
    expect(pow(1 + ULP, 1e300)).toBe(Infinity);
  });
});

describe('expm1 and log1p', () => {
  it('keep their digits near 0', () => {
    // Kahan's correction costs at most 4 ulp; the reference adds 1 and the quotient half.
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 2, noNaN: true }), (x) => {
        expect(distance(expm1(x), Math.expm1(x))).toBeLessThan(5.5 * ULP);
        expect(distance(log1p(x), Math.log1p(x))).toBeLessThan(5.5 * ULP);
      }),
      { numRuns: 5000 },
    );
    expect(expm1(-Infinity)).toBe(-1);
    expect(expm1(Infinity)).toBe(Infinity);
    expect(log1p(-1)).toBe(-Infinity);
    expect(log1p(Infinity)).toBe(Infinity);
    expect(log1p(-2)).toBeNaN();
  });
});

it('gives the very same bits in every engine', () => {
  const bits = new DataView(new ArrayBuffer(8));
  const words: string[] = [];
  const add = (x: number): void => {
    bits.setFloat64(0, x);
    words.push(bits.getUint32(0).toString(16), bits.getUint32(4).toString(16));
  };
  for (let i = -400; i <= 400; i++) {
    add(exp(i * 1.777));
    add(log((i + 401) * 0.0371));
    add(pow(1 + (i + 401) / 1024, i / 7));
  }
  // Recorded from this code; it changes when a formula changes, and nothing else may change it.
  expect(hashText(words.join(' ')).slice(0, 16)).toBe('4fc14d908fa306d3');
});
