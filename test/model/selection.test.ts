import { describe, expect, it } from 'vitest';
import { marketCase, type MarketChip } from './market-case.ts';
import { central, studyOf } from './support.ts';

type Segments = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Work served in the first year, by segment and then chip. */
function served(chips: Readonly<Record<string, MarketChip>>, segments: Segments): number[][] {
  const read = central(studyOf(marketCase({ chips, segments })), ['served']);
  const makes = Object.keys(chips).length;
  return Object.keys(segments).map((_, segment) =>
    Array.from({ length: makes }, (__, chip) => round(read('served', 0, segment * makes + chip))),
  );
}

/** To 12 digits after the point: numbers here are below 100 and come from a dozen operations. */
const round = (value: number) => Number(value.toFixed(12));

describe('price-performance', () => {
  const buyer = {
    work: { rule: 'price-performance', stack: 'cuda', switching: '15%', volume: '15 work/year' },
  };
  const fleet = (cheap: string, home = '0%') => ({
    home: { count: 10, discount: home },
    cheap: { count: 10, stack: 'neuron', discount: cheap },
  });

  it('leaves its stack only above the switching discount', () => {
    expect(served(fleet('14%'), buyer)).toEqual([[10, 0]]);
    expect(served(fleet('16%'), buyer)).toEqual([[5, 10]]);
  });

  it('measures the discount against the cheapest chip of its stack', () => {
    // The home stack costs 0.9, so another must cost 0.9 × 0.85 = 0.765 or less: 23% off is too little, 24% is enough.
    expect(served(fleet('23%', '10%'), buyer)).toEqual([[10, 0]]);
    expect(served(fleet('24%', '10%'), buyer)).toEqual([[5, 10]]);
  });

  it('takes the cheapest first, whatever the performance', () => {
    const chips = {
      fast: { count: 10, performance: 9 },
      dear: { count: 10, stack: 'neuron', discount: '20%' },
      cheap: { count: 10, stack: 'xla', discount: '40%' },
    };
    expect(served(chips, buyer)).toEqual([[0, 5, 10]]);
  });
});

describe('outright performance', () => {
  const lab = { work: { rule: 'outright-performance', threshold: '80%', volume: '25 work/year' } };

  it('never takes a chip that is too slow, at any price, and takes the fastest first', () => {
    // The best does 2.0, so the bar is 1.6: 1.7 passes on any stack and 1.5 does not at 90% off, though work is left.
    const chips = {
      slow: { count: 10, performance: 1.5, discount: '90%' },
      second: { count: 10, performance: 1.7, stack: 'neuron' },
      best: { count: 10, performance: 2 },
    };
    expect(served(chips, lab)).toEqual([[0, 10, 10]]);
    expect(served(chips, { work: { ...lab.work, volume: '12 work/year' } })).toEqual([[0, 2, 10]]);
  });

  it('compares with chips at work only', () => {
    const chips = { slow: { count: 10, performance: 1 }, future: { count: 0, performance: 10 } };
    expect(served(chips, lab)).toEqual([[10, 0]]);
  });
});

describe('locked', () => {
  it('takes its own stack only', () => {
    const chips = { cheap: { count: 10, stack: 'neuron', discount: '60%' }, home: { count: 10 } };
    const segments = { work: { rule: 'locked', stack: 'cuda', volume: '15 work/year' } };
    expect(served(chips, segments)).toEqual([[0, 10]]);
  });
});

describe('the order among segments', () => {
  const one = { card: { count: 10 } };

  it('is the margin per MW, not the price of work', () => {
    // Per chip and year: slow 3 × 1 = $3, quick 2 × 2 = $4. Quick takes 16 / 2 = 8 of 10 chips; slow gets 2.
    const segments = {
      slow: { price: '3 $/work', volume: '9 work/year' },
      quick: { price: '2 $/work', volume: '16 work/year', throughput: { card: '2 work/chip/year' } },
    };
    expect(served(one, segments)).toEqual([[2], [16]]);
  });

  it('counts the discount of the chip that a segment accepts', () => {
    // On the cheap chip half of $3 is left: $1.5 a year against $2 of the segment that is locked to the same chips.
    const chips = { cheap: { count: 10, stack: 'neuron', discount: '50%' } };
    const segments = {
      thrifty: { price: '3 $/work', volume: '8 work/year', stack: 'cuda' },
      locked: { price: '4 $/work', volume: '8 work/year', stack: 'neuron', rule: 'locked' },
    };
    expect(served(chips, segments)).toEqual([[2], [8]]);
  });
});

describe('demand', () => {
  const one = { card: { count: 10 } };

  it('falls with price by the elasticity', () => {
    // (4 ÷ 1)^−0.5 = 1/2 of 8.
    const work = { volume: '8 work/year', price: '4 $/work', reference_price: '1 $/work', elasticity: '0.5' };
    const read = central(studyOf(marketCase({ chips: one, segments: { work } })), ['open_demand']);
    // exp(−0.5 log 4) is right to about an ulp.
    expect(Math.abs(read('open_demand') - 4)).toBeLessThan(1e-14);
  });

  it('waits by the share that is patient', () => {
    // 15 asked, 10 served: 5 left, half of them wait. Then 17.5 asked and 7.5 left; then 18.75 asked.
    const work = { volume: '15 work/year', patience: '50%' };
    const read = central(studyOf(marketCase({ chips: one, segments: { work } })), [
      'open_demand',
      'unserved',
    ]);
    expect([0, 1, 2].map((year) => round(read('open_demand', year)))).toEqual([15, 17.5, 18.75]);
    expect([0, 1, 2].map((year) => round(read('unserved', year)))).toEqual([5, 7.5, 8.75]);
  });

  it('earns price less discount, without internal use and with other services', () => {
    // 4 units at $5 × 0.7, of which 20% is internal, and $0.10 of other services per dollar: 14 × 0.8 × 1.1 = 12.32.
    const work = { volume: '4 work/year', price: '5 $/work', transfer: '20%', other_revenue: '10%' };
    const chips = { card: { count: 10, discount: '30%' } };
    const read = central(studyOf(marketCase({ chips, segments: { work } })), [
      'revenue',
      'shortfall',
      'utilisation',
    ]);
    expect([read('revenue'), read('shortfall'), read('utilisation')].map(round)).toEqual([12.32, 0, 0.4]);
  });
});
