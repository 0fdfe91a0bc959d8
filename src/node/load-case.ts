import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Issue, type Outcome } from '../base/issue.ts';

/** The texts of a case folder, by path relative to it with forward slashes. */
export interface LoadedCase {
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  /** Overlays named on the command line, as keys of `files`. */
  readonly overlays: readonly string[];
  readonly folder: string;
}

const mostFiles = 500;
const largestFile = 20_000_000;

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
    const message = `The folder holds ${names.length} case files; at most ${mostFiles} are read`;
    issues.push({ ...notFound('too-many-files', path, 'a folder that holds one case'), message });
  }
  for (const name of names.slice(0, mostFiles)) readInto(files, { folder, name }, issues);
  const keys = overlays.map((overlay) => overlayKey(overlay, folder, files, issues));
  if (issues.length > 0) return fail(...issues);
  return ok({ files, main, overlays: keys, folder });
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|csv)$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.') || part === 'node_modules'))
    .sort();
}

function overlayKey(overlay: string, folder: string, files: Map<string, string>, issues: Issue[]): string {
  const candidates = [resolve(overlay), join(folder, overlay), join(folder, 'overlays', overlay)];
  const found = candidates
    .flatMap((path) => [path, `${path}.yaml`])
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
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
      message: `The file is too large to read: ${size} bytes`,
    });
    return;
  }
  files.set(at.name, readFileSync(path, 'utf8'));
}

function notFound(code: string, found: string, expected: string): Issue {
  return {
    code,
    severity: 'error',
    message: 'There is nothing to read there',
    at: { file: found, line: 1, column: 1 },
    found,
    expected,
    fix: 'check the path',
  };
}
