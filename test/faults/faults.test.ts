import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasErrors, renderIssue, type Issue } from '../../src/base/issue.ts';
import { caseCodes } from '../../src/case/index.ts';
import { formulaCodes } from '../../src/formula/index.ts';
import { loadCase } from '../../src/node/index.ts';
import { openStudy, resultJson, runStudy, type Study } from '../../src/study/index.ts';
import { caseFolder, tinyText } from '../study/support.ts';
import { makeRandom, mutations } from './mutate.ts';
import { caseTriggers, metricTriggers, type Trigger } from './triggers.ts';

/** Every fault says where it is and at least one of found, expected and fix. */
function expectHelp(issues: readonly Issue[]): void {
  for (const issue of issues) {
    expect(issue.at?.file, renderIssue(issue)).toBeTruthy();
    expect(issue.at!.line).toBeGreaterThanOrEqual(1);
    expect(issue.at!.column).toBeGreaterThanOrEqual(1);
    expect(issue.message).not.toBe('');
    const says = [issue.found, issue.expected, issue.fix].filter((part) => part !== undefined && part !== '');
    expect(says.length, renderIssue(issue)).toBeGreaterThan(0);
  }
}

const tables: [string, string][] = [
  ['mw.csv', 'period,mw\n2026Q1,$0.3m/MW/year\n'],
  ['broken.csv', 'period,mw\n2026Q1,$0.3m/MW/year,3\n'],
];

function open({ change, overlays = [], sets = [] }: Trigger) {
  return openStudy({
    files: new Map([['case.yaml', change(tinyText)], ...tables]),
    main: 'case.yaml',
    overlays,
    sets,
  });
}

describe('a smallest fault', () => {
  it('is known for every code that a case can give', () => {
    const known = new Set([...caseTriggers, ...metricTriggers].map((each) => each.code));
    const codes = [...Object.keys(caseCodes), ...Object.keys(formulaCodes)];
    expect(codes.filter((code) => !known.has(code))).toEqual(['name-conflict']);
  });

  it.each([...caseTriggers, ...metricTriggers].map((each, i) => [each.code, i, each] as const))(
    '%s (%i) is refused with its place and a way out',
    (code, _, trigger) => {
      const { value, issues } = open(trigger);
      expect(issues.map((issue) => issue.code)).toContain(code);
      expect(value).toBeUndefined();
      // Five hundred faults of one kind need not all be looked at.
      expectHelp(issues.slice(0, 20));
    },
  );
});

describe('a file that is no case', () => {
  it.each([
    ['empty', ''],
    ['blank', '\n\n  \n'],
    ['a comment', '# nothing\n'],
    ['a list', '- 1\n- 2\n'],
    ['a number', '42\n'],
    ['binary', '\u0000\u0001\u0002\ufffd\ufffd'],
    ['JSON of another tool', '{"name": "x", "version": "1.0.0"}'],
    ['a byte order mark only', '\ufeff'],
  ])('%s is refused', (_, text) => {
    const { value, issues } = openStudy({
      files: new Map([['case.yaml', text]]),
      main: 'case.yaml',
      overlays: [],
      sets: [],
    });
    expect(value).toBeUndefined();
    expect(hasErrors(issues)).toBe(true);
    expectHelp(issues);
  });
});

describe('a case of another editor', () => {
  it.each([
    ['Windows line ends', tinyText.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${tinyText}`],
    ['no line end at the end', tinyText.trimEnd()],
  ])('with %s opens', (_, text) => {
    const { value, issues } = openStudy({
      files: new Map([['case.yaml', text]]),
      main: 'case.yaml',
      overlays: [],
      sets: [],
    });
    expect(issues.map(renderIssue)).toEqual([]);
    expect(value!.study.assumptions.length).toBeGreaterThan(100);
  });
});

describe('loading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'buildout-faults-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  it.each([
    ['case-not-found', () => loadCase(join(folder, 'nowhere'))],
    ['case-not-found', () => loadCase(folder)],
    ['overlay-not-found', () => loadCase(caseFolder('tiny'), ['nowhere'])],
    [
      'file-too-large',
      () => {
        put('large/case.yaml', '#'.repeat(20_000_001));
        return loadCase(join(folder, 'large'));
      },
    ],
    [
      'too-many-files',
      () => {
        for (let i = 0; i <= 500; i++) put(`many/t${i}.csv`, 'a\n');
        put('many/case.yaml', tinyText);
        return loadCase(join(folder, 'many'));
      },
    ],
  ])('%s', (code, load) => {
    const { value, issues } = load();
    expect(value).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expectHelp(issues);
  });

  it('reads a case file whatever its ending, but not what lies hidden or too deep', () => {
    put('ending/plan.txt', tinyText);
    put('ending/.hidden/a.yaml', 'a: 1');
    put('ending/node_modules/a.yaml', 'a: 1');
    put('ending/1/2/3/4/5/6/a.yaml', 'a: 1');
    put('ending/1/2/b.csv', 'a\n');
    const { value } = loadCase(join(folder, 'ending/plan.txt'));
    expect([...value!.files.keys()].sort()).toEqual(['1/2/b.csv', 'plan.txt']);
  });

  it('finds an overlay by path, by name and by name without ending', () => {
    for (const name of ['overlays/late-power.yaml', 'late-power.yaml', 'late-power']) {
      expect(loadCase(caseFolder('tiny'), [name]).value?.overlays).toEqual(['overlays/late-power.yaml']);
    }
  });
});

const headline = ['capex', 'revenue', 'ebit', 'net-ppe', 'roic.d2', 'fcf', 'it-mw', 'npv'];

/** A case that is let through must run, tie and give numbers. */
async function expectToRun(study: Study): Promise<void> {
  const result = (await runStudy(study, { paths: 3, seed: 1, overlays: [], sets: [] }))!;
  const broken = result.checks.filter((check) => check.kind === 'tie' && check.status !== 'pass');
  expect(broken.map((check) => check.sentence)).toEqual([]);
  for (const name of headline) {
    expect(
      result.metrics[name]!.mean.filter((value) => !Number.isFinite(value)),
      name,
    ).toEqual([]);
  }
  expect(resultJson(result).length).toBeGreaterThan(1000);
}

describe('a spoiled case', () => {
  const rounds = 10;
  const spoiled = Object.entries(mutations).flatMap(([name, mutate], kind) =>
    Array.from(
      { length: rounds },
      (_, i) => [name, i, mutate(tinyText, makeRandom(1000 * kind + i))] as const,
    ),
  );
  let refused = 0;

  const check = async (text: string) => {
    const files = new Map([['case.yaml', text]]);
    const { value, issues } = openStudy({ files, main: 'case.yaml', overlays: [], sets: [] });
    expectHelp(issues);
    if (value) return expectToRun(value);
    expect(hasErrors(issues)).toBe(true);
    refused++;
  };

  it.each(spoiled)('%s (%i) is refused with help, or runs', (_name, _i, text) => check(text));

  it('is mostly refused', () => {
    // So that the generator cannot come to change nothing that matters.
    expect(refused).toBeGreaterThan(spoiled.length / 2);
  });

  const amazon = loadCase(caseFolder('amazon-2026')).value!.files.get('case.yaml')!;
  it.each(Object.keys(mutations))('of the large case: %s is refused with help, or runs', (name) =>
    check(mutations[name]!(amazon, makeRandom(77))),
  );
});
