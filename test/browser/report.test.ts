import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser } from '../../bench/chromium/open-browser.mjs';
import { capexColumns, reproduceClaims } from '../../src/market/index.ts';
import { loadCase, loadMarketData, makeDocument, packageFolder } from '../../src/node/index.ts';
import { renderReport } from '../../src/report/index.ts';
import { answersOf, openStudy, runStudy } from '../../src/study/index.ts';

const mustRun = process.env['BUILDOUT_CI'] === '1';
const why = chromiumPath ? '' : ' (skipped: no Chromium found; install it or set CHROMIUM to its path)';

describe.skipIf(!chromiumPath && !mustRun)(`the Amazon report in Chromium${why}`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'buildout-report-'));
    const loaded = loadCase(join(packageFolder, 'cases', 'amazon-2026')).value!;
    const study = openStudy({ ...loaded, sets: [] }).value!;
    const result = (await runStudy(study, { paths: 40, seed: 7, overlays: [], sets: [] }))!;
    const data = loadMarketData();
    const html = renderReport(result, {
      document: makeDocument(),
      capexColumns: capexColumns(data).value ?? [],
      claims: reproduceClaims(data, answersOf(result)),
    });
    writeFileSync(join(folder, 'report.html'), html);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (width: number, colorScheme: 'light' | 'dark') => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const asked: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    const url = pathToFileURL(join(folder, 'report.html')).href;
    await page.goto(url);
    return { page, asked, said, url };
  };

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)(
    'opens at %i px, %s: no other request, no complaint, nothing wider than the page',
    async (width, scheme) => {
      const { page, asked, said, url } = await open(width, scheme);
      expect(asked).toEqual([url]);
      expect(said).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.close();
    },
  );

  it('shows text against a background of enough contrast in both schemes', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(1280, scheme);
      const colours = (await page.evaluate(
        '[document.body, document.documentElement].map((each) => getComputedStyle(each)).map((style, i) => (i === 0 ? style.color : style.backgroundColor))',
      )) as [string, string];
      // WCAG 2.2 asks 4.5 for text.
      expect(contrast(colours[0], colours[1])).toBeGreaterThan(4.5);
      await page.close();
    }
  });
});

/** Contrast ratio of two `rgb(…)` colours. Source: WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((text) => Number(text) / 255);
  const [red, green, blue] = parts.map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
