import { Composer, Lexer, LineCounter, Parser, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Document, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Place } from '../base/issue.ts';
import type { DocEntry, DocMap, DocNode } from './doc.ts';
import type { Report } from './report.ts';

/** Limits that keep a hostile or broken text from taking the time and memory of a run. */
export const yamlLimits = { characters: 2_000_000, depth: 50, aliases: 100, nodes: 200_000 } as const;

/** Marks, words and line breaks: a text with the most nodes has about five for each. */
const mostLexemes = 6 * yamlLimits.nodes;

interface Walk {
  readonly file: string;
  readonly report: Report;
  readonly lines: LineCounter;
  /** Node, size and depth of every anchor that is complete. */
  readonly anchors: Map<string, Built>;
  readonly open: Set<string>;
  aliases: number;
  nodes: number;
  stopped: boolean;
}

/** A converted node with the nodes it holds, aliases counted in full, and its depth. */
interface Built {
  readonly node: DocNode;
  readonly size: number;
  readonly depth: number;
}

/**
 * Reads a YAML 1.2 text into nodes with places; the top must be a mapping, and an empty text is an empty one.
 *
 * Faults: `yaml-syntax`, `yaml-limit`, `duplicate-key`. Merge keys, tags and keys that are not words are refused.
 * Returns `undefined` when the text cannot be read at all.
 */
export function readYaml(text: string, file: string, report: Report): DocMap | undefined {
  const top: Place = { file, line: 1, column: 1 };
  if (text.length > yamlLimits.characters) {
    report('yaml-limit', top, 'The text is too long.', {
      found: `${text.length} characters`,
      expected: `at most ${yamlLimits.characters}`,
    });
    return undefined;
  }
  const lines = new LineCounter();
  const tokens = readTokens(text, lines, (offset, message, expected) =>
    report('yaml-limit', placeOf(file, lines, offset), message, { expected }),
  );
  if (!tokens) return undefined;
  const documents = [
    ...new Composer({
      stringKeys: true,
      uniqueKeys: false,
      resolveKnownTags: false,
      keepSourceTokens: true,
    }).compose(tokens, true, text.length),
  ];
  const document = documents[0]!;
  if (!checkDocuments(documents, { file, lines, report })) return undefined;
  const walk: Walk = {
    file,
    report,
    lines,
    anchors: new Map(),
    open: new Set(),
    aliases: 0,
    nodes: 0,
    stopped: false,
  };
  if (document.contents === null || isEmptyScalar(document))
    return { kind: 'map', entries: new Map(), at: top };
  const built = convert(document.contents as ParsedNode, walk);
  if (!built || walk.stopped) return undefined;
  if (built.node.kind === 'map') return built.node;
  report('yaml-syntax', built.node.at, 'A case is a mapping of keys to values.', {
    found: built.node.kind === 'list' ? 'a list' : 'a single value',
    expected: 'lines such as `name: My case`',
  });
  return undefined;
}

/**
 * The concrete syntax, built by a parser that keeps its own stack. The composer that follows recurses, and deep nesting
 * there ends the whole process, so depth is checked here first.
 */
function readTokens(
  text: string,
  lines: LineCounter,
  onLimit: (offset: number, message: string, expected: string) => void,
): CST.Token[] | undefined {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // The stack also holds the document and the word being read.
    if (parser.stack.length > yamlLimits.depth + 2) {
      onLimit(parser.offset, 'Keys are nested too deep.', `at most ${yamlLimits.depth} levels`);
      return undefined;
    }
    if (++lexemes > mostLexemes) {
      onLimit(parser.offset, 'The text has too many parts.', `at most ${yamlLimits.nodes} keys and values`);
      return undefined;
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

function checkDocuments(
  documents: readonly Document.Parsed[],
  context: { readonly file: string; readonly lines: LineCounter; readonly report: Report },
): boolean {
  const { file, lines, report } = context;
  const [document, second] = documents;
  if (!document) throw new Error('The YAML composer gave no document');
  // One slip often gives a trail of errors; those on the same line after the first only confuse.
  const seen = new Set<number>();
  for (const fault of [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])) {
    const at = placeOf(file, lines, fault.pos[0]);
    if (seen.has(at.line)) continue;
    seen.add(at.line);
    const isColon = fault.code === 'BLOCK_AS_IMPLICIT_KEY';
    const message =
      fault.code === 'NON_STRING_KEY' ? 'A key must be a word' : fault.message.replace(/\.$/, '');
    report('yaml-syntax', at, `${message}.`, {
      fix: isColon ? 'put a text that contains ": " in quotes' : undefined,
    });
  }
  if (second) {
    report('yaml-syntax', placeOf(file, lines, second.range[0]), 'A file holds one document.', {
      fix: 'remove the line ---',
    });
  }
  return document.errors.length + document.warnings.length === 0 && !second;
}

function isEmptyScalar(document: Document.Parsed): boolean {
  return isScalar(document.contents) && document.contents.value === null && !document.contents.anchor;
}

function convert(node: ParsedNode | null, walk: Walk): Built | undefined {
  if (walk.stopped) return undefined;
  if (node === null) throw new Error('The YAML composer gave an empty node');
  if (isAlias(node)) return convertAlias(node.source, node.range[0], walk);
  const anchor = node.anchor;
  if (anchor !== undefined) walk.open.add(anchor);
  const built = isMap(node)
    ? convertMap(node, walk)
    : isSeq(node)
      ? convertList(node, walk)
      : scalarOf(node, walk);
  if (anchor !== undefined && built) {
    walk.open.delete(anchor);
    walk.anchors.set(anchor, built);
  }
  return built;
}

function scalarOf(node: Exclude<ParsedNode, YAMLMap.Parsed | YAMLSeq.Parsed>, walk: Walk): Built | undefined {
  if (!isScalar(node)) throw new Error('The YAML composer gave an unknown node');
  const isNull = node.value === null;
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  const at = textPlace(node, placeOf(walk.file, walk.lines, node.range[0]));
  return grow({ node: { kind: 'scalar', text: isNull ? '' : text, isNull, at }, size: 1, depth: 0 }, walk);
}

/** A text below `|` starts on the next line, after its indent; any other where its node does. */
function textPlace(node: Scalar.Parsed, at: Place): Place {
  const token = node.srcToken;
  if (token?.type !== 'block-scalar') return at;
  const indent = /^ *(?=\S)/m.exec(token.source)?.[0].length ?? 0;
  return { ...at, line: at.line + 1, column: indent + 1 };
}

function convertMap(map: YAMLMap.Parsed, walk: Walk): Built | undefined {
  const at = placeOf(walk.file, walk.lines, map.range[0]);
  const entries = new Map<string, DocEntry>();
  let size = 1;
  let depth = 0;
  for (const { key, value } of map.items) {
    const keyAt = placeOf(walk.file, walk.lines, key?.range?.[0] ?? map.range[0]);
    if (!isScalar(key) || typeof key.value !== 'string') {
      walk.report('yaml-syntax', keyAt, 'A key must be a word.', {
        expected: 'a line such as `price: $5000/chip`',
      });
      continue;
    }
    if (key.value === '<<') {
      walk.report('yaml-syntax', keyAt, 'Merge keys are not supported: what a line says must stand in it.', {
        fix: 'write the keys out, or use an overlay file',
      });
      continue;
    }
    if (entries.has(key.value)) {
      walk.report('duplicate-key', keyAt, `The key '${key.value}' stands twice.`, {
        found: `the first at line ${entries.get(key.value)!.keyAt.line}`,
        fix: 'keep one of them',
      });
      continue;
    }
    const built = value
      ? convert(value, walk)
      : grow({ node: { kind: 'scalar', text: '', isNull: true, at: keyAt }, size: 1, depth: 0 }, walk);
    if (!built) return undefined;
    size += built.size;
    depth = Math.max(depth, built.depth + 1);
    entries.set(key.value, { keyAt, value: built.node });
  }
  return grow({ node: { kind: 'map', entries, at }, size, depth }, walk);
}

function convertList(list: YAMLSeq.Parsed, walk: Walk): Built | undefined {
  const items: DocNode[] = [];
  let size = 1;
  let depth = 0;
  for (const item of list.items) {
    const built = convert(item, walk);
    if (!built) return undefined;
    size += built.size;
    depth = Math.max(depth, built.depth + 1);
    items.push(built.node);
  }
  const at = placeOf(walk.file, walk.lines, list.range[0]);
  return grow({ node: { kind: 'list', items, at }, size, depth }, walk);
}

/** An alias is the node of its anchor, counted in full each time: this is what stops a billion laughs. */
function convertAlias(name: string, offset: number, walk: Walk): Built | undefined {
  const at = placeOf(walk.file, walk.lines, offset);
  const target = walk.anchors.get(name);
  if (walk.open.has(name)) {
    walk.report('yaml-limit', at, `The alias *${name} stands inside its own anchor, so it never ends.`);
    walk.stopped = true;
    return undefined;
  }
  if (!target) {
    walk.report('yaml-syntax', at, `The alias *${name} has no anchor &${name} before it.`);
    walk.stopped = true;
    return undefined;
  }
  if (++walk.aliases > yamlLimits.aliases) {
    walk.report('yaml-limit', at, 'The text uses too many aliases.', {
      expected: `at most ${yamlLimits.aliases}`,
    });
    walk.stopped = true;
    return undefined;
  }
  return grow(target, walk);
}

/** Checks a finished node against the limits. */
function grow(built: Built, walk: Walk): Built | undefined {
  walk.nodes++;
  const isTooLarge = built.size > yamlLimits.nodes || walk.nodes > yamlLimits.nodes;
  if (!isTooLarge && built.depth <= yamlLimits.depth) return built;
  const message = isTooLarge ? 'The text has too many parts.' : 'Keys are nested too deep.';
  const expected = isTooLarge
    ? `at most ${yamlLimits.nodes} keys and values, aliases counted in full`
    : `at most ${yamlLimits.depth} levels`;
  walk.report('yaml-limit', built.node.at, message, { expected });
  walk.stopped = true;
  return undefined;
}

function placeOf(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}
