import { describe, expect, it } from 'vitest';
import { openShipped } from '../study/support.ts';
import { marketCase } from './market-case.ts';
import { central, paths, studyOf } from './support.ts';

const kept = [
  'kept_by_stack',
  'kept_by_price',
  'kept_by_speed',
  'kept_by_contract',
  'kept_by_supply',
] as const;
const all = ['accelerator_work', 'own_work', ...kept];

/** A case of one year with an own chip beside merchant ones; work costs $1 and contracts pay $2. */
function partsOf(
  segments: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  contracts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Readonly<Record<string, number>> {
  const chips = {
    own: { count: 10, stack: 'neuron', discount: '20%', performance: 1 },
    merchant: { count: 40, stack: 'cuda', performance: 4 },
    server: { count: 100, stack: 'arm' },
  };
  const text = marketCase({ chips, segments, contracts }).replace(
    '"own":{"class":"servers_merchant"',
    '"own":{"origin":"own","class":"servers_own"',
  );
  const read = central(studyOf(text), all);
  return Object.fromEntries(all.map((name) => [name, Number(read(name).toFixed(12))]));
}

const work = { own: '1 work/chip/year', merchant: '1 work/chip/year' };

describe('what keeps work from own accelerators', () => {
  it('is a stack for those who are locked', () => {
    const parts = partsOf({
      work: { rule: 'locked', stack: 'cuda', volume: '7 work/year', throughput: work },
    });
    expect(parts).toMatchObject({ accelerator_work: 7, own_work: 0, kept_by_stack: 7 });
  });

  it('is the cost of moving where the discount is smaller, and supply where it is not', () => {
    const buyer = (switching: string) => ({
      work: { rule: 'price-performance', stack: 'cuda', switching, volume: '14 work/year', throughput: work },
    });
    expect(partsOf(buyer('25%'))).toMatchObject({ own_work: 0, kept_by_price: 14, kept_by_supply: 0 });
    expect(partsOf(buyer('10%'))).toMatchObject({ own_work: 10, kept_by_price: 0, kept_by_supply: 4 });
  });

  it('is speed for those who want the fastest, refused by their threshold or not', () => {
    const lab = (threshold: string) => ({
      work: { rule: 'outright-performance', threshold, volume: '45 work/year', throughput: work },
    });
    expect(partsOf(lab('80%'))).toMatchObject({ own_work: 0, kept_by_speed: 45 });
    // The fastest first: 40 on merchant chips, and the 5 left on own ones.
    expect(partsOf(lab('20%'))).toMatchObject({ own_work: 5, kept_by_speed: 40 });
  });

  it('is a contract that names other chips, and supply where it allows own ones', () => {
    const segments = { work: { throughput: work } };
    const contract = (own: number) => ({
      deal: { start: '2020-01', term: '20 years', quantity: '12 work/year', allowed: { own, merchant: 1 } },
    });
    expect(partsOf(segments, contract(0))).toMatchObject({ accelerator_work: 24, kept_by_contract: 24 });
    expect(partsOf(segments, contract(1))).toMatchObject({ own_work: 20, kept_by_supply: 4 });
  });

  it('leaves out work of general processors', () => {
    const throughput = { server: '1 work/chip/year' };
    expect(partsOf({ work: { stack: 'arm', volume: '9 work/year', throughput } }).accelerator_work).toBe(0);
  });

  it.each(['amazon-2026', 'chip-programme'])('adds up to the whole on every path of %s', (name) => {
    const read = paths(openShipped(name), all, { seed: 3, paths: 40 });
    for (let path = 0; path < 40; path++) {
      for (const period of [0, 7, 19]) {
        const at = (metric: string) => read(metric, period, 0, path);
        const sum = ['own_work', ...kept].reduce((total, metric) => total + at(metric), 0);
        expect(Math.abs(sum / at('accelerator_work') - 1)).toBeLessThan(1e-12);
        for (const metric of ['own_work', ...kept]) expect(at(metric)).toBeGreaterThan(-1e-6);
      }
    }
  });
});
