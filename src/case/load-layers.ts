import type { Place } from '../base/issue.ts';
import type { DocMap } from './doc.ts';
import { childOf } from './doc.ts';
import { applySets } from './apply-sets.ts';
import { mergeDocs } from './merge.ts';
import { readYaml } from './read-yaml.ts';
import type { Report } from './report.ts';
import type { Schema } from './schema.ts';
import { nearestFix } from './schema.ts';

/** The texts of a case by file name, relative to one folder, with `/` between folders. */
export interface CaseFiles {
  readonly files: ReadonlyMap<string, string>;
}

/** What is laid over what. */
export interface LayerRequest extends CaseFiles {
  /** The case file, or an overlay that names its base. */
  readonly main: string;
  /** Overlay files, applied in order. */
  readonly overlays: readonly string[];
  /** `path=value` texts, applied last. */
  readonly sets: readonly string[];
  /** Files that were read before without a fault, by file name; a file with another text is read anew. */
  readonly known?: KnownFiles;
}

/** What reading remembers, so that a case of which one value moves is not read as text again. */
export type KnownFiles = Map<string, { readonly text: string; readonly doc: DocMap }>;

/** A case as one document, and the files it was made of in the order in which they apply. */
export interface Layers {
  readonly doc: DocMap;
  readonly files: readonly string[];
}

const longestChain = 10;

/**
 * Reads the case file under its overlays and sets, and lays them over each other. Everything that can be read is read,
 * so that the faults of all files are found at once. Faults: `file-missing`, `overlay-base`, and those of reading.
 */
export function loadLayers(
  request: LayerRequest,
  context: { readonly schema: Schema; readonly report: Report },
): Layers | undefined {
  const chain = loadChain(request, context.report);
  const overlays = request.overlays.map((file) => ({ file, doc: loadFile(request, file, context.report) }));
  if (!chain) return undefined;
  const files = chain.map((layer) => layer.file);
  let doc = chain[0]!.doc;
  for (const layer of chain.slice(1)) doc = mergeDocs(doc, withoutBase(layer.doc), context);
  for (const { file, doc: overlay } of overlays) {
    if (!overlay) continue;
    checkBase(overlay, { file, files, report: context.report });
    doc = mergeDocs(doc, withoutBase(overlay), context);
    files.push(file);
  }
  return { doc: applySets(doc, request.sets, context), files };
}

/** A file name that a text names, relative to the file it stands in: `../case.yaml` in `low/slow.yaml` is `case.yaml`. */
export function resolveFile(from: string, name: string): string {
  const parts = name.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

interface Layer {
  readonly file: string;
  readonly doc: DocMap;
}

/** The main file and the bases it leads to, the lowest first. */
function loadChain(request: LayerRequest, report: Report): Layer[] | undefined {
  const chain: Layer[] = [];
  let file = resolveFile('', request.main);
  let askedAt: Place | undefined;
  for (;;) {
    if (chain.some((layer) => layer.file === file) || chain.length >= longestChain) {
      report('overlay-base', askedAt!, 'The bases of this overlay lead back to itself or are too many.', {
        found: [...chain.map((layer) => layer.file).toReversed(), file].join(' -> '),
        expected: `at most ${longestChain} files, each once`,
      });
      return undefined;
    }
    const doc = loadFile(request, file, report, askedAt);
    if (!doc) return undefined;
    chain.unshift({ file, doc });
    const base = doc.entries.get('base');
    if (!base) return chain;
    askedAt = { ...base.value.at, path: 'base' };
    if (base.value.kind !== 'scalar' || base.value.isNull) {
      report('overlay-base', askedAt, 'The base of an overlay must be a file name.', {
        expected: 'base: case.yaml',
      });
      return undefined;
    }
    file = resolveFile(file, base.value.text);
  }
}

function loadFile(request: LayerRequest, name: string, report: Report, askedAt?: Place): DocMap | undefined {
  const text = request.files.get(name);
  if (text !== undefined) return readKnown(request.known, { text, name, report });
  const details = {
    found: name,
    expected: [...request.files.keys()].join(', ') || 'at least one file',
    fix: nearestFix(name, request.files.keys()),
  };
  if (askedAt) report('overlay-base', askedAt, 'The base of this overlay was not given.', details);
  else report('file-missing', { file: name, line: 1, column: 1 }, 'The file was not given.', details);
  return undefined;
}

function readKnown(
  known: KnownFiles | undefined,
  { text, name, report }: { readonly text: string; readonly name: string; readonly report: Report },
): DocMap | undefined {
  const found = known?.get(name);
  if (found?.text === text) return found.doc;
  let isFaulty = false;
  const doc = readYaml(text, name, (...fault) => {
    isFaulty = true;
    report(...fault);
  });
  if (doc && !isFaulty) known?.set(name, { text, doc });
  return doc;
}

/** An overlay that says its base must be laid over that base, not over another case with like keys. */
function checkBase(
  overlay: DocMap,
  context: { readonly file: string; readonly files: readonly string[]; readonly report: Report },
): void {
  const base = childOf(overlay, 'base');
  if (!base) return;
  const found = base.kind === 'scalar' ? resolveFile(context.file, base.text) : '';
  if (context.files.includes(found)) return;
  context.report('overlay-base', { ...base.at, path: 'base' }, 'The overlay is made for another case.', {
    found: found === '' ? '(nothing)' : found,
    expected: context.files.join(' or '),
  });
}

function withoutBase(doc: DocMap): DocMap {
  const entries = new Map(doc.entries);
  entries.delete('base');
  return { ...doc, entries };
}
