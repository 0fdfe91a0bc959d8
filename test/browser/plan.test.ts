import { describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser, openPage } from '../../bench/chromium/open-browser.mjs';
import { serve } from '../../bench/chromium/serve.mjs';

import { loadCase } from '../../src/node/index.ts';
import { makePlan, planOverlay } from '../../src/plan/index.ts';
import { loadHighs } from '../../src/solvers/index.ts';
import { caseFolder, openShipped } from '../study/support.ts';

const mustRun = process.env['BUILDOUT_CI'] === '1';
const why = chromiumPath ? '' : ' (skipped: no Chromium found; install it or set CHROMIUM to its path)';

const options = {
  scenarios: 1,
  seed: 1,
  sampled: 50,
  relativeGap: 1e-6,
  timeLimitSeconds: 60,
  riskWeight: 0,
  riskTail: 0.1,
  depth: 'plan',
} as const;

describe.skipIf(!chromiumPath && !mustRun)(`plans in Chromium${why}`, { timeout: 120_000 }, () => {
  it('makes the plan of tiny that Node makes, from the built package, the WebAssembly at a given address', async () => {
    const [browser, server] = [await openBrowser(), await serve({ isIsolated: false })];
    try {
      const { page } = await openPage(browser, server.pageUrl('/test/browser/plan-page.mjs'));
      const { files, main } = loadCase(caseFolder('tiny'), []).value!;
      const order = { files: [...files], main, options, wasm: '/node_modules/highs/build/highs.wasm' };
      const there = await page.evaluate<unknown>(`window.jobs.plan(${JSON.stringify(order)})`);
      const here = makePlan(openShipped('tiny'), await loadHighs(), options);
      if (here.kind !== 'plan') throw new Error(here.kind);
      expect(there).toEqual(
        JSON.parse(
          JSON.stringify({ kind: 'plan', result: here.result, overlay: planOverlay(here.plan, []) }),
        ),
      );
    } finally {
      await browser.close();
      server.close();
    }
  });
});
