import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maskSource } from './mask-source.ts';

const root = new URL('../../', import.meta.url);
const engine = ['buildout', 'buildout/view', 'buildout/web', 'buildout/solvers'];
const packages = ['react', 'react-dom/client'];
/** Packages that one folder alone may import, since they are loaded with it. */
const ofFolder: readonly (readonly [folder: string, prefix: RegExp])[] = [
  ['editor/', /^(@codemirror\/|@lezer\/highlight$)/],
];
/** What a plugin of the build answers. */
const built = ['virtual:theme.css', 'highs/runtime?url'];
/** Ceiling of a file's length in lines, as in `src/`. */
const ceiling = 500;

/** Imports of a file of the app that are neither its own files, nor public exports of the engine, nor packages of the page. */
function strangersOf(text: string, file = ''): string[] {
  const own = ofFolder.filter(([folder]) => file.startsWith(folder)).map(([, prefix]) => prefix);
  const source = maskSource(text);
  return [...source.code.matchAll(/(?<![\w$.])(?:from|import)\s*\(?\s*(?=['"`])/g)]
    .map((match) => source.literals.get(match.index + match[0].length) ?? '')
    .filter((name) => !own.some((prefix) => prefix.test(name)))
    .filter((name) => ![...engine, ...packages, ...built].includes(name) && !isOwn(name));
}

/** A file of the app itself; the sources of the engine lie outside. */
function isOwn(name: string): boolean {
  return /^\.\.?\//.test(name) && !name.includes('/src/');
}

describe('the app', () => {
  const names = readdirSync(new URL('web/src/', root), { recursive: true, encoding: 'utf8' });
  const files = names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(new URL(`web/src/${name}`, root), 'utf8') }));

  it('imports the engine through its public exports only', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(
      files.flatMap(({ name, text }) => strangersOf(text, name).map((each) => `${name}: ${each}`)),
    ).toEqual([]);
  });

  it('has no file that is too long', () => {
    expect(files.filter(({ text }) => text.split('\n').length > ceiling).map(({ name }) => name)).toEqual([]);
  });

  it('is found out when it reaches inside', () => {
    expect(strangersOf(`import { x } from '../../../src/num/index.ts';`)).toHaveLength(1);
    expect(strangersOf(`import { x } from 'buildout/node';\nimport('lodash');`)).toHaveLength(2);
    expect(strangersOf(`import { x } from '@codemirror/view';`, 'pages/plan.tsx')).toHaveLength(1);
    expect(strangersOf(`import { x } from 'buildout';\nimport y from './y.ts';`)).toEqual([]);
  });

  it('takes only what the package exports', () => {
    const { exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      readonly exports: Readonly<Record<string, unknown>>;
    };
    for (const name of engine) expect(Object.keys(exports)).toContain(name.replace('buildout', '.'));
  });
});
