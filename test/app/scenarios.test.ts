import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCase, packageFolder } from '../../src/node/index.ts';
import { displayFor, formatValue } from '../../src/report/view.ts';
import { openStudy, runStudy } from '../../src/study/index.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

const patience = 60_000;
const paths = 600;
const set = 'accounts.tax_rate=60%';

/** Median NPV of tiny as the engine runs it. */
async function npvOf(sets: readonly string[]): Promise<number> {
  const loaded = loadCase(join(packageFolder, 'cases', 'tiny')).value!;
  const study = openStudy({ ...loaded, sets }).value!;
  const run = (await runStudy(study, { paths, seed: 7, overlays: [], sets }))!;
  return run.metrics['npv']!.p50[0]!;
}

describe.skipIf(why !== '' && !mustRun)(`scenarios and versions${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it(
    'stand side by side with their differences from the pinned base, and are shown by a click',
    async () => {
      const query = new URLSearchParams([
        ['case', 'tiny'],
        ['paths', String(paths)],
        ['s', 'As written'],
        ['s', 'High tax'],
        ['set', set],
        ['pin', '0'],
      ]);
      const page = await app.open(`/overview?${query}`);
      const table = page.getByRole('region', { name: 'Scenarios side by side, as a table' });
      await expect.poll(() => table.innerText(), { timeout: patience }).not.toContain('…');
      const row = table.getByRole('row', { name: /^NPV/ });
      const [plain, taxed] = [await npvOf([]), await npvOf([set])];
      const show = (value: number) => formatValue(value, displayFor('$', Math.abs(plain)));
      const cells = await row.getByRole('cell').allInnerTexts();
      expect(cells[0]).toContain(show(plain));
      expect(cells[0]).not.toMatch(/[+−].*\n.*[+−]/);
      expect(cells[1]).toContain(show(taxed));
      expect(cells[1]).toContain(show(taxed - plain));
      expect(await table.innerText()).toContain('accounts.tax_rate 60%');
      await table.getByRole('button', { name: 'High tax' }).click();
      await settle(page);
      expect(page.url()).toContain('show=1');
      expect(await page.locator('.key-figures [data-metric="npv"]').innerText()).toContain(show(taxed));
      await page.context().close();
    },
    patience,
  );

  it(
    'a version is frozen under its name, stays over a reload, and is opened and dropped again',
    async () => {
      const page = await app.open(`/overview?case=tiny&paths=${paths}&seed=11`);
      const list = page.getByRole('region', { name: 'Frozen versions' });
      await list.getByLabel('Name').fill('Before the board');
      await list.getByRole('button', { name: 'Freeze what is shown' }).click();
      await page.goto(`${app.server.url}#/overview?case=tiny&paths=${paths}&seed=12`);
      await page.reload();
      await settle(page);
      await list.getByRole('link', { name: 'Before the board' }).click();
      await expect.poll(() => page.url(), { timeout: patience }).toContain('seed=11');
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => page.url(), { timeout: patience }).toContain('seed=12');
      await list.getByRole('button', { name: 'Drop Before the board' }).click();
      await list.getByText('None yet.').waitFor();
      await page.context().close();
    },
    patience,
  );

  it(
    'the page that is shown stands in view among the pages on a narrow screen',
    async () => {
      const page = await app.open('/assumptions?case=tiny&paths=500', { width: 390 });
      const link = (await page.getByRole('link', { name: 'Assumptions' }).boundingBox())!;
      expect(link.x).toBeGreaterThanOrEqual(0);
      expect(link.x + link.width).toBeLessThanOrEqual(390);
      await page.context().close();
    },
    patience,
  );
});
