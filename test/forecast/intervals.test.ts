import { describe, expect, it } from 'vitest';
import type { Series } from '../../src/forecast/index.ts';
import {
  findMultipliers,
  forecastOrigins,
  forecastSet,
  levels,
  multiplierAt,
  samplePaths,
  scoreForecasts,
} from '../../src/forecast/index.ts';
import { quantileOf, sortedCopy } from '../../src/num/index.ts';
import { normals, randomWalk } from './support.ts';

const horizon = 6;
const many: readonly Series[] = Array.from({ length: 200 }, (_, i) => ({
  id: `s${i}`,
  values: randomWalk(40, 100 + i, 0.2),
  lastPeriod: '',
}));
/** The same series with the future that the forecasts below never see. */
const futures = many.map((_series, i) => randomWalk(40 + horizon, 100 + i, 0.2).slice(40));
const set = forecastSet(many, { horizon, frequency: 'Q' });

describe('pooled conformal intervals', () => {
  it('hold what they say on random walks they never saw', () => {
    const judged = set.series.map(({ bands }, i) => ({ ...bands.buildout, actuals: futures[i]!, change: 1 }));
    const { covered80, covered95 } = scoreForecasts(judged);
    // 200 independent series; the coverage of one has at most the variance p(1 − p), so the mean lies within 4 standard
    // errors, 4·√(0.16/200) = 0.113 and 4·√(0.0475/200) = 0.062, but for about 1 in 16,000 sets.
    expect(Math.abs(covered80 - 0.8)).toBeLessThan(0.113);
    expect(Math.abs(covered95 - 0.95)).toBeLessThan(0.062);
  });

  it('say where they come from, and nest', () => {
    for (const { basis, bands } of set.series) {
      expect(basis).toBe('pooled');
      const { mean, lo80, hi80, lo95, hi95 } = bands.buildout;
      mean.forEach((_, h) => {
        expect(lo95[h]!).toBeLessThanOrEqual(lo80[h]!);
        expect(lo80[h]!).toBeLessThan(hi80[h]!);
        expect(hi80[h]!).toBeLessThanOrEqual(hi95[h]!);
      });
    }
  });

  it('come with a back-test whose error bars hold the nominal coverage', () => {
    const { backTest } = set;
    expect(backTest!.forecasts).toBe(600);
    expect(backTest!.error95.low).toBeLessThan(0.95);
    expect(backTest!.error95.high).toBeGreaterThan(0.95);
    expect(backTest!.pit.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('are the same bytes twice', () => {
    expect(forecastSet(many.slice(0, 25), { horizon, frequency: 'Q' })).toEqual(
      forecastSet(many.slice(0, 25), { horizon, frequency: 'Q' }),
    );
  });
});

describe('other bases', () => {
  const basisOf = (values: Float64Array) =>
    forecastSet([{ id: 'a', values, lastPeriod: '' }], { horizon: 4, frequency: 'Q' }).series[0]!.basis;

  it('are own errors, then public series, then a guess, as the series gets shorter', () => {
    expect(basisOf(randomWalk(60, 7))).toBe('own');
    expect(basisOf(randomWalk(16, 7))).toBe('prior');
    expect(basisOf(randomWalk(3, 7))).toBe('model');
  });

  it('never cross 0 for a series that does not', () => {
    const values = normals(30, 8).map((z) => Math.max(0, z));
    const { bands } = forecastSet([{ id: 'a', values, lastPeriod: '' }], { horizon: 4, frequency: 'M' })
      .series[0]!;
    for (const value of bands.buildout.lo95) expect(value).toBeGreaterThanOrEqual(0);
  });
});

describe('a series without surprises', () => {
  it('is held by its bands always, and the back-test says so', () => {
    const values = Float64Array.from({ length: 24 }, (_, t) => 100 + 2 * t);
    const { backTest } = forecastSet([{ id: 'a', values, lastPeriod: '' }], { horizon: 8, frequency: 'Q' });
    expect(backTest!.scores.buildout.covered95).toBeCloseTo(1, 12);
    expect(backTest!.error95.high).toBe(1);
  });
});

describe('multipliers', () => {
  it('are the quantiles of the errors, half of them without sign', () => {
    const errors = Array.from({ length: 99 }, (_, i) => Float64Array.of(i + 1));
    const { byHorizon } = findMultipliers(errors, 1);
    // Signed: rank 0.9·100 = 90. Without sign: rank 0.8·100 = 80 of the sizes. Half of each: 85.
    expect(byHorizon[0]![levels.indexOf(0.9)]).toBeCloseTo(85, 12);
    // Signed: rank 10; without sign −80.
    expect(byHorizon[0]![levels.indexOf(0.1)]).toBeCloseTo(-35, 12);
  });

  it('find errors that last to be lasting', () => {
    const lasting = Array.from(normals(400, 9), (z) => Float64Array.from({ length: 5 }, () => z));
    const fading = Array.from({ length: 400 }, (_, i) => normals(5, 1000 + i));
    expect(findMultipliers(lasting, 5).persistence).toBeLessThan(0.1);
    expect(findMultipliers(fading, 5).persistence).toBeGreaterThan(2);
  });
});

describe('vintages', () => {
  it('do not know what came after their origin', () => {
    const values = randomWalk(40, 12);
    const changed = values.map((value, t) => (t < 30 ? value : value + 50));
    const options = { horizon: 4, seasons: [4] };
    const [one] = forecastOrigins(values, [30], options);
    const [other] = forecastOrigins(changed, [30], options);
    expect(other!.paths).toEqual(one!.paths);
    expect(other!.scale).toEqual(one!.scale);
  });
});

describe('joint paths', () => {
  const source = { ...set.series[0]!, mean: set.series[0]!.bands.buildout.mean };
  const paths = samplePaths(source, { paths: 4000, seed: 3, stream: 5 });

  it('have the intervals as their quantiles at every horizon', () => {
    for (let h = 0; h < horizon; h++) {
      const values = sortedCopy(paths.map((path) => path[h]!));
      for (const p of [0.1, 0.5, 0.9]) {
        const expected = source.mean[h]! + source.scale[h]! * multiplierAt(source.multipliers, h, p);
        // In probability: 4·√(0.25/4000) = 0.032, so that the quantiles 0.04 to either side enclose it.
        expect(expected).toBeGreaterThan(quantileOf(values, p - 0.04));
        expect(expected).toBeLessThan(quantileOf(values, p + 0.04));
      }
    }
  });

  it('have sums wider than if errors faded at once, and narrower than if they lasted', () => {
    const spread = (values: readonly number[]) => {
      const sorted = sortedCopy(values);
      return quantileOf(sorted, 0.9) - quantileOf(sorted, 0.1);
    };
    const sums = spread(paths.map((path) => path.reduce((sum, value) => sum + value, 0)));
    const each = Array.from({ length: horizon }, (_, h) => spread(paths.map((path) => path[h]!)));
    const lasting = each.reduce((sum, width) => sum + width, 0);
    const fading = Math.sqrt(each.reduce((sum, width) => sum + width * width, 0));
    expect(sums).toBeGreaterThan(fading);
    expect(sums).toBeLessThan(lasting);
  });

  it('do not shift when there are more of them', () => {
    expect(samplePaths(source, { paths: 3, seed: 3, stream: 5 })).toEqual(paths.slice(0, 3));
  });
});

describe('scores', () => {
  it('are those of a hand-worked example', () => {
    const of = (value: number) => Float64Array.of(value);
    const scores = scoreForecasts([
      { actuals: of(12), mean: of(10), lo80: of(9), hi80: of(11), lo95: of(8), hi95: of(11.5), change: 2 },
    ]);
    expect(scores.mase).toBe(1);
    expect(scores.smape).toBeCloseTo(400 / 22, 12);
    // Width 3.5 and 0.5 above: (3.5 + 40·0.5)/2.
    expect(scores.msis).toBeCloseTo(11.75, 12);
    expect(scores.covered80).toBe(0);
    // (4·0.025 + 3·0.1 + 2·0.5 + 1·0.9 + 0.5·0.975)/5/2.
    expect(scores.pinball).toBeCloseTo(0.27875, 12);
  });
});
