import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Issue, type Outcome } from '../base/issue.ts';
import { folderLimits } from '../case/index.ts';

/** The texts of a case folder, by path relative to it with forward slashes. */
export interface LoadedCase {
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  /** Overlays named on the command line, as keys of `files`. */
  readonly overlays: readonly string[];
  readonly folder: string;
}

const { files: mostFiles, bytes: largestFile, depth: deepest } = folderLimits;

/**
 * Reads a case from disk: a folder with `case.yaml`, or one YAML file, with the YAML and CSV files beside and below it,
 * and the overlays given as paths. Faults: `case-not-found`, `overlay-not-found`, `file-too-large`, `too-many-files`.
 */
export function loadCase(path: string, overlays: readonly string[] = []): Outcome<LoadedCase> {
  const target = resolve(path);
  const stat = statSync(target, { throwIfNoEntry: false });
  if (!stat) return fail(notFound('case-not-found', path, 'a folder with case.yaml, or a YAML file'));
  const main = stat.isDirectory() ? 'case.yaml' : basename(target);
  const folder = stat.isDirectory() ? target : dirname(target);
  if (!statSync(join(folder, main), { throwIfNoEntry: false })) {
    return fail(notFound('case-not-found', join(path, main), 'a case.yaml in the folder'));
  }
  const files = new Map<string, string>();
  const issues: Issue[] = [];
  const names = listFiles(folder);
  if (names.length > mostFiles) {
    const message = `The folder holds more YAML and CSV files than the ${mostFiles} that a case may have.`;
    issues.push({ ...notFound('too-many-files', path, 'a folder that holds one case'), message });
  }
  // The file that was named is read whatever its ending.
  for (const name of new Set([main, ...names.slice(0, mostFiles)])) readInto(files, { folder, name }, issues);
  const keys = overlays.map((overlay) => overlayKey(overlay, folder, files, issues));
  if (issues.length > 0) return fail(...issues);
  return ok({ files, main, overlays: keys, folder });
}

/** YAML and CSV files of a folder and below, sorted; stops one beyond the most that are read, however large the disk. */
function listFiles(folder: string): string[] {
  const found: string[] = [];
  const waiting = [{ below: '', depth: 0 }];
  for (let next = waiting.shift(); next && found.length <= mostFiles; next = waiting.shift()) {
    for (const entry of readdirSync(join(folder, next.below), { withFileTypes: true })) {
      const name = next.below === '' ? entry.name : `${next.below}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory() && next.depth < deepest) waiting.push({ below: name, depth: next.depth + 1 });
      else if (/\.(ya?ml|csv)$/i.test(name) && isFile(join(folder, name))) found.push(name);
    }
  }
  return found.sort();
}

/** Whether there is a file, or a link that leads to one. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function overlayKey(overlay: string, folder: string, files: Map<string, string>, issues: Issue[]): string {
  const candidates = [resolve(overlay), join(folder, overlay), join(folder, 'overlays', overlay)];
  const found = candidates.flatMap((path) => [path, `${path}.yaml`]).find(isFile);
  if (!found) {
    issues.push(notFound('overlay-not-found', overlay, 'a YAML file, by path or by its name in overlays/'));
    return overlay;
  }
  const key = relative(folder, found).split(sep).join('/');
  if (!files.has(key)) readInto(files, { folder, name: key }, issues);
  return key;
}

function readInto(files: Map<string, string>, at: { folder: string; name: string }, issues: Issue[]): void {
  const path = join(at.folder, at.name);
  const { size } = statSync(path);
  if (size > largestFile) {
    issues.push({
      ...notFound('file-too-large', at.name, `at most ${largestFile} bytes`),
      message: `The file is too large to read: ${size} bytes.`,
    });
    return;
  }
  files.set(at.name, readFileSync(path, 'utf8'));
}

function notFound(code: string, found: string, expected: string): Issue {
  return {
    code,
    severity: 'error',
    message: 'There is nothing to read there.',
    at: { file: found, line: 1, column: 1 },
    found,
    expected,
    fix: 'check the path',
  };
}
