import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCase, packageFolder } from '../../src/node/index.ts';
import { openStudy, resultJson, runStudy } from '../../src/study/index.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

/** Runs take their time on a busy machine. */
const patience = 60_000;
const patient = { timeout: 30_000 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tiny = 'case=tiny&paths=500';

describe.skipIf(why !== '' && !mustRun)(`the case page in Chromium${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, 3 * patience);
  afterAll(() => app?.close());

  const content = (page: Page) => page.getByRole('textbox', { name: /^Text of / });
  const status = (page: Page) => page.locator('.case-texts [role=status]');
  /** Opens the page once the first check of the text is done. */
  const open = async (query = tiny, options = {}) => {
    const page = await app.open(`/case?${query}`, options);
    await content(page).waitFor();
    await expect.poll(() => status(page).innerText(), patient).toMatch(/No faults|to mend/);
    return page;
  };
  /** Puts the caret at the end of a line that holds some words; only lines in view are there. */
  const endOf = async (page: Page, words: string, edge: 'Home' | 'End' = 'End') => {
    await content(page).focus();
    await page.keyboard.press(`Control+${edge}`);
    await page.locator('.cm-line', { hasText: words }).first().click();
    await page.keyboard.press('End');
  };

  it(
    'opens without a breach of the content policy, in a style sheet that the editor adopts',
    async () => {
      const page = await open();
      expect(page.complaints).toEqual([]);
      const look = (await page.evaluate(`(() => {
        const root = document.querySelector('.editor').shadowRoot;
        const gutter = getComputedStyle(root.querySelector('.cm-gutters'));
        return { sheets: root.adoptedStyleSheets.length, tags: document.querySelectorAll('style').length + root.querySelectorAll('style').length,
          position: gutter.position, display: gutter.display };
      })()`)) as Record<string, unknown>;
      expect(look).toEqual({ sheets: 1, tags: 0, position: 'sticky', display: 'flex' });
      await page.context().close();
    },
    patience,
  );

  it(
    'applies an edit by keys: the run equals that of the command line, undo takes it back, reload and link keep it',
    async () => {
      const page = await open();
      const before = await page.locator('.key-figures').innerText();
      await endOf(page, 'wacc:');
      const written = 'valuation: { wacc: 10 %/year, residual: book, residual_share: 60% }';
      const changed = written.replace('10 %', '14 %');
      await page.keyboard.press('Shift+Home');
      await page.keyboard.type(changed);
      await page.keyboard.press('Escape');
      await expect.poll(() => status(page).innerText(), patient).toContain('not applied yet');
      expect(page.url()).not.toContain('own=');
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => page.url(), patient).toContain('own=');
      await settle(page);
      const after = await page.locator('.key-figures').innerText();
      expect(after).not.toBe(before);

      await page.keyboard.press('Control+k');
      await page.keyboard.type('save the run');
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      const loaded = loadCase(join(packageFolder, 'cases', 'tiny')).value!;
      const text = loaded.files.get(loaded.main)!.replace(written, changed);
      const study = openStudy({
        files: new Map([...loaded.files, [loaded.main, text]]),
        main: loaded.main,
        overlays: [],
        sets: [],
      }).value!;
      const wanted = resultJson((await runStudy(study, { paths: 500, seed: 7, overlays: [], sets: [] }))!);
      expect(readFileSync((await download.path())!, 'utf8')).toBe(wanted);

      await page.reload();
      await settle(page);
      expect(await page.locator('.key-figures').innerText()).toBe(after);
      const link = await app.open(new URL(page.url()).hash.slice(1));
      expect(await link.locator('.key-figures').innerText()).toBe(after);
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => page.url(), patient).not.toContain('own=');
      await settle(page);
      expect(await page.locator('.key-figures').innerText()).toBe(before);
      await expect
        .poll(() => page.locator('.cm-line', { hasText: 'wacc:' }).first().innerText())
        .toBe(written);
      await page.context().close();
      await link.context().close();
    },
    2 * patience,
  );

  it(
    'says where a broken text is wrong, leads there, applies nothing, and keeps the draft over a reload',
    async () => {
      const page = await open();
      const before = await page.locator('.key-figures').innerText();
      const lines = readFileSync(join(packageFolder, 'cases', 'tiny', 'case.yaml'), 'utf8').split('\n');
      const line = lines.findIndex((each) => each.includes('wacc:')) + 1;
      await endOf(page, 'wacc:');
      await page.keyboard.press('Shift+Home');
      await page.keyboard.type('valuation: { wacc: 14 MW }');
      await page.keyboard.press('Escape');
      await expect.poll(() => status(page).innerText(), patient).toContain('1 fault to mend');
      const fault = page.locator('.text-faults li').first();
      expect(await fault.innerText()).toContain(`case.yaml:${line}:`);
      expect(await page.locator('.cm-lint-marker-error').count()).toBe(1);
      expect(await page.getByRole('button', { name: /^Apply/ }).isDisabled()).toBe(true);
      await page.keyboard.press('Control+Enter');
      await page.keyboard.press('Control+Home');
      await fault.getByRole('button').click();
      await expect
        .poll(() => page.evaluate("document.querySelector('.editor').shadowRoot.activeElement?.className"))
        .toContain('cm-content');
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      expect(
        await page.evaluate('String(document.querySelector(".editor").shadowRoot.getSelection?.() ?? "")'),
      ).toContain('14 MW');
      expect(page.url()).not.toContain('own=');
      expect(await page.locator('.key-figures').innerText()).toBe(before);
      await page.reload();
      await content(page).waitFor();
      await expect.poll(() => status(page).innerText(), patient).toContain('1 fault to mend');
      await page.getByRole('button', { name: 'Discard' }).click();
      await expect.poll(() => status(page).innerText(), patient).toContain('All is applied');
      await page.context().close();
    },
    2 * patience,
  );

  it(
    'completes keys, labels and units by keys',
    async () => {
      const page = await open();
      await endOf(page, 'wacc:');
      await page.keyboard.press('Enter');
      await page.keyboard.type('leas', { delay: 20 });
      const list = page.locator('.cm-tooltip-autocomplete');
      await list.waitFor();
      expect(await list.innerText()).toContain('lease');
      await list.getByText('lease', { exact: true }).click();
      await expect.poll(() => page.locator('.cm-line', { hasText: 'lease:' }).count()).toBe(1);
      await page.context().close();
    },
    patience,
  );

  it(
    'says under a line what an overlay or an edit puts in place of its value',
    async () => {
      const laid = '&s=Mine&o=overlays%2Flate-power.yaml&set=valuation.wacc%3D12+%25%2Fyear';
      const page = await open(`${tiny}${laid}`);
      expect(await page.locator('.laid-over').innerText()).toContain('1 overlay and 1 changed value');
      const notes = page.locator('.cm-overlaid');
      await expect
        .poll(() => notes.first().innerText(), patient)
        .toContain('energised 2027-10 by overlays/late-power.yaml');
      await content(page).focus();
      await page.keyboard.press('Control+End');
      await expect.poll(() => notes.last().innerText(), patient).toContain('wacc 12 %/year as changed here');
      await page.getByLabel('late power').uncheck();
      await page.keyboard.press('Tab');
      await expect.poll(() => notes.filter({ hasText: '2027-10' }).count(), patient).toBe(0);
      await page.context().close();
    },
    patience,
  );

  it(
    'leads from an assumption to its line',
    async () => {
      const page = await app.open(`/assumptions?${tiny}&v.assumptions.search=valuation.wacc`);
      const place = await page.locator('button.place').first().innerText();
      await page.locator('button.place').first().click();
      await content(page).waitFor();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      const lines = readFileSync(join(packageFolder, 'cases', 'tiny', 'case.yaml'), 'utf8').split('\n');
      const chosen = () =>
        page.evaluate('String(document.querySelector(".editor").shadowRoot.getSelection?.() ?? "")');
      expect(lines[Number(place.split(':')[1]) - 1]).toContain('wacc:');
      await expect.poll(chosen, patient).toContain('wacc:');
      await page.context().close();
    },
    patience,
  );

  it(
    'mends a dropped case that never ran',
    async () => {
      const page = await open();
      await page.evaluate(`{
        const data = new DataTransfer();
        data.items.add(new File(['name: broken\\nchips: [1, 2\\n'], 'case.yaml'));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      }`);
      await expect
        .poll(() => page.locator('.text-faults').innerText(), patient)
        .toMatch(/case\.yaml:\d+:\d+/);
      const fresh = await app.browser.newContext();
      const link = await fresh.newPage();
      await link.goto(page.url());
      await content(link).waitFor();
      expect(await content(link).innerText()).toContain('name: broken');
      await expect
        .poll(() => link.locator('.text-faults').innerText(), patient)
        .toMatch(/case\.yaml:\d+:\d+/);
      await fresh.close();
      await page.context().close();
    },
    patience,
  );

  it.each([false, true])(
    'has no fault that axe finds, dark %s, and fits 390 px',
    async (dark) => {
      const page = await open(`${tiny}&s=Mine&set=valuation.wacc%3D12+%25%2Fyear`, {
        colorScheme: dark ? 'dark' : 'light',
        width: 390,
      });
      await endOf(page, 'name:', 'Home');
      await page.keyboard.type(': x: {');
      await page.locator('.text-faults li').first().waitFor();
      await page.evaluate(axe);
      const found = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await page.context().close();
    },
    patience,
  );
});
