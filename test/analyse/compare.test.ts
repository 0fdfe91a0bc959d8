import { describe, expect, it } from 'vitest';
import { compareStudies, type Comparison, type Study } from '../../src/study/index.ts';
import { openShipped, openTiny } from '../study/support.ts';

const compare = (a: Study, b: Study): Comparison => compareStudies(a, b).value!;
const tiny = openTiny();
const withSets = (...sets: string[]) => openShipped('tiny', [], sets);

/** Parts add up to the whole up to rounding: 1e-9 of the larger of the two answers and of the parts. */
function expectToAddUp({ rows, attribution }: Comparison): void {
  rows.forEach((row, i) => {
    const parts = attribution.map((part) => part.effects[i]!);
    const size = Math.max(Math.abs(row.before), Math.abs(row.after), ...parts.map(Math.abs));
    const rest = parts.reduce((sum, part) => sum + part, 0) - (row.after - row.before);
    expect(Math.abs(rest), `${row.metric} ${row.period}`).toBeLessThanOrEqual(1e-9 * size);
  });
}

const contract = `base: case.yaml
contracts:
  second: { segment: startups, state: signed, start: 2027-01, term: 3 years, quantity: 9m work/year, price: 2 $/work }
`;
const changes: readonly (readonly [name: string, other: Study, paths: readonly string[]])[] = [
  ['one value', withSets('accounts.tax_rate=35%'), ['accounts.tax_rate']],
  [
    'several values',
    withSets(
      'accounts.tax_rate=35%',
      'sites.ohio.pue=1.4',
      'chips.own.price=12000 $/chip',
      'valuation.wacc=12 %/year',
    ),
    ['sites.ohio.pue', 'chips.own.price', 'accounts.tax_rate', 'valuation.wacc'],
  ],
  ['a contract more', openTiny(undefined, contract), ['labels.contract']],
  ['a shared driver', withSets('drivers.demand_level=0.5 to 1'), ['drivers.demand_level']],
  ['a range of its own', withSets('chips.own.economic_life=3 to 5 years'), ['chips.own.economic_life']],
  ['a range made certain', withSets('chips.own.economic_life=5 years', 'drivers.demand_level=1.1'), []],
  ['a word', withSets('segments.startups.rule=locked'), ['segments.startups.rule']],
  [
    'a contract and drivers at once',
    openTiny(undefined, `${contract}drivers: { demand_level: 0.5 to 1 }\naccounts: { tax_rate: 30% }\n`),
    ['labels.contract', 'drivers.demand_level', 'accounts.tax_rate'],
  ],
];

describe('compareStudies', () => {
  it.each(changes)('explains the whole of %s', (_name, other, paths) => {
    const comparison = compare(tiny, other);
    expect(comparison.rows.length).toBeGreaterThan(10);
    if (paths.length > 0) expect(comparison.differences.map((each) => each.path)).toEqual(paths);
    expect(comparison.rows.some((row) => row.before !== row.after)).toBe(true);
    expectToAddUp(comparison);
  });

  it('explains nothing between a case and itself', () => {
    const same = compare(tiny, openTiny());
    expect([same.differences, same.attribution]).toEqual([[], []]);
    for (const row of same.rows) expect(row.after).toBe(row.before);
  });

  it.each(
    changes.filter(([name]) =>
      ['one value', 'several values', 'a shared driver', 'a range of its own'].includes(name),
    ),
  )('is antisymmetric where only values differ: %s', (_name, other) => {
    const [there, back] = [compare(tiny, other), compare(other, tiny)];
    for (const part of there.attribution) {
      const opposite = back.attribution.find((each) => each.path === part.path)!;
      part.effects.forEach((effect, i) => {
        const size = Math.max(Math.abs(there.rows[i]!.before), Math.abs(there.rows[i]!.after));
        expect(Math.abs(effect + opposite.effects[i]!)).toBeLessThanOrEqual(1e-9 * size);
      });
    }
  });

  it('gives a value its own part: power usage moves no tax and the other way round', () => {
    const comparison = compare(tiny, withSets('accounts.tax_rate=35%', 'valuation.wacc=12 %/year'));
    const ebit = comparison.rows.findIndex((row) => row.metric === 'ebit');
    for (const part of comparison.attribution) expect(part.effects[ebit]).toBe(0);
    const roic = comparison.rows.findIndex((row) => row.metric === 'roic.d2' && row.period === 'FY2028');
    const effect = (path: string) =>
      comparison.attribution.find((each) => each.path === path)!.effects[roic]!;
    expect(effect('valuation.wacc')).toBe(0);
    expect(effect('accounts.tax_rate')).toBeLessThan(0);
  });

  it('says where both values are written', () => {
    const [difference] = compare(
      tiny,
      openTiny(undefined, 'base: case.yaml\naccounts: { tax_rate: 35% }\n'),
    ).differences;
    expect(difference).toMatchObject({ before: '25%', after: '35%', afterAt: 'over-0.yaml:2' });
    expect(difference!.beforeAt).toMatch(/^case\.yaml:\d+$/);
  });

  it('refuses two calendars', () => {
    const longer = openTiny((text) => text.replace('periods: 20', 'periods: 24'));
    expect(compareStudies(tiny, longer).issues.map((issue) => issue.code)).toEqual(['calendars-differ']);
  });
});
