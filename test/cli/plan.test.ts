import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapeCase } from '../../bench/plan-shape.mjs';
import type { PlanResult } from '../../src/plan/index.ts';
import { cli, interrupted } from './run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'buildout-plan-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const place = (name: string) => join(folder, name);
const overlay = (name: string, text: string) => {
  writeFileSync(place(name), text);
  return place(name);
};

describe('plan', () => {
  it('plans, explains, writes an overlay that run takes, and a report that shows the plan', () => {
    const annex = overlay(
      'annex.yaml',
      'phases:\n  hall_2: { site: ohio, status: optional, mw: 10 MW, start: 2026-04, build_time: 1 years, energised: 2027-04, may_wait: 0.5 years }\n',
    );
    const args = ['cases/tiny', '--overlay', annex, '--scenarios', '2', '--sampled', '20', '--paths', '40'];
    const { code, out, err } = cli('plan', ...args, '--out', place('out'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Objective: expected NPV, \$\d/);
    expect(out).toMatch(/One more MW of IT power at ohio/);
    expect(out).toMatch(/\(EVPI\)/);
    expect(out).toMatch(/hall_2: /);
    const plan = JSON.parse(readFileSync(place('out/plan.json'), 'utf8')) as PlanResult;
    expect(plan.format).toBe('buildout-plan');
    expect(Math.abs(plan.value.differenceUsd)).toBeLessThan(1e-9 * Math.abs(plan.value.expectedUsd));
    expect(plan.outOfSample!.lowUsd).toBeLessThan(plan.outOfSample!.highUsd);
    const html = readFileSync(place('out/report.html'), 'utf8');
    for (const id of ['plan-phases', 'plan-supply', 'plan-mix', 'plan-prices'])
      expect(html).toContain(`<figure id="${id}">`);
    const ran = cli(
      'run',
      'cases/tiny',
      '--overlay',
      annex,
      '--overlay',
      place('out/plan.yaml'),
      '--paths',
      '20',
    );
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
  });

  it('with reviews: tells what to commit and what waits for what, writes every future, draws the tree', () => {
    const out = place('tree');
    const reviewed = ['plan', 'cases/tiny', '--reviews', '2027Q1', '--scenarios', '4', '--sampled', '40'];
    const { code, err, ...said } = cli(...reviewed, '--paths', '60', '--quick', '--out', out);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const words = said.out.replaceAll(/\s+/g, ' ');
    expect(words).toMatch(/Commit before 2027Q1 - /);
    expect(words).toMatch(/Decide by 2027Q1, by what is seen in 2026Q4 .* - n1: if /);
    expect(words).toMatch(/The tree is worth \$\S+, one decision for all of the same scenarios \$/);
    expect(words).toMatch(/On 60 other paths \(seed 8\), each led through the tree/);
    const { tree, outOfSample } = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as PlanResult;
    expect(tree!.outOfSample!.meanUsd).toBe(outOfSample!.meanUsd);
    const files = readdirSync(out).filter((name) => name.endsWith('.yaml'));
    expect(files).toHaveLength(3);
    for (const name of files) expect(words).toContain(name);
    expect(readFileSync(join(out, 'plan.yaml'), 'utf8')).toMatch(
      /^# What is dated before 2027Q1 is committed for every future.*\n/m,
    );
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('<figure id="plan-tree">');
    const faults = cli('plan', 'cases/tiny', '--reviews', '2027-Q1,2050', '--branches', '2');
    expect(faults.code).toBe(2);
    expect(faults.err).toMatch(
      /--reviews:1:1 error date-malformed[\s\S]*--reviews:1:9 error date-outside-calendar/,
    );
    expect(faults.err).toMatch(/--branches:1:1 error branches-not-understood/);
  });

  it('plans for many paths: one fleet, or scenario by scenario where dates are uncertain or risk is minded; else says why not', () => {
    const file = place('shape.yaml');
    writeFileSync(file, shapeCase({ sites: 2, chips: 3, segments: 3, contracts: 2, periods: 12 }));
    const args = ['--fleet', '--scenarios', '30', '--gap', '0.1%', '--paths', '60'];
    const { code, out, err } = cli('plan', file, ...args, '--json', place('fleet.json'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/a plan for 30 random paths \(seed 7\)/);
    const plan = JSON.parse(readFileSync(place('fleet.json'), 'utf8')) as PlanResult;
    expect(plan.value.accountsUsd).toHaveLength(30);
    expect(plan.value.gap).toBeLessThanOrEqual(1e-3);
    // What making the accounts linear has left is below the gap that was asked for.
    expect(Math.abs(plan.value.differenceUsd)).toBeLessThan(1e-3 * plan.value.objectiveUsd);
    const apart = cli('plan', 'cases/tiny', '--fleet', '--scenarios', '3', '--paths', '20', '--risk', '0.5');
    expect({ code: apart.code, err: apart.err }).toEqual({ code: 0, err: '' });
    expect(apart.out).toMatch(/expected NPV less 0\.5 × the CVaR/);
    expect(apart.out.replaceAll(/\s+/g, ' ')).toMatch(/installation and dispatch follow each/);
    const lots = overlay(
      'lots.yaml',
      'plan: { shared_time: 1 years }\nchips: { bought: { lot: 72 chips } }\n',
    );
    const refused = cli('plan', 'cases/tiny', '--overlay', lots, '--fleet', '--scenarios', '3');
    expect(refused.code).toBe(3);
    expect(refused.err).toMatch(/orders that follow the scenario come in lots/);
  });

  it('keeps what a Ctrl-C stops in a file, goes on from it, and refuses one of another case or damaged', async () => {
    const args = ['plan', 'cases/tiny', '--fleet', '--scenarios', '3', '--paths', '20'];
    const file = place('kept.json');
    const stopped = await interrupted([...args, '--gap', '0.001%', '--resume', file]);
    expect(stopped.code).toBe(4);
    expect(stopped.out).toMatch(/Stopped early: the same command goes on from .*kept\.json/);
    expect(existsSync(file)).toBe(true);
    const other = cli(...args, '--seed', '8', '--resume', file);
    expect(other.code).toBe(1);
    expect(other.err).toMatch(/kept\.json:1:1 error checkpoint-other[\s\S]*delete this one to start anew/);
    const kept = readFileSync(file, 'utf8');
    const { code, out, err } = cli(...args, '--gap', '0.001%', '--resume', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/The plan is finished: .*kept\.json can be deleted/);
    writeFileSync(file, kept.slice(1));
    const damaged = cli(...args, '--resume', file);
    expect(damaged.code).toBe(1);
    expect(damaged.err).toMatch(
      /kept\.json:1:1 error checkpoint-damaged[\s\S]*delete the file to start anew/,
    );
    const alone = cli('plan', 'cases/tiny', '--resume', file);
    expect(alone.code).toBe(2);
    expect(alone.err).toMatch(/add it, or leave --resume out/);
  });

  it('ends with 3 where there is no plan, and says why and what would do', () => {
    const tight = overlay('tight.yaml', 'plan: { capital_limit: $40m/year }\n');
    const { code, out } = cli(
      'plan',
      'cases/tiny',
      '--overlay',
      tight,
      '--scenarios',
      '1',
      '--out',
      place('none'),
    );
    expect(code).toBe(3);
    expect(out).toMatch(/^No plan keeps the capital limit of FY2026/);
    expect(out).toMatch(/Raise the capital limit: \$\d+m more/);
    expect(readFileSync(place('none/relaxed-1.yaml'), 'utf8')).toMatch(/capital_limit: \$\d+m\/year/);
  });

  it('answers why-not, and names what it does not know', () => {
    const { code, out } = cli('why-not', 'cases/tiny', 'order 5k own in 2026Q3', '--scenarios', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/^'order 5k own in 2026Q3' costs \$\d/);
    const unknown = cli('why-not', 'cases/tiny', 'order no onw', '--scenarios', '1');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/choice-not-understood[\s\S]*write 'own'/);
  });

  it.each([
    ['a gap of nothing', ['plan', 'cases/tiny', '--gap', '0']],
    ['a risk below 0', ['plan', 'cases/tiny', '--risk', '-1']],
    ['an unknown solver', ['plan', 'cases/tiny', '--solver', 'fast']],
    ['an unknown residual', ['plan', 'cases/tiny', '--residual', 'hope']],
    ['no question', ['why-not', 'cases/tiny']],
  ])('%s is a fault of usage', (_, args) => {
    expect(cli(...args).code).toBe(2);
  });

  it('says what a native solver is missing, and plans nothing in its stead', () => {
    const before = process.env['BUILDOUT_HIGHS'];
    process.env['BUILDOUT_HIGHS'] = 'no/such/libhighs.so.1';
    try {
      const { code, out, err } = cli('plan', 'cases/tiny', '--quick', '--solver', 'native');
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toMatch(/native-no-library[\s\S]*no such file[\s\S]*leave --solver native out/);
    } finally {
      if (before === undefined) delete process.env['BUILDOUT_HIGHS'];
      else process.env['BUILDOUT_HIGHS'] = before;
    }
  });
});
