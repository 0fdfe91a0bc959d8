import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, openApp, why, type OpenApp } from './open-app.ts';

/** Runs take their time on a busy machine. */
const patience = 120_000;

describe.skipIf(why !== '' && !mustRun)(`what leaves the app in Chromium${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, 3 * patience);
  afterAll(() => app?.close());

  const chart = (page: Page) => page.locator('figure', { hasText: 'IT power' }).first();
  const save = async (page: Page, kind: string) => {
    const download = page.waitForEvent('download');
    await chart(page).getByRole('button', { name: kind }).click();
    return readFileSync((await (await download).path())!);
  };

  it(
    'saves a chart as SVG that stands alone, as PNG of twice its size, and its numbers as CSV',
    async () => {
      const page = await app.open('/demand?case=tiny&paths=500', { colorScheme: 'dark' });
      const svg = (await save(page, 'SVG')).toString('utf8');
      const title = await chart(page).locator('h3').innerText();
      const about = (await page.evaluate(`(() => {
        const found = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
        return { fault: found.querySelector('parsererror')?.textContent ?? '', title: found.querySelector('title').textContent,
          width: Number(found.documentElement.getAttribute('width')), height: Number(found.documentElement.getAttribute('height')),
          lines: found.querySelectorAll('path').length };
      })()`)) as { fault: string; title: string; width: number; height: number; lines: number };
      expect(about).toMatchObject({ fault: '', title });
      expect(about.lines).toBeGreaterThan(3);
      // Colours of the page are written into it, and nothing is fetched.
      expect(svg).not.toMatch(/var\(--|href="http|<script|<style/);

      const png = await save(page, 'PNG');
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * about.width, 2 * about.height]);

      const csv = (await save(page, 'CSV')).toString('utf8');
      await chart(page).getByText('Numbers behind this chart').click();
      const rows = chart(page).locator('tr');
      const lines = csv.trimEnd().split('\n');
      expect(lines).toHaveLength(await rows.count());
      for (const [i, line] of lines.entries()) {
        const cells = await rows.nth(i).locator('th, td').allInnerTexts();
        const plain = line.replaceAll('"', '');
        for (const cell of cells) expect(plain).toContain(cell.trim());
      }
      expect(page.complaints).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'prints a page as a memo: in light, without what needs a hand, headed by case, scenario, run and address',
    async () => {
      const hash = '/demand?case=tiny&paths=500&s=Dear&set=valuation.wacc%3D12+%25%2Fyear';
      const page = await app.open(hash, { colorScheme: 'dark' });
      expect(await page.locator('.memo-head').isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      const head = await page.locator('.memo-head').innerText();
      for (const words of [
        /Tiny cloud/,
        /Dear/,
        /valuation\.wacc = 12 %\/year/,
        /500 paths, seed 7/,
        /#\/demand/,
      ])
        expect(head).toMatch(words);
      for (const gone of ['.top', '.side', '.figure-menu', '.filters', '.chart .narrow'])
        for (const each of await page.locator(gone).all()) expect(await each.isVisible()).toBe(false);
      expect(await chart(page).locator('.chart .wide').isVisible()).toBe(true);
      const paper = 'getComputedStyle(document.documentElement).backgroundColor';
      expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
      // What is printed is not cut off at the side of the sheet: A4 less its margins is 688 px wide.
      await page.setViewportSize({ width: 688, height: 1000 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(688);
      await page.context().close();
    },
    patience,
  );

  it.each(['demand', 'silicon', 'case'])(
    '%s fits 390 px',
    async (id) => {
      const page = await app.open(`/${id}?case=tiny&paths=500`, { width: 390 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await page.context().close();
    },
    patience,
  );
});
