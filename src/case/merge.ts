import type { DocEntry, DocMap, DocNode } from './doc.ts';
import { joinPath, withPath } from './doc.ts';
import type { Report } from './report.ts';
import type { Schema } from './schema.ts';
import { nearestFix } from './schema.ts';

/** Keys of a value's mapping that say what the value is; the rest say where it comes from. */
export const valueKeys = ['value', 'steps', 'linear', 'growth', 'table'] as const;
export const annotationKeys = [
  'unit',
  'times',
  'source',
  'as_of',
  'tier',
  'note',
  'measured',
  'alternatives',
] as const;

/**
 * A document with another laid over it. Sections merge key by key, `~` deletes, lists and texts are replaced. A value is
 * replaced with all that belongs to it, so that an old source never vouches for a new number; a mapping without a value of
 * its own (only a note, say) adds to the value below.
 */
export function mergeDocs(base: DocMap, over: DocMap, context: MergeContext): DocMap {
  return mergeMaps(base, over, { ...context, path: '' });
}

export interface MergeContext {
  readonly schema: Schema;
  readonly report: Report;
}

interface MergeAt extends MergeContext {
  readonly path: string;
}

function mergeMaps(base: DocMap, over: DocMap, context: MergeAt): DocMap {
  const entries = new Map<string, DocEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const schema = childSchema(context.schema, key);
    const path = joinPath(context.path, key);
    const old = entries.get(key);
    if (schema && isNull(entry.value)) {
      if (!old && context.schema.kind !== 'section') reportNothingToDelete(entry, base, { ...context, path });
      entries.delete(key);
      continue;
    }
    // A new section is laid over an empty one, so that a `~` inside it is judged like any other.
    const below: DocNode | undefined =
      old?.value ??
      (schema?.kind === 'leaf' ? undefined : { kind: 'map', entries: new Map(), at: entry.value.at });
    const value =
      schema && below ? mergeNodes(below, entry.value, { ...context, schema, path }) : entry.value;
    // A merged section keeps the place of its first mention, where most of it stands.
    entries.set(key, { keyAt: old && value.kind === 'map' ? old.keyAt : entry.keyAt, value });
  }
  return { kind: 'map', entries, at: base.at };
}

function mergeNodes(base: DocNode, over: DocNode, context: MergeAt): DocNode {
  const { schema } = context;
  if (schema.kind !== 'leaf') {
    if (over.kind !== 'map' || base.kind !== 'map') return over;
    return mergeMaps(base, over, context);
  }
  const isAnnotation =
    (schema.leaf === 'value' || schema.leaf === 'driver') &&
    over.kind === 'map' &&
    !valueKeys.some((key) => over.entries.has(key));
  if (!isAnnotation) return { ...over, overrides: base.at };
  const below: DocMap =
    base.kind === 'map'
      ? base
      : { kind: 'map', entries: new Map([['value', { keyAt: base.at, value: base }]]), at: base.at };
  return { ...below, entries: new Map([...below.entries, ...over.entries]) };
}

function childSchema(schema: Schema, key: string): Schema | undefined {
  if (schema.kind === 'section') return schema.keys.get(key);
  return schema.kind === 'leaf' ? undefined : schema.each;
}

function isNull(node: DocNode): boolean {
  return node.kind === 'scalar' && node.isNull;
}

function reportNothingToDelete(entry: DocEntry, base: DocMap, context: MergeAt): void {
  const key = context.path.slice(context.path.lastIndexOf('.') + 1);
  context.report('label-unknown', withPath(entry.keyAt, context.path), `There is no '${key}' to delete.`, {
    found: key,
    expected: [...base.entries.keys()].join(', ') || 'nothing: the section is empty',
    fix: nearestFix(key, base.entries.keys()),
  });
}
