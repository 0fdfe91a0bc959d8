import { describe, expect, it } from 'vitest';
import type { SolvedPlan } from '../../src/plan/index.ts';
import { evaluateFrame } from '../../src/plan/frame.ts';
import { inputsOf } from '../../src/plan/point.ts';
import {
  hall,
  openSegment,
  openText,
  ordersOf,
  planCentral,
  smallText,
  solverOf,
  twoChips,
} from './support.ts';

/** Plans are solved to the last digits here, so values are compared to a dollar: they are millions, exact to about 1e-9. */
const dollar = 1;

/** Chips at work of a make, and ready power, at the end of each period by the accounts. */
function capacityOf({ frame, point }: SolvedPlan, chip: number) {
  const get = evaluateFrame(frame, inputsOf(point), ['at_work', 'it_mw']);
  return Array.from({ length: frame.sizes.periods }, (_, t) => ({
    chips: get('at_work')(chip, t, 0),
    readyMw: get('it_mw')(0, t, 0),
  }));
}

describe('laws of capacity in plans', () => {
  it('building and buying frozen in a later stage leave what is there at work to the end of its life', async () => {
    const frozen = twoChips.replace(
      'performance: 4,',
      'performance: 4, order_limit: { steps: { 2026: 7000 chips/year, 2027: 0 chips/year } },',
    );
    const text = smallText({
      periods: 6,
      chips: frozen.replace('performance: 1,', 'performance: 1, order_limit: 0 chips/year,'),
      phases: `${hall}
  annex: { site: ohio, status: optional, mw: 3 MW, start: 2026, build_time: 1 years, energised: 2027, cost_factor: 0.1, may_wait: 0 years }`,
      segments: openSegment.replace('100m', '900m'),
    });
    const plan = planCentral(await solverOf(), openText(text));
    const capacity = capacityOf(plan, 1);
    const [, bought] = capacity;
    // 7 MW of chips of 1 kW, ordered in 2026, there from 2027, for four years; power stays.
    expect(bought!.chips).toBeCloseTo(7000, 3);
    expect(capacity.map(({ chips }) => Math.round(chips))).toEqual([0, 7000, 7000, 7000, 7000, 0]);
    expect(capacity.map(({ readyMw }) => readyMw)).toEqual([7, 7, 7, 7, 7, 7]);
  });

  it('more power, and more chips on sale, are never worth less', async () => {
    const solver = await solverOf();
    const value = (mw: number, limit: number) =>
      planCentral(
        solver,
        openText(
          smallText({
            phases: hall.replace('4 MW', `${mw} MW`),
            chips: twoChips.replaceAll('availability', `order_limit: ${limit} chips/year, availability`),
            segments: openSegment.replace('100m', '900m'),
          }).replace('shell: $2m/MW, power: $2m/MW', 'shell: $0m/MW'),
        ),
      ).objectiveUsd;
    const values = [
      [2, 500],
      [4, 500],
      [4, 2000],
      [8, 9000],
    ].map(([mw, limit]) => value(mw!, limit!));
    for (let i = 1; i < values.length; i++)
      expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]! - dollar);
    expect(values.at(-1)!).toBeGreaterThan(values[0]! + 1e6);
  });

  it('more price-performance demand never means fewer own chips where no cap binds', async () => {
    const solver = await solverOf();
    // Own silicon at a discount beyond what switching costs: price-performance buyers take it, those who are locked do not.
    const chips = twoChips.replace(
      'stack: cuda, power: 1 kW/chip, price: 10000 $/chip, performance: 1,',
      'stack: neuron, power: 1 kW/chip, price: 6000 $/chip, discount: 30%, performance: 1,',
    );
    const segments = (volume: number) => `
  thrifty: { rule: price-performance, stack: cuda, switching: 20%, volume: ${volume}m work/year, price: 2 $/work, throughput: { slow: 1.6 work/chip/hour, fast: 0.3 work/chip/hour } }
  locked: { rule: locked, stack: cuda, volume: 20m work/year, price: 2 $/work, throughput: { slow: 1.6 work/chip/hour, fast: 2 work/chip/hour } }`;
    const own = [2, 5, 10, 20].map((volume) => {
      const text = smallText({ chips, segments: segments(volume), phases: hall.replace('4 MW', '90 MW') });
      return ordersOf(planCentral(solver, openText(text)), 'slow');
    });
    expect(own[0]).toBeGreaterThan(10);
    for (let i = 1; i < own.length; i++) expect(own[i]!).toBeGreaterThanOrEqual(own[i - 1]! - 1e-3);
  });
});
