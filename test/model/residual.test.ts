import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluateCentral } from '../../src/simulate/index.ts';
import { openStudy } from '../../src/study/index.ts';

const files = new Map([['case.yaml', readFileSync('cases/tiny/case.yaml', 'utf8')]]);

/** Residual and NOPAT of the last year, and the amount discounted with it, on the central path of the tiny case. */
function residualOf(sets: readonly string[]) {
  const opened = openStudy({
    files,
    main: 'case.yaml',
    overlays: [],
    sets: ['valuation.wacc=10 %/year', ...sets],
  });
  const names = ['residual', 'year_nopat', 'capital.leases', 'deferred_tax', 'value', 'fcf.unlevered'];
  const evaluation = evaluateCentral(opened.value!, [...names, 'discount_mid', 'discount_end']);
  const last = (name: string) => evaluation.get(name).values.at(-1)!;
  return { evaluation, last };
}

describe('the residual at the horizon', () => {
  it('by growth is NOPAT × (1 + g) ÷ WACC when new capital earns its cost, whatever g is', () => {
    // (1 + g)(1 − g/WACC)/(WACC − g) = (1 + g)/WACC; a dozen roundings, so 1e-13 relative is generous.
    for (const growth of [0, 0.02, 0.05]) {
      const { last } = residualOf([
        'valuation.residual=growth',
        `valuation.growth=${growth * 100} %/year`,
        'valuation.new_return=10 %/year',
      ]);
      const expected = (last('year_nopat') * (1 + growth)) / 0.1;
      expect(last('year_nopat')).toBeGreaterThan(0);
      expect(Math.abs(last('residual') / expected - 1)).toBeLessThan(1e-13);
    }
  });

  it('rises with growth only when new capital earns more than its cost', () => {
    const at = (growth: number, newReturn: number) =>
      residualOf([
        'valuation.residual=growth',
        `valuation.growth=${growth} %/year`,
        `valuation.new_return=${newReturn} %/year`,
      ]).last('residual') /
      (1 + growth / 100);
    expect(at(4, 15)).toBeGreaterThan(at(2, 15));
    expect(at(4, 6)).toBeLessThan(at(2, 6));
  });

  it('by book is the realised share of capital in the books less deferred tax', () => {
    const { last } = residualOf(['valuation.residual=book', 'valuation.residual_share=60%']);
    const expected = 0.6 * (last('capital.leases') - last('deferred_tax'));
    expect(Math.abs(last('residual') / expected - 1)).toBeLessThan(1e-14);
  });

  it('enters the value at the end of the horizon, flows at the middle of their periods', () => {
    const { evaluation, last } = residualOf(['valuation.residual=book']);
    const flows = evaluation.get('fcf.unlevered').values;
    const years = (periods: number) => 1.1 ** (-periods / 4);
    const byHand = Array.from(flows).reduce((sum, flow, t) => sum + flow * years(t + 0.5), 0);
    const expected = byHand + last('residual') * years(flows.length);
    // 20 products with powers of relative error about 1e-15 each, of flows that partly cancel.
    const scale = Array.from(flows).reduce((sum, flow) => sum + Math.abs(flow), 0);
    expect(Math.abs(evaluation.get('value').values[0]! - expected)).toBeLessThan(1e-13 * scale);
  });
});
