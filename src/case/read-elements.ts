import type { Place } from '../base/issue.ts';
import type { ChoiceDecl, DimensionDecl, InputDecl, MapDecl } from '../formula/index.ts';
import type { Assumption, Provenance, Setting } from './case.ts';
import type { DocMap, DocNode } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt, withPath } from './doc.ts';
import { annotationKeys } from './merge.ts';
import { checkKeys, readProvenance } from './read-provenance.ts';
import { readValue } from './read-value.ts';
import { example } from './read-term.ts';
import type { Reader } from './reader.ts';
import { reportText, toTerm } from './reader.ts';
import type { CaseDecl } from './schema.ts';
import { dimsOf, nearestFix, stepsOf } from './schema.ts';
import { parseValue } from './value-text.ts';

/** What reading the elements of declarations needs. */
export interface ElementContext {
  readonly doc: DocMap;
  readonly reader: Reader;
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly dimensions: ReadonlyMap<string, DimensionDecl>;
}

/** One element of a declaration: where it would stand, and what stands there. */
interface Element {
  readonly index: number;
  readonly path: string;
  readonly node: DocNode | undefined;
  /** The innermost mapping on the way that exists. */
  readonly near: Place;
  /** What the innermost section on the way that vouches for its values says of them. */
  readonly group: Provenance;
}

/** The elements of a declaration in the order of their index; those under a broken mapping are left out. */
function elementsOf(decl: CaseDecl, context: ElementContext): readonly Element[] {
  const steps = stepsOf(decl, context.dimensions);
  const sizes = dimsOf(decl).map((dim) => context.labels.get(dim)?.length ?? 0);
  const found: Element[] = [];
  const chosen = new Map<string, number>();
  const walk = (depth: number, at: Omit<Element, 'index'>): void => {
    const step = steps[depth];
    if (!step) {
      const index = dimsOf(decl).reduce((sum, dim, i) => sum * sizes[i]! + chosen.get(dim)!, 0);
      found.push({ ...at, index });
      return;
    }
    const isNothing = at.node === undefined || (at.node.kind === 'scalar' && at.node.isNull);
    // Something that is not a mapping was reported with the structure of the case.
    if (!isNothing && at.node?.kind !== 'map') return;
    const keys = 'key' in step ? [step.key] : (context.labels.get(step.dimension) ?? []);
    keys.forEach((key, i) => {
      if ('dimension' in step) chosen.set(step.dimension, i);
      const entry = at.node?.kind === 'map' ? at.node.entries.get(key) : undefined;
      const isInside = entry !== undefined && depth < steps.length - 1;
      const near = isInside ? entry.keyAt : at.near;
      const path = joinPath(at.path, key);
      const group = isInside ? groupOf(entry.value, path, context.reader) : undefined;
      walk(depth + 1, { path, node: entry?.value, near, group: group ?? at.group });
    });
  };
  walk(0, { path: '', node: context.doc, near: context.doc.at, group: {} });
  return found.toSorted((a, b) => a.index - b.index);
}

/** What a section says of the origin of its values; nothing where it does not say, and for the value's own mapping. */
function groupOf(node: DocNode, path: string, reader: Reader): Provenance | undefined {
  if (node.kind !== 'map' || !(node.entries.has('source') || node.entries.has('tier'))) return undefined;
  const known = reader.groups.get(node) ?? readProvenance(node, path, reader);
  reader.groups.set(node, known);
  return known;
}

/** Reads every element of an input; an element that is not given takes the default. */
export function readInput(decl: InputDecl, context: ElementContext): readonly Assumption[] {
  return elementsOf(decl, context).flatMap((element) => {
    const assumption = element.node
      ? readGiven(decl, { ...element, node: element.node }, context.reader)
      : readDefault(decl, element, context.reader);
    return assumption ? [assumption] : [];
  });
}

function readGiven(
  decl: InputDecl,
  element: Element & { readonly node: DocNode },
  reader: Reader,
): Assumption | undefined {
  const { dimension } = decl.unit;
  const measured = { dimension, unitText: decl.unit.text, isDate: decl.isDate };
  const maySeries = decl.when === 'period';
  const read = readValue(element.node, { ...measured, path: element.path, maySeries }, reader);
  if (!read) return undefined;
  const overrides = element.node.overrides ?? childOf(element.node, 'value')?.overrides;
  const { source, tier } = read.provenance;
  const inherited = source === undefined && tier === undefined ? element.group : {};
  vouchForDrivers(element, reader);
  return {
    ...inherited,
    ...read.provenance,
    path: element.path,
    input: decl.name,
    element: element.index,
    at: read.at,
    text: read.text,
    value: read.spec,
    alternatives: read.alternatives,
    isDefault: false,
    unit: decl.unit,
    isDate: decl.isDate,
    ...(overrides === undefined ? {} : { overrides }),
  };
}

/** Uncertain numbers of a value that name neither source nor tier have those of their section, as the value has. */
function vouchForDrivers({ path, group }: Element, reader: Reader): void {
  if (Object.keys(group).length === 0) return;
  for (const [name, driver] of reader.drivers) {
    const isOwn = name === path || name.startsWith(`${path}.`);
    if (isOwn && driver.source === undefined && driver.tier === undefined) {
      reader.drivers.set(name, { ...driver, ...group });
    }
  }
}

function readDefault(decl: InputDecl, element: Element, reader: Reader): Assumption | undefined {
  const { path } = element;
  const measured = { dimension: decl.unit.dimension, unitText: decl.unit.text, isDate: decl.isDate };
  const text = decl.defaultText;
  if (text === undefined) {
    reader.report(
      'missing-value',
      withPath(element.near, path),
      `'${path}' has no value, and no default stands in.`,
      {
        expected: `${example(measured)}: ${decl.sentence}`,
      },
    );
    return undefined;
  }
  const outcome = parseValue(text, { ...measured, calendar: reader.calendar });
  if (outcome.fault) {
    reportText(outcome.fault, decl.at, reader);
    return undefined;
  }
  const at = withPath(decl.at, path);
  const term = toTerm(outcome.value, { name: path, at, text, dimension: decl.unit.dimension }, reader);
  return {
    path,
    input: decl.name,
    element: element.index,
    at,
    text,
    value: { shape: 'constant', term, times: [] },
    alternatives: [],
    isDefault: true,
    unit: decl.unit,
    isDate: decl.isDate,
  };
}

/** Words read for a choice or a map: for each element the index of its option or label, and where it stands. */
export interface ReadSettings {
  readonly indices: Int32Array;
  readonly settings: readonly Setting[];
}

/** Reads every element of a choice. */
export function readChoice(decl: ChoiceDecl, context: ElementContext): ReadSettings {
  return readWords(decl, context, { words: decl.options, code: 'choice-unknown', what: 'option' });
}

/** Reads every element of a map; there is no default for a place in the world. */
export function readMap(decl: MapDecl, context: ElementContext): ReadSettings {
  const words = context.labels.get(decl.to) ?? [];
  return readWords(decl, context, { words, code: 'label-unknown', what: decl.to });
}

interface WordRule {
  readonly words: readonly string[];
  readonly code: 'choice-unknown' | 'label-unknown';
  readonly what: string;
}

function readWords(decl: ChoiceDecl | MapDecl, context: ElementContext, rule: WordRule): ReadSettings {
  const elements = elementsOf(decl, context);
  const indices = new Int32Array(elements.length);
  const settings: Setting[] = [];
  for (const element of elements) {
    const setting = readWord(decl, element, { ...context, rule });
    if (!setting) continue;
    indices[element.index] = rule.words.indexOf(setting.text);
    settings.push(setting);
  }
  return { indices, settings };
}

function readWord(
  decl: ChoiceDecl | MapDecl,
  element: Element,
  context: ElementContext & { readonly rule: WordRule },
): Setting | undefined {
  const { reader, rule } = context;
  const { path, node } = element;
  const head = { path, name: decl.name, element: element.index };
  if (!node || (node.kind === 'scalar' && node.isNull)) {
    const text = decl.kind === 'choice' ? decl.defaultText : undefined;
    const at = withPath(node?.at ?? element.near, path);
    if (text !== undefined && !node) return { ...head, at: withPath(decl.at, path), text, isDefault: true };
    reader.report('missing-value', at, `'${path}' has no value${node ? '' : ', and no default stands in'}.`, {
      expected: `${wordsOf(rule)}: ${decl.sentence}`,
    });
    return undefined;
  }
  const value = node.kind === 'map' ? childOf(node, 'value') : node;
  if (node.kind === 'map') {
    const known = [
      'value',
      ...annotationKeys.filter((key) => !['unit', 'times', 'alternatives'].includes(key)),
    ];
    checkKeys(node, path, known, reader.report);
  }
  if (value?.kind !== 'scalar') {
    reader.report('value-malformed', placeAt(node, path), 'One word is expected here.', {
      found: describeNode(value ?? node),
      expected: wordsOf(rule),
    });
    return undefined;
  }
  const text = value.text.trim();
  const at = placeAt(value, path);
  if (!rule.words.includes(text)) {
    reader.report(rule.code, at, `There is no ${rule.what} '${text}'.`, {
      found: text,
      expected: wordsOf(rule),
      fix: nearestFix(text, rule.words),
    });
    return undefined;
  }
  const provenance = node.kind === 'map' ? readProvenance(node, path, reader) : {};
  const overrides = node.overrides === undefined ? {} : { overrides: node.overrides };
  return { ...head, ...provenance, at, text, isDefault: false, ...overrides };
}

function wordsOf(rule: WordRule): string {
  return rule.words.join(', ') || `the label of a ${rule.what}, of which there are none`;
}
