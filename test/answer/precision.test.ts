import { describe, expect, it } from 'vitest';
import { keptSpread } from '../../src/answer/index.ts';
import { errorOfMean, quantileIntervals } from '../../src/num/index.ts';
import { readTarget, simulate, type DrawMode } from '../../src/simulate/index.ts';
import { findTarget, readGoal, runStudy } from '../../src/study/index.ts';
import { openShipped } from '../study/support.ts';

const tiny = openShipped('tiny');
const run = (paths: number, more: { draws?: DrawMode; blockSize?: number } = {}) =>
  runStudy(tiny, { paths, seed: 7, overlays: [], sets: [], ...more });
const goal = (metric: string, within: string, period?: string) =>
  readGoal(tiny, { text: 'a wish', metric, within, ...(period === undefined ? {} : { period }) });

/** A target on every path of a run, by hand. */
function pathsOf(metric: string, period: string | undefined, paths: number): Float64Array {
  const target = findTarget(tiny, metric, period).value!;
  const samples = simulate(tiny, { seed: 7, paths, keep: [target.name] });
  return readTarget(samples.byName.get(target.name)!, target, { model: tiny, paths });
}

describe('the precision of a run', () => {
  it('is that of each figure’s own sample', async () => {
    const { precision, metrics } = (await run(200))!;
    expect(precision).toMatchObject({ draws: 'random', paths: 200, level: 0.95 });
    for (const [metric, period] of [
      ['capex', 'FY2026'],
      ['revenue', 'FY2028'],
      ['roic.d2', 'FY2028'],
      ['npv', undefined],
    ] as const) {
      const values = pathsOf(metric, period, 200);
      const found = precision!.metrics[metric]!;
      const at = found.periods.indexOf(period ?? 'horizon');
      const isFixed = new Set(values).size === 1;
      const [p10, p50, p90] = quantileIntervals(values, [0.1, 0.5, 0.9], 0.95).map(({ low, high }) => [
        low,
        high,
      ]);
      expect(found.meanError[at], metric).toBe(isFixed ? 0 : errorOfMean(values));
      if (!isFixed) expect([found.p10[at], found.p50[at], found.p90[at]], metric).toEqual([p10, p50, p90]);
      const own = metrics[metric]!;
      const median = period === undefined ? own.p50[0]! : own.years.p50[own.years.labels.indexOf(period)]!;
      expect(found.p50[at]![0]).toBeLessThanOrEqual(median);
      expect(found.p50[at]![1]).toBeGreaterThanOrEqual(median);
    }
    // Labelled metrics have none, to keep the answer small.
    expect(Object.keys(precision!.metrics).some((id) => id.includes('['))).toBe(false);
  });

  it('comes from batches where paths depend on each other', async () => {
    for (const draws of ['sobol', 'antithetic'] as const) {
      const { precision } = (await run(160, { draws }))!;
      expect(precision!.draws).toBe(draws);
      const { meanError, p50 } = precision!.metrics['npv']!;
      expect(meanError[0]).toBeGreaterThan(0);
      expect(p50[0]![1]).toBeGreaterThan(p50[0]![0]);
    }
  });

  it('is the same for any block size', async () => {
    const [a, b] = [await run(60, { blockSize: 13, draws: 'sobol' }), await run(60, { draws: 'sobol' })];
    expect(a!.precision).toEqual(b!.precision);
  });

  it('of evenly spread paths is better than of random ones', async () => {
    // Tiny has 60 numbers of noise and kinks, so no rate is asked for: only a gain, on fixed draws.
    const [even, random] = [await run(1024, { draws: 'sobol' }), await run(1024)];
    expect(even!.precision!.metrics['npv']!.meanError[0]).toBeLessThan(
      random!.precision!.metrics['npv']!.meanError[0]!,
    );
  });
});

describe('a wish for precision', () => {
  it('ends the run when it is met, and says how it stands', async () => {
    const until = goal('npv', '$8m').value!;
    const result = (await runStudy(tiny, { paths: 4000, seed: 7, overlays: [], sets: [], until }))!;
    const { goal: end, paths } = result.precision!;
    expect(end!.isMet).toBe(true);
    expect((end!.high - end!.low) / 2).toBeLessThanOrEqual(8e6);
    expect([250, 500, 1000, 2000]).toContain(paths);
    expect(result.provenance.paths).toBe(paths);
    expect(end!.median).toBe(result.metrics['npv']!.p50[0]);
    // One step before, it was not met.
    if (paths > 250) {
      const before = (await runStudy(tiny, { paths: paths / 2, seed: 7, overlays: [], sets: [], until }))!;
      expect(before.precision!.goal!.isMet).toBe(false);
    }
  });

  it('says so when the paths are not enough', async () => {
    const until = goal('roic.d2', '0.01%', 'FY2028').value!;
    expect(until).toMatchObject({ within: 0.0001, isRelative: true });
    const result = (await runStudy(tiny, { paths: 260, seed: 7, overlays: [], sets: [], until }))!;
    expect(result.precision!.goal!.isMet).toBe(false);
    expect(result.provenance.paths).toBe(260);
  });

  it('is read as a share or an amount', () => {
    expect(goal('npv', '2%').value).toMatchObject({ within: 0.02, isRelative: true });
    expect(goal('npv', '$2m').value).toMatchObject({ within: 2e6, isRelative: false });
    expect(goal('capex', '$3m', 'FY2026').value).toMatchObject({ within: 3e6, isRelative: false });
    expect(goal('npv', '2 MW').issues[0]?.code).toBe('unit-mismatch');
    expect(goal('nvp', '2%').issues[0]?.code).toBe('metric-unknown');
  });

  it('keeps the programme on the paths that were enough', async () => {
    const until = goal('npv', '$1bn').value!;
    const counterfactual = {
      study: openShipped(
        'tiny',
        ['no-anchor.yaml'].map((name) => `overlays/${name}`),
      ),
      name: 'no-anchor',
    };
    const options = { paths: 600, seed: 7, overlays: [], sets: [], until, counterfactual };
    const result = (await runStudy(tiny, options))!;
    expect(result.provenance.paths).toBe(250);
    expect(result.programme?.counterfactual).toBe('no-anchor');
  });
});

describe('the interval of a spread', () => {
  it('of antithetic pairs keeps pairs together', () => {
    // Paths that mirror each other about 1: every batch of whole pairs has median 1, so no error is left.
    const values = Float64Array.from({ length: 64 }, (_, i) => 1 + (i % 2 === 0 ? i + 1 : -i));
    const spread = keptSpread(values, 'antithetic', values.length);
    const { low, high } = spread.interval(0.5, 0.95, (value) => value);
    expect(high - low).toBeLessThan(1e-12);
    expect(low).toBeCloseTo(1, 12);
  });
});
