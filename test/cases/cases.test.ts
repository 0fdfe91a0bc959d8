import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';
import { hasErrors, renderIssue } from '../../src/base/issue.ts';
import { loadCase } from '../../src/node/index.ts';
import { centralTable, openStudy, runStudy } from '../../src/study/index.ts';
import { caseFolder, openShipped, root } from '../study/support.ts';

const names = readdirSync(new URL('cases/', root)).sort();
const variants = names.flatMap((name) => {
  const overlays = existsSync(new URL(`cases/${name}/overlays/`, root))
    ? readdirSync(new URL(`cases/${name}/overlays/`, root)).sort()
    : [];
  return [[name, []], ...overlays.map((overlay) => [name, [overlay]])] as [string, string[]][];
});

describe('shipped cases', () => {
  it('are there', () => {
    expect(names).toEqual(expect.arrayContaining(['amazon-2026', 'tiny']));
    expect(variants.length).toBeGreaterThanOrEqual(6);
  });

  it.each(variants)('%s %s checks clean: no fault, no warning', (name, overlays) => {
    const loaded = loadCase(caseFolder(name), overlays).value!;
    expect(openStudy({ ...loaded, sets: [] }).issues.map(renderIssue)).toEqual([]);
  });

  it.each(variants)('%s %s ties and meets its own expectations', async (name, overlays) => {
    const result = await runStudy(openShipped(name, overlays), { paths: 200, seed: 7, overlays: [], sets: [] });
    const failed = result!.checks.filter((check) => check.status === 'fail');
    expect(failed.map((check) => `${check.metric} ${check.period}: ${check.sentence}`)).toEqual([]);
    expect(result!.checks.filter((check) => check.kind === 'tie').length).toBe(4);
  });

  it.each(names)('%s holds with the counterfactual it names', (name) => {
    const { study } = openShipped(name);
    if (study.counterfactual === undefined) return;
    const loaded = loadCase(caseFolder(name)).value!;
    const other = openStudy({ ...loaded, overlays: [study.counterfactual], sets: [] });
    expect(hasErrors(other.issues)).toBe(false);
  });
});

/**
 * Golden values of the central path. If a change is meant, run `node scripts/expected.mjs` and say in CHANGELOG.md, under
 * "Answers changed", which answers moved and why. The tolerance covers printing only: values are printed in full.
 */
describe.each(names)('the central path of %s', (name) => {
  const expected = readCsv(readFileSync(new URL(`cases/${name}/expected/central.csv`, root), 'utf8'));
  const found = readCsv(centralTable(openShipped(name)));

  it('has the expected metrics, periods and units', () => {
    const heads = (rows: typeof found) => rows.map(({ metric, period, unit }) => `${metric} ${period} ${unit}`);
    expect(heads(found)).toEqual(heads(expected));
    expect(new Set(found.map((row) => row.metric)).size).toBeGreaterThanOrEqual(40);
  });

  it('has the expected values', () => {
    const wrong = expected.flatMap((row, i) => {
      const { value } = found[i]!;
      if (row.value === undefined || value === undefined) return row.value === value ? [] : [row.metric];
      const isNear = Math.abs(value - row.value) <= 1e-9 * Math.max(Math.abs(row.value), 1e-9);
      return isNear ? [] : [`${row.metric} ${row.period}: expected ${row.value}, found ${value}`];
    });
    expect(wrong).toEqual([]);
  });
});
