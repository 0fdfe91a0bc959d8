import { describe, expect, it } from 'vitest';
import {
  adjustSeason,
  applySeason,
  fitEts,
  fitTheta,
  forecastPoints,
  hasSeason,
  methods,
  projectEts,
  projectTheta,
} from '../../src/forecast/index.ts';
import { minimise } from '../../src/num/index.ts';
import { normals, randomWalk } from './support.ts';

const none = new Float64Array(0);
const season = [0.8, 1.1, 1.3, 0.8];
const level = Float64Array.from({ length: 40 }, (_, t) => 100 + t);
const seasonal = level.map((value, t) => value * season[t % 4]!);

describe('the seasonal test', () => {
  it('finds a season that is there and none in a random walk or a constant', () => {
    expect(hasSeason(seasonal, 4)).toBe(true);
    expect(hasSeason(randomWalk(60, 1), 12)).toBe(false);
    expect(hasSeason(new Float64Array(40).fill(3), 4)).toBe(false);
  });

  it('wants three seasons of data', () => {
    expect(hasSeason(seasonal.slice(0, 11), 4)).toBe(false);
  });
});

describe('seasonal adjustment', () => {
  it('finds the indices of an exact multiplicative season', () => {
    const { kind, indices } = adjustSeason(seasonal, 4);
    expect(kind).toBe('multiplicative');
    // The centred average of a season times a line is the line but for the season's own tilt: below 1% at a level of 100
    // that grows by 1 a period.
    season.forEach((index, i) => expect(Math.abs(indices[i]! / index - 1)).toBeLessThan(0.01));
  });

  it('gives the series back when it is put on again', () => {
    const adjusted = adjustSeason(seasonal, 4);
    const restored = applySeason(adjusted.values, adjusted, 0);
    restored.forEach((value, t) => expect(value).toBeCloseTo(seasonal[t]!, 10));
  });

  it('adds instead of multiplying where a value is not above 0', () => {
    const shifted = seasonal.map((value) => value - 110);
    expect(adjustSeason(shifted, 4).kind).toBe('additive');
  });
});

describe('exponential smoothing', () => {
  const values = randomWalk(40, 2, 0.5);

  it('solves for the first level and trend as a search over them would', () => {
    const fit = fitEts(
      { values, indices: none, scale: none },
      { error: 'additive', trend: 'damped', season: 'none' },
    )!;
    const { alpha, beta, phi } = fit.weights;
    const squares = ([l0, b0]: readonly number[]) => {
      let [l, b, sum] = [l0!, b0!, 0];
      for (const y of values) {
        const error = y - l - phi * b;
        sum += error * error;
        [l, b] = [l + phi * b + alpha * error, phi * b + beta * error];
      }
      return sum;
    };
    const start = [values[0]!, 0];
    const found = minimise(squares, start, {
      low: [-1e3, -1e3],
      high: [1e3, 1e3],
      step: [1, 1],
      mostCalls: 4000,
      tolerance: 1e-12,
    });
    // Both are the minimum of one quadratic; the search stops at differences of 1e-12.
    expect(fit.run.sumSquares).toBeLessThanOrEqual(squares(found) * (1 + 1e-9));
    expect(fit.run.sumSquares).toBeCloseTo(squares(found), 5);
  });

  it('continues a straight line, whatever the error form', () => {
    for (const error of ['additive', 'multiplicative'] as const) {
      const scale = level.map((value) => value);
      const fit = fitEts(
        { values: level, indices: none, scale },
        { error, trend: 'additive', season: 'none' },
      )!;
      projectEts(fit, 3, level.length).forEach((value, h) => expect(value).toBeCloseTo(140 + h, 6));
    }
  });

  it('has no trend form for a handful of values', () => {
    const short = values.slice(0, 6);
    expect(
      fitEts(
        { values: short, indices: none, scale: none },
        { error: 'additive', trend: 'damped', season: 'none' },
      ),
    ).toBeUndefined();
  });
});

describe('the dynamic theta method', () => {
  it('solves for its first level exactly: no other one has smaller squares', () => {
    const values = randomWalk(30, 3, 0.3);
    const { firstLevel, alpha, errors } = fitTheta(values);
    const squares = errors.reduce((sum, error) => sum + error * error, 0);
    // Raising the first level by d lowers the error at t by d·(1 − α)^t.
    for (const d of [-0.1, 0.1]) {
      const moved = errors.reduce((sum, error, t) => sum + (error - d * (1 - alpha) ** t) ** 2, 0);
      expect(moved).toBeGreaterThan(squares);
    }
    expect(firstLevel).toBeGreaterThan(90);
  });

  it('carries half the slope of a line on, as θ = 2 does', () => {
    const fit = fitTheta(level);
    const path = projectTheta(fit, level, 4);
    // With the line known exactly, only the slope share is left between 0 and the full step of 1.
    expect(path[3]! - path[2]!).toBeGreaterThan(0.3);
    expect(path[3]! - path[2]!).toBeLessThan(1.05);
  });
});

describe('forecasts of one series', () => {
  it('repeat a constant', () => {
    const { paths, spread } = forecastPoints(new Float64Array(20).fill(5), { horizon: 3, seasons: [4] });
    for (const method of methods) expect([...paths[method]]).toEqual([5, 5, 5]);
    expect([...spread]).toEqual([0, 0, 0]);
  });

  it('stay at or above 0 where the series does', () => {
    const falling = Float64Array.from({ length: 24 }, (_, t) => Math.max(0, 50 - 3 * t));
    const { paths } = forecastPoints(falling, { horizon: 12, seasons: [12] });
    for (const method of methods) for (const value of paths[method]) expect(value).toBeGreaterThanOrEqual(0);
  });

  it('are finite for one value, zeros, negatives and a very short series', () => {
    const cases = [
      [7],
      [7, 8],
      [1, 5, 2],
      [0, 0, 0, 0, 0, 0],
      [-3, 4, -5, 6, -7, 8, -9],
      [0, 0, 3, 0, 0, 0, 2, 0, 0],
    ];
    for (const values of cases) {
      const { paths, spread } = forecastPoints(Float64Array.from(values), { horizon: 5, seasons: [4] });
      for (const method of methods)
        for (const value of paths[method]) expect(Number.isFinite(value)).toBe(true);
      for (const value of spread) expect(value).toBeGreaterThanOrEqual(0);
    }
  });

  it('do not depend on the unit', () => {
    const values = randomWalk(36, 4, 0.4);
    const options = { horizon: 6, seasons: [4] };
    const one = forecastPoints(values, options).paths.buildout;
    const scaled = forecastPoints(
      values.map((value) => 1024 * value),
      options,
    ).paths.buildout;
    // A power of two scales every sum exactly; only the logarithms of the criterion round anew.
    scaled.forEach((value, h) => expect(value / 1024 / one[h]!).toBeCloseTo(1, 6));
  });

  it('learn day and week of an hourly series', () => {
    const noise = normals(24 * 7 * 4 + 48, 5);
    const truth = (t: number) => 100 + 20 * ((t % 24) / 24) + (Math.floor(t / 24) % 7 >= 5 ? -30 : 0);
    const all = noise.map((z, t) => truth(t) + z);
    const values = all.slice(0, 24 * 7 * 4);
    const { paths } = forecastPoints(values, { horizon: 48, seasons: [24, 168] });
    const mean = (path: Float64Array) =>
      path.reduce((sum, value, h) => sum + Math.abs(value - all[values.length + h]!), 0) / 48;
    // The noise alone has a mean size of √(2/π) = 0.80; repeating the last day doubles its variance and misses the weekend.
    expect(mean(paths.buildout)).toBeLessThan(1.1);
    expect(mean(paths.seasonal_naive)).toBeGreaterThan(1.1);
  });
});
