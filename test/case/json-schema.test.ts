import { describe, expect, it } from 'vitest';
import { caseJsonSchema } from '../../src/case/index.ts';
import type { Json } from '../../src/case/index.ts';
import { parse } from 'yaml';
import { fullCase } from './full-case.ts';
import { fixedLabels, program } from './sample.ts';

type Node = { readonly [key: string]: Json };

const schema = caseJsonSchema(program, fixedLabels);

/** A small validator: the keywords that the schema uses, and a throw for any other. */
function isValid(value: unknown, node: Node): boolean {
  return Object.entries(node).every(([word, rule]) => {
    const test = keywords[word];
    if (!test) throw new Error(`The schema uses '${word}', which this validator does not know`);
    return test(value, rule as never, node);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const always = () => true;

const keywords: Record<string, (value: unknown, rule: never, node: Node) => boolean> = {
  $schema: always,
  $defs: always,
  title: always,
  description: always,
  'x-labels': always,
  'x-label': always,
  'x-unit': always,
  $ref: (value, rule: string) => {
    const name = rule.replace('#/$defs/', '');
    return isValid(value, (schema['$defs'] as Node)[name] as Node);
  },
  type: (value, rule: string | string[]) => [rule].flat().includes(typeOf(value)),
  enum: (value, rule: unknown[]) => rule.includes(value),
  pattern: (value, rule: string) => typeof value !== 'string' || new RegExp(rule).test(value),
  not: (value, rule: Node) => !isValid(value, rule),
  anyOf: (value, rule: Node[]) => rule.some((each) => isValid(value, each)),
  oneOf: (value, rule: Node[]) => rule.filter((each) => isValid(value, each)).length === 1,
  required: (value, rule: string[]) => !isObject(value) || rule.every((key) => Object.hasOwn(value, key)),
  properties: (value, rule: Record<string, Node>) =>
    !isObject(value) ||
    Object.entries(rule).every(([key, each]) => !Object.hasOwn(value, key) || isValid(value[key], each)),
  additionalProperties: (value, rule: false | Node, node) => {
    if (!isObject(value)) return true;
    const rest = Object.keys(value).filter((key) => !Object.hasOwn((node['properties'] ?? {}) as Node, key));
    return rest.every((key) => rule !== false && isValid(value[key], rule));
  },
  propertyNames: (value, rule: Node) =>
    !isObject(value) || Object.keys(value).every((key) => isValid(key, rule)),
  items: (value, rule: Node) => !Array.isArray(value) || value.every((item) => isValid(item, rule)),
  minItems: (value, rule: number) => !Array.isArray(value) || value.length >= rule,
  maxItems: (value, rule: number) => !Array.isArray(value) || value.length <= rule,
  minProperties: (value, rule: number) => !isObject(value) || Object.keys(value).length >= rule,
};

const check = (text: string) => isValid(parse(text), schema as Node);
const lead = 'buildout: 1\nname: x\ncalendar: {start: 2026Q1, periods: 4}\n';

describe('caseJsonSchema', () => {
  it('accepts a case that uses everything, and an overlay', () => {
    expect(check(fullCase)).toBe(true);
    expect(check('base: case.yaml\nsites: {ohio: ~}\n')).toBe(true);
  });

  it.each([
    ['an unknown section', 'foo: 1\n'],
    ['an unknown key', 'sites: {ohio: {power: 1 MW}}\n'],
    ['an unknown option', 'segments: {ai: {rule: dear}}\n'],
    ['a fixed label that does not exist', 'accounts: {life: {servers: 4 years}}\n'],
    ['a reserved label', 'sites: {value: {}}\n'],
    ['a path over time where one value holds', 'accounts: {tax_rate: {steps: {2026Q1: 1%}}}\n'],
    ['a wrong tier', 'accounts: {tax_rate: {value: 1%, tier: 5}}\n'],
    ['an expectation of nothing', 'expect: [{metric: a}]\n'],
  ])('refuses %s', (_, text) => {
    expect(check(lead)).toBe(true);
    expect(check(lead + text)).toBe(false);
  });

  it('describes every key with sentence, unit and default', () => {
    const properties = schema['properties'] as Record<string, Node>;
    const chip = ((properties['chips']!['additionalProperties'] as Node)['anyOf'] as Node[])[0]!;
    const keys = chip['properties'] as Record<string, Node>;
    expect(keys['price']).toEqual({
      $ref: '#/$defs/value',
      description: 'Purchase price, delivered ($/chip)',
      'x-unit': '$/chip',
    });
    expect(keys['life']!['description']).toBe('Straight-line life (years; default 6 years)');
  });
});
