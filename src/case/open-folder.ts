import { fail, ok, type Issue, type Outcome } from '../base/issue.ts';

/** The most files that one case may have, the largest of them in bytes, and the deepest folder within its folder. */
export const folderLimits = { files: 500, bytes: 20_000_000, depth: 5 } as const;

/** The texts of a case's folder, which file is the case, and which overlays lie beside it. */
export interface CaseFolder {
  /** By path relative to the folder, with forward slashes. */
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  /** YAML files in `overlays/`, sorted. */
  readonly overlays: readonly string[];
}

/** Whether a case may read a file of that name, relative to its folder. */
export function isCaseFile(name: string): boolean {
  const parts = name.split('/');
  const isHidden = parts.some((part) => part.startsWith('.') || part === 'node_modules');
  return !isHidden && parts.length <= folderLimits.depth + 1 && /\.(ya?ml|csv)$/i.test(name);
}

/**
 * A case from texts in memory, such as files dropped on a page, by the rules that hold for a folder on a disk: YAML and CSV files
 * only, `case.yaml` or else the only YAML file is the case. A folder that all paths begin with is left out.
 *
 * Faults: `case-not-found`, `file-too-large`, `too-many-files`.
 *
 * @example openFolder([['tiny/case.yaml', text]]).value?.main // 'case.yaml'
 */
export function openFolder(texts: Iterable<readonly [path: string, text: string]>): Outcome<CaseFolder> {
  const cleaned = [...texts].map(([path, text]) => [path.replaceAll('\\', '/'), text] as const);
  const shared = sharedFolder(cleaned.map(([path]) => path).filter((path) => /\.(ya?ml|csv)$/i.test(path)));
  const found = cleaned
    .filter(([path]) => path.startsWith(shared))
    .map(([path, text]) => [path.slice(shared.length), text] as const)
    .filter(([name]) => isCaseFile(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const issues: Issue[] = found.filter(([, text]) => text.length > folderLimits.bytes).map(tooLarge);
  if (found.length > folderLimits.files) issues.push(tooMany(found.length));
  const main = mainOf(found.map(([name]) => name));
  if (main === undefined) issues.push(noCase(found.map(([name]) => name)));
  if (main === undefined || issues.length > 0) return fail(...issues);
  return ok({ files: new Map(found), main, overlays: overlaysOf(found.map(([name]) => name)) });
}

/** The overlays among the files of a case: YAML files in `overlays/`. */
export function overlaysOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => /^overlays\/.*\.ya?ml$/i.test(name)).sort();
}

function mainOf(names: readonly string[]): string | undefined {
  const named = names.find((name) => /^case\.ya?ml$/i.test(name));
  if (named !== undefined) return named;
  const yaml = names.filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('overlays/'));
  return yaml.length === 1 ? yaml[0] : undefined;
}

/** The folders that all paths begin with, with a slash at the end; empty where there is none. */
function sharedFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  let shared = first.slice(0, first.lastIndexOf('/') + 1);
  while (shared !== '' && !paths.every((path) => path.startsWith(shared)))
    shared = shared.slice(0, shared.lastIndexOf('/', shared.length - 2) + 1);
  return shared;
}

const at = (file: string) => ({ file, line: 1, column: 1 });

function tooLarge([name, text]: readonly [string, string]): Issue {
  return {
    code: 'file-too-large',
    severity: 'error',
    message: `The file is too large to read: ${text.length} characters.`,
    at: at(name),
    found: name,
    expected: `at most ${folderLimits.bytes} bytes`,
  };
}

function tooMany(count: number): Issue {
  return {
    code: 'too-many-files',
    severity: 'error',
    message: `There are more YAML and CSV files than the ${folderLimits.files} that a case may have.`,
    found: `${count} files`,
    expected: 'the folder of one case',
  };
}

function noCase(names: readonly string[]): Issue {
  const yaml = names.filter((name) => /\.ya?ml$/i.test(name));
  return {
    code: 'case-not-found',
    severity: 'error',
    message: yaml.length > 1 ? 'It is not clear which file is the case.' : 'There is no case file.',
    found: names.length === 0 ? 'no YAML or CSV file' : names.slice(0, 5).join(', '),
    expected: 'a file case.yaml, or one YAML file alone',
    fix: yaml.length > 1 ? 'name the case file case.yaml' : 'give the YAML file of a case',
  };
}
