import { describe, expect, it } from 'vitest';
import { answerSpread, runStudy } from '../../src/study/index.ts';
import { openShipped } from './support.ts';

const settings = { paths: 700, seed: 5 };
const study = openShipped('tiny');
const without = study.study.counterfactual;

describe('answerSpread', () => {
  it.each([
    ['roic.d2', 'FY2028'],
    ['revenue', 'FY2027'],
    ['npv', undefined],
  ])('has the quantiles and the mean of a run, to the last bit: %s %s', async (metric, period) => {
    const run = (await runStudy(study, { ...settings, overlays: [], sets: [] }))!;
    const { value } = await answerSpread(study, { metric, ...(period ? { period } : {}), ...settings });
    const found = run.metrics[metric]!;
    const source = period === undefined ? found : found.years;
    const at = period === undefined ? 0 : found.years.labels.indexOf(period);
    const read = (key: 'p10' | 'p50' | 'p90') => source[key][at];
    expect([value!.p10, value!.p50, value!.p90]).toEqual([read('p10'), read('p50'), read('p90')]);
    const { counts, below, above } = value!.bins;
    expect(counts.reduce((sum, count) => sum + count, 0) + below + above + value!.missing).toBe(
      settings.paths,
    );
  });

  it('counts how often a figure is met', async () => {
    const median = (await answerSpread(study, { metric: 'npv', ...settings })).value!.p50;
    const { value } = await answerSpread(study, { metric: 'npv', figure: `${median} $`, ...settings });
    // An even number of paths lies half at or above the median between the two in the middle.
    expect(value!.atLeast!.share).toBe(0.5);
    expect(value!.atLeast!.interval.low).toBeLessThan(0.5);
  });

  it('is what the programme adds, path by path, where there is a counterfactual', async () => {
    const amazon = openShipped('amazon-2026');
    const name = amazon.study.counterfactual!;
    const other = openShipped('amazon-2026', [name]);
    const small = { paths: 60, seed: 5 };
    const run = (await runStudy(amazon, {
      ...small,
      overlays: [],
      sets: [],
      counterfactual: { study: other, name },
    }))!;
    const { value } = await answerSpread(amazon, { metric: 'npv', counterfactual: other, ...small });
    expect(value!.p50).toBe(run.programme!.metrics['npv']!.p50[0]);
    expect(without).toBeUndefined();
  });

  it('stops where it is told to, and passes on faults of the question', async () => {
    const stopped = await answerSpread(study, { metric: 'npv', ...settings, onProgress: () => false });
    expect(stopped).toEqual({ issues: [] });
    const wrong = await answerSpread(study, { metric: 'npv', figure: '10 MW', ...settings });
    expect(wrong.issues.map(({ code }) => code)).toEqual(['unit-mismatch']);
    expect((await answerSpread(study, { metric: 'nvp', ...settings })).issues[0]!.code).toBe(
      'metric-unknown',
    );
  });
});
