import fc from 'fast-check';
import { expm1 } from '../../src/num/expm1.ts';
import { gridRoots } from '../../src/num/irr.ts';
import { makeRandom } from '../formula/support.ts';
import { describe, expect, it } from 'vitest';
import {
  annuity,
  annuityFactor,
  irr,
  mirr,
  moic,
  npv,
  overtakeYears,
  payback,
  xirr,
} from '../../src/num/index.ts';

const yearEnd = [0, 1, 2, 3, 4, 5];
const midYear = [0, 0.5, 1.5, 2.5, 3.5, 4.5];
const project = [-100, 30, 30, 30, 30, 30];

/** Printed digits: the value, rounded as in the source. */
const rounded = (value: number | undefined, digits: number): string => (value ?? NaN).toFixed(digits);

describe('npv', () => {
  // $38bn of contracted revenue, level over seven years: $5.4286bn a year (known answers of the model's description).
  const level = Array.from({ length: 7 }, () => 38 / 7);
  const ends = [1, 2, 3, 4, 5, 6, 7];
  const middles = ends.map((year) => year - 0.5);

  it('values $38bn over seven years', () => {
    expect(rounded(38 / 7, 4)).toBe('5.4286');
    expect([0.08, 0.1, 0.12].map((r) => rounded(npv(level, r, ends), 3))).toEqual([
      '28.263',
      '26.429',
      '24.775',
    ]);
    expect([0.08, 0.1, 0.12].map((r) => rounded(npv(level, r, middles), 3))).toEqual([
      '29.372',
      '27.719',
      '26.219',
    ]);
  });

  it('values it under a default hazard without recovery', () => {
    const values = [0.01, 0.03, 0.05, 0.1].map((hazard) => {
      const expected = level.map((flow, i) => flow * Math.exp(-hazard * middles[i]!));
      return rounded(npv(expected, 0.1, middles), 3);
    });
    expect(values).toEqual(['26.872', '25.285', '23.828', '20.679']);
  });

  it('is the plain sum at rate 0, and linear', () => {
    const flows = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(flows, fc.double({ min: -0.5, max: 2, noNaN: true }), (cash, rate) => {
        expect(npv(cash, 0)).toBe(cash.reduce((sum, flow) => sum + flow, 0));
        const twice = npv(
          cash.map((flow) => 2 * flow),
          rate,
        );
        expect(twice).toBe(2 * npv(cash, rate));
      }),
    );
  });

  it('refuses flows without times', () => {
    expect(() => npv([1, 2], 0.1, [0])).toThrow('2 flows and 1 times');
  });
});

describe('irr', () => {
  it('gives −100 then 30 × 5', () => {
    expect(rounded(irr(project, yearEnd).conventional! * 100, 2)).toBe('15.24');
    expect(rounded(irr(project, midYear).conventional! * 100, 2)).toBe('19.04');
    expect(irr(project)).toEqual(irr(project, yearEnd));
  });

  it('returns both rates of a project with two', () => {
    // −100, 230, −132 = −100·(v − 1/1.1)(v − 1/1.2)·1.32 in v = 1/(1+r): rates 10% and 20%.
    const { roots, conventional } = irr([-100, 230, -132]);
    expect(roots.map((root) => rounded(root, 10))).toEqual(['0.1000000000', '0.2000000000']);
    expect(conventional).toBeUndefined();
    // Three rates, 100%, 200%, 300%: (1+r−2)(1+r−3)(1+r−4) = x³ − 9x² + 26x − 24 (Brealey's style of example).
    expect(irr([1, -9, 26, -24]).roots.map((root) => rounded(root, 8))).toEqual([
      '1.00000000',
      '2.00000000',
      '3.00000000',
    ]);
  });

  it('sees a double rate and two rates in one grid cell', () => {
    // A double root is found where the slope is 0; the slope is rounded, so about 1e-12 is left.
    expect(irr([-100, 220, -121]).roots.map((root) => rounded(root, 9))).toEqual(['0.100000000']);
    const close = irr([-1, 1.1 + 1.101, -1.1 * 1.101]).roots;
    // Roots 0.001 apart: their distance magnifies the rounding of the flows by 1/0.001, 1e-12 in all.
    expect(close.map((root) => rounded(root, 9))).toEqual(['0.100000000', '0.101000000']);
  });

  it('gives none without a change of sign or outside the range', () => {
    expect(irr([-100, -30])).toEqual({ roots: [], conventional: undefined });
    expect(irr([])).toEqual({ roots: [], conventional: undefined });
    expect(irr([0, 0, 0])).toEqual({ roots: [], conventional: undefined });
    expect(irr([-1, 100]).roots).toEqual([]);
    expect(irr([-100, 150, -100]).roots).toEqual([]);
    expect(irr([-100, 30, 30]).conventional).toBeCloseTo(-0.2821, 4);
  });

  it('makes the net present value 0 at every root', () => {
    const flows = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(flows, (cash) => {
        for (const rate of irr(cash).roots) {
          const size = npv(cash.map(Math.abs), rate);
          const steepness = cash.length / (1 + rate);
          // A root off by 1e-12 in log(1 + rate) moves each term by its time times that.
          expect(Math.abs(npv(cash, rate))).toBeLessThan(size * (1e-11 * steepness + 1e-11));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('irr where running totals tell that there is one rate at most', () => {
  it('has the bits of a search of the whole grid, and finds no other rate anywhere', () => {
    const random = makeRandom(11);
    let [short, met] = [0, 0];
    for (let trial = 0; trial < 4000; trial++) {
      // An outlay, some years that swing between earning and spending, then more earnings: like a programme of building.
      const length = 3 + Math.floor(40 * random());
      const flows = Array.from({ length }, (_, t) => (random() - 0.45 + t / length) * 10);
      flows[0] = -30 * random();
      const times = flows.map((_, t) => (t === 0 ? 0 : (t - 0.5) / 4));
      const found = irr(flows, times).roots;
      const whole = gridRoots({ flows, times }).map((x) => expm1(x));
      const changes = flows.filter((flow, t) => t > 0 && flow > 0 !== flows[t - 1]! > 0).length;
      if (changes > 1) {
        expect(found, `trial ${trial}`).toEqual(whole);
        if (found.length === 1) met++;
      } else short++;
    }
    // Neither kind of flows is rare, or the test would show nothing.
    expect(met).toBeGreaterThan(1000);
    expect(short).toBeGreaterThan(0);
  });
});

describe('xirr and mirr', () => {
  it('match the documented examples of Excel', () => {
    // Day numbers from 2008-01-01: 1 March is day 60 of a leap year, 30 October 303, 2009-02-15 411, 2009-04-01 456.
    const flows = [-10000, 2750, 4250, 3250, 2750];
    const rate = xirr(flows, [0, 60, 303, 411, 456]).conventional!;
    // Excel prints 0.373362535 from an iteration that stops at 1e-8.
    expect(Math.abs(rate - 0.373362535)).toBeLessThan(2e-8);
    const modified = mirr([-120000, 39000, 30000, 21000, 37000, 46000], 0.1, 0.12);
    expect(rounded(modified! * 100, 4)).toBe('12.6094');
  });

  it('do not depend on the origin of the dates', () => {
    expect(xirr([-100, 60, 60], [14000, 14200, 14400])).toEqual(xirr([-100, 60, 60], [0, 200, 400]));
  });

  it('say so when mirr is not defined', () => {
    expect(mirr([100, 30], 0.1, 0.1)).toBeUndefined();
    expect(mirr([-100, -30], 0.1, 0.1)).toBeUndefined();
  });
});

describe('payback and moic', () => {
  it('interpolates inside the period', () => {
    expect(payback(project)).toBeCloseTo(10 / 3, 14);
    expect(payback([-100, 50, 50])).toBe(2);
    expect(payback([-100, 40, 40])).toBeUndefined();
    expect(payback([100, 40])).toBeUndefined();
    // Discounted at 10%: 27.27 + 24.79 + 22.54 + 20.49 = 95.10 after four years; 4.90 of the fifth year's 18.63.
    expect(payback(project, yearEnd, 0.1)).toBeCloseTo(4.263, 3);
    expect(payback(project, midYear)).toBeCloseTo(2.5 + 1 / 3, 14);
  });

  it('counts money back per money in', () => {
    expect(moic(project)).toBe(1.5);
    expect(moic([10])).toBeUndefined();
  });
});

describe('annuity', () => {
  it('recovers $150bn: 55% servers renewed at the end of their life, 45% shell over 30 years', () => {
    const cash = [3, 4, 5, 6].map((life) => rounded(annuity(82.5, 0.1, life) + annuity(67.5, 0.1, 30), 1));
    expect(cash).toEqual(['40.3', '33.2', '28.9', '26.1']);
    const book = [3, 5, 6].map((life) => 82.5 / life + 67.5 / 30);
    expect(book.map((value) => rounded(value, 2))).toEqual(['29.75', '18.75', '16.00']);
  });

  it('is the net present value of level payments', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.2, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (rate, periods) => {
          const flows = [0, ...Array.from({ length: periods }, () => 1)];
          // expm1 cancels nothing, the sum has at most 40 terms of ½ ulp each with the exponent's error times 40.
          expect(Math.abs(npv(flows, rate) / annuityFactor(rate, periods) - 1)).toBeLessThan(1e-13);
        },
      ),
    );
    expect(annuityFactor(0, 12)).toBe(12);
  });
});

describe('overtakeYears', () => {
  it('gives the known answers of the provider race', () => {
    const race = { leader: 130, follower: 88.4 };
    expect(rounded(overtakeYears({ ...race, leaderGrowth: 0.24, followerGrowth: 0.39 }), 1)).toBe('3.4');
    expect(rounded(overtakeYears({ ...race, leaderGrowth: 0.28, followerGrowth: 0.34 }), 1)).toBe('8.4');
  });

  it('is never, or already', () => {
    expect(overtakeYears({ leader: 2, follower: 1, leaderGrowth: 0.3, followerGrowth: 0.3 })).toBeUndefined();
    expect(overtakeYears({ leader: 1, follower: 2, leaderGrowth: 0.3, followerGrowth: 0.1 })).toBe(0);
  });
});
