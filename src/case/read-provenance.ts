import { parseDate } from '../time/index.ts';
import type { Provenance, Source } from './case.ts';
import type { DocMap, DocNode } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt, withPath } from './doc.ts';
import type { Report } from './report.ts';
import type { Reader } from './reader.ts';
import { provenanceOf } from './reader.ts';
import { nearestFix } from './schema.ts';
import { dateFault } from './value-text.ts';

/** Where the text of a node is expected: `undefined`, with a fault, when something else stands there. */
export function readText(node: DocNode | undefined, path: string, report: Report): string | undefined {
  if (!node) return undefined;
  if (node.kind === 'scalar' && !node.isNull) return node.text;
  const message = node.kind === 'scalar' ? 'Nothing is written here.' : 'A text is expected here.';
  report('value-malformed', placeAt(node, path), message, { found: describeNode(node), expected: 'a text' });
  return undefined;
}

/** Names the keys of a mapping that have no meaning there. */
export function checkKeys(map: DocMap, path: string, known: readonly string[], report: Report): void {
  for (const [key, { keyAt }] of map.entries) {
    if (known.includes(key)) continue;
    report('unknown-key', withPath(keyAt, joinPath(path, key)), `The key '${key}' has no meaning here.`, {
      found: key,
      expected: known.join(', '),
      fix: nearestFix(key, known),
    });
  }
}

/** Reads `source`, `as_of`, `tier`, `note` and `measured` of a mapping. */
export function readProvenance(map: DocMap, path: string, reader: Reader): Provenance {
  const text = (key: string) => readText(childOf(map, key), joinPath(path, key), reader.report);
  return provenanceOf({
    source: readSourceName(map, path, reader),
    asOf: readDateText(map, { key: 'as_of', path }, reader.report),
    tier: readTier(map, path, reader.report),
    note: text('note'),
    measured: readMeasured(map, path, reader.report),
  });
}

/** Ids of measured rows: one word, or a list of them. */
function readMeasured(map: DocMap, path: string, report: Report): readonly string[] | undefined {
  const node = childOf(map, 'measured');
  if (!node) return undefined;
  const at = joinPath(path, 'measured');
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => readText(item, at, report)?.trim() || []);
}

/** A date kept as text, checked to be one. */
export function readDateText(
  map: DocMap,
  where: { readonly key: string; readonly path: string },
  report: Report,
): string | undefined {
  const path = joinPath(where.path, where.key);
  const node = childOf(map, where.key);
  const text = readText(node, path, report)?.trim();
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (date.value) return text;
  const fault = dateFault(text, date.issues[0]);
  report(fault.code, placeAt(node!, path), fault.message, fault);
  return undefined;
}

export function readTier(map: DocMap, path: string, report: Report): 1 | 2 | 3 | 4 | undefined {
  const node = childOf(map, 'tier');
  if (!node) return undefined;
  const text = node.kind === 'scalar' ? node.text : '';
  const tier = ([1, 2, 3, 4] as const).find((known) => String(known) === text.trim());
  if (tier === undefined) {
    report('tier-invalid', placeAt(node, joinPath(path, 'tier')), 'The tier is not known.', {
      found: describeNode(node),
      expected: '1 (filing or measurement), 2 (reputable report), 3 (estimate) or 4 (guess)',
    });
  }
  return tier;
}

/** The key of a source, or a free text: one with a space or an address in it. */
function readSourceName(map: DocMap, path: string, reader: Reader): string | undefined {
  const node = childOf(map, 'source');
  const at = joinPath(path, 'source');
  const text = readText(node, at, reader.report)?.trim();
  if (text === undefined || reader.sources.has(text) || /\s|:\/\/|^www\./.test(text)) return text;
  reader.report('source-unknown', placeAt(node!, at), `There is no source '${text}'.`, {
    found: text,
    expected: [...reader.sources.keys()].join(', ') || 'a key of sources, or a title in words',
    fix: nearestFix(text, reader.sources.keys()) ?? 'add it to sources, or write its title in words',
  });
  return undefined;
}

const sourceKeys = ['title', 'url', 'as_of', 'tier', 'confidence', 'note'];

/** Reads the section `sources`; a source may be its title alone. */
export function readSources(doc: DocMap, report: Report): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  const section = childOf(doc, 'sources');
  if (section?.kind !== 'map') return sources;
  for (const [key, { value, keyAt }] of section.entries) {
    const path = joinPath('sources', key);
    const at = withPath(keyAt, path);
    if (value.kind !== 'map') {
      sources.set(key, { key, title: readText(value, path, report) ?? key, at });
      continue;
    }
    checkKeys(value, path, sourceKeys, report);
    const text = (name: string) => readText(childOf(value, name), joinPath(path, name), report);
    const [title, url, confidence] = [text('title'), text('url'), text('confidence')];
    const { asOf, tier, note } = provenanceOf({
      asOf: readDateText(value, { key: 'as_of', path }, report),
      tier: readTier(value, path, report),
      note: text('note'),
      source: undefined,
      measured: undefined,
    });
    sources.set(key, {
      key,
      title: title ?? key,
      at,
      ...(url === undefined ? {} : { url }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(asOf === undefined ? {} : { asOf }),
      ...(tier === undefined ? {} : { tier }),
      ...(note === undefined ? {} : { note }),
    });
  }
  return sources;
}
