import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCase, packageFolder } from '../../src/node/index.ts';
import { displayFor, formatValue } from '../../src/report/view.ts';
import { openStudy, runStudy } from '../../src/study/index.ts';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, why, type OpenApp } from './open-app.ts';

/** Runs take their time on a busy machine. */
const patience = 60_000;

describe.skipIf(why !== '' && !mustRun)(`questions answered from the first page${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it('task (a): D1, D2 and why they differ, in two actions from the start', async () => {
    const page = await app.open('/overview?paths=500');
    await page.getByRole('link', { name: 'Returns' }).click();
    await page.getByRole('combobox', { name: 'Fiscal year' }).selectOption('FY2026');
    const answer = await page.locator('.answer').innerText();
    const loaded = loadCase(join(packageFolder, 'cases', 'amazon-2026')).value!;
    const study = openStudy({ ...loaded, sets: [] }).value!;
    const result = (await runStudy(study, { paths: 500, seed: 7, overlays: [], sets: [] }))!;
    const bridge = result.bridge.find(({ year, to }) => year === 'FY2026' && to === 'roic.d1')!;
    const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
    expect(answer).toContain(`D2, incl. CIP is ${percent(bridge.start)}`);
    expect(answer).toContain(`D1, ex CIP is ${percent(bridge.end)}`);
    expect(answer).toContain('What makes the difference');
    await page.context().close();
  });

  it(
    'says in two steps what happens if the largest contract defaults in 2028, as the command line does',
    async () => {
      const page = await app.open('/overview?paths=500');
      await page.getByRole('link', { name: 'Contracts' }).click();
      await page.getByRole('button', { name: /^What if .* stops paying in the middle of FY2028/ }).click();
      await page.waitForURL(/set=contracts/);
      const sets = new URLSearchParams(new URL(page.url()).hash.split('?')[1]).getAll('set');
      expect(sets).toEqual([expect.stringMatching(/^contracts\.\w+\.survives=2\.5 years$/)]);
      const loaded = loadCase(join(packageFolder, 'cases', 'amazon-2026')).value!;
      const study = openStudy({ ...loaded, sets }).value!;
      const { npv } = (await runStudy(study, { paths: 500, seed: 7, overlays: [], sets }))!.metrics;
      const median = [npv!.p50].flat()[0] ?? NaN;
      const words = formatValue(median, displayFor(npv!.unit, Math.abs(median)));
      expect(words).toMatch(/^\$\d+bn$/);
      await expect.poll(() => page.locator('main').innerText(), { timeout: patience }).toContain(words);
      await page.context().close();
    },
    patience,
  );

  it(
    'says in two steps which commitments cannot wait another quarter, line by line as decide-by does',
    async () => {
      const page = await app.open('/overview?paths=500');
      await page.getByRole('link', { name: 'Plan' }).click();
      await page.getByRole('button', { name: 'Make the plan' }).click();
      await page.getByRole('heading', { name: 'Until when each choice can wait' }).waitFor();
      const shown = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
      const said = commandLine('decide-by', join(packageFolder, 'cases', 'amazon-2026'), '--scenarios', '1');
      const lines = [...said.matchAll(/^- (.*:.*)$/gm)].map(([, line]) => line!);
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) expect(shown).toContain(line);
      await page.context().close();
    },
    patience,
  );
});
