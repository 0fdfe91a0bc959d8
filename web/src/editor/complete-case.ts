import type { Json } from 'buildout';
import type { Caret } from './caret.ts';
import type { CaseNames } from './case-names.ts';
import { isNode, schemaAt, type SchemaNode } from './schema-at.ts';

/** One thing that may be written at the caret. */
export interface Proposal {
  readonly text: string;
  readonly kind: 'key' | 'label' | 'word' | 'unit' | 'source';
  /** Unit, or what it is, in a few words. */
  readonly detail: string;
  /** The sentence that says what it means. */
  readonly sentence: string;
  /** What follows it: a colon after a key, and a space where its value stands on the same line. */
  readonly ending: '' | ':' | ': ';
}

/**
 * What may be written at a caret of a case: keys and labels that are not there yet, words of a choice, labels of a dimension, keys of
 * sources, drivers, table columns, and the unit of a number being written.
 */
export function completeCase(schema: SchemaNode, names: CaseNames, caret: Caret): readonly Proposal[] {
  return caret.at === 'key' ? keysFor(schema, names, caret) : valuesFor(schema, names, caret);
}

/** The sentence and unit of a key, for those who point at it. */
export function aboutKey(schema: SchemaNode, path: readonly string[]): string | undefined {
  const [node] = schemaAt(schema, path);
  const sentence = node?.['description'];
  return typeof sentence === 'string' ? sentence : undefined;
}

function keysFor(schema: SchemaNode, names: CaseNames, { path, beside }: Caret): readonly Proposal[] {
  const found = new Map<string, Proposal>();
  const add = (text: string, about: Omit<Proposal, 'text' | 'ending'>): void => {
    if (found.has(text) || beside.has(text)) return;
    found.set(text, { text, ...about, ending: isSection(schema, [...path, text]) ? ':' : ': ' });
  };
  for (const node of schemaAt(schema, path)) {
    const { properties } = node;
    for (const [key, child] of Object.entries(isNode(properties) ? properties : {}))
      add(key, { kind: 'key', detail: unitOf(schema, [...path, key]), sentence: sentenceOf(child) });
    const dimension = node['x-labels'];
    if (typeof dimension === 'string')
      for (const text of labelsOf(schema, names, dimension))
        add(text, { kind: 'label', detail: dimension, sentence: sentenceOf(node) });
  }
  return [...found.values()];
}

/** Whether only keys, and no value, can stand below a key. */
function isSection(schema: SchemaNode, path: readonly string[]): boolean {
  const nodes = schemaAt(schema, path).filter(({ type }) => type !== 'null');
  return nodes.length > 0 && nodes.every(({ type }) => type === 'object');
}

function valuesFor(schema: SchemaNode, names: CaseNames, { path, typed }: Caret): readonly Proposal[] {
  const key = path.findLast((each) => each !== '-') ?? '';
  const found = new Map<string, Proposal>();
  const add = (text: string, about: Omit<Proposal, 'text' | 'ending'>): void => {
    if (!found.has(text)) found.set(text, { text, ...about, ending: '' });
  };
  const unit = unitOf(schema, ofValue(path));
  for (const node of schemaAt(schema, path)) {
    const sentence = sentenceOf(node);
    const options = Array.isArray(node['enum']) ? node['enum'] : [];
    for (const each of options) add(String(each), { kind: 'word', detail: 'choice', sentence });
    const dimension = node['x-label'];
    if (typeof dimension === 'string')
      for (const text of labelsOf(schema, names, dimension))
        add(text, { kind: 'label', detail: dimension, sentence });
    for (const text of withUnit(typed, unit)) add(text, { kind: 'unit', detail: 'with its unit', sentence });
  }
  for (const text of namedFor(key, names)) add(text, { kind: 'source', detail: key, sentence: '' });
  return [...found.values()];
}

function namedFor(key: string, { sections, columns }: CaseNames): readonly string[] {
  if (key === 'source') return sections.get('sources') ?? [];
  if (key === 'times') return sections.get('drivers') ?? [];
  return key === 'table' ? columns : [];
}

/** Labels of a dimension: the keys of the section at the top of a case that lists it, or those that the schema fixes. */
function labelsOf(schema: SchemaNode, { sections }: CaseNames, dimension: string): readonly string[] {
  const tops = isNode(schema['properties']) ? Object.entries(schema['properties']) : [];
  const [section] = tops.find(([, node]) => isNode(node) && node['x-labels'] === dimension) ?? [];
  return (section !== undefined && sections.get(section)) || [];
}

function unitOf(schema: SchemaNode, path: readonly string[]): string {
  for (const node of schemaAt(schema, path)) if (typeof node['x-unit'] === 'string') return node['x-unit'];
  return '';
}

function sentenceOf(node: Json | undefined): string {
  const sentence = isNode(node) ? node['description'] : undefined;
  return typeof sentence === 'string' ? sentence : '';
}

/** The path of the value that a number belongs to: one written as a mapping, with its path over time, has its unit above. */
function ofValue(path: readonly string[]): readonly string[] {
  if (path.at(-2) === 'steps' || path.at(-2) === 'linear') return path.slice(0, -2);
  if (path.at(-2) === 'growth' && path.at(-1) === 'from') return path.slice(0, -2);
  return path.at(-1) === 'value' ? path.slice(0, -1) : path;
}

/**
 * A bare number with the unit it needs, as cases write it: `$38000/chip`, `25%`, `4 MW`.
 *
 * @example withUnit('38', '$/MW') // ['$38/MW', '$38m/MW', '$38bn/MW']
 */
export function withUnit(typed: string, unit: string): readonly string[] {
  const [, number] = /^\$?(-?\d[\d,]*(?:\.\d+)?)\s*$/.exec(typed) ?? [];
  if (number === undefined || unit === '') return [];
  if (unit === 'ratio') return [`${number}%`];
  const perTime = unit.endsWith('/period') ? ['/quarter', '/year'] : [''];
  const rest = unit.replace(/^\$/, '').replace(/\/period$/, '');
  return perTime.flatMap((time) =>
    unit.startsWith('$')
      ? ['', 'm', 'bn'].map((scale) => `$${number}${scale}${rest}${time}`)
      : [`${number} ${rest}${time}`],
  );
}
