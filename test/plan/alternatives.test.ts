import { beforeAll, describe, expect, it } from 'vitest';
import type { SolvedPlan } from '../../src/plan/index.ts';
import { listAlternatives, type Alternatives } from '../../src/plan/explain/list-alternatives.ts';
import { mwPair, usdPair } from '../../src/plan/explain/money.ts';
import { evaluateCentral } from '../../src/simulate/index.ts';
import { openStudy } from '../../src/study/index.ts';
import { hall, openText, planCentral, smallText, solverOf, twoChips } from './support.ts';

/** Own and bought chips of about the same worth, a second hall of about no worth, and a contract of about none. */
const text = smallText({
  chips: twoChips
    .replace('performance: 1,', 'performance: 4,')
    .replace('price: 10000 $/chip', 'price: 10050 $/chip'),
  segments: `
  users: { rule: locked, stack: cuda, volume: 30m work/year, price: 2 $/work, throughput: { slow: 2 work/chip/hour, fast: 2 work/chip/hour } }`,
  phases: `${hall}
  annex: { site: ohio, status: optional, mw: 1 MW, start: 2026, build_time: 1 years, energised: 2027, cost_factor: 0.05, may_wait: 1 years }`,
  contracts: `
  lab: { segment: users, state: offered, start: 2028, term: 1 years, quantity: 1m work/year, price: 2 $/work }`,
});

const share = 0.05;
let plan: SolvedPlan;
let found: Alternatives;

beforeAll(async () => {
  const solver = await solverOf();
  plan = planCentral(solver, openText(text));
  found = listAlternatives(solver, plan, { share });
});

describe('plans nearly as good', () => {
  it('are whole plans: each overlay opens, and the accounts give it the value that is told', () => {
    expect(found.plans.length).toBeGreaterThan(0);
    expect(found.plans.length).toBeLessThanOrEqual(3);
    for (const { overlay, costUsd } of found.plans) {
      const { value, issues } = openStudy({
        files: new Map([
          ['case.yaml', text],
          ['alternative.yaml', overlay],
        ]),
        main: 'case.yaml',
        overlays: ['alternative.yaml'],
        sets: [],
      });
      expect(issues).toEqual([]);
      // A run serves by its own rules, contracts first, and orders are whole chips of $10,000 in 4 periods of 2 makes: what a
      // chip less earns is less than five times its price.
      const npv = evaluateCentral(value!, ['npv']).get('npv').values[0]!;
      expect(Math.abs(npv - (plan.accountsUsd[0]! - costUsd))).toBeLessThan(8 * 50_000);
    }
  });

  it('give up no more than the share, and each says what it does otherwise', () => {
    for (const { costUsd, differences } of found.plans) {
      expect(costUsd).toBeGreaterThan(-1);
      // The limit is a row of the programme, kept to 1e-7 of a million dollars; the accounts are linear here.
      expect(costUsd).toBeLessThan(share * plan.objectiveUsd + 1);
      expect(differences.length).toBeGreaterThan(0);
    }
  });

  it('differ from one another, in choices and in chips', () => {
    const texts = found.plans.map(({ differences }) => differences.join('; '));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.join('; ')).toMatch(/(starts|leaves out) annex|(accepts|rejects) lab/);
    expect(texts.join('; ')).toMatch(/MW of slow at work/);
  });

  it('are none where nothing may be given up and the best plan is the only one', async () => {
    const solver = await solverOf();
    const only = planCentral(solver, openText(smallText()));
    const none = listAlternatives(solver, only, { share: 1e-9 });
    expect(none.plans).toEqual([]);
    expect(none.sentence).toContain('differs much');
  });
});

describe('two amounts in words', () => {
  it('have as many digits as show their difference', () => {
    expect(usdPair(614.43e9, 615e9)).toEqual(['$614.4bn', '$615.0bn']);
    expect(usdPair(140e9, 203e9)).toEqual(['$140bn', '$203bn']);
    expect(usdPair(-3e6, 2.5e6)).toEqual(['−$3.00m', '$2.50m']);
    expect(usdPair(5, 5)).toEqual(['$5.00', '$5.00']);
    expect(mwPair(13.02, 12.99)).toEqual(['13.02', '12.99']);
  });
});
