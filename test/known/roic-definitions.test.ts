import { describe, expect, it } from 'vitest';
import { makeBridge, makeBridges, roicOf } from '../../src/answer/make-bridge.ts';
import { roicDefinitions } from '../../src/model/index.ts';
import { bridgeYears } from '../../src/study/bridge-years.ts';
import { central, lives, printed, studyOf } from './support.ts';

// Servers 100 (5 y), shell 80 (30 y), CIP 60, EBITDA 60, tax 21%, no working capital. Lease capital must stay 40 over
// the year and cost nothing, so the leases run off over a time (10⁹ years) that is long against the horizon.
const study = studyOf(`
buildout: 1
name: Six definitions
calendar: { start: 2026, frequency: year, periods: 3 }
accounts: { ${lives}, tax_rate: 21%, other_revenue: $60/year }
opening:
  property: { servers_merchant: $100, shell: $80 }
  life_left: { servers_merchant: 5 years, shell: 30 years }
  construction: { shell: $60 }
  construction_release: 0 %/year
  lease_capital: $40
  lease_life: 1000000000 years
`);

const known = { d1: '17.49', d2: '12.90', d3: '13.57', d4: '12.29', d5: '28.98', d6: '10.98' };

describe('the six named returns of the first year', () => {
  const names = roicDefinitions.map((definition) => definition.id);
  const read = central(study, [...names, 'ebitda', 'cip', 'depreciation', 'nopat']);

  it('start from the stated inputs', () => {
    expect([read('ebitda'), read('cip')]).toEqual([60, 60]);
    // 100/5 + 80/30 = 22.667; (60 − 22.667) × 0.79 = 29.493. The leases add 40/10⁹.
    expect(printed(read('depreciation'), 3)).toBe('22.667');
    expect(printed(read('nopat'), 3)).toBe('29.493');
  });

  it.each(Object.entries(known))('%s is %s%%', (id, percent) => {
    expect(printed(100 * read(`roic.${id}`), 2)).toBe(percent);
  });

  it('are bridged from any one to any other, exactly', () => {
    const year = bridgeYears(study)[0]!;
    for (const from of roicDefinitions) {
      for (const to of roicDefinitions) {
        const bridge = makeBridge(from, to, year);
        const walked = bridge.steps.reduce((sum, step) => sum + step.change, bridge.start);
        // At most three steps, each a rounded difference of numbers below 0.3: under 6 × 2⁻⁵⁴.
        expect(Math.abs(walked - bridge.end)).toBeLessThan(6 * 2 ** -54);
        expect(printed(100 * bridge.start, 2)).toBe(known[from.id.slice(5) as keyof typeof known]);
        expect(printed(100 * bridge.end, 2)).toBe(known[to.id.slice(5) as keyof typeof known]);
        expect(bridge.steps.length > 0).toBe(from.id !== to.id);
      }
    }
  });

  it('say the same in code and in formulas, in every year', () => {
    bridgeYears(study).forEach((year, period) => {
      for (const definition of roicDefinitions) {
        // The two add the same few amounts in another order: a few times 2⁻⁵³ of the result.
        const formula = read(definition.id, period);
        expect(Math.abs(roicOf(definition, year) - formula)).toBeLessThan(16 * 2 ** -53 * formula);
      }
    });
    expect(makeBridges(bridgeYears(study))).toHaveLength(3 * 5);
  });
});
