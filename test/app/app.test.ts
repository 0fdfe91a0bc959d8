import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appFolder, loadCase, packageFolder } from '../../src/node/index.ts';
import { openStudy, resultJson, runStudy } from '../../src/study/index.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tiny = '/overview?case=tiny&paths=600';
/** Runs take their time on a busy machine. */
const patient = { timeout: 30_000 };
const capex = '.key-figures [data-metric="capex"]';

describe.skipIf(why !== '' && !mustRun)(`the app in Chromium${why}`, () => {
  let app: OpenApp;
  // The app may have to be built first.
  beforeAll(async () => {
    app = await openApp();
  }, 60_000);
  afterAll(() => app?.close());

  it('shows a verdict, and asks no other host', async () => {
    const page = await app.open(tiny);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await settle(page);
    expect(await page.locator('.verdict-card').innerText()).toContain('What it earns');
    expect(asked.filter((url) => !url.startsWith(app.server.url))).toEqual([]);
    expect(page.complaints).toEqual([]);
    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    await page.context().close();
  });

  it('saves the bytes that the command line writes', async () => {
    const set = 'accounts.tax_rate=30%';
    const query = new URLSearchParams([
      ['case', 'tiny'],
      ['paths', '600'],
      ['seed', '11'],
      ['s', 'x'],
      ['o', 'overlays/late-power.yaml'],
      ['set', set],
    ]);
    const page = await app.open(`/overview?${query}`);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('save the run');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const saved = readFileSync((await download.path())!, 'utf8');
    const loaded = loadCase(join(packageFolder, 'cases', 'tiny'), ['overlays/late-power.yaml']).value!;
    const study = openStudy({ ...loaded, sets: [set] }).value!;
    expect(study.study.counterfactual).toBeUndefined();
    const run = { paths: 600, seed: 11, overlays: loaded.overlays, sets: [set] };
    expect(saved).toBe(resultJson((await runStudy(study, run))!));
    await page.context().close();
  });

  it('takes an edit, undoes it, and keeps it over a reload and in a link', async () => {
    const page = await app.open('/assumptions?case=tiny&paths=600&v.assumptions.search=tax_rate');
    const before = await page.locator('.live-answer').innerText();
    await page.getByLabel(/^accounts\.tax_rate:/).fill('60%');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.live-answer').innerText(), patient).not.toBe(before);
    await settle(page);
    const after = await page.locator('.live-answer').innerText();
    expect(page.url()).toContain('set=accounts.tax_rate%3D60%25');
    await page.reload();
    await settle(page);
    expect(await page.locator('.live-answer').innerText()).toBe(after);
    const link = await app.open(new URL(page.url()).hash.slice(1));
    expect(await link.locator('.live-answer').innerText()).toBe(after);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.locator('.live-answer').innerText(), patient).toBe(before);
    await page.context().close();
    await link.context().close();
  });

  it('redraws while a slider is still being dragged', async () => {
    const page = await app.open('/assumptions?case=tiny&paths=600&v.assumptions.search=tax_rate');
    const before = await page.locator('.live-answer').innerText();
    const box = (await page.getByLabel('Slider of accounts.tax_rate').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 4 });
    await expect.poll(() => page.locator('.live-answer').innerText(), patient).not.toBe(before);
    expect(page.url()).not.toContain('set=');
    await page.mouse.up();
    await expect.poll(() => page.url(), patient).toContain('set=accounts.tax_rate');
    await page.context().close();
  });

  it('keeps an assumption at hand on every page, where charts follow it on all paths', async () => {
    const page = await app.open('/assumptions?case=tiny&paths=3000&v.assumptions.search=tax_rate');
    await page.getByRole('button', { name: 'Keep at hand on every page: accounts.tax_rate' }).click();
    await page.getByRole('link', { name: 'Returns' }).click();
    const slider = page.getByLabel('Slider of accounts.tax_rate');
    const chart = page.locator('#roic-definitions .chart .wide svg');
    const before = await chart.innerHTML();
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 4 });
    await expect.poll(() => chart.innerHTML(), patient).not.toBe(before);
    await expect.poll(() => page.locator('.content').getAttribute('data-paths'), patient).toBe('3000');
    expect(page.url()).not.toContain('set=');
    await page.mouse.up();
    await expect.poll(() => page.url(), patient).toContain('set=accounts.tax_rate');
    const link = await app.open(new URL(page.url()).hash.slice(1));
    await link.getByLabel('Slider of accounts.tax_rate').waitFor();
    await link.context().close();
    await page.context().close();
  });

  it('traces a number by keys, down and back', async () => {
    const page = await app.open(tiny);
    await page.locator(capex).focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: /comes from/ });
    await drawer.getByText('What went into it').waitFor();
    const first = await drawer.locator('h2').innerText();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => drawer.locator('h2').innerText(), patient).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => drawer.locator('h2').innerText(), patient).toBe(first);
    await drawer.getByRole('button', { name: 'What would move this most?' }).click();
    await drawer.locator('.movers li').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => drawer.count(), patient).toBe(0);
    await page.context().close();
  });

  it('opens a number of the flow by a click in its picture, and from the list under it', async () => {
    const page = await app.open(tiny);
    const flow = page.locator('figure#flow');
    await flow.getByText('Open a number of this chart').click();
    const names = await flow
      .locator('.flow-numbers [data-metric]')
      .evaluateAll((all) =>
        all.map((each) => (each as unknown as { dataset: { metric: string } }).dataset.metric),
      );
    await flow.locator('.wide svg rect').nth(names.indexOf('nopat')).click();
    const drawer = page.getByRole('dialog', { name: /comes from/ });
    await drawer.getByText('Operating income after tax').first().waitFor();
    await page.keyboard.press('Escape');
    // Every number opens, those that a run does not report too.
    for (const name of new Set(names)) {
      await flow.locator(`.flow-numbers [data-metric="${name}"]`).first().click();
      await expect.poll(() => drawer.locator('.trace-value').count(), patient).toBe(1);
    }
    await page.context().close();
  });

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

  it('shows the faults of a broken case with their places, and keeps the last good state', async () => {
    const page = await app.open(tiny);
    const before = await page.locator(capex).innerText();
    const text = readFileSync(join(packageFolder, 'cases', 'tiny', 'case.yaml'), 'utf8');
    const broken = `${text}\nnonsense: 3\n`;
    await page.evaluate(`
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(broken)}], 'case.yaml'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    `);
    const faults = page.getByRole('alert');
    await faults.waitFor();
    const line = broken.split('\n').indexOf('nonsense: 3') + 1;
    expect(await faults.innerText()).toContain(`case.yaml:${line}:1`);
    expect(await page.locator(capex).innerText()).toBe(before);
    await page.context().close();
  });

  it.each(['overview', 'returns', 'assumptions'])(
    'has no fault of access on %s, in either theme',
    async (id) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await app.open(`/${id}?case=tiny&paths=500&trace=roic.d2`, { colorScheme });
        await page.getByText('What went into it').waitFor();
        await page.evaluate(axe);
        const found = (await page.evaluate('axe.run()')) as {
          violations: { id: string; nodes: { html: string }[] }[];
        };
        expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        await page.context().close();
      }
    },
  );

  it.each(['overview', 'returns', 'risk', 'race', 'assumptions'])('%s fits 390 px', async (id) => {
    const page = await app.open(`/${id}?case=tiny&paths=500`, { width: 390 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('loads at most 350 kB of compressed script, workers counted, before the solver is asked for', async () => {
    const asked = new Set<string>();
    const context = await app.browser.newContext();
    context.on('request', (request) => asked.add(request.url()));
    const page = await context.newPage();
    page.on('worker', (worker) => asked.add(worker.url()));
    await page.goto(`${app.server.url}#${tiny}`);
    await settle(page);
    const names = [...asked].map((url) => new URL(url).pathname).filter((path) => path.endsWith('.js'));
    expect(names.some((name) => name.includes('desk-worker'))).toBe(true);
    const sizes = [...new Set(names)].map((name) => gzipSync(readFileSync(join(appFolder, name))).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(350_000);
    await context.close();
  });
});

describe.skipIf(why !== '' && !mustRun)(`the app without cross-origin isolation${why}`, () => {
  it('computes in workers that hand their numbers over', async () => {
    const app = await openApp({ isIsolated: false });
    const page = await app.open(tiny);
    expect(await page.evaluate('crossOriginIsolated')).toBe(false);
    expect(await page.locator(capex).innerText()).toContain('$');
    expect(page.complaints).toEqual([]);
    await app.close();
  });
});
