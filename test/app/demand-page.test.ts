import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/node/index.ts';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

/** Runs take their time on a busy machine. */
const patience = 120_000;
const patient = { timeout: 60_000 };
const amazon = join(packageFolder, 'cases', 'amazon-2026');

describe.skipIf(why !== '' && !mustRun)(`the demand page in Chromium${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, 3 * patience);
  afterAll(() => app?.close());

  it(
    'draws what each signal adds with the numbers of the report, and the actuals by cause',
    async () => {
      const page = await app.open('/overview?paths=500');
      await page.getByRole('link', { name: 'Demand' }).click();
      const figure = page.locator('#signal-layers-internal');
      await figure.waitFor();
      await figure.getByText('Numbers behind this chart').click();
      const shown = (await figure.locator('table').innerText()).replaceAll(/\s+/g, ' ');
      const folder = mkdtempSync(join(tmpdir(), 'buildout-'));
      commandLine('run', amazon, '--paths', '500', '--out', folder);
      const report = readFileSync(join(folder, 'report.html'), 'utf8');
      rmSync(folder, { recursive: true });
      const wanted = report.slice(report.indexOf('id="signal-layers-internal"'));
      const rows = [...wanted.slice(0, wanted.indexOf('</figure>')).matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)];
      expect(rows.length).toBeGreaterThan(9);
      for (const [, row] of rows) {
        const cells = [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!);
        expect(shown).toContain(cells.join(' '));
      }
      expect(await page.getByRole('table', { name: /^Actuals against/ }).innerText()).toContain('margin');
      expect(page.complaints).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'says how far demand may fall: for one segment, what solve-for of the command line finds',
    async () => {
      const page = await app.open('/demand?paths=500');
      await page.getByText('How far each segment may fall').click();
      const table = page.getByRole('table', { name: /^The multiple of forecast volume/ });
      const row = await table.getByRole('row', { name: /^classical/ }).innerText();
      const asked = ['--metric', 'roic.d2', '--period', 'FY2028', '--target', '9 %/year'];
      const varied = ['--vary', 'segments.classical.volume', '--multiply', '--between', '1%', '400%'];
      const found = JSON.parse(commandLine('solve-for', amazon, ...asked, ...varied, '--json')) as {
        x: number;
      };
      expect(row).toContain(`at least ${(100 * found.x).toFixed(0)}%`);
      expect(await page.locator('.verdict-card .lead').innerText()).toMatch(
        /Open demand may fall by \d+% in every segment/,
      );
      await page.context().close();
    },
    patience,
  );

  it(
    'says what to do where a case brings no signals',
    async () => {
      const page = await app.open('/overview?case=tiny&paths=500');
      await page.getByRole('link', { name: 'Demand' }).click();
      await settle(page);
      await expect.poll(() => page.locator('main').innerText(), patient).toContain('brings no signals');
      await page.context().close();
    },
    patience,
  );
});
