import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { caseCodes, readCase } from '../../src/case/index.ts';
import { fullCase } from './full-case.ts';
import { head, request } from './sample.ts';

const codes = (text: string) => [...new Set(readCase(request(text)).issues.map((issue) => issue.code))];

describe('hostile texts', () => {
  // Composing this many open brackets ends the Node process itself, so a pass here means it never got there.
  it.each([
    ['brackets', '['.repeat(20_000)],
    ['braces', '{a: '.repeat(20_000)],
    ['question marks', '? '.repeat(20_000)],
    ['dashes', '- '.repeat(20_000)],
    ['indented keys', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ])('%s nested deep are a limit', (_, text) => {
    expect(codes(text)).toEqual(['yaml-limit']);
  });

  it('a billion laughs is a limit', () => {
    const list = (name: string) => `[${Array.from({ length: 9 }, () => `*${name}`).join(', ')}]`;
    const lines = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} ${list(`l${i}`)}\n`);
    expect(codes(`l0: &l0 lol\n${lines.join('')}`)).toEqual(['yaml-limit']);
  });

  it('an alias inside its own anchor is a limit', () => {
    expect(codes('a: &a [*a]\n')).toEqual(['yaml-limit']);
    expect(codes('a: &a {b: {c: *a}}\n')).toEqual(['yaml-limit']);
  });

  it('a hundred aliases pass and one more is a limit', () => {
    const uses = (count: number) =>
      `${head}about: &a x\nexpect: [${Array.from({ length: count }, () => '*a').join()}]\n`;
    expect(codes(uses(100))).not.toContain('yaml-limit');
    expect(codes(uses(101))).toEqual(['yaml-limit']);
  });

  it('nesting through aliases counts as nesting', () => {
    const deep = (name: string, inner: string) =>
      `${name}: &${name} ${'['.repeat(30)}${inner}${']'.repeat(30)}\n`;
    expect(codes(deep('a', '1') + deep('b', '*a'))).toEqual(['yaml-limit']);
  });

  it('too many characters or nodes are a limit', () => {
    expect(codes(`about: ${'x'.repeat(2_000_000)}\n`)).toEqual(['yaml-limit']);
    expect(codes(`expect: [${'1,'.repeat(200_001)}]\n`)).toEqual(['yaml-limit']);
  });

  it('keys that are names of an object are keys like any other', () => {
    const text = `${head}__proto__: 1\nsegments: {constructor: {tostring: 1}}\ndrivers: {hasownproperty: 1 to 2}\n`;
    const outcome = readCase(request(text));
    expect(outcome.issues.map((issue) => [issue.code, issue.found])).toEqual([
      ['unknown-key', '__proto__'],
      ['unknown-key', 'tostring'],
    ]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('a label may be called constructor', () => {
    const outcome = readCase(request(`${head}segments: {constructor: {volume: 5 work/year}}\n`));
    expect(outcome.value?.labels['segment']).toEqual(['constructor']);
  });
});

describe('mutations of a case', () => {
  const check = (text: string) => {
    const outcome = readCase(request(text, { files: new Map([['mw.csv', 'period,mw\n2026Q1,10 MW\n']]) }));
    const isFault = outcome.issues.some((issue) => issue.severity === 'error');
    expect(outcome.value === undefined).toBe(isFault);
    for (const issue of outcome.issues) {
      expect(Object.keys(caseCodes)).toContain(issue.code);
      expect(issue.at).toBeDefined();
    }
  };

  it('the case itself is without faults', () => {
    const outcome = readCase(
      request(fullCase, { files: new Map([['mw.csv', 'period,mw\n2026Q1,10 MW\n']]) }),
    );
    expect(outcome.issues.map(renderIssue)).toEqual([]);
  });

  it('never throw: a stretch replaced by anything', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '',
        '\n',
        ':',
        ' ',
        '  ',
        '{',
        '}',
        '[',
        ']',
        '- ',
        '~',
        '&a ',
        '*a',
        '"',
        "'",
        '#',
        '|',
        '1',
        'to',
        '(',
        ')',
        '\t',
        '!!set ',
        '%',
        '?',
      ),
    );
    const edit = fc.tuple(fc.nat(fullCase.length), fc.nat(30), piece);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let text = fullCase;
        for (const [from, length, put] of edits) text = text.slice(0, from) + put + text.slice(from + length);
        check(text);
      }),
      { numRuns: 400 },
    );
  });

  it('never throw: lines swapped, dropped and doubled', () => {
    const lines = fullCase.split('\n');
    const index = fc.nat(lines.length - 1);
    fc.assert(
      fc.property(fc.array(index, { minLength: 1, maxLength: lines.length }), (order) => {
        check(order.map((i) => lines[i]).join('\n'));
      }),
      { numRuns: 200 },
    );
  });

  it('never throw: any set', () => {
    const path = fc.constantFrom(
      'sites.ohio.mw',
      'chips.trn2',
      'calendar.periods',
      'drivers.demand',
      'expect',
      'a.b',
      '',
    );
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('~', '{', '{}', '[]', '[1]', '{value: ~}', '5 MW', '{*a: 1}'),
    );
    fc.assert(
      fc.property(path, value, (where, what) => {
        const outcome = readCase(request(head + 'segments: {ai: {}}\n', { sets: [`${where}=${what}`] }));
        for (const issue of outcome.issues) expect(Object.keys(caseCodes)).toContain(issue.code);
      }),
      { numRuns: 300 },
    );
  });
});
