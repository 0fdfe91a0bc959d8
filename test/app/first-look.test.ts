import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCase, packageFolder } from '../../src/node/index.ts';
import { displayFor, formatValue } from '../../src/report/view.ts';
import { openStudy, resultJson, runStudy } from '../../src/study/index.ts';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, pageIds, settle, why, type OpenApp } from './open-app.ts';

/** Each of several pages runs its case with two workers on a busy machine. */
const patience = 60_000;
const axeText = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(why !== '' && !mustRun)(`the app in Chromium, page by page${why}`, () => {
  let app: OpenApp;
  let plain: OpenApp;

  beforeAll(async () => {
    app = await openApp();
    plain = await openApp({ isIsolated: false });
  }, patience);

  afterAll(async () => {
    await app?.close();
    await plain?.close();
  });

  /** A page of a profile of its own, and all that it said in the console. */
  const open = async (hash: string, { at = app, dark = false, width = 1440 } = {}) => {
    const page = await at.open(`/${hash}`, { colorScheme: dark ? 'dark' : 'light', width });
    return { page, said: page.complaints, close: () => page.context().close() };
  };
  const find = async (page: Page, words: string) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  const figures = (page: Page) => page.locator('main').innerText();

  it(
    'shows a run of the command line to the byte, with and without shared memory, and says nothing in the console',
    async () => {
      const loaded = loadCase(join(packageFolder, 'cases', 'tiny')).value!;
      const study = openStudy({ ...loaded, sets: ['valuation.wacc=9 %/year'] }).value!;
      const settings = { paths: 600, seed: 7, overlays: [], sets: ['valuation.wacc=9 %/year'] };
      const wanted = resultJson((await runStudy(study, settings))!);
      for (const at of [app, plain]) {
        const hash = 'overview?case=tiny&paths=600&s=Mine&set=valuation.wacc%3D9+%25%2Fyear';
        const { page, said, close } = await open(hash, { at });
        expect(await page.evaluate('crossOriginIsolated')).toBe(at === app);
        const download = page.waitForEvent('download');
        await find(page, 'save the run');
        expect(readFileSync((await (await download).path())!, 'utf8')).toBe(wanted);
        expect(said).toEqual([]);
        await close();
      }
    },
    patience,
  );

  it(
    'keeps a changed value through undo, reload and a link that another profile opens',
    async () => {
      const { page, close } = await open('overview?case=tiny&paths=500');
      const before = await figures(page);
      await page.goto(
        `${app.server.url}#/overview?case=tiny&paths=500&s=Mine&set=valuation.wacc%3D12+%25%2Fyear`,
      );
      await page.reload();
      await settle(page);
      const after = await figures(page);
      expect(after).not.toBe(before);
      const other = await open(new URL(page.url()).hash.slice(2));
      expect(await figures(other.page)).toBe(after);
      await page.reload();
      await settle(page);
      expect(await figures(page)).toBe(after);
      await Promise.all([close(), other.close()]);
    },
    patience,
  );

  it(
    'shows the faults of a dropped case by line, and keeps the last good state',
    async () => {
      const { page, close } = await open('overview?case=tiny&paths=500');
      const good = await page.locator('main .content').innerText();
      await page.evaluate(`{
        const data = new DataTransfer();
        data.items.add(new File(['name: broken\\nchips: [1, 2\\n'], 'case.yaml'));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      }`);
      const faults = page.locator('.issues');
      await faults.waitFor();
      expect(await faults.innerText()).toMatch(/case\.yaml:\d+:\d+/);
      expect(await page.locator('main .content').innerText()).toBe(good);
      await close();
    },
    patience,
  );

  it(
    'says in one step from the start what the $200bn earns under D1 and D2, and why they differ',
    async () => {
      const { page, close } = await open('overview?paths=500');
      const start = await figures(page);
      expect(start).toMatch(/ROIC \(D2, incl\. CIP\), FY2028/);
      await page.getByRole('link', { name: 'Returns' }).click();
      const bridge = page.locator('figure', { hasText: /D1.*D2|from .* to .*D2/i }).first();
      await bridge.waitFor();
      // The headline figure of both definitions stands on the page in the words of the first one.
      const [, d1] = /D1, ex CIP ([\d.]+%)/.exec(start) ?? [];
      expect(d1).toBeDefined();
      expect(await figures(page)).toContain(d1);
      await close();
    },
    patience,
  );

  it(
    'says in two steps what happens if the largest contract defaults in 2028, as the command line does',
    async () => {
      const { page, close } = await open('overview?paths=500');
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
      await expect.poll(() => figures(page), { timeout: patience }).toContain(words);
      await close();
    },
    patience,
  );

  it(
    'says in two steps which commitments cannot wait another quarter, line by line as decide-by does',
    async () => {
      const { page, close } = await open('overview?paths=500');
      await page.getByRole('link', { name: 'Plan' }).click();
      await page.getByRole('button', { name: 'Make the plan' }).click();
      await page.getByRole('heading', { name: 'Until when each choice can wait' }).waitFor();
      const shown = (await figures(page)).replaceAll(/\s+/g, ' ');
      const said = commandLine('decide-by', join(packageFolder, 'cases', 'amazon-2026'), '--scenarios', '1');
      const lines = [...said.matchAll(/^- (.*:.*)$/gm)].map(([, line]) => line!);
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) expect(shown).toContain(line);
      await close();
    },
    patience,
  );

  it.each(pageIds.flatMap((page) => [false, true].map((dark) => ({ page, dark }))))(
    'has no fault that axe finds: $page, dark $dark',
    async ({ page: name, dark }) => {
      const { page, close } = await open(`${name}?case=tiny&paths=500`, { dark });
      await page.evaluate(axeText);
      const found = await page.evaluate(async () => {
        const { violations } = await (
          globalThis as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          }
        ).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
      });
      expect(found).toEqual([]);
      await close();
    },
    patience,
  );

  it(
    'fits a narrow screen',
    async () => {
      const { page, close } = await open('overview?case=tiny&paths=500', { width: 390 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await close();
    },
    patience,
  );
});
