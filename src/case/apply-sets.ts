import type { Place } from '../base/issue.ts';
import type { DocMap, DocNode } from './doc.ts';
import { childOf, joinPath } from './doc.ts';
import { mergeDocs } from './merge.ts';
import { readYaml } from './read-yaml.ts';
import type { Report } from './report.ts';
import type { Schema } from './schema.ts';
import { nearestFix } from './schema.ts';

const setFile = '--set';
const longestSet = 10_000;
const deepestSet = 20;

/**
 * Lays values of the form `path=value` over a document, each at `--set`, line = its number.
 *
 * A value is a text as a case would hold it; one that starts with `{` or `[` is read as YAML, and `~` deletes. A set never
 * makes a new label, because a mistyped one would pass unseen. Faults: `set-malformed`, `label-unknown`.
 */
export function applySets(
  base: DocMap,
  sets: readonly string[],
  context: { readonly schema: Schema; readonly report: Report },
): DocMap {
  let merged = base;
  sets.forEach((text, i) => {
    const over = readSet(text, i + 1, context.report);
    if (over && checkLabels(merged, over, context)) merged = mergeDocs(merged, over.doc, context);
  });
  return merged;
}

interface ReadSet {
  readonly keys: readonly string[];
  readonly doc: DocMap;
  readonly at: Place;
}

function readSet(text: string, line: number, report: Report): ReadSet | undefined {
  const at: Place = { file: setFile, line, column: 1 };
  const equals = text.indexOf('=');
  const keys = text.slice(0, Math.max(equals, 0)).trim().split('.');
  const isPath = keys.every((key) => key !== '') && keys.length <= deepestSet && keys[0] !== 'base';
  const isWhole = equals > 0 && isPath;
  if (!isWhole || text.length > longestSet) {
    report('set-malformed', at, 'The value to set cannot be read.', {
      found: text,
      expected: 'path=value, such as chips.trn2.price=$6000/chip',
    });
    return undefined;
  }
  const value = readSetValue(text.slice(equals + 1), { ...at, column: equals + 2 }, report);
  if (!value) return undefined;
  let node = value;
  for (const key of keys.toReversed()) {
    node = { kind: 'map', entries: new Map([[key, { keyAt: at, value: node }]]), at };
  }
  return { keys, doc: node as DocMap, at };
}

function readSetValue(text: string, at: Place, report: Report): DocNode | undefined {
  const trimmed = text.trim();
  if (/^[{[]/.test(trimmed)) {
    const faults: string[] = [];
    const doc = readYaml(`value: ${trimmed}`, setFile, (_, __, message) => faults.push(message));
    if (faults.length === 0 && doc) return moveTo(childOf(doc, 'value')!, at);
    report('set-malformed', at, `The value to set is not YAML: ${faults[0]}`, { found: trimmed });
    return undefined;
  }
  if (trimmed === '') {
    report('set-malformed', at, 'Nothing is set.', { fix: 'write a value after =, or ~ to delete' });
    return undefined;
  }
  return { kind: 'scalar', text: trimmed === '~' ? '' : trimmed, isNull: trimmed === '~', at };
}

/** A node all of whose parts stand at one place: columns inside a set's value help nobody. */
function moveTo(node: DocNode, at: Place): DocNode {
  if (node.kind === 'scalar') return { ...node, at };
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => moveTo(item, at)), at };
  const entries = [...node.entries].map(
    ([key, entry]) => [key, { keyAt: at, value: moveTo(entry.value, at) }] as const,
  );
  return { ...node, entries: new Map(entries), at };
}

function checkLabels(
  base: DocMap,
  set: ReadSet,
  context: { readonly schema: Schema; readonly report: Report },
): boolean {
  let schema: Schema | undefined = context.schema;
  let node: DocNode | undefined = base;
  let path = '';
  for (const key of set.keys) {
    path = joinPath(path, key);
    const isOwn = schema?.kind === 'names' || (schema?.kind === 'labels' && schema.isDefining);
    if (isOwn && childOf(node, key) === undefined) {
      const known: readonly string[] = node?.kind === 'map' ? [...node.entries.keys()] : [];
      context.report('label-unknown', { ...set.at, path }, `The case has no '${path}' to set.`, {
        found: key,
        expected: known.join(', ') || 'nothing: the section is empty',
        fix: nearestFix(key, known) ?? 'add it in the case or an overlay',
      });
      return false;
    }
    node = childOf(node, key);
    if (schema?.kind === 'section') schema = schema.keys.get(key);
    else schema = schema?.kind === 'leaf' ? undefined : schema?.each;
  }
  return true;
}
