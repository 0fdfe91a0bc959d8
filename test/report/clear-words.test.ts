import { describe, expect, it } from 'vitest';
import { clearText, shareAboveZero } from '../../src/report/clear-words.ts';
import type { Metric } from '../../src/report/result-types.ts';
import { plausibleResult } from './fixture.ts';

const npv = plausibleResult().programme!.metrics['npv']!;

/** A horizon metric with the quantiles 5, 10, 25, 50, 75, 90 and 95%. */
function metricOf(quantiles: readonly number[]): Metric {
  const [p5, p10, p25, p50, p75, p90, p95] = quantiles.map((value) => [value]) as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  return { ...npv, p5, p10, p25, p50, p75, p90, p95 };
}

describe('the share of paths above zero', () => {
  it.each([
    [[1, 2, 3, 4, 5, 6, 7], 95, 100],
    [[-1, 2, 3, 4, 5, 6, 7], 90, 95],
    [[-3, -2, -1, 4, 5, 6, 7], 50, 75],
    // A quantile of exactly zero leaves its paths on the side that is not above.
    [[-3, -2, -1, 0, 5, 6, 7], 25, 50],
    [[-7, -6, -5, -4, -3, -2, -1], 0, 5],
  ])('of %j lies between %i and %i in 100', (quantiles, least, most) => {
    expect(shareAboveZero(metricOf(quantiles))).toEqual({ least, most });
  });

  it('is not known where a quantile is missing', () => {
    expect(shareAboveZero(metricOf([-3, -2, NaN, 0, 5, 6, 7]))).toBeUndefined();
  });
});

describe('the line on the cost of capital', () => {
  const full = plausibleResult();
  const withNpv = (quantiles: readonly number[]) => ({
    ...full,
    programme: { ...full.programme!, metrics: { npv: metricOf(quantiles) } },
  });

  it('judges by the bounds', () => {
    expect(clearText(withNpv([1, 2, 3, 4, 5, 6, 7]), 9)).toContain(
      'At a cost of capital of 9.0%, the programme is worth more than it costs on at least 95 of 100 paths: it clears that cost with little doubt.',
    );
    expect(clearText(withNpv([-7, -6, -5, -4, -3, -2, -1]), undefined)).toContain(
      'on at most 5 of 100 paths: it does not clear that cost.',
    );
    expect(clearText(withNpv([-7, -6, -5, -4, 3, 4, 5]), 9)).toContain('falls short of that cost');
  });

  it('is left out without a programme or without its NPV', () => {
    expect(clearText({ ...full, programme: undefined }, 9)).toBeUndefined();
    expect(clearText({ ...full, programme: { ...full.programme!, metrics: {} } }, 9)).toBeUndefined();
  });
});
