import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseSchema, parseQuantity, type Json } from '../../src/index.ts';
import { packageFolder } from '../../src/node/index.ts';
import { caretOf } from '../../web/src/editor/caret.ts';
import { caseNames } from '../../web/src/editor/case-names.ts';
import { aboutKey, completeCase, withUnit } from '../../web/src/editor/complete-case.ts';
import { schemaAt } from '../../web/src/editor/schema-at.ts';

const schema = caseSchema() as { readonly [word: string]: Json };
const amazon = readFileSync(join(packageFolder, 'cases', 'amazon-2026', 'case.yaml'), 'utf8');

/** Where `|` stands in a text is the caret. */
function caretIn(text: string) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return caretOf(text.replace('|', '').split('\n'), before.length - 1, before.at(-1)!.length);
}

function proposals(text: string): readonly string[] {
  const caret = caretIn(text)!;
  const found = completeCase(schema, caseNames([['case.yaml', text.replace('|', '')]]), caret);
  return found.map((each) => each.text);
}

describe('caretOf', () => {
  it.each([
    ['na|', [], 'key', 'na'],
    ['chips:\n  h100:\n    pri|', ['chips', 'h100'], 'key', 'pri'],
    ['chips:\n  # a note\n\n  h100:\n    price: 3|', ['chips', 'h100', 'price'], 'value', '3'],
    ['chips:\n  h100: { price: 3, li|', ['chips', 'h100'], 'key', 'li'],
    ['chips:\n  h100: { price: { value: $3|', ['chips', 'h100', 'price', 'value'], 'value', '$3'],
    ['a: { b: { c: 1 }, d: |', ['a', 'd'], 'value', ''],
    ["a: { b: 'x, {y: ', c: |", ['a', 'c'], 'value', ''],
    ['expect:\n  - { metric: revenue, per|', ['expect', '-'], 'key', 'per'],
    ['expect:\n  - metric: revenue\n    per|', ['expect', '-'], 'key', 'per'],
    ['expect:\n- metric: revenue\n  per|', ['expect', '-'], 'key', 'per'],
    ['a:\n  times: [x, |', ['a', 'times', '-'], 'value', ''],
    ['a:\n  b: 1\nc:\n  |', ['c'], 'key', ''],
  ])('finds the way to %j', (text, path, at, typed) => {
    expect(caretIn(text)).toMatchObject({ path, at, typed });
  });

  it('finds none in comments and in free text', () => {
    expect(caretIn('a: 1 # not|')).toBeUndefined();
    expect(caretIn('about: >\n  some word: |')).toBeUndefined();
    expect(caretOf(['metrics: |', '  once x : $ "Y"'], 1, 8)).toBeUndefined();
  });

  it('knows what stands beside, before and after', () => {
    expect([...caretIn('c:\n  a: 1\n  |\n  b:\n    d: 2\ne: 3')!.beside]).toEqual(['a', 'b']);
    expect([...caretIn('c: { a: 1, |, b: 2 }')!.beside]).toEqual(['a', 'b']);
  });
});

describe('completeCase', () => {
  it('offers the keys of a place that are not there yet, with unit and sentence', () => {
    expect(proposals('cal|')).toContain('calendar');
    const keys = proposals('calendar: { start: 2026Q1, |');
    expect(keys).toContain('periods');
    expect(keys).not.toContain('start');
    const caret = caretIn('segments:\n  training:\n    |')!;
    const price = completeCase(schema, caseNames([]), caret).find(({ text }) => text === 'price');
    expect(price).toMatchObject({ kind: 'key', detail: '$/work' });
    expect(price!.sentence).toContain('Price of one unit of work');
  });

  it('offers labels that the case has made, words of a choice, sources and drivers', () => {
    const chips = 'chips:\n  h100:\n    kind: x\n  trn2: {}\n';
    expect(proposals(`${chips}segments:\n  a:\n    throughput:\n      |`)).toEqual(['h100', 'trn2']);
    expect(proposals('segments:\n  a: {}\ncontracts:\n  c:\n    segment: |')).toEqual(['a']);
    expect(proposals('segments:\n  a:\n    rule: |')).toContain('outright-performance');
    expect(proposals('sources:\n  filing: x\nchips:\n  h100: { price: { source: |')).toEqual(['filing']);
    expect(proposals('drivers:\n  slip: 1\nchips:\n  h100: { price: { times: |')).toEqual(['slip']);
  });

  it('sets the unit to a bare number, within a mapping and over time too', () => {
    expect(proposals('segments:\n  a:\n    price: 3|')).toContain('$3/work');
    expect(proposals('segments:\n  a:\n    price: { value: 3|')).toContain('$3/work');
    expect(proposals('segments:\n  a:\n    price: { steps: { 2026Q1: 3|')).toContain('$3/work');
    expect(proposals('segments:\n  a:\n    price: { tier: 3|')).not.toContain('$3/work');
    expect(withUnit('25', 'ratio')).toEqual(['25%']);
    expect(withUnit('5 MW', 'MW')).toEqual([]);
  });

  it('sets units that the engine reads', () => {
    const all = [...JSON.stringify(schema).matchAll(/"x-unit":"([^"]*)"/g)].map(([, unit]) => unit!);
    const units = [...new Set(all)];
    expect(units.length).toBeGreaterThan(15);
    const written = units.flatMap((unit) => withUnit('3', unit));
    expect(written.length).toBeGreaterThanOrEqual(units.length);
    for (const text of written) expect(parseQuantity(text).issues, text).toEqual([]);
  });

  it('knows its way through a whole case: every key of it is in the schema where the caret says it is', () => {
    const lines = amazon.split('\n');
    const lost: string[] = [];
    let known = 0;
    lines.forEach((line, i) => {
      const [, head] = /^( *(?:- )*[a-z_]\w*):(?=\s)/.exec(line) ?? [];
      const caret = head === undefined ? undefined : caretOf(lines, i, head.length);
      if (!caret || caret.at !== 'key') return;
      known += 1;
      if (schemaAt(schema, [...caret.path, caret.typed]).length === 0) lost.push(`${i + 1}: ${line}`);
    });
    expect(lost).toEqual([]);
    expect(known).toBeGreaterThan(200);
  });

  it('says what a key means', () => {
    expect(aboutKey(schema, ['valuation', 'wacc'])).toMatch(/\(%\/year/);
  });
});
