import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser, openPage } from '../../bench/chromium/open-browser.mjs';
import { serve, type PageServer } from '../../bench/chromium/serve.mjs';
import { hashText } from '../../src/base/hash.ts';
import { loadCase } from '../../src/node/index.ts';
import { nodeRunner } from '../../src/runners/index.ts';
import { inProcessRunner, type Runner } from '../../src/simulate/index.ts';
import { resultJson, runStudy, type Study } from '../../src/study/index.ts';
import { caseFolder, openShipped } from '../study/support.ts';

const root = new URL('../../', import.meta.url);
const threadFile = new URL('dist/runners/node-worker.js', root);
if (!existsSync(threadFile))
  throw new Error('Run `npm run build` first: pages and threads run what is built.');

const mustRun = process.env['BUILDOUT_CI'] === '1';
const why = chromiumPath ? '' : ' (skipped: no Chromium found; install it or set CHROMIUM to its path)';

/** SHA-256 of the doubles of 1,000 paths as the C++ reference writes them (`bench_off params.txt 1000 1 ref.bin`). */
const referenceHash = '3f7b74bdf4c5ceb6983c26f92a45c938041ec4e3d8b1902119a35ea334b09064';

interface Case {
  readonly name: string;
  /** What the counterfactual lays over the case; none is run without. */
  readonly overlay?: string;
  readonly options: {
    readonly paths: number;
    readonly blockSize?: number;
    readonly seed: number;
    readonly exactPaths?: number;
    readonly pilot?: number;
  };
}

const amazon: Case = {
  name: 'amazon-2026',
  overlay: 'without-growth',
  options: { paths: 300, seed: 11, blockSize: 50 },
};
/** So few paths are quickly done by the interpreter too, and still enough to be compiled where that can be. */
const short: Case = { name: 'amazon-2026', options: { paths: 120, seed: 11, blockSize: 30 } };
/** Beyond 500 paths numbers are counted. */
const counted: Case = {
  name: 'tiny',
  overlay: 'no-anchor',
  options: { paths: 2300, seed: 5, exactPaths: 500, pilot: 1000 },
};

const opened = new Map<string, Study>();

function openOnce(name: string, overlays: readonly string[]): Study {
  const key = [name, ...overlays].join();
  if (!opened.has(key)) opened.set(key, openShipped(name, overlays));
  return opened.get(key)!;
}

async function hashInNode({ name, overlay, options }: Case, runner: Runner): Promise<string> {
  const other = overlay ? { counterfactual: { study: openOnce(name, [overlay]), name: 'other' } } : {};
  const named = { overlays: [], sets: [], ...other };
  const result = await runStudy(openOnce(name, []), { ...options, ...named, runner });
  return hashText(resultJson(result!));
}

interface Said {
  readonly hash?: string;
  readonly paths?: number;
  readonly shares?: readonly number[];
  readonly error?: string;
}

interface PageRun {
  /** 0: on the page's own thread. */
  readonly workers: number;
  readonly file?: string;
  readonly stopAt?: number;
}

function runInPage(page: Page, { name, overlay, options }: Case, how: PageRun): Promise<Said> {
  const texts = (overlays: readonly string[]) => {
    const loaded = loadCase(caseFolder(name), overlays).value!;
    return { files: [...loaded.files], main: loaded.main, overlays: loaded.overlays };
  };
  const other = overlay ? { counterfactual: texts([overlay]) } : {};
  const order = { texts: texts([]), ...other, options, ...how };
  return page.evaluate(`window.jobs.run(${JSON.stringify(order)})`);
}

// A machine busy with other work takes long to start a browser and its workers.
const patience = 600_000;

describe.skipIf(!chromiumPath && !mustRun)(`workers in Chromium${why}`, { timeout: patience }, () => {
  let browser: Browser;
  let servers: readonly PageServer[];
  let pages: { readonly isolated: Page; readonly plain: Page };
  let reference: { readonly amazon: string; readonly short: string; readonly counted: string };
  const script = '/test/browser/study-page.mjs';

  beforeAll(async () => {
    browser = await openBrowser();
    servers = await Promise.all([serve({ isIsolated: true }), serve({ isIsolated: false })]);
    const [isolated, plain] = await Promise.all(
      servers.map(async (server) => (await openPage(browser, server.pageUrl(script))).page),
    );
    pages = { isolated: isolated!, plain: plain! };
    reference = {
      amazon: await hashInNode(amazon, inProcessRunner()),
      short: await hashInNode(short, inProcessRunner()),
      counted: await hashInNode(counted, inProcessRunner()),
    };
  }, patience);

  afterAll(async () => {
    await browser?.close();
    servers?.forEach((server) => server.close());
  });

  it('opens one page that may share memory, and one that may not', async () => {
    expect(await pages.isolated.evaluate('window.jobs.isIsolated()')).toBe(true);
    expect(await pages.plain.evaluate('window.jobs.isIsolated()')).toBe(false);
  });

  it.each([1, 2])('gives the bytes of the Amazon case on %i threads of Node', async (threads) => {
    const runner = nodeRunner({ threads, file: threadFile });
    expect(await hashInNode(amazon, runner)).toBe(reference.amazon);
  });

  it.each([
    ['isolated', 1],
    ['isolated', 2],
    ['plain', 1],
    ['plain', 2],
    ['plain', 0],
  ] as const)('gives the same bytes in a page: %s, %i workers', async (kind, workers) => {
    const { hash, shares } = await runInPage(pages[kind], amazon, { workers });
    expect(hash).toBe(reference.amazon);
    expect(shares).toEqual([...shares!].sort((a, b) => a - b));
    expect(shares!.length).toBeGreaterThan(1);
    expect(shares!.at(-1)).toBe(1);
  });

  it('counts the same in pages, and again on workers that have run before', async () => {
    for (const kind of ['isolated', 'plain', 'plain'] as const)
      expect((await runInPage(pages[kind], counted, { workers: 2 })).hash).toBe(reference.counted);
  });

  it('stops when asked, with the first paths', async () => {
    const { hash, paths } = await runInPage(pages.isolated, short, { workers: 2, stopAt: 0.3 });
    expect(paths).toBeGreaterThanOrEqual(0.3 * 120);
    expect(paths).toBeLessThan(120);
    const same = { ...short, options: { ...short.options, paths: paths! } };
    expect(hash).toBe(await hashInNode(same, inProcessRunner()));
  });

  it.each([
    ['throws', `data:text/javascript,throw new Error('no memory')`, 'Uncaught Error: no memory'],
    ['is not there', '/dist/nowhere.js', 'its script could not be loaded'],
    [
      'fails while it works',
      `data:text/javascript,onmessage = () => { throw new Error('too much') }`,
      'Uncaught Error: too much',
    ],
  ])('rejects where a worker %s', async (_, file, reason) => {
    const { error } = await runInPage(pages.plain, short, { workers: 2, file });
    expect(error).toBe(`A worker was lost: ${reason}`);
  });

  it.each([
    ['WebAssembly has no vectors', 'WebAssembly.validate = () => false', 2],
    ['there is no WebAssembly', 'delete globalThis.WebAssembly', 0],
  ])('gives the same bytes where %s', async (_, init, workers) => {
    const { page } = await openPage(browser, servers[0]!.pageUrl(script), init);
    expect((await runInPage(page, short, { workers })).hash).toBe(reference.short);
    await page.close();
  });

  it('computes the reference kernel to the bits of C++', async () => {
    const url = servers[0]!.pageUrl('/bench/chromium/kernel-page.mjs');
    const { page } = await openPage(browser, url);
    expect(await page.evaluate('window.jobs.hash(1000)')).toBe(referenceHash);
    await page.close();
  });
});

describe('the reference kernel in Node', () => {
  it('has the bits of C++', async () => {
    const { openKernel } = await import('../../bench/reference-kernel/open-kernel.mjs');
    const { makeSoloKernel } = await import('../../bench/chromium/kernel-seat.mjs');
    const parameters = readFileSync(new URL('bench/reference-kernel/params.txt', root), 'utf8');
    const kernel = makeSoloKernel(openKernel(parameters), 1000);
    kernel.run();
    const bytes = new Uint8Array(kernel.store.buffer);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(referenceHash);
  });
});
