import { builtinModules } from 'node:module';
import { firstPlatformLayer, folders, indexLayer, isPublicFile } from './layer-table.ts';
import { lineOf, type MaskedSource } from './mask-source.ts';

/** One breach of a rule of the tree. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Which folder of `src/` a path lies in; `(index)` for `src/index.ts`. */
export function folderOf(path: string): string {
  const parts = path.split('/');
  if (path === 'src/index.ts') return '(index)';
  return parts.length > 2 ? parts[1]! : '(root)';
}

export function layerOf(folder: string): number | undefined {
  return folder === '(index)' ? indexLayer : folders[folder]?.layer;
}

/** Breaches in the imports of one file; `paths` are all files of the tree. */
export function checkImports(path: string, source: MaskedSource, paths: ReadonlySet<string>): Breach[] {
  const breaches: Breach[] = [];
  for (const { at, text } of importsOf(source)) {
    const fault = text.startsWith('.') ? checkRelative(path, text, paths) : checkPackage(path, text);
    if (fault) breaches.push({ path, line: lineOf(source.code, at), rule: fault[0], message: fault[1] });
  }
  return breaches;
}

/** Specifiers of static, side-effect, dynamic and type imports and of re-exports. */
function importsOf(source: MaskedSource): { at: number; text: string }[] {
  const found = [];
  for (const match of source.code.matchAll(/(?<![\w$.])(?:from|import|require)\s*\(?\s*(?=['"`])/g)) {
    const at = match.index + match[0].length;
    found.push({ at, text: source.literals.get(at) ?? '' });
  }
  return found;
}

type Fault = readonly [rule: string, message: string] | undefined;

function checkRelative(path: string, specifier: string, paths: ReadonlySet<string>): Fault {
  const target = resolve(path, specifier);
  if (!target.startsWith('src/')) return ['outside', `imports '${specifier}', which lies outside src/`];
  if (!paths.has(target)) return ['missing', `imports '${specifier}', but there is no ${target}`];
  const from = folderOf(path);
  const to = folderOf(target);
  if (from === to) return undefined;
  const fromLayer = layerOf(from);
  const toLayer = layerOf(to);
  if (fromLayer === undefined || toLayer === undefined) return undefined; // Reported once, as an unknown folder.
  if (toLayer > fromLayer) return ['upward', `${from} (layer ${fromLayer}) imports ${to} (layer ${toLayer})`];
  if (toLayer === fromLayer) return ['sideways', `${from} imports its sibling ${to} (both layer ${toLayer})`];
  const file = target.split('/').slice(2).join('/');
  if (to !== '(index)' && !isPublicFile(to, file)) {
    return ['inside', `imports '${specifier}'; from another folder import src/${to}/index.ts`];
  }
  return undefined;
}

function checkPackage(path: string, specifier: string): Fault {
  const folder = folderOf(path);
  const isPure = (layerOf(folder) ?? 0) < firstPlatformLayer;
  if (specifier.startsWith('node:')) {
    return isPure ? ['builtin', `'${specifier}' in the pure part; move it to src/node`] : undefined;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (builtinModules.includes(name)) return ['builtin', `'${specifier}' without node:`];
  if (folders[folder]?.packages.includes(name)) return undefined;
  return ['package', `${folder} may not import '${name}'; test/project/layer-table.ts lists what it may`];
}

function resolve(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
