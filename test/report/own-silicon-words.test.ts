import { describe, expect, it } from 'vitest';
import { ownShares, ownSiliconText } from '../../src/report/own-silicon-words.ts';
import type { Metric, RunResult } from '../../src/report/result-types.ts';
import { plausibleResult } from './fixture.ts';

const base = plausibleResult();

/** The fixture with means of FY2028 for the metrics of own silicon; the rest of a metric does not enter. */
function withMeans(means: Readonly<Record<string, number>>): RunResult {
  const like = base.metrics['revenue']!;
  const labels = like.years.labels;
  const metricOf = (value: number): Metric => ({
    ...like,
    years: { ...like.years, mean: labels.map((year) => (year === 'FY2028' ? value : 0)) },
  });
  const own = Object.fromEntries(Object.entries(means).map(([id, value]) => [id, metricOf(value)]));
  return { ...base, metrics: { ...base.metrics, ...own } };
}

const means = {
  'accelerator-mw': 1000,
  'own-accelerator-mw': 400,
  'accelerator-work': 200,
  'own-work': 50,
  'kept-by-stack': 40,
  'kept-by-price': 0,
  'kept-by-speed': 100,
  'kept-by-contract': 9.5,
  'kept-by-supply': 0.5,
};

describe('own silicon in words', () => {
  it('gives shares of power and of work, and orders the limits by size', () => {
    const text = ownSiliconText(withMeans(means))!;
    expect(text).toContain('are 40.0% of accelerator power at the end of FY2028 and do 25.0% of the work');
    expect(text).toMatch(/50\.0% is taken by faster chips; 20\.0% is locked .*; 4\.8% is promised/);
    expect(text).not.toContain('0.3%');
    expect(text).toContain('a faster own chip would change that');
  });

  it('names another remedy where another limit is the largest', () => {
    const text = ownSiliconText(withMeans({ ...means, 'kept-by-speed': 5, 'kept-by-supply': 95 }))!;
    expect(text).toContain('The largest limit is the first: more own chips would change that.');
  });

  it('says that nothing keeps work from them where nothing does', () => {
    const none = Object.fromEntries(Object.keys(means).map((id) => [id, id.startsWith('kept') ? 0 : 10]));
    expect(ownSiliconText(withMeans(none))).toContain('do 100.0% of the work');
    expect(ownSiliconText(withMeans(none))).toContain('Nothing keeps the rest');
  });

  it('is silent without own accelerators or without their work', () => {
    expect(ownSiliconText(base)).toBeUndefined();
    expect(ownSiliconText(withMeans({ ...means, 'own-accelerator-mw': 0 }))).toBeUndefined();
    expect(ownShares(withMeans({ ...means, 'accelerator-work': 0 }), 'FY2028')).toBeUndefined();
  });
});
