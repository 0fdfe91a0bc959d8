import type { DocMap, DocNode } from './doc.ts';
import { describeNode, joinPath, placeAt, withPath } from './doc.ts';
import { annotationKeys, valueKeys } from './merge.ts';
import type { Report } from './report.ts';
import type { LabelsSchema, NamesSchema, Schema } from './schema.ts';
import { nearestFix } from './schema.ts';

const wordPattern = /^[a-z][a-z0-9_-]{0,63}$/;
const reservedWords: ReadonlySet<string> = new Set([...valueKeys, ...annotationKeys]);

export interface StructureContext {
  readonly report: Report;
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** Names every key without a meaning, every wrong label, and everything that is not of the kind its place needs. */
export function checkStructure(node: DocNode, schema: Schema, path: string, context: StructureContext): void {
  if (schema.kind === 'leaf') return checkLeaf(node, schema.leaf, path, context);
  if (node.kind === 'scalar' && node.isNull) return undefined;
  if (node.kind !== 'map') {
    const isLabels = schema.kind === 'labels';
    context.report('value-malformed', placeAt(node, path), 'A mapping is expected here.', {
      found: describeNode(node),
      expected: isLabels
        ? `a value for each ${schema.dimension}: ${sampleOf(schema, context)}`
        : 'keys and values',
    });
    return undefined;
  }
  if (schema.kind === 'section') return checkSection(node, schema.keys, path, context);
  for (const [key, { keyAt, value }] of node.entries) {
    const at = withPath(keyAt, joinPath(path, key));
    if (
      isOwnWords(schema)
        ? !checkWord(key, schema, at, context)
        : !checkLabel(key, schema as LabelsSchema, at, context)
    ) {
      continue;
    }
    checkStructure(value, schema.each, joinPath(path, key), context);
  }
  return undefined;
}

function checkSection(
  node: DocMap,
  keys: ReadonlyMap<string, Schema>,
  path: string,
  context: StructureContext,
): void {
  for (const [key, { keyAt, value }] of node.entries) {
    const schema = keys.get(key);
    if (schema) checkStructure(value, schema, joinPath(path, key), context);
    else {
      context.report(
        'unknown-key',
        withPath(keyAt, joinPath(path, key)),
        `The key '${key}' has no meaning here.`,
        {
          found: key,
          expected: [...keys.keys()].join(', ') || 'no key',
          fix: nearestFix(key, keys.keys()),
        },
      );
    }
  }
}

function checkLeaf(node: DocNode, leaf: string, path: string, context: StructureContext): void {
  if (leaf !== 'list' || node.kind === 'list' || (node.kind === 'scalar' && node.isNull)) return;
  context.report('value-malformed', placeAt(node, path), 'A list is expected here.', {
    found: describeNode(node),
    expected: 'lines that start with -',
  });
}

function isOwnWords(schema: LabelsSchema | NamesSchema): boolean {
  return schema.kind === 'names' || schema.isDefining;
}

function checkWord(
  key: string,
  schema: LabelsSchema | NamesSchema,
  at: ReturnType<typeof withPath>,
  context: StructureContext,
): boolean {
  if (isLabelWord(key)) return true;
  const what = schema.kind === 'labels' ? `label of a ${schema.dimension}` : 'name';
  const isReserved = reservedWords.has(key);
  context.report('label-malformed', at, `'${key}' cannot be the ${what}.`, {
    found: key,
    expected: isReserved
      ? `a word other than ${[...reservedWords].join(', ')}`
      : 'a word of a-z, 0-9, _ and - that starts with a letter, at most 64 long',
  });
  return false;
}

function checkLabel(
  key: string,
  schema: LabelsSchema,
  at: ReturnType<typeof withPath>,
  context: StructureContext,
): boolean {
  const labels = context.labels.get(schema.dimension) ?? [];
  if (labels.includes(key)) return true;
  context.report('label-unknown', at, `There is no ${schema.dimension} '${key}'.`, {
    found: key,
    expected: labels.join(', ') || `nothing: the case has no ${schema.dimension}`,
    fix: nearestFix(key, labels),
  });
  return false;
}

/** Whether a key can be a label: a short word that is not also a key of a value's mapping. */
export function isLabelWord(key: string): boolean {
  return wordPattern.test(key) && !reservedWords.has(key);
}

function sampleOf(schema: LabelsSchema, context: StructureContext): string {
  const labels = context.labels.get(schema.dimension) ?? [];
  return `{${labels
    .slice(0, 3)
    .map((label) => `${label}: …`)
    .join(', ')}}`;
}
