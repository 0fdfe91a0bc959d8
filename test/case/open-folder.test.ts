import { describe, expect, it } from 'vitest';
import { folderLimits, openFolder, overlaysOf } from '../../src/case/index.ts';
import { loadCase } from '../../src/node/index.ts';
import { openStudy } from '../../src/study/index.ts';
import { caseFolder } from '../study/support.ts';

const textsOf = (...names: string[]) => names.map((name) => [name, `# ${name}`] as const);

describe('openFolder', () => {
  it.each(['tiny', 'amazon-2026', 'serving-fleet', 'chip-programme'])(
    'opens %s from memory as from a disk, whatever folder it lay in',
    (name) => {
      const loaded = loadCase(caseFolder(name)).value!;
      const dropped = [...loaded.files].map(([path, text]) => [`home\\my cases\\${path}`, text] as const);
      const { files, main } = openFolder(dropped.reverse()).value!;
      expect([main, [...files]]).toEqual([loaded.main, [...loaded.files]]);
      const order = { overlays: [], sets: [] };
      const hash = (from: typeof loaded | { files: typeof files; main: string }) =>
        openStudy({ files: from.files, main: from.main, ...order }).value!.study.hash;
      expect(hash({ files, main })).toBe(hash(loaded));
    },
  );

  it('takes case.yaml, or the only YAML file that is no overlay', () => {
    expect(openFolder(textsOf('b.yaml', 'case.yaml')).value!.main).toBe('case.yaml');
    expect(openFolder(textsOf('plan.yml', 'overlays/low.yaml', 't.csv')).value!.main).toBe('plan.yml');
  });

  it('reads no other files, and none that lie hidden or too deep', () => {
    const texts = textsOf('case.yaml', 'a.md', '.git/a.yaml', 'node_modules/a.yaml', '1/2/3/4/5/b.csv');
    const deep = textsOf('1/2/3/4/5/6/c.csv');
    expect([...openFolder([...texts, ...deep]).value!.files.keys()]).toEqual([
      '1/2/3/4/5/b.csv',
      'case.yaml',
    ]);
  });

  it('names its overlays in order', () => {
    const texts = textsOf('case.yaml', 'overlays/b.yaml', 'overlays/a.yml', 'overlays/t.csv', 'low/c.yaml');
    expect(openFolder(texts).value!.overlays).toEqual(['overlays/a.yml', 'overlays/b.yaml']);
    expect(overlaysOf(['overlays.yaml'])).toEqual([]);
  });

  it.each([
    ['case-not-found', []],
    ['case-not-found', textsOf('notes.txt')],
    ['case-not-found', textsOf('a.yaml', 'b.yaml')],
    ['file-too-large', [['case.yaml', '#'.repeat(folderLimits.bytes + 1)]]],
    [
      'too-many-files',
      [
        ...textsOf('case.yaml'),
        ...textsOf(...Array.from({ length: folderLimits.files }, (_, i) => `t${i}.csv`)),
      ],
    ],
  ] as const)('%s', (code, texts) => {
    const { value, issues } = openFolder(texts as readonly (readonly [string, string])[]);
    expect(value).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    for (const { found, expected } of issues) expect([found, expected].every(Boolean)).toBe(true);
  });
});
