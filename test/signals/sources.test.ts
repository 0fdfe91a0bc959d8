import { describe, expect, it } from 'vitest';
import { quantileOf, sortedCopy, sumOf } from '../../src/num/index.ts';
import {
  bassShare,
  burnBacklog,
  chipHoursPerYear,
  fitAdoption,
  largeDeals,
  makeTraceReader,
  monthOf,
  readPipeline,
  simulatePipeline,
} from '../../src/signals/index.ts';
import { pipelineText } from './pipeline-text.ts';

describe('a pipeline', () => {
  const deals = (count: number) =>
    readPipeline(
      pipelineText(...Array.from({ length: count }, (_, i) => ({ Id: `d${i}` }))),
      'p.csv',
      '2026-02',
    ).value!;
  const options = {
    from: monthOf('2026-02')!,
    months: 36,
    paths: 4000,
    seed: 3,
    correlation: 0,
    slipMonths: 2,
  };
  const spreadAt = (paths: readonly Float64Array[], p: number) =>
    quantileOf(sortedCopy(paths.map((path) => path[35]!)), p);

  it('has the mean that its probabilities say, alone or together', () => {
    for (const correlation of [0, 0.4]) {
      const { steps } = simulatePipeline(deals(20), { ...options, correlation });
      // 20 deals of 10 MW at a half. The mean of 4,000 paths of correlation ρ has a standard error of at most
      // 200·0.5/√4000 = 1.6 MW; four of them.
      expect(Math.abs(steps.mean - 100)).toBeLessThan(6.4);
      expect(steps.all - steps.lost - steps.thinned - steps.ended - steps.late).toBeCloseTo(steps.mean, 9);
    }
  });

  it('is wider when deals win and lose together', () => {
    const alone = simulatePipeline(deals(20), options).paths;
    const together = simulatePipeline(deals(20), { ...options, correlation: 0.4 }).paths;
    expect(spreadAt(together, 0.9) - spreadAt(together, 0.1)).toBeGreaterThan(
      1.5 * (spreadAt(alone, 0.9) - spreadAt(alone, 0.1)),
    );
  });

  it('ramps a won deal on its S-curve without slip, and ends it with its term', () => {
    const [deal] = readPipeline(
      pipelineText({ IsClosed: 'TRUE', IsWon: 'TRUE', Probability: '30', Term_Months__c: '12' }),
      'p.csv',
      '2026-02',
    ).value!;
    const { paths } = simulatePipeline([deal!], { ...options, paths: 1 });
    const start = monthOf('2026-06')! - options.from;
    expect(paths[0]![start]).toBe(0);
    expect(paths[0]![start + 3]).toBe(5);
    expect(paths[0]![start + 6]).toBe(10);
    expect(paths[0]![start + 11]).toBe(10);
    expect(paths[0]![start + 12]).toBe(0);
  });

  it('does not shift one deal when another is added', () => {
    const one = simulatePipeline(deals(1), { ...options, paths: 5 }).paths;
    const two = simulatePipeline([...deals(1), { ...deals(2)[1]!, probability: 0 }], {
      ...options,
      paths: 5,
    }).paths;
    expect(two).toEqual(one);
  });

  it('names large deals one by one', () => {
    expect(largeDeals(deals(3), 15).map(({ deal }) => deal.id)).toEqual(['d0', 'd1', 'd2']);
    expect(largeDeals(deals(3), 150)).toEqual([]);
  });
});

describe('a backlog', () => {
  // Oracle's disclosure for 2026-08-31: 13% within 12 months, 37% in the next 24, 34% in the next 24, 16% later.
  const bands = [
    { withinMonths: 12, share: 0.13 },
    { withinMonths: 36, share: 0.5 },
    { withinMonths: 60, share: 0.84 },
  ];
  const base = { amount: 664, bands, months: 120, cancelledPerYear: 0, tailMonths: 60 };
  const until = (values: Float64Array, month: number) => sumOf(values.slice(0, month));

  it('burns down through its bands', () => {
    const { delivered, left } = burnBacklog(base);
    for (const { withinMonths, share } of bands)
      expect(until(delivered, withinMonths)).toBeCloseTo(664 * share, 9);
    expect(left[119]).toBeCloseTo(0, 9);
  });

  it('is delivered, cancelled or left at every month', () => {
    const burn = burnBacklog({
      ...base,
      cancelledPerYear: 0.1,
      capacity: Array.from({ length: 120 }, () => 6),
    });
    for (const month of [1, 12, 50, 120]) {
      const sum = until(burn.delivered, month) + until(burn.cancelled, month) + burn.left[month - 1]!;
      expect(sum).toBeCloseTo(664, 8);
    }
    expect(Math.max(...burn.delivered)).toBeLessThanOrEqual(6);
    expect(burn.delayed[30]!).toBeGreaterThan(0);
  });

  it('loses the yearly share of what is not due yet', () => {
    const { left } = burnBacklog({
      ...base,
      bands: [{ withinMonths: 1200, share: 1 }],
      months: 12,
      cancelledPerYear: 0.1,
    });
    // Due in the year: 1% of what is alive, so between 0.99 and 1 of 90%.
    expect(left[11]! / 664).toBeGreaterThan(0.89);
    expect(left[11]! / 664).toBeLessThan(0.9);
  });
});

describe('adoption', () => {
  it('is the Bass curve of a hand-worked example', () => {
    // (1 − e^−2.05)/(1 + 12.667·e^−2.05) = 0.87126/2.63062.
    expect(bassShare(0.03, 0.38, 5)).toBeCloseTo(0.3312, 4);
    expect(bassShare(0.03, 0.38, 0)).toBe(0);
  });

  it('passes near its points and is the prior without any', () => {
    const options = { years: [1, 2, 4], paths: 1000, seed: 5, pointError: 0.03 };
    const middle = (paths: readonly Float64Array[], i: number) =>
      quantileOf(sortedCopy(paths.map((path) => path[i]!)), 0.5);
    const fitted = fitAdoption(
      [
        { year: 1, share: 0.3 },
        { year: 2, share: 0.8 },
      ],
      options,
    );
    // Within two standard errors of a point.
    expect(Math.abs(middle(fitted.paths, 0) - 0.3)).toBeLessThan(0.06);
    expect(Math.abs(middle(fitted.paths, 1) - 0.8)).toBeLessThan(0.06);
    const free = fitAdoption([], options);
    expect(free.effective).toBeCloseTo(20_000, 6);
    for (const path of [...fitted.paths, ...free.paths]) {
      expect(path[1]!).toBeGreaterThanOrEqual(path[0]!);
      expect(path[2]!).toBeLessThanOrEqual(1);
    }
  });

  it('asks for chips: users × share × tokens a week × weeks ÷ tokens a chip-hour', () => {
    const hours = chipHoursPerYear(0.8, { users: 30_000, tokensPerUserWeek: 20e6, tokensPerChipHour: 2e6 });
    expect(hours).toBeCloseTo(30_000 * 0.8 * 10 * (365.25 / 7), 6);
  });
});

describe('a trace of requests', () => {
  it('is summed by minute, with empty minutes in the mean and bad lines named', () => {
    const reader = makeTraceReader('t.csv');
    reader.push(
      new TextEncoder().encode(
        'TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 23:59:46.68,300,100\n2023-11-16 23:59:50.9,100,0\n2023-11-17 00:02:01,100,0\nnow,1,1\n2023-11-17 00:02:01,x,0\n',
      ),
    );
    const { requests, inputTokens, outputTokens, peakToMean, minutes, rejected } = reader.end();
    expect([requests, inputTokens, outputTokens]).toEqual([3, 500, 100]);
    expect(minutes.map(({ minute }) => minute)).toEqual(['2023-11-16 23:59', '2023-11-17 00:02']);
    // 600 tokens over 4 minutes, 500 of them in one.
    expect(peakToMean).toBeCloseTo(500 / 150, 12);
    expect(rejected.map(({ line }) => line)).toEqual([5, 6]);
  });
});
