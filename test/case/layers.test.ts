import { describe, expect, it } from 'vitest';
import { readCase } from '../../src/case/index.ts';
import { at, head, issuesOf, request, sample } from './sample.ts';

const base = `sites:
  ohio: {ready: 2026Q3, mw: {value: 10 MW, source: Old report, tier: 1, note: kept}}
  iowa: {ready: 2027Q1, mw: 5 MW}
`;
const overlay = (text: string) => ({ overlays: ['o.yaml'], files: new Map([['o.yaml', text]]) });

describe('overlays', () => {
  it('replace a value with all that belongs to it, and say what they replaced', () => {
    const value = at(sample(base, overlay('sites: {ohio: {mw: 20 MW}}\n')), 'sites.ohio.mw');
    expect(value.value).toMatchObject({ term: { value: 20 } });
    expect([value.source, value.tier, value.note]).toEqual([undefined, undefined, undefined]);
    expect(value.at).toMatchObject({ file: 'o.yaml', line: 1, path: 'sites.ohio.mw' });
    expect(value.overrides).toMatchObject({ file: 'case.yaml', line: 5 });
  });

  it('replace with a mapping too', () => {
    const value = at(
      sample(base, overlay('sites: {ohio: {mw: {value: 20 MW, tier: 4}}}\n')),
      'sites.ohio.mw',
    );
    expect([value.source, value.tier, value.note]).toEqual([undefined, 4, undefined]);
  });

  it('add a note without a value to the value below', () => {
    const noted = sample(base, overlay('sites: {ohio: {mw: {tier: 2}}, iowa: {mw: {note: plain}}}\n'));
    expect(at(noted, 'sites.ohio.mw')).toMatchObject({
      text: '10 MW',
      source: 'Old report',
      tier: 2,
      note: 'kept',
    });
    expect(at(noted, 'sites.iowa.mw')).toMatchObject({ text: '5 MW', note: 'plain' });
  });

  it('add, delete and keep labels in order', () => {
    const value = sample(base, overlay('sites: {ohio: ~, utah: {ready: 2028Q1}}\n'));
    expect(value.labels['site']).toEqual(['iowa', 'utah']);
  });

  it('delete a value, which then takes its default', () => {
    expect(at(sample(base, overlay('sites: {ohio: {mw: ~}}\n')), 'sites.ohio.mw').isDefault).toBe(true);
  });

  it('do not delete what is not there', () => {
    expect(issuesOf(base, overlay('sites: {ohoi: ~}\n')).map((issue) => [issue.code, issue.fix])).toEqual([
      ['label-unknown', 'write ohio'],
    ]);
    expect(issuesOf('', overlay('sites: {ohio: ~}\n')).map((issue) => issue.code)).toEqual(['label-unknown']);
  });

  it('apply in order, each over the last', () => {
    const files = new Map([
      ['a.yaml', 'sites: {ohio: {mw: 1 MW}, iowa: {mw: 1 MW}}\n'],
      ['b.yaml', 'base: case.yaml\nsites: {iowa: {mw: 2 MW}}\n'],
    ]);
    const value = sample(base, { overlays: ['a.yaml', 'b.yaml'], files });
    expect([at(value, 'sites.ohio.mw').text, at(value, 'sites.iowa.mw').text]).toEqual(['1 MW', '2 MW']);
    expect(value.files).toEqual(['case.yaml', 'a.yaml', 'b.yaml']);
  });

  it('may be the main file, and name a base in another folder', () => {
    const files = new Map([['low/slow.yaml', 'base: ../case.yaml\nname: Slow\nsites: {ohio: {mw: 7 MW}}\n']]);
    const outcome = readCase(request(head + base, { main: 'low/slow.yaml', files }));
    expect(outcome.value?.name).toBe('Slow');
    expect(at(outcome.value!, 'sites.ohio.mw').text).toBe('7 MW');
    expect(outcome.value?.files).toEqual(['case.yaml', 'low/slow.yaml']);
  });

  it('treat a label or input whose name is a word of values as itself', () => {
    // `growth` here would be a key of a value; below a label of segments it is only unknown, and replaces nothing.
    const issues = issuesOf(
      'segments: {ai: {volume: 5 work/year}}\n',
      overlay('segments: {ai: {growth: 1}}\n'),
    );
    expect(issues.map((issue) => issue.code)).toEqual(['unknown-key']);
  });

  it('show the faults of base and overlay together', () => {
    const issues = issuesOf('sites: {ohio: {ready: soon}}\n', overlay('foo: 1\n'));
    expect(issues.map((issue) => [issue.at?.file, issue.code])).toEqual([
      ['case.yaml', 'date-malformed'],
      ['o.yaml', 'unknown-key'],
    ]);
  });
});

describe('sets', () => {
  it('apply after overlays and are placed by their number', () => {
    const value = sample(base, {
      ...overlay('sites: {ohio: {mw: 1 MW}}\n'),
      sets: ['name=Set', 'sites.ohio.mw=3 MW'],
    });
    expect(value.name).toBe('Set');
    const set = at(value, 'sites.ohio.mw');
    expect(set.text).toBe('3 MW');
    expect(set.at).toEqual({ file: '--set', line: 2, column: 15, path: 'sites.ohio.mw' });
    expect(set.overrides?.file).toBe('o.yaml');
  });

  it('take ranges, mappings and discrete distributions, and delete', () => {
    const sets = [
      'sites.ohio.mw={steps: {2026Q1: 1 MW, 2027Q1: 2 MW}}',
      'sites.iowa=~',
      'accounts.tax_rate=discrete(20%: 1, 30%: 3)',
    ];
    const value = sample(base, { sets });
    expect(value.labels['site']).toEqual(['ohio']);
    expect(at(value, 'sites.ohio.mw').value.shape).toBe('steps');
    expect(value.drivers.map((driver) => driver.distribution)).toEqual([
      { kind: 'discrete', values: [0.2, 0.3], weights: [1, 3] },
    ]);
  });

  it('are checked like the case, and refuse a base', () => {
    const codes = (set: string) => issuesOf(base, { sets: [set] }).map((issue) => issue.code);
    expect(codes('sites.ohio.mw=$3')).toEqual(['unit-mismatch']);
    expect(codes('sites.ohio.mww=3 MW')).toEqual(['unknown-key']);
    expect(codes('base=other.yaml')).toEqual(['set-malformed']);
    expect(codes('sites.ohio.mw=')).toEqual(['set-malformed']);
    expect(codes('sites.ohio.mw={')).toEqual(['set-malformed']);
  });
});

describe('the hash', () => {
  it('changes with any text that counts, and with nothing else', () => {
    const hash = (more = {}) => sample(base, more).hash;
    expect(hash()).toBe(hash({ files: new Map([['unused.csv', 'a,b']]) }));
    const all = [hash(), hash({ sets: ['name=b'] }), hash(overlay('name: b\n')), hash(overlay('name: c\n'))];
    expect(new Set(all).size).toBe(4);
  });
});
