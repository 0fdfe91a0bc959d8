import { checkImports, folderOf, layerOf, type Breach } from './check-imports.ts';
import { checkPurity } from './check-purity.ts';
import { mostLines, mostMedianLines } from './layer-table.ts';
import { maskSource } from './mask-source.ts';

export type { Breach } from './check-imports.ts';

/**
 * Every breach of the rules of `src/` in a tree of path → text, ordered by path and line.
 *
 * @example checkTree({ 'src/num/a.ts': "import '../case/index.ts';", 'src/case/index.ts': '' })[0].rule // 'upward'
 */
export function checkTree(tree: Readonly<Record<string, string>>): Breach[] {
  const paths = new Set(Object.keys(tree));
  const breaches: Breach[] = [];
  for (const [path, text] of Object.entries(tree)) {
    breaches.push(...checkShape(path, text));
    const source = maskSource(text);
    breaches.push(...checkImports(path, source, paths), ...checkPurity(path, source));
  }
  breaches.push(...checkMedian(Object.values(tree)));
  return breaches.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

function checkShape(path: string, text: string): Breach[] {
  const breaches: Breach[] = [];
  const folder = folderOf(path);
  if (layerOf(folder) === undefined) {
    breaches.push({
      path,
      line: 1,
      rule: 'folder',
      message: 'the folder has no layer in test/project/layer-table.ts',
    });
  }
  if (!/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.ts$/.test(path)) {
    breaches.push({ path, line: 1, rule: 'name', message: 'folders and files are named in kebab-case' });
  }
  const lines = countLines(text);
  if (lines > mostLines) {
    breaches.push({
      path,
      line: mostLines,
      rule: 'length',
      message: `${lines} lines; the ceiling is ${mostLines}`,
    });
  }
  return breaches;
}

function checkMedian(texts: readonly string[]): Breach[] {
  const lengths = texts.map(countLines).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  if (median <= mostMedianLines) return [];
  const message = `the median file has ${median} lines; at most ${mostMedianLines}`;
  return [{ path: 'src', line: 1, rule: 'median', message }];
}

function countLines(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
