import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakEvenChips,
  chipHour,
  chipMix,
  economicLife,
  forwardCurve,
  listUsdPerM,
  optionValue,
  paretoFront,
  pricePaths,
  pricePrior,
  programmeValue,
  readPrices,
  regretTable,
  secondSourceUsd,
  stopPrice,
  tokenCost,
  usualSite,
  vcpuHour,
  type MixChip,
  type Programme,
  type Served,
} from '../../src/serving/index.ts';
import { texts } from './support.ts';

describe('break-even volume', () => {
  // Known answers of the project's users: development over the saving on each chip.
  it.each([
    [0.5e9, 5000, 100_000],
    [0.5e9, 10_000, 50_000],
    [0.5e9, 15_000, 33_333.333],
    [1e9, 5000, 200_000],
    [1e9, 10_000, 100_000],
    [1e9, 15_000, 66_666.667],
  ])('$%d at $%d a chip', (nre, saving, chips) => {
    expect(breakEvenChips(nre, saving)).toBeCloseTo(chips, 2);
  });

  it('is none where nothing is saved', () => {
    expect(breakEvenChips(1e9, 0)).toBeUndefined();
    expect(breakEvenChips(1e9, -5)).toBeUndefined();
  });
});

const programme: Programme = {
  stages: [
    { name: 'architecture', usd: 0.1e9, years: 1, respin: 0, respinShare: 0 },
    { name: 'tape-out', usd: 0.4e9, years: 1, respin: 0.3, respinShare: 0.5 },
  ],
  slipYears: 0.5,
  dieUsd: 4000,
  memoryUsd: 3000,
  yieldShare: 0.8,
  merchantUsd: 30_000,
  performance: 0.5,
  chipsPerYear: [20_000, 60_000, 80_000],
  readiness: [0.5, 0.8, 1],
  wacc: 0.1,
};

describe('an own-silicon programme', () => {
  it('without discount, delay or repetition is the plain break-even', () => {
    const plain = {
      ...programme,
      stages: [{ name: 'all', usd: 0.5e9, years: 0, respin: 0, respinShare: 0 }],
      slipYears: 0,
      readiness: [1],
      wacc: 0,
    };
    const value = programmeValue(plain);
    // 30,000 × 0.5 − (4,000 / 0.8 + 3,000) = 7,000 saved; 0.5bn / 7,000 = 71,429 chips; 160,000 × 7,000 − 0.5bn = 0.62bn.
    expect(value.savingUsdPerChip).toBe(7000);
    expect(value.breakEvenChips).toBeCloseTo(71_428.571, 2);
    expect(value.npvUsd).toBeCloseTo(0.62e9, 0);
  });

  it('expects repetitions: 0.1bn + 0.4bn × (1 + 0.3 × 0.5), first chips after 1 + 1.15 + 0.5 years', () => {
    const value = programmeValue(programme);
    expect(value.nreUsd).toBeCloseTo(0.56e9, 0);
    expect(value.firstYear).toBeCloseTo(2.65, 12);
    expect(value.chips).toBeCloseTo(10_000 + 48_000 + 80_000, 6);
  });

  it('is worth nothing at its stop price, more above and less below', () => {
    const price = stopPrice(programme);
    // NPV is a sum of terms up to 1e9 dollars: rounding of 1e-15 of it, some hundred terms.
    expect(Math.abs(programmeValue({ ...programme, merchantUsd: price }).npvUsd)).toBeLessThan(1e-3);
    expect(programmeValue({ ...programme, merchantUsd: price * 1.01 }).npvUsd).toBeGreaterThan(0);
    // With the money spent, the stop price falls to the unit cost per unit of merchant work: 8,000 / 0.5.
    expect(stopPrice({ ...programme, stages: [] })).toBeCloseTo(16_000, 6);
  });

  it('loses from delay, from lower yield and from a cap that binds', () => {
    const { npvUsd } = programmeValue(programme);
    expect(programmeValue({ ...programme, slipYears: 1.5 }).npvUsd).toBeLessThan(npvUsd);
    expect(programmeValue({ ...programme, yieldShare: 0.6 }).npvUsd).toBeLessThan(npvUsd);
    expect(programmeValue({ ...programme, caps: { wafers: 50_000, memory: 40_000 } }).chips).toBeCloseTo(
      10_000 + 40_000 + 40_000,
      6,
    );
  });

  it('has an option to stop that is never worth less than nothing and grows with the spread of the price', () => {
    const of = (priceSpread: number) => optionValue({ programme, stagesBefore: 1, priceSpread });
    const flat = of(0);
    const { npvUsd } = programmeValue(programme);
    expect(flat.optionUsd).toBeCloseTo(Math.max(0, -npvUsd - 0), npvUsd > 0 ? 3 : -9);
    let last = -1;
    for (const spread of [0.1, 0.2, 0.4, 0.6]) {
      const { optionUsd, stopShare } = of(spread);
      expect(optionUsd).toBeGreaterThan(last);
      expect(stopShare).toBeLessThanOrEqual(1);
      last = optionUsd;
    }
    // Without a spread, going on is worth what the programme is: the same discounting by two routes.
    expect(flat.committedUsd).toBeCloseTo(npvUsd, 2);
  });

  it('values a second source by what it saves less what it costs', () => {
    // 100k × 0.3 × (0.1 × 20,000 − 100) = 57m.
    expect(
      secondSourceUsd({
        chips: 1e5,
        share: 0.3,
        earnsUsdPerChip: 2e4,
        stopChance: 0.1,
        extraUsdPerChip: 100,
      }),
    ).toBeCloseTo(57e6, 6);
  });
});

const chips = fc
  .array(
    fc.record({
      usdPerUnit: fc.double({ min: 0.1, max: 9, noNaN: true }),
      unitsPerMw: fc.double({ min: 0.2, max: 20, noNaN: true }),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((list): MixChip[] => list.map((chip, i) => ({ name: `c${i}`, ...chip })));

describe('the mix of chips', () => {
  it('gives a dominated chip no share when nothing binds', () => {
    const mix = chipMix({
      chips: [
        { name: 'good', usdPerUnit: 1, unitsPerMw: 10 },
        { name: 'bad', usdPerUnit: 2, unitsPerMw: 5 },
      ],
      demandUnits: 100,
    });
    expect(mix.units).toEqual({ good: 100, bad: 0 });
    expect(mix.usdPerMw).toBe(0);
  });

  it('mixes a cheap and a dense chip when power binds, by hand', () => {
    // x + y = 100 and x/2 + y/10 = 20: x = 25, y = 75; one more MW moves 2.5 units from $3 to $1.
    const mix = chipMix({
      chips: [
        { name: 'cheap', usdPerUnit: 1, unitsPerMw: 2 },
        { name: 'dense', usdPerUnit: 3, unitsPerMw: 10 },
      ],
      demandUnits: 100,
      powerMw: 20,
    });
    expect(mix.units['cheap']).toBeCloseTo(25, 9);
    expect(mix.units['dense']).toBeCloseTo(75, 9);
    expect(mix.usdPerMw).toBeCloseTo(5, 9);
    const more = chipMix({
      chips: [
        { name: 'cheap', usdPerUnit: 1, unitsPerMw: 2 },
        { name: 'dense', usdPerUnit: 3, unitsPerMw: 10 },
      ],
      demandUnits: 100,
      powerMw: 21,
    });
    expect(mix.costUsd - more.costUsd).toBeCloseTo(5, 9);
  });

  it('stays within power and demand, and is as cheap as the best of a fine grid of two chips', () => {
    fc.assert(
      fc.property(chips, fc.double({ min: 1, max: 60, noNaN: true }), (list, powerMw) => {
        const mix = chipMix({ chips: list, demandUnits: 50, powerMw });
        const power = list.reduce((sum, chip) => sum + mix.units[chip.name]! / chip.unitsPerMw, 0);
        expect(power).toBeLessThanOrEqual(powerMw * (1 + 1e-6) + 1e-9);
        const served = Object.values(mix.units).reduce((sum, units) => sum + units, 0);
        expect(served + mix.unservedUnits).toBeCloseTo(50, 6);
        if (mix.unservedUnits > 1e-9) return;
        for (const a of list)
          for (const b of list)
            for (let share = 0; share <= 1; share += 0.05) {
              const used = (50 * share) / a.unitsPerMw + (50 * (1 - share)) / b.unitsPerMw;
              if (used > powerMw) continue;
              expect(mix.costUsd).toBeLessThanOrEqual(
                50 * (share * a.usdPerUnit + (1 - share) * b.usdPerUnit) * (1 + 1e-6),
              );
            }
      }),
    );
  });
});

describe('fronts and regret', () => {
  it('keeps what no other beats', () => {
    const front = paretoFront([
      { name: 'a', cost: 1, gain: 1 },
      { name: 'b', cost: 2, gain: 3 },
      { name: 'c', cost: 3, gain: 2 },
      { name: 'd', cost: 2, gain: 3 },
    ]);
    expect(front.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('takes the least of the largest regrets', () => {
    const table = regretTable(
      ['own', 'bought'],
      ['cheap', 'dear'],
      [
        [5, 5],
        [3, 9],
      ],
    );
    expect(table.regretUsd).toEqual([
      [2, 0],
      [0, 4],
    ]);
    expect(table.least).toBe('own');
  });
});

describe('costs', () => {
  const rule = { attachUsd: 0, allInKw: 1, lifeYears: 5, wacc: 0, utilisation: 0.5 };

  it('adds up by hand without interest', () => {
    const site = {
      ...usualSite,
      powerUsdPerMwh: 100,
      pue: 1.25,
      shellUsdPerKw: 8760,
      shellLifeYears: 20,
      operationsShare: 0,
      draw: 0.8,
    };
    const hour = chipHour({ ...rule, priceUsd: 43_800, site });
    // 43,800 over 43,800 hours is $1; 8,760 over 175,200 hours $0.05; 0.8 × 1.25 kWh at $0.1 is $0.10; half the hours are sold.
    expect(hour.chipUsd).toBeCloseTo(1, 12);
    expect(hour.siteUsd).toBeCloseTo(0.05, 12);
    expect(hour.energyUsd).toBeCloseTo(0.1, 12);
    expect(hour.perSoldHourUsd).toBeCloseTo(2.3, 12);
    expect(
      vcpuHour({ ...rule, priceUsd: 43_800, site, cores: 23, threadsPerCore: 2, performance: 2 }).usdPerWork,
    ).toBeCloseTo(0.025, 12);
  });

  it('splits the cost of a request between its tokens and loses nothing', () => {
    const served: Served = {
      tokensPerSecond: 1000,
      groupChips: 1,
      batch: 50,
      prefillSeconds: 0.1,
      stepSeconds: 0.02,
      interference: 0,
      bound: 'compute',
    };
    const cost = tokenCost({
      usdPerChipHour: 3.6,
      tokensPerSecond: 1000,
      served,
      lengths: { inputTokens: 1000, outputTokens: 250 },
    });
    expect(cost.allOnOutputUsdPerM).toBeCloseTo(1, 12);
    // Prefill takes 0.1 s and decode 250 × 0.02 / 50 = 0.1 s: half of the cost each.
    expect(cost.inputUsdPerM).toBeCloseTo(0.125, 12);
    expect(cost.outputUsdPerM).toBeCloseTo(0.5, 12);
    expect(1000 * cost.inputUsdPerM + 250 * cost.outputUsdPerM).toBeCloseTo(1250 * cost.blendedUsdPerM, 9);
    expect(listUsdPerM({ inputUsdPerM: 1, outputUsdPerM: 5 }, { inputTokens: 3, outputTokens: 1 })).toBe(2);
  });
});

describe('prices of a chip-hour', () => {
  it('has the history in which one-year H100 contracts rose from 1.70 to 2.35', () => {
    const points = readPrices(texts, { chip: 'H100', term: '1-year' }, []);
    expect(points.map(({ date, usdPerHour }) => [date, usdPerHour])).toEqual([
      ['2025-10', 1.7],
      ['2026-03', 2.35],
    ]);
  });

  it('does not only fall: such a rise within five months is possible and rare', () => {
    const paths = pricePaths(pricePrior(1.7), { years: 5, stepsPerYear: 12, paths: 4000, seed: 7 });
    const risen = paths.filter((path) => path[4]! >= 2.35).length / 4000;
    expect(risen).toBeGreaterThan(0.001);
    expect(risen).toBeLessThan(0.1);
    const curve = forwardCurve(paths);
    expect(curve.at(-1)!.mean).toBeLessThan(1.7);
    expect(curve[11]!.p10).toBeLessThan(curve[11]!.p90);
  });

  it('has the mean and spread of the closed form where regimes do not differ', () => {
    const one = {
      ...pricePrior(2),
      regimes: [
        { name: 'a', pull: 0, leavePerYear: 0 },
        { name: 'b', pull: 0, leavePerYear: 0 },
      ] as const,
    };
    const paths = pricePaths(one, { years: 4, stepsPerYear: 4, paths: 4000, seed: 3 });
    const variance = (0.2 ** 2 / (2 * 1.2)) * (1 - Math.exp(-2 * 1.2 * 4));
    const logs = paths.map((path) => Math.log(path[15]!));
    const mean = logs.reduce((sum, value) => sum + value, 0) / 4000;
    const found = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3999;
    // Three standard errors: of a mean √(v/n), of a variance v√(2/n).
    expect(Math.abs(mean - (Math.log(2) - 0.22 * 4))).toBeLessThan(3 * Math.sqrt(variance / 4000));
    expect(Math.abs(found / variance - 1)).toBeLessThan(3 * Math.sqrt(2 / 4000));
  });

  it('draws the same first path whatever the number of paths', () => {
    const of = (paths: number) =>
      pricePaths(pricePrior(2), { years: 1, stepsPerYear: 4, paths, seed: 7 })[0]!;
    expect(of(1)).toEqual(of(5));
    expect(
      pricePaths(pricePrior(2), { years: 2, stepsPerYear: 4, paths: 1, seed: 7, trendShift: 0.1 })[0]![3],
    ).toBeGreaterThan(of(1)[3]!);
  });

  it('ends a life where the price meets the cash cost', () => {
    const life = economicLife({ usdPerHour: [3, 2, 1], cashUsdPerHour: 1.5, utilisation: 1, wacc: 0 });
    expect(life.years).toBe(2.5);
    expect(life.residualUsd).toEqual([2 * 8760, 0.5 * 8760, 0]);
  });
});
