import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/node/index.ts';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

/** Runs and searches take their time on a busy machine. */
const patience = 120_000;
const amazon = join(packageFolder, 'cases', 'amazon-2026');
const question = ['--metric', 'roic.d2', '--period', 'FY2029'];

/** What the command line says must hold of one driver: the multiple of it at which ROIC D2 of FY2029 is 10%. */
function multipleOf(driver: string): number {
  const asked = ['--target', '10 %/year', '--vary', driver, '--multiply', '--between', '20%', '500%'];
  const said = commandLine('solve-for', amazon, ...question, ...asked, '--json');
  return (JSON.parse(said) as { x: number }).x;
}

/** What the page says once nothing is being worked out. */
async function answered(page: Page): Promise<string> {
  await settle(page);
  return page.locator('main').innerText();
}

describe.skipIf(why !== '' && !mustRun)(`the page on risk${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it(
    'task (b): says in three actions from the start what must hold for ROIC D2 ≥ 10% in 2029, as solve-for and tornado do',
    async () => {
      const page = await app.open('/overview?paths=500');
      await page.getByRole('link', { name: 'Risk' }).click();
      await page.getByRole('combobox', { name: 'Fiscal year' }).selectOption('FY2029');
      await page.getByLabel('should be at least').fill('10%');
      await page.keyboard.press('Enter');
      await page.getByText('ROIC (D2, incl. CIP), FY2029: what must be true for 10.0%').waitFor();
      const shown = await answered(page);
      const { tornado } = JSON.parse(commandLine('tornado', amazon, ...question, '--json')) as {
        tornado: { central: number; rows: { driver: string; atLow: number; atHigh: number }[] };
      };
      const [widest] = tornado.rows;
      const bound = `${widest!.driver} is at least ${multipleOf(widest!.driver).toPrecision(3)} × its median`;
      expect(shown).toContain(bound);
      expect(shown).toContain(`With every number at its median it is ${tornado.central.toFixed(1)}%`);
      const picture = page.locator('#tornado-roic-d2');
      await picture.getByText('Numbers behind this chart').click();
      const rows = await picture.locator('tbody tr').allInnerTexts();
      tornado.rows.slice(0, rows.length).forEach(({ driver, atLow, atHigh }, i) => {
        const cells = rows[i]!.split('\t');
        expect([cells[0], cells[3], cells[4]]).toEqual([
          driver,
          ...[atLow, atHigh].map((value) => value.toFixed(1)),
        ]);
      });
      expect(page.complaints).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'task (b) by keys alone',
    async () => {
      const page = await app.open('/overview?paths=500');
      const press = (key: string) => page.keyboard.press(key);
      /** Moves on until the control of that name has the focus. */
      const moveTo = async (name: string) => {
        const focused = () =>
          page.evaluate<string>(
            'document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent',
          );
        for (let i = 0; i < 60 && !(await focused()).startsWith(name); i++) await press('Tab');
        expect(await focused()).toContain(name);
      };
      await moveTo('Risk');
      await press('Enter');
      await page.getByLabel('Fiscal year').waitFor();
      await moveTo('Fiscal year');
      await page.keyboard.type('FY2029');
      await moveTo('should be at least');
      await press('Control+a');
      await page.keyboard.type('10%');
      await press('Enter');
      await page.getByText('what must be true for 10.0%').waitFor();
      expect(await answered(page)).toContain(
        `at least ${multipleOf('drivers.ai_demand').toPrecision(3)} × its median`,
      );
      await moveTo('Solve for 10%');
      await press('Enter');
      await page.locator('.solved').waitFor();
      const asked = [
        '--target',
        '10 %/year',
        '--vary',
        'drivers.ai_demand',
        '--multiply',
        '--between',
        '20%',
        '500%',
      ];
      const said = commandLine('solve-for', amazon, ...question, ...asked)
        .trim()
        .split('\n');
      expect(await page.locator('.solved p').allInnerTexts()).toEqual(said);
      await page.context().close();
    },
    patience,
  );

  it(
    'solves for a quantile and says so where nothing in the range does it; a link asks the same',
    async () => {
      const page = await app.open('/risk?case=tiny&paths=500&v.risk.metric=npv&v.risk.target=%241bn');
      await answered(page);
      const driver = (await page.locator('#solve-paths option').first().getAttribute('value'))!;
      await page.getByLabel('from', { exact: true }).fill('99%');
      await page.getByLabel('to', { exact: true }).fill('101%');
      await page.getByLabel('on the').selectOption('0.5');
      await page.getByRole('button', { name: /^Solve for/ }).click();
      await page.locator('.solved').waitFor();
      const shown = await page.locator('.solved p').allInnerTexts();
      const tiny = join(packageFolder, 'cases', 'tiny');
      const asked = [
        '--target',
        '$1bn',
        '--vary',
        driver,
        '--multiply',
        '--between',
        '99%',
        '101%',
        '--quantile',
        'p50',
      ];
      const said = commandLine('solve-for', tiny, '--metric', 'npv', ...asked)
        .trim()
        .split('\n');
      expect(shown).toEqual(said.map((line) => line.trim()));
      expect(shown[0]).toMatch(/^No solution in range/);
      const link = await app.open(new URL(page.url()).hash.slice(1));
      await link.locator('.solved').waitFor();
      expect(await link.locator('.solved p').allInnerTexts()).toEqual(shown);
      await page.context().close();
      await link.context().close();
    },
    patience,
  );

  it(
    'says what is wrong with a figure of another dimension, where it is asked',
    async () => {
      const page = await app.open('/risk?case=tiny&paths=500&v.risk.metric=npv&v.risk.target=10+MW');
      const faults = page.getByRole('alert').first();
      await faults.waitFor();
      expect(await faults.innerText()).toMatch(
        /The figure has another dimension.*Found: 10 MW.*Expected: a quantity such as/s,
      );
      await page.context().close();
    },
    patience,
  );

  it(
    'stops long work and goes on with it',
    async () => {
      const page = await app.open('/risk?paths=500');
      await answered(page);
      await page.getByRole('banner').getByLabel('Paths').selectOption('50000');
      const work = page.locator('.long-work', { hasText: 'Looking at every path' });
      await work.getByRole('button', { name: 'Stop' }).click();
      const stopped = page.locator('.long-work', { hasText: 'Stopped' });
      await stopped.waitFor();
      await stopped.getByRole('button', { name: 'Go on' }).click();
      await work.waitFor();
      await page.context().close();
    },
    patience,
  );
});
