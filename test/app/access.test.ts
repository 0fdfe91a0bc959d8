import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, openApp, pageIds, why, type OpenApp } from './open-app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** axe reads a long page for seconds on a busy machine. */
const patience = 60_000;

describe.skipIf(why !== '' && !mustRun)(`access to the app${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it.each(pageIds)(
    'has no fault that axe finds on %s, in either theme, and it fits 390 px',
    async (id) => {
      const page = await app.open(`/${id}?case=tiny&paths=500`);
      expect(await faultsOf(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 900 });
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await page.context().close();
    },
    patience,
  );

  it.each(['overview', 'returns', 'assumptions'])(
    'has no fault that axe finds on %s where a number is traced',
    async (id) => {
      const page = await app.open(`/${id}?case=tiny&paths=500&trace=roic.d2`);
      await page.getByText('What went into it').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await faultsOf(page)).toEqual([]);
      await page.context().close();
    },
    patience,
  );
});

/** What axe finds on a page: the rule and the first element that breaks it. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
}
