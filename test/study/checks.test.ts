import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/answer/index.ts';
import { runStudy } from '../../src/study/index.ts';
import { openTiny, swap } from './support.ts';

/** The case's own checks on tiny, whose `expect` and `bands` are replaced by these. */
async function checksOf(sections: string): Promise<readonly Check[]> {
  const study = openTiny((text) => {
    const [head, rest] = text.split('expect:\n');
    const metrics = rest!.slice(rest!.indexOf('\n# Formulas of'));
    return `${head}${sections}\n${metrics}`;
  });
  const result = await runStudy(study, { paths: 50, seed: 1, overlays: [], sets: [] });
  return result!.checks.filter((check) => check.kind !== 'tie');
}

describe('checks of a case', () => {
  it('pass and fail by expectation, in quarterly and yearly figures', async () => {
    const checks = await checksOf(`expect:
  - { metric: other-cost, period: 2026Q3, is: $1m/quarter, within: 0 }
  - { metric: other-cost, period: FY2028, is: $4m/year, within: 0 }
  - { metric: other-cost, period: FY2028, is: $4m, within: $0.1m }
  - { metric: other-cost, period: FY2028, is: $1m/quarter, within: 0, quantile: p95 }
  - { metric: other-cost, period: FY2028, is: $1m, within: $0.1m, note: a quarter is no year }
  - { metric: it-mw, period: FY2030, quantile: mean, between: [0.0199 GW, 0.0201 GW] }`);
    expect(checks.map((check) => check.status)).toEqual(['pass', 'pass', 'pass', 'pass', 'fail', 'pass']);
    expect(checks[4]).toMatchObject({
      value: 4e6,
      kind: 'expectation',
      id: 'expectation-5',
      period: 'FY2028',
    });
    expect(checks[4]!.low).toBeCloseTo(0.9e6, 6);
    expect(checks[4]!.sentence).toBe(
      'median is $4m/year; expected $900k/year to $1.1m/year: a quarter is no year.',
    );
    expect(checks[4]!.at).toMatch(/^case\.yaml:\d+:5$/);
  });

  it('flag a band without failing', async () => {
    const checks = await checksOf(`bands:
  - { metric: other-cost, period: FY2028, low: $5m/year, source: a survey }
  - { metric: other-cost, period: FY2028, high: $5m/year }
  - { metric: other-cost, period: 2028Q1, low: $0.5m, high: $0.6m/quarter, source: quote }`);
    expect(checks.map((check) => check.status)).toEqual(['outside', 'pass', 'outside']);
    expect(checks[0]).toMatchObject({ high: undefined, source: 'a survey' });
    expect(checks[0]!.sentence).toMatch(/sourced band at least \$5m\/year/);
    expect(checks[2]!.source).toBe('Builder quote of March 2026');
  });

  it('set actuals against the 80% range', async () => {
    const checks = await checksOf(`actuals:
  - { metric: other-cost, period: 2026Q1, value: $1m/quarter }
  - { metric: other-cost, period: 2026Q1, value: $2m/quarter, source: the books }
  - { metric: ebit, period: 2026Q1, value: -$5bn }`);
    expect(checks.map((check) => check.status)).toEqual(['pass', 'outside', 'outside']);
    expect(checks[1]!.sentence).toContain('actual $2m/quarter; the case said $1m/quarter');
    expect(checks[1]!.sentence).toContain('below the actual by 50.0%');
    // A share of an actual below 0 means nothing.
    expect(checks[2]!.sentence).not.toContain('the actual by');
  });

  it('compare dates as dates', async () => {
    const checks = await checksOf(`expect:
  - { metric: "phase.ready[hall_1]", between: [2026-10, 2028Q1] }
  - { metric: "phase.ready[hall_1]", is: 2026-10, within: 1 months }`);
    expect(checks.map((check) => check.status)).toEqual(['pass', 'fail']);
    expect(checks[0]!.sentence).toMatch(/^median is 20\d\d-\d\d; expected 2026-10 to 2028-01\.$/);
  });
});

it('swap fails where the text is not there', () => {
  expect(() => swap('a', 'b', 'c')).toThrow("'b' does not stand");
});
