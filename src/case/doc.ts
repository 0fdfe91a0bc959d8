import type { Place } from '../base/issue.ts';

/** One word or text of a document; `isNull` for `~`, `null` or nothing at all. */
export interface DocScalar {
  readonly kind: 'scalar';
  /** As written: `1e3` stays `1e3`; quotes and folding are undone. */
  readonly text: string;
  readonly isNull: boolean;
  readonly at: Place;
  /** Place of the value that an overlay or a set replaced by this one. */
  readonly overrides?: Place;
}

export interface DocEntry {
  readonly keyAt: Place;
  readonly value: DocNode;
}

/** A mapping; a Map, so that keys such as `__proto__` are keys like any other. */
export interface DocMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, DocEntry>;
  readonly at: Place;
  readonly overrides?: Place;
}

export interface DocList {
  readonly kind: 'list';
  readonly items: readonly DocNode[];
  readonly at: Place;
  readonly overrides?: Place;
}

/** A YAML document without tags, anchors and aliases, every part with its place. */
export type DocNode = DocScalar | DocMap | DocList;

/** The node under a key, or `undefined` where there is no mapping or no such key. */
export function childOf(node: DocNode | undefined, key: string): DocNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** A place with its dotted path inside the case. */
export function placeAt(node: DocNode, path: string): Place {
  return withPath(node.at, path);
}

export function withPath(at: Place, path: string): Place {
  return { file: at.file, line: at.line, column: at.column, path };
}

/** A path one key further down; the top of a case has the empty path. */
export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** What a node is, in words for messages. */
export function describeNode(node: DocNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  return node.isNull ? '(nothing)' : node.text;
}
