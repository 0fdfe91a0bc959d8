import { describe, expect, it } from 'vitest';
import { at, issuesOf, sample } from './sample.ts';

const chips = (body: string) => `sites: {ohio: {ready: 2026Q3}}
sources: {k10: {title: 'A filing', tier: 1}}
chips:
  a:
    source: our own guess
    tier: 4
    home: ohio
${body}`;

describe('a section that vouches for its values', () => {
  it('gives its source and tier to every value that names neither', () => {
    const value = sample(chips('    price: $5k/chip\n    life: 6 years\n'));
    expect(at(value, 'chips.a.price')).toMatchObject({ source: 'our own guess', tier: 4 });
    expect(at(value, 'chips.a.life')).toMatchObject({ source: 'our own guess', tier: 4 });
  });

  it('never lends its tier to a value with a source of its own, nor its source to one with a tier', () => {
    const value = sample(
      chips('    price: { value: $5k/chip, source: k10 }\n    life: { value: 6 years, tier: 2 }\n'),
    );
    expect(at(value, 'chips.a.price').source).toBe('k10');
    expect(at(value, 'chips.a.price').tier).toBeUndefined();
    expect(at(value, 'chips.a.life').source).toBeUndefined();
    expect(at(value, 'chips.a.life').tier).toBe(2);
  });

  it('vouches for the uncertain numbers of its values too, and not for those with a source of their own', () => {
    const value = sample(
      chips('    price: { value: $4k/chip to $6k/chip, source: k10 }\n    life: 5 to 7 years\n'),
    );
    const driver = (name: string) => value.drivers.find((each) => each.name === name);
    expect(driver('chips.a.life')).toMatchObject({ source: 'our own guess', tier: 4 });
    expect(driver('chips.a.price')!.tier).toBeUndefined();
  });

  it('does not vouch for defaults of the model', () => {
    const value = sample(chips('    price: $5k/chip\n'));
    const defaults = value.assumptions.filter((each) => each.isDefault);
    expect(defaults.length).toBeGreaterThan(0);
    for (const each of defaults) expect(each.source).toBeUndefined();
  });

  it('reports a wrong tier once, at its place, however many values it covers', () => {
    const issues = issuesOf(chips('    price: $5k/chip\n    life: 6 years\n').replace('tier: 4', 'tier: 9'));
    expect(issues.filter((issue) => issue.code === 'tier-invalid')).toHaveLength(1);
  });
});
