import { describe, expect, it } from 'vitest';
import {
  applyOverrides,
  forecastValueAdded,
  liftCensored,
  makeReconciler,
  readOverrides,
} from '../../src/forecast/index.ts';
import { normals } from './support.ts';

const hierarchy = {
  parts: ['east', 'west', 'south'],
  totals: [{ id: 'all', of: ['east', 'west', 'south'] }],
};

describe('reconciliation', () => {
  it('adds up, and leaves alone what already does', () => {
    const reconcile = makeReconciler(hierarchy, [4, 1, 2, 1], 'free');
    const found = reconcile([12, 3, 4, 5]);
    [12, 3, 4, 5].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  });

  it('spreads the gap by the variances: a worked example', () => {
    const two = { parts: ['a', 'b'], totals: [{ id: 't', of: ['a', 'b'] }] };
    // The gap of 1 between 10 and 4 + 5 is shared by variances 4, 1 and 1: a sixth of it to each part, four to the total.
    const found = makeReconciler(two, [4, 1, 1], 'free')([10, 4, 5]);
    [9 + 2 / 6, 4 + 1 / 6, 5 + 1 / 6].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  });

  it('never goes below 0 when asked, draw by draw, and still adds up', () => {
    const reconcile = makeReconciler(hierarchy, [1, 1, 1, 1], 'non-negative');
    const z = normals(400, 21);
    for (let i = 0; i < 400; i += 4) {
      const draw = [5 + 5 * z[i]!, 1 + 3 * z[i + 1]!, 1 + 3 * z[i + 2]!, 1 + 3 * z[i + 3]!];
      const [all, ...parts] = reconcile(draw);
      for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
      expect(all).toBeCloseTo(
        parts.reduce((sum, part) => sum + part, 0),
        12,
      );
    }
  });
});

describe('sold-out periods', () => {
  it('are lower bounds: lifted to at least what was sold, and no other period moves', () => {
    const demand = Float64Array.from({ length: 24 }, (_, t) => 100 + 5 * t);
    const sold = demand.map((value, t) => (t < 16 ? value : Math.min(value, 175)));
    const isSoldOut = Array.from(sold, (value, t) => t >= 16 && value === 175);
    const lifted = liftCensored(sold, isSoldOut, [4]);
    lifted.forEach((value, t) => {
      if (isSoldOut[t]) expect(value).toBeGreaterThanOrEqual(sold[t]!);
      else expect(value).toBe(sold[t]!);
    });
    // The line goes on at 5 a period behind the cap; the lifted value of the last period is nearer to it than what was sold.
    expect(Math.abs(lifted[23]! - demand[23]!)).toBeLessThan(Math.abs(sold[23]! - demand[23]!) / 2);
  });
});

describe('overrides', () => {
  const text =
    'owner,reason,made,expires,series_id,from,to,change,value\nkim,new hall in Q3,2026-02-05,2026-06-30,a,2,3,times,1.5\nlee,old news,2025-01-05,2025-06-30,a,1,3,plus,100\n';
  const column = (value: number) => Float64Array.of(value, value, value);
  const bands = { mean: column(10), lo80: column(8), hi80: column(12), lo95: column(6), hi95: column(14) };

  it('are laid over the forecast, logged, and left out once expired', () => {
    const overrides = readOverrides(text, 'o.csv').value!;
    const found = applyOverrides('a', bands, overrides, '2026-03-01');
    expect([...found.bands.mean]).toEqual([10, 15, 15]);
    expect([...found.bands.hi95]).toEqual([14, 21, 21]);
    expect(found.log.map(({ applied, before, after }) => [applied, before, after])).toEqual([
      [true, 20, 30],
      [false, 40, 40],
    ]);
    expect([...bands.mean]).toEqual([10, 10, 10]);
  });

  it('are refused without owner, reason and expiry', () => {
    const { value, issues } = readOverrides(
      text.replace('kim', '').replace('2026-06-30', '2026-01-01'),
      'o.csv',
    );
    expect(value).toBeUndefined();
    expect(issues.map(({ code, at }) => `${code} ${at!.path}`)).toEqual([
      'override-cell owner',
      'override-cell expires',
    ]);
  });

  it('are judged by what they added', () => {
    expect(forecastValueAdded([12, 12], [10, 10], [13, 12])).toBeCloseTo(1.5, 12);
  });
});
