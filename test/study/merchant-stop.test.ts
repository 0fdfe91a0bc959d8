import { describe, expect, it } from 'vitest';
import { loadCase } from '../../src/node/index.ts';
import { evaluateCentral } from '../../src/simulate/index.ts';
import { merchantStop, openStudy, type Study } from '../../src/study/index.ts';

const folder = 'cases/chip-programme';
const open = (overlays: readonly string[], sets: readonly string[]): Study => {
  const { files, main } = loadCase(folder, overlays).value!;
  return openStudy({ files, main, overlays, sets }).value!;
};
const without = ['overlays/merchant-only.yaml'];

/** NPV of the programme on the central path, with the merchant price moved by the case's own driver. */
function programme(sets: readonly string[]): number {
  const worth = (study: Study) => evaluateCentral(study, ['npv']).get('npv').values[0]!;
  return worth(open([], sets)) - worth(open(without, sets));
}

describe('merchantStop', () => {
  const found = merchantStop(open([], []), open(without, []))!;

  it('moves the price of merchant chips alone, from what the case says', () => {
    expect(found.chips).toEqual(['merchant']);
    expect(found.centralUsd).toBe(programme([]));
  });

  it('finds the price at which the programme is worth nothing, set through the driver of the case', () => {
    const { multiple, side } = found;
    expect(side).toBe('at least');
    expect(multiple).toBeGreaterThan(found.between[0]);
    // The driver's median is that of a lognormal from 0.7 to 1.3; the case multiplies the price with it.
    const median = Math.sqrt(0.7 * 1.3);
    const at = (factor: number) => programme([`drivers.merchant_price=${factor * median}`]);
    expect(Math.sign(at(multiple! * 0.99))).toBe(-1);
    expect(Math.sign(at(multiple! * 1.01))).toBe(1);
    // Found to a billionth of the range searched, 3.9; the slope is that between the two trials beside.
    const slope = (at(multiple! * 1.01) - at(multiple! * 0.99)) / (0.02 * multiple!);
    expect(Math.abs(at(multiple!))).toBeLessThan(2 * 3.9e-9 * slope);
  });

  it('is none where no chip of a chip maker is bought', () => {
    const own = open([], []);
    const origins = Int32Array.from(own.study.choices['chip.origin']!, () => 0);
    const study = {
      ...own,
      study: { ...own.study, choices: { ...own.study.choices, 'chip.origin': origins } },
    };
    expect(merchantStop(study, study)).toBeUndefined();
  });
});
