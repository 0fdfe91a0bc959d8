import { describe, expect, it } from 'vitest';
import { splitUsageSeries, type UsageRow } from '../../src/signals/index.ts';

const row = (service: string, period: string, quantity: number, reservedQuantity: number): UsageRow => ({
  period,
  provider: '',
  category: '',
  service,
  region: '',
  unit: 'Hrs',
  currency: 'USD',
  quantity,
  reservedQuantity,
  cost: 0,
  rows: 1,
});

describe('usage split by commitment', () => {
  const usage = [
    row('p5', '2026-01', 10, 4),
    row('p5', '2026-02', 12, 4),
    row('p5', '2026-02', 3, 3),
    row('s3', '2026-01', 5, 0),
    row('dedicated', '2026-02', 7, 7),
  ];
  const { series, parts } = splitUsageSeries(usage, 'service');

  it('has every total beside its parts, and they add up', () => {
    const values = Object.fromEntries(series.map(({ id, points }) => [id, points.map(({ value }) => value)]));
    expect(values).toEqual({
      'p5 [Hrs]': [10, 15],
      'p5 [Hrs] on demand': [6, 8],
      'p5 [Hrs] reserved': [4, 7],
      's3 [Hrs]': [5, 0],
      'dedicated [Hrs]': [0, 7],
    });
  });

  it('names parts only where there are two', () => {
    expect(parts).toEqual([
      { total: 'p5 [Hrs]', part: 'p5 [Hrs] on demand' },
      { total: 'p5 [Hrs]', part: 'p5 [Hrs] reserved' },
    ]);
  });
});
