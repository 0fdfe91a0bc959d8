import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

/** What would tie the repository to one machine or network. */
const local: readonly (readonly [pattern: RegExp, what: string])[] = [
  // A path starts a word: units, which follow a sign or a word, and relative paths are none.
  [/(?<![\w$%)\].~-])\/(?:work|root|home\/[\w.-]+|Users\/[\w.-]+|tmp)\//, 'an absolute path'],
  [/https?:\/\/[\w.:-]*(?:registry|artifactory|nexus|verdaccio|pypi)[\w.:-]*/i, 'a package registry'],
  [/https?:\/\/(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2,3}/, 'a private address'],
  [/^\s*"resolved":\s*"(?!node_modules|file:)/, 'a lock file entry tied to a registry'],
  [/^\s*(?:@[\w-]+:)?registry\s*=/, 'a registry setting'],
];

function findLocal(text: string): { readonly line: number; readonly what: string }[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      local.filter(([pattern]) => pattern.test(line)).map(([, what]) => ({ line: i + 1, what })),
    );
}

/** Files that are or are about to be committed; `undefined` where git or its folder is absent. */
function committable(): string[] | undefined {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = spawnSync('git', args, { cwd: fileURLToPath(root), encoding: 'utf8', maxBuffer: 1 << 26 });
  if (git.error || git.status !== 0) return undefined;
  return git.stdout.split('\0').filter((path) => path !== '' && existsSync(new URL(path, root)));
}

describe('committed files', () => {
  it('name no path, host or registry of one machine', ({ skip }) => {
    const paths = committable();
    // Automated runs must have git, so that this test cannot pass there by not running.
    expect(process.env['BUILDOUT_CI'] === undefined || paths !== undefined).toBe(true);
    if (!paths) skip('git is absent or this is no git checkout, so there is no list of committed files');
    const found: string[] = [];
    for (const path of paths ?? []) {
      const url = new URL(encodeURI(path), root);
      if (!statSync(url).isFile()) continue;
      const text = readFileSync(url, 'utf8');
      if (text.includes('\0')) continue; // Binary.
      found.push(...findLocal(text).map(({ line, what }) => `${path}:${line} ${what}`));
    }
    expect(found).toEqual([]);
  });
});

describe('findLocal', () => {
  // Parts are joined, so that this file itself holds none of them.
  const slash = '/';
  it.each([
    [`see ${slash}work/shared/notes.md`, 'an absolute path'],
    [`"${slash}root/.cache"`, 'an absolute path'],
    [`cd ${slash}home/ann/buildout`, 'an absolute path'],
    [`out=${slash}tmp/x`, 'an absolute path'],
    [`"resolved": "https:${slash}${slash}example.org/yaml.tgz"`, 'a lock file entry tied to a registry'],
    [`https:${slash}${slash}registry.example.org/yaml`, 'a package registry'],
    [`http:${slash}${slash}10.0.0.7:8080/`, 'a private address'],
    [`reg${''}istry=https:${slash}${slash}example.org`, 'a registry setting'],
  ])('finds %s', (line, what) => {
    expect(findLocal(`first\n${line}`)).toEqual([{ line: 2, what }]);
  });

  it.each([
    `5 $${slash}work/hour`,
    `2 chip${slash}work/hour`,
    'src/work/a.ts',
    'https://www.npmjs.com/package/yaml',
  ])('lets %s pass', (line) => {
    expect(findLocal(line)).toEqual([]);
  });
});
