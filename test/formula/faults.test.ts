import { describe, expect, test } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { buildGraph, formulaCodes, parseProgram } from '../../src/formula/index.ts';
import { issuesOf } from './support.ts';

const site = 'dimension site sites "A place"\n';
const chip = 'dimension chip chips "A chip"\n';
const rule = 'choice rule : cheap | fast "How"\n';
const labels = { site: ['a', 'b'], chip: ['x'] };

/** For each code its smallest triggers; the first one of each goes into the golden text. */
const triggers: Readonly<Record<string, readonly string[]>> = {
  'formula-syntax': [
    'a : $ "A" = 1 +',
    'a : $ = 1',
    'a "A" = 1',
    'a $ "A" = 1',
    'a : "A" = 1',
    'Power : MW "A" = 0',
    'a : $ "A = 1',
    '= 1',
    'a : ratio "A" = 1 < 2 < 3',
    'a : ratio "A" = (1',
    'a : ratio "A" = min(1 2)',
    'a : ratio "A" = 1 2',
    'a : ratio "A" = 1 $ 2',
    'a : ratio "A" = 1 module m "M"',
    'inputt a : ratio "A"',
    'choice a : "A"',
    'choice a : b- "A"',
    'map a : b "A"',
    'dimension a "A"',
    'module "A"',
    'a[ : ratio "A" = 1',
    'a[b : ratio "A" = 1',
    'noise a : ratio "A"',
    'input once a : ratio',
  ],
  'formula-limit': [
    `a : ratio "A" = ${'('.repeat(5000)}1${')'.repeat(5000)}`,
    `a : ratio "A" = 1${' + 1'.repeat(40_000)}`,
    `a : ratio "A" = ${'-'.repeat(150_000)}1`,
    `a : ratio "A" = ${'abs('.repeat(40_000)}`,
    `a : ratio "A" = 2${'^2'.repeat(40_000)}`,
    '#'.repeat(200_001),
  ],
  'unknown-unit': ['a : parsecs "A" = 1', 'input a : $/GWatt "A"'],
  'unknown-dimension': [
    `${site}a[sites] : ratio "A" = 1`,
    `${site}map m : site -> state "M"`,
    `${site}input x[site] : ratio "X"\na : ratio "A" = sum(x, sites)`,
    `${site}input x[site] : ratio "X"\na : ratio "A" = sum(x, 1 + 2)`,
  ],
  'unknown-name': ['input price : $ "P"\na : $ "A" = prise', 'a : ratio "A" = price-performance'],
  'unknown-function': ['a : ratio "A" = mean(1)', 'a : ratio "A" = 2 * a(3)'],
  'duplicate-name': ['a : ratio "A" = 1\na : ratio "B" = 2', `${site}input site : ratio "A"`],
  'reserved-name': ['time : ratio "A" = 1', 'years : ratio "A" = 1', 'input default : $ "A"'],
  'unit-mismatch': [
    'input mw : MW "P"\ninput cash : $ "C"\na : $ "A" = cash + mw',
    'input mw : MW "P"\na : $ "A" = mw',
    'a : $ "A" = 1',
    'input mw : MW "P"\na : ratio "A" = 2 ^ mw',
    'input mw : MW "P"\ninput n : ratio "N"\na : ratio "A" = mw ^ n',
    'input mw : MW "P"\na : ratio "A" = mw > 1',
    'input mw : MW "P"\na : ratio "A" = where(mw, 1, 0)',
    'input mw : MW "P"\na : ratio "A" = not mw',
    'input mw : MW "P"\na : ratio "A" = exp(mw)',
    'input p : $/MW "P"\na : $/MW "A" = floor(p)',
    'input mw : MW "P"\na : MW "A" = lag(mw, 1)',
    'input mw : MW "P"\na : MW "A" = lag(mw, 1 period, 1)',
    'input mw : MW "P"\na : MW "A" = window_sum(mw, 1 year)',
    'input mw : MW "P"\na : MW "A" = cumulative(mw)',
    'input mw : MW "P"\na : MW "A" = change(mw)',
    'input mw : MW "P"\nonce a : MW "A" = total(mw)',
    'input flow : $/period "F"\nonce a : %/year "A" = irr(flow, 3)',
    'input flow : $/period "F"\nonce a : %/year "A" = mirr(flow, 10%, 10%)',
    `${site}${chip}input n[site] : work/hour "N"\ninput c[chip] : chips "C"\na[site, chip] : work/hour "A" = allocate(n, c, 1, 0, 0)`,
  ],
  'dims-mismatch': [
    `${site}input mw[site] : MW "P"\na : MW "A" = mw`,
    `${site}${chip}input mw[site] : MW "P"\na : MW "A" = sum(mw, chip)`,
    `${site}a[site, site] : ratio "A" = 1`,
    `${site}${chip}map m : chip -> site "M"\ninput mw[site] : MW "P"\na : MW "A" = sum(mw, m)`,
  ],
  'map-misused': [
    `${site}${chip}map m : chip -> site "M"\na : ratio "A" = m`,
    `${site}a : ratio "A" = site`,
    `${site}input x[site] : ratio "X"\na : ratio "A" = at(x, site)`,
    `${site}${chip}map m : chip -> site "M"\ninput x[chip] : ratio "X"\na[chip] : ratio "A" = order(x, m)`,
    `${site}${chip}map m : chip -> site "M"\ninput x[chip, site] : ratio "X"\na[site] : ratio "A" = sum(x, m)`,
  ],
  'choice-option': [
    `${rule}a : ratio "A" = rule is fsat`,
    `${rule}a : ratio "A" = rule`,
    'choice rule : cheap | cheap "How"',
    'choice rule : cheap | fast default fats "How"',
    `${rule}choice other : fast | cheap "How"\na : ratio "A" = rule is other`,
    'input x : ratio "X"\na : ratio "A" = x is fast',
  ],
  arity: ['a : ratio "A" = clamp(1, 2)', 'a : ratio "A" = abs(1, 2)', 'a : ratio "A" = min()'],
  cycle: [
    'a : ratio "A" = b + 1\nb : ratio "B" = c\nc : ratio "C" = a',
    'a : ratio "A" = a',
    'a : ratio "A" = cumulative(a) / 1 year',
    'a : ratio "A" = change(a) * 1 year',
    'once a : ratio "A" = final(b)\nb : ratio "B" = lag(a)',
  ],
  'looks-ahead': [
    'input x : $ "X"\na : $ "A" = final(x)',
    'input x : $ "X"\nonce a : ratio "A" = final(x) / x',
    'input x : $ "X"\nonce a : $ "A" = final(x)\nb : $ "B" = lag(a)',
    'input x : $ "X"\nonce a : $ "A" = final(x)\nb : $ "B" = a + x',
    'input x : $ "X"\nonce a : $ "A" = peak(final(x))',
    'input x : $ "X"\nonce a : years "A" = final(x) / peak(x) * 1 year\nb : $*year "B" = window_sum(x, a)',
  ],
  'not-once': [
    'input x : $ "X"\nonce a : $ "A" = x',
    'input x : years "X"\na : ratio "A" = lag(1, x)',
    'input x : years "X"\na : years "A" = window_sum(1, x)',
    'input x : ratio "X"\na : years "A" = cumulative(1, x * 1 year)',
    'input x : ratio "X"\na : years "A" = vintage_sum(1, x)',
    'input x : ratio "X"\na : years "A" = vintage_sum(1, x * age / 1 year)',
    'input x : $/year "X"\nonce a : %/year "A" = irr(x, x * 1 year)',
    'input x : $/year "X"\ninput r : %/year "R"\nonce a : %/year "A" = mirr(x, r, r)',
  ],
  'age-misused': ['a : years "A" = age', 'a : years^2 "A" = vintage_sum(age, 1)'],
  'allocate-dims': [
    `${site}${chip}input n[site] : ratio "N"\na[site, chip] : ratio "A" = allocate(n, n, 1, 0, 0)`,
    `${site}${chip}input n[site] : ratio "N"\ninput c[chip] : ratio "C"\na[site, chip] : ratio "A" = allocate(n, c, 1, 0, c)`,
    `input n : ratio "N"\na : ratio "A" = allocate(n, n, 1, 0, 0)`,
  ],
};

const shape = {
  labels,
  maps: { m: Int32Array.of(0) },
  choices: { rule: Int32Array.of(0), other: Int32Array.of(0) },
};

describe('faults of formula text', () => {
  test('every registered code has a trigger, and every trigger a registered code', () => {
    expect(Object.keys(triggers).sort()).toEqual(Object.keys(formulaCodes).sort());
  });

  for (const [code, texts] of Object.entries(triggers)) {
    test.each(texts.map((text) => [text.slice(0, 60), text] as const))(`${code}: %s`, (_, text) => {
      const issues = issuesOf(text, shape);
      expect([...new Set(issues.map((issue) => issue.code))]).toEqual([code]);
      expect(issues[0]!.at).toMatchObject({ file: 'test' });
    });
  }

  test('read as the golden text says', async () => {
    const texts = Object.values(triggers).map(([text]) => {
      const shown = text!.length > 200 ? `${text!.slice(0, 40)}…` : text!;
      return `${shown}\n\n${issuesOf(text!, shape).map(renderIssue).join('\n')}\n`;
    });
    await expect(texts.join('\n---\n')).toMatchFileSnapshot('faults.golden.txt');
  });

  test('are all collected, in order of place', () => {
    const text = 'a : $ "A" = +\nb : parsecs "B" = 1\nc[x] : ratio "C" = 1\na : $ "D" = 1\nd : $ "E" = 1 1';
    expect(issuesOf(text).map(({ code, at }) => `${at!.line}:${at!.column} ${code}`)).toEqual([
      '1:13 formula-syntax',
      '2:5 unknown-unit',
      '3:1 unknown-dimension',
      '5:15 formula-syntax',
    ]);
  });

  test('carry the place of the file in which a text stands', () => {
    const at = { file: 'case.yaml', line: 40, column: 3, path: 'metrics' };
    const { issues } = parseProgram([{ name: 'metrics', text: '\n  a : $ "A" = +', at }]);
    expect(issues[0]!.at).toEqual({ file: 'case.yaml', line: 41, column: 17, path: 'metrics' });
  });

  test('a long chain of formulas is ordered without recursion', () => {
    const count = 6000;
    const lines = Array.from(
      { length: count },
      (_, i) => `a${i} : ratio "A" = ${i + 1 < count ? `a${i + 1}` : 1}`,
    );
    expect(issuesOf(lines.join('\n'))).toEqual([]);
    const loop = [...lines.slice(0, -1), `a${count - 1} : ratio "A" = a0`].join('\n');
    expect(issuesOf(loop).map((issue) => issue.code)).toEqual(['cycle']);
  });

  test('a shape without labels, maps or choices is a mistake of the program', () => {
    const program = parseProgram([{ name: 'test', text: `${site}${rule}` }]).value!;
    const empty = { labels: {}, maps: {}, choices: {}, periods: 1, periodsPerYear: 4 };
    expect(() => buildGraph(program, empty)).toThrow('no labels for dimension site');
    expect(() => buildGraph(program, { ...empty, labels })).toThrow('needs 1 indices for rule');
    const stray = { ...empty, labels, choices: { rule: Int32Array.of(2) } };
    expect(() => buildGraph(program, stray)).toThrow('Index 2 of rule is not below 2');
  });
});
