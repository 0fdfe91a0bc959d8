import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTree } from './check-tree.ts';
import { firstPlatformLayer, folders } from './layer-table.ts';
import { maskSource } from './mask-source.ts';

const root = new URL('../../', import.meta.url);

function readTree(): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })) {
    const path = `src/${name.replaceAll('\\', '/')}`;
    if (path.endsWith('.ts')) tree[path] = readFileSync(new URL(path, root), 'utf8');
  }
  return tree;
}

/** Rules that a small tree breaks, as `path:line rule`. */
function rulesOf(tree: Readonly<Record<string, string>>): string[] {
  return checkTree(tree).map((breach) => `${breach.path}:${breach.line} ${breach.rule}`);
}

describe('the tree under src/', () => {
  const tree = readTree();

  it('holds files to check', () => {
    expect(Object.keys(tree)).toContain('src/base/issue.ts');
    expect(Object.keys(tree).length).toBeGreaterThan(50);
  });

  it('keeps every rule', () => {
    expect(checkTree(tree).map((b) => `${b.path}:${b.line} ${b.rule}: ${b.message}`)).toEqual([]);
  });

  it('is masked without losing the thread: brackets balance in what is left as code', () => {
    const count = (code: string, mark: string): number => code.split(mark).length - 1;
    const unbalanced = Object.entries(tree).filter(([, text]) => {
      const { code } = maskSource(text);
      return ['{}', '()', '[]'].some(([open, close]) => count(code, open!) !== count(code, close!));
    });
    expect(unbalanced.map(([path]) => path)).toEqual([]);
  });

  it('has its whole pure part type-checked without Node or DOM types', () => {
    const config = JSON.parse(readFileSync(new URL('tsconfig.core.json', root), 'utf8')) as {
      readonly include: readonly string[];
    };
    const present = new Set(Object.keys(tree).map((path) => path.split('/')[1]!));
    const pure = [...present].filter(
      (name) => (folders[name]?.layer ?? firstPlatformLayer) < firstPlatformLayer,
    );
    expect(pure.filter((name) => !config.include.includes(`src/${name}`))).toEqual([]);
  });
});

describe('checkTree finds', () => {
  const index = { 'src/case/index.ts': '', 'src/units/index.ts': '', 'src/base/issue.ts': '' };

  it('nothing in a tree that keeps the rules', () => {
    const good = {
      ...index,
      'src/units/unit.ts': "import type { Issue } from '../base/issue.ts';\n",
      'src/case/read.ts': "import { parse } from 'yaml';\nexport { a } from '../units/index.ts';\n",
      'src/formula/types.ts': '',
      'src/model/a.ts': "import type { Program } from '../formula/types.ts';\n",
      'src/index.ts': "export { readCase } from './case/index.ts';\n",
      'src/node/load.ts':
        "import { readFileSync } from 'node:fs';\nimport { readCase } from '../index.ts';\n",
    };
    expect(rulesOf(good)).toEqual([]);
  });

  it.each([
    ['an upward import', 'src/units/a.ts', "import { readCase } from '../case/index.ts';", 'upward'],
    ['an upward type import', 'src/units/a.ts', "import type { Case } from '../case/index.ts';", 'upward'],
    ['an upward re-export', 'src/units/a.ts', "export * from '../case/index.ts';", 'upward'],
    ['an upward dynamic import', 'src/units/a.ts', "const c = import('../case/index.ts');", 'upward'],
    [
      'an import over several lines',
      'src/units/a.ts',
      "import {\n  x,\n} from '../case/index.ts';",
      'upward',
    ],
    ['an import of the top', 'src/units/a.ts', "import { x } from '../index.ts';", 'upward'],
    ['a sideways import', 'src/num/a.ts', "import { x } from '../units/index.ts';", 'sideways'],
    ['an import past the index', 'src/model/a.ts', "import { x } from '../case/inner.ts';", 'inside'],
    ['an import of no file', 'src/model/a.ts', "import { x } from '../case/gone.ts';", 'missing'],
    ['an import from outside src/', 'src/model/a.ts', "import { x } from '../../test/x.ts';", 'outside'],
    ['a builtin in the core', 'src/case/a.ts', "import { readFileSync } from 'node:fs';", 'builtin'],
    ['a bare builtin anywhere', 'src/node/a.ts', "import { readFileSync } from 'fs';", 'builtin'],
    ['a package of another folder', 'src/units/a.ts', "import { parse } from 'yaml';", 'package'],
    ['an unknown scoped package', 'src/base/a.ts', "import { x } from '@noble/curves/x.js';", 'package'],
    ['a global of Node', 'src/case/a.ts', 'const home = process.env.HOME;', 'global'],
    ['a global of the browser', 'src/report/a.ts', 'const p = document.createElement("p");', 'global'],
    ['a timer', 'src/study/a.ts', 'setTimeout(() => 1, 5);', 'global'],
    ['console', 'src/study/a.ts', 'console.log(1);', 'global'],
    ['globalThis', 'src/study/a.ts', 'const d = globalThis.document;', 'global'],
    ['a global inside a template', 'src/study/a.ts', 'const t = `a ${process.pid} b`;', 'global'],
    ['the clock', 'src/time/a.ts', 'const now = new Date();', 'clock'],
    ['chance', 'src/num/a.ts', 'const u = Math.random();', 'random'],
    ['an elementary function', 'src/model/a.ts', 'const y = 1 + Math.exp(x);', 'elementary'],
    ['an aliased Math', 'src/model/a.ts', 'const { exp } = Math;', 'elementary'],
    ['a power of values', 'src/model/a.ts', 'const y = 1000 ** i;', 'elementary'],
    ['a power of literals in num', 'src/num/a.ts', 'const y = 2 ** 52;', 'elementary'],
    ['eval', 'src/formula/a.ts', 'eval(text);', 'eval'],
    ['an unknown folder', 'src/helpers/a.ts', '', 'folder'],
    ['a stray file', 'src/helpers.ts', '', 'folder'],
    ['a name that is not kebab-case', 'src/case/readCase.ts', '', 'name'],
    ['a long file', 'src/case/a.ts', 'x;\n'.repeat(501), 'length'],
  ])('%s', (_, path, text, rule) => {
    const line = rule === 'length' ? 500 : text.startsWith('import {\n') ? 3 : 1;
    expect(rulesOf({ ...index, 'src/case/inner.ts': '', 'src/index.ts': '', [path]: text })).toEqual([
      `${path}:${line} ${rule}`,
    ]);
  });

  it('a median above the limit', () => {
    const long = 'x;\n'.repeat(161);
    expect(rulesOf({ 'src/case/a.ts': long, 'src/case/b.ts': long, 'src/case/c.ts': '' })).toEqual([
      'src:1 median',
    ]);
  });
});

describe('checkTree lets pass', () => {
  it.each([
    ['comments', '// Math.exp(x) and new Date()\n/* process.exit */ const a = 1;'],
    ['strings', 'const a = \'Math.exp(x)\'; const b = "new Date()";'],
    ['formula texts', 'const text = `price = exp(growth) * Math.exp(1) ** n`;'],
    ['code in a template after a brace', 'const t = `a ${f({ x: 1 })} process`;'],
    ['regular expressions', "const r = /process['\"`]/.test(x); const s = 'Date';"],
    ['division', 'const a = b / c; const d = (e) / f; // process'],
    ['properties of that name', 'const w = typed.window; const o = { process: 1 };'],
    ['a name that the file binds', 'function draw(document: Doc): void {\n  document.append(1);\n}'],
    ['a destructured name', 'const { document, year } = options;\ndocument.append(year);'],
    ['exact functions of Math', 'const a = Math.sqrt(Math.abs(Math.min(1, x)));'],
    ['a power of literals', 'const step = 2 ** -52;'],
  ])('%s', (_, text) => {
    expect(rulesOf({ 'src/study/a.ts': text })).toEqual([]);
  });
});

describe('maskSource', () => {
  it('keeps length, lines and code, and gives strings by place', () => {
    const source = "const a = 'Date'; // now\nconst b = `x ${a} y`;";
    const masked = maskSource(source);
    expect(masked.code).toBe("const a = '    ';       \nconst b = `  ${a}  `;");
    expect(masked.literals.get(10)).toBe('Date');
  });
});
