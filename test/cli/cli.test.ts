import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyText } from '../study/support.ts';
import type { RunResult } from '../../src/answer/index.ts';
import { cli, interrupted, main, root } from './run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'buildout-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const place = (name: string) => join(folder, name);
/** The JSON of a run of so many paths. */
function cliJson(path: string, paths: string): string {
  const file = place(`whole-${paths}.json`);
  expect(cli('run', path, '--paths', paths, '--json', file).code).toBe(0);
  return readFileSync(file, 'utf8');
}
/** A case folder of tiny with its text changed. */
function spoiled(name: string, text: string): string {
  mkdirSync(place(name));
  writeFileSync(join(place(name), 'case.yaml'), text);
  return place(name);
}

const commands = [
  'init',
  'check',
  'run',
  'explain',
  'compare',
  'claims',
  'forecast',
  'signals',
  'race',
  'implied',
  'schema',
];

describe('help and usage', () => {
  it('names every command, first steps and exit codes', () => {
    const { code, out } = cli('--help');
    expect(code).toBe(0);
    for (const name of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(out).toMatch(/First steps[\s\S]*Exit codes: 0 ok, 1 faults/);
  });

  it.each(commands)('%s --help says what it does', (name) => {
    const { code, out } = cli(name, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: buildout ${name}`));
  });

  it('prints its version', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(cli('--version')).toMatchObject({ code: 0, out: `${version}\n` });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['run', 'cases/tiny', '--pahts', '5']],
    ['no case', ['run']],
    ['half a path', ['run', 'cases/tiny', '--paths', '2.5']],
    ['no path', ['run', 'cases/tiny', '--paths', '0']],
    ['a negative seed', ['run', 'cases/tiny', '--seed', '-1']],
  ])('%s is a fault of usage', (_, args) => {
    const { code, out, err } = cli(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/--help|Usage/);
  });
});

describe('init', () => {
  it('starts a case that checks, and refuses a folder that is not empty', () => {
    const dir = place('mine');
    expect(cli('init', dir)).toMatchObject({ code: 0 });
    expect(readdirSync(dir).sort()).toEqual(['case.yaml', 'overlays']);
    expect(cli('check', dir)).toMatchObject({ code: 0, err: '' });
    const again = cli('init', dir);
    expect(again.code).toBe(2);
    expect(again.err).toContain('is not an empty folder; nothing was written');
  });

  it('refuses a file in place of a folder', () => {
    writeFileSync(place('a-file'), '');
    expect(cli('init', place('a-file'))).toMatchObject({ code: 2, out: '' });
  });

  it('names the cases it knows', () => {
    const { code, err } = cli('init', place('other'), '--from', 'nothing');
    expect(code).toBe(2);
    for (const name of ['amazon-2026', 'chip-programme', 'serving-fleet', 'tiny'])
      expect(err).toContain(name);
  });
});

describe('check', () => {
  it('counts what a case gives', () => {
    const { code, out, err } = cli('check', 'cases/tiny');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/no faults[\s\S]*own metrics: revenue-per-mw/);
  });

  it.each([
    [
      'a wrong unit',
      (text: string) => text.replace('mw: 20 MW', 'mw: $20'),
      /case\.yaml:\d+:\d+ error unit-mismatch[\s\S]*found[\s\S]*expected/,
    ],
    [
      'a negative power',
      (text: string) => text.replace('mw: 20 MW', 'mw: -5 MW'),
      /case\.yaml:\d+:\d+ error out-of-range/,
    ],
    ['a tab', (text: string) => text.replace('  ohio:', '\tohio:'), /case\.yaml:\d+:\d+ error yaml-syntax/],
    ['an empty file', () => '', /error missing-value/],
    [
      'no periods',
      (text: string) => text.replace('periods: 20', 'periods: 0'),
      /whole number from 1 to 1200/,
    ],
    [
      'too many periods',
      (text: string) => text.replace('periods: 20', 'periods: 100000'),
      /calendar-malformed/,
    ],
    [
      'a lost bracket',
      (text: string) => text.replace('periods: 20, fiscal_year_end: 12 }', 'periods: 20'),
      /yaml-syntax/,
    ],
    [
      'a formula with a slip',
      (text: string) => text.replace('window_sum(revenue', 'window_sum(revenu'),
      /unknown-name[\s\S]*revenu/,
    ],
    [
      'an expectation of nothing',
      (text: string) => text.replace('metric: it-mw', 'metric: it-nw'),
      /metric-unknown[\s\S]*write it-mw/,
    ],
    [
      'a life of zero',
      (text: string) => text.replace('shell: 30 years', 'shell: 0 years'),
      /at least one period/,
    ],
    [
      'a counterfactual that is not there',
      (text: string) => `${text}counterfactual: nowhere.yaml\n`,
      /counterfactual nowhere\.yaml[\s\S]*file-missing/,
    ],
  ])('refuses %s', (name, change, says) => {
    const { code, out, err } = cli('check', spoiled(name.replaceAll(' ', '-'), change(tinyText)));
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(says);
    expect(err).toMatch(/\d+ faults? to mend; nothing was run\.\n$/);
  });

  it('refuses bytes that are no text', () => {
    const dir = spoiled('bytes', '');
    writeFileSync(join(dir, 'case.yaml'), Buffer.from([0, 159, 146, 150, 255, 254, 10, 0]));
    const { code, err } = cli('check', dir);
    expect(code).toBe(1);
    expect(err).toMatch(/case\.yaml:1:\d+ error yaml-/);
  });

  it('names the place of a case, overlay or value that is not there', () => {
    expect(cli('check', place('nowhere'))).toMatchObject({ code: 1 });
    expect(cli('check', 'cases/tiny', '--overlay', 'nowhere').err).toContain('overlay-not-found');
    const { code, err } = cli('check', 'cases/tiny', '--set', 'accounts.tax_rat=20%');
    expect(code).toBe(1);
    expect(err).toMatch(/^\S+:1:\d+ error unknown-key: .*[\s\S]*write '?tax_rate/);
  });
});

describe('run', () => {
  it('prints the answer and writes whole JSON, equal for equal runs', () => {
    const file = place('deep/run.json');
    const first = cli('run', 'cases/tiny', '--paths', '50', '--json', file);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain('Tiny cloud');
    const text = readFileSync(file, 'utf8');
    expect((JSON.parse(text) as { schema: string }).schema).toBe('buildout-run/1');
    expect(readdirSync(place('deep'))).toEqual(['run.json']);
    expect(cli('run', 'cases/tiny', '--paths', '50', '--block', '7', '--json', file).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('writes a report and the result', () => {
    const dir = place('out');
    expect(cli('run', 'cases/tiny', '--paths', '20', '--out', dir)).toMatchObject({ code: 0 });
    expect(readdirSync(dir).sort()).toEqual(['report.html', 'run.json']);
    expect(readFileSync(join(dir, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('refuses, before it runs, a place it cannot write to and more paths than there are draws', () => {
    writeFileSync(place('no-folder'), '');
    const unwritable = cli('run', 'cases/tiny', '--paths', '5', '--json', join(place('no-folder'), 'x.json'));
    expect([unwritable.code, unwritable.out]).toEqual([2, '']);
    expect(unwritable.err).toMatch(/^Cannot read or write \S*no-folder/);
    const huge = cli('run', 'cases/tiny', '--paths', '5000000000');
    expect([huge.code, huge.out]).toEqual([2, '']);
    expect(huge.err).toMatch(/at most 4294967295/);
  });

  it('fails on an expectation that is not met, and says which', () => {
    const dir = spoiled('unmet', tinyText.replace('[19.9 MW, 20.1 MW]', '[29.9 MW, 30.1 MW]'));
    const { code, out, err } = cli('run', dir, '--paths', '10');
    expect(code).toBe(1);
    expect(out).toContain('Tiny cloud');
    expect(err).toMatch(
      /^case\.yaml:\d+:\d+ failed: it-mw 2030Q4: median is 20 MW; expected 29\.9 MW to 30\.1 MW: the hall is built\.\n$/,
    );
  });

  it.each([1, 2])(
    'stops at Ctrl-C with what it has, and leaves no half-written file: %i workers',
    async (workers) => {
      const dir = place(`stopped-${workers}`);
      mkdirSync(dir);
      const file = join(dir, 'run.json');
      const asked = ['run', 'cases/tiny', '--json', file, '--workers', `${workers}`, '--paths'];
      const { code, out, err } = await interrupted([...asked, '1000000']);
      expect(code).toBe(4);
      expect(err).toMatch(/Stopped early: \d+ of 1000000 paths; the answer is of those\./);
      expect(out).toContain('Tiny cloud');
      expect(readdirSync(dir)).toEqual(['run.json']);
      const text = readFileSync(file, 'utf8');
      const { paths } = (JSON.parse(text) as { provenance: { paths: number } }).provenance;
      expect(err).toContain(`Stopped early: ${paths} of`);
      // What is done is the first paths, without a gap: a run that asks for as many gives the same answer.
      expect(cli(...asked, `${paths}`).code).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('previews in single precision, says so, and takes no other engine beside it', () => {
    const file = place('preview.json');
    const { code, out } = cli('run', 'cases/tiny', '--paths', '120', '--preview', '--json', file);
    expect(code).toBe(0);
    expect(out).toContain('a preview in single precision');
    const preview = JSON.parse(readFileSync(file, 'utf8')) as RunResult;
    expect(preview.provenance.precision).toBe('single');
    expect(preview.checks.filter(({ kind }) => kind === 'tie')).toEqual([]);
    const whole = JSON.parse(cliJson('cases/tiny', '120')) as RunResult;
    expect(whole.provenance).not.toHaveProperty('precision');
    expect(whole.checks.some(({ kind }) => kind === 'tie')).toBe(true);
    const [a, b] = [preview, whole].map(({ metrics }) => metrics['revenue']!.years.p50);
    a!.forEach((value, i) => expect(Math.abs(value - b![i]!)).toBeLessThanOrEqual(1e-5 * b![i]!));
    expect(a).not.toEqual(b);
    expect(cli('run', 'cases/tiny', '--preview', '--engine', 'compiled').code).toBe(2);
  });

  it('writes its files although nobody reads what it prints', () => {
    const file = place('unread.json');
    const run = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${main}" run cases/tiny --paths 50 --json "${file}" | true`],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect(run.stderr).not.toContain('EPIPE');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('metrics');
  });

  it('gives the same bytes on one and two threads, and with another block', () => {
    const runs = [['1'], ['2'], ['2', '--block', '64']].map((workers, i) => {
      const file = place(`threads-${i}.json`);
      const { code } = cli('run', 'cases/tiny', '--paths', '300', '--json', file, '--workers', ...workers);
      expect(code).toBe(0);
      return readFileSync(file, 'utf8');
    });
    expect(runs[1]).toBe(runs[0]);
    expect(runs[2]).toBe(runs[0]);
  });
});

describe('explain', () => {
  it('leads to case line, source and tier, with words for choices and dates for dates', () => {
    const { code, out } = cli('explain', 'cases/tiny', 'segment-revenue[startups]', '--all');
    expect(code).toBe(0);
    expect(out).toMatch(/case\.yaml:\d+: drivers|case\.yaml:\d+: segments\.startups\.volume = /);
    expect(out).toMatch(
      /reads drivers\.demand_level = 0\.8 to 1\.3 \(case\.yaml:\d+\), here at its median\n\s+source: our own guess \(tier 4\)/,
    );
    expect(out).toMatch(/phase\.energised\[hall_1\]: 2026-10\n/);
    expect(out).toMatch(/segment\.rule\[startups\]: price-performance\n/);
    expect(out).toMatch(/default of the model: /);
    expect(out).not.toMatch(/NaN|undefined|n\/a|\$0\.0bn/);
  });

  it('shows the source of a value that has one', () => {
    const { out } = cli('explain', 'cases/tiny', 'capex.chips', '--period', '2026Q4', '--all');
    expect(out).toMatch(
      /case\.yaml:\d+: chips\.own\.price = 9000 \$\/chip\n\s+source: Builder quote of March 2026 \(tier 2\)/,
    );
  });

  it('leads from a throughput to the measured rows that calibrated it', () => {
    const { code, out } = cli('explain', 'cases/amazon-2026', 'usable_rate[internal,trainium2]', '--all');
    expect(code).toBe(0);
    expect(out).toMatch(
      /segments\.internal\.throughput\.trainium2 = .*\n\s+source: serving throughput: .*\n\s+measured: mlp\d+, MLPerf Inference, .* tokens\/s \(round v\d\.\d, \d{4}-\d\d\) <https:/,
    );
    expect(out).not.toContain('does not have');
  });

  it('is a fault of usage where the metric or period is not known', () => {
    expect(cli('explain', 'cases/tiny', 'roic.d22')).toMatchObject({ code: 2 });
    expect(cli('explain', 'cases/tiny', 'roic.d22').err).toContain('write roic.d2');
    expect(cli('explain', 'cases/tiny', 'roic.d2', '--period', 'soon').code).toBe(2);
  });
});

describe('compare and claims', () => {
  it('says what differs, what moved and why', () => {
    const { code, out } = cli('compare', 'cases/tiny', 'cases/tiny', '--overlay-b', 'late-power');
    expect(code).toBe(0);
    expect(out).toMatch(/phases\.hall_1\.energised[\s\S]*What moved[\s\S]*moves by[\s\S]*Method: /);
    expect(cli('compare', 'cases/tiny', 'cases/tiny').out).toContain('nothing differs');
  });

  it('refuses two calendars', () => {
    const { code, err } = cli('compare', 'cases/tiny', 'cases/amazon-2026');
    expect(code).toBe(2);
    expect(err).toContain('calendars-differ');
  });

  it('judges the 35 claims of the article', () => {
    const { code, out } = cli('claims', '--paths', '20', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as unknown[]).length).toBe(35);
    expect(cli('claims', '--data-only').out).toMatch(/^35 claims: /m);
  });

  it('prints a schema', () => {
    const { code, out } = cli('schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('$schema');
  });
});
