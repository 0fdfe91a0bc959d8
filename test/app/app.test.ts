import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appFolder, loadCase, packageFolder } from '../../src/node/index.ts';
import { openStudy, resultJson, runStudy } from '../../src/study/index.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

const tiny = '/overview?case=tiny&paths=600';
/** Runs take their time on a busy machine. */
const patient = { timeout: 30_000 };
const capex = '.key-figures [data-metric="capex"]';

describe.skipIf(why !== '' && !mustRun)(`the app in Chromium${why}`, () => {
  let app: OpenApp;
  /** The same without shared memory. */
  let plain: OpenApp;
  // The app may have to be built first.
  beforeAll(async () => {
    app = await openApp();
    plain = await openApp({ isIsolated: false });
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await plain?.close();
  });

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

  it('saves the bytes that the command line writes, with and without shared memory', async () => {
    const set = 'accounts.tax_rate=30%';
    const query = new URLSearchParams([
      ['case', 'tiny'],
      ['paths', '600'],
      ['seed', '11'],
      ['s', 'x'],
      ['o', 'overlays/late-power.yaml'],
      ['set', set],
    ]);
    const loaded = loadCase(join(packageFolder, 'cases', 'tiny'), ['overlays/late-power.yaml']).value!;
    const study = openStudy({ ...loaded, sets: [set] }).value!;
    expect(study.study.counterfactual).toBeUndefined();
    const run = { paths: 600, seed: 11, overlays: loaded.overlays, sets: [set] };
    const wanted = resultJson((await runStudy(study, run))!);
    for (const [at, isIsolated] of [
      [app, true],
      [plain, false],
    ] as const) {
      const page = await at.open(`/overview?${query}`);
      expect(await page.evaluate('crossOriginIsolated')).toBe(isIsolated);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('save the run');
      const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
      expect(readFileSync((await download.path())!, 'utf8')).toBe(wanted);
      expect(page.complaints).toEqual([]);
      await page.context().close();
    }
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
