import { describe, expect, it } from 'vitest';
import { loadSiliconTexts } from '../../src/node/index.ts';
import {
  merchantBreakEven,
  servingView,
  siliconFiles,
  usualOwnership,
  usualSite,
} from '../../src/serving/index.ts';

const texts = loadSiliconTexts();
const rule = { ...usualOwnership, site: usualSite };
const asked = { workload: 'llama3.1-70b', perTokenMs: [undefined], rule };
const found = merchantBreakEven(servingView({ texts, ...asked }).value!.limits[0]!.points)!;

describe('merchantBreakEven', () => {
  it('sets the cheapest own chip against the cheapest merchant one', () => {
    const { points } = servingView({ texts, ...asked }).value!.limits[0]!;
    const cost = (isOwn: boolean) =>
      Math.min(
        ...points.filter(({ chip }) => (chip.make === 'aws-neuron') === isOwn).map((each) => each.cost),
      );
    expect(found.own.cost).toBe(cost(true));
    expect(found.merchant.cost).toBe(cost(false));
  });

  it('names the price at which both cost the same: the catalogue priced so says it too', () => {
    const name = found.merchant.chip.name;
    const price = String(found.priceUsd);
    // The catalogue is read again with that chip at the break-even price.
    const priced = new Map(
      [...texts].map(([file, text]) => {
        const [head = '', ...rows] = text.split('\n');
        const columns = head.split(',');
        const at = columns.indexOf('price_usd_base');
        const first = columns.indexOf('chip');
        if (!file.startsWith('chips') || at < 0) return [file, text];
        const changed = rows.map((row) => {
          const cells = row.split(',');
          return cells[first] === name ? cells.map((cell, i) => (i === at ? price : cell)).join(',') : row;
        });
        return [file, [head, ...changed].join('\n')];
      }),
    );
    const { points } = servingView({ texts: priced, ...asked }).value!.limits[0]!;
    const [own, merchant] = [found.own, found.merchant].map(
      (each) => points.find(({ chip }) => chip.name === each.chip.name)!.cost,
    );
    expect(merchant).not.toBe(found.merchant.cost);
    // Two ways through a dozen products and sums of doubles.
    expect(Math.abs(merchant! / own! - 1)).toBeLessThan(1e-12);
  });

  it('is none where there is no own chip', () => {
    expect(merchantBreakEven([])).toBeUndefined();
  });
});

describe('siliconFiles', () => {
  it('are all that serving reads', () => {
    expect([...texts.keys()].toSorted()).toEqual([...siliconFiles].toSorted());
  });
});
