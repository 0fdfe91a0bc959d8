import { spawnSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, noChromium, openBrowser } from '../../bench/chromium/open-browser.mjs';
import { appFolder, packageFolder, serveFolder, type FolderServer } from '../../src/node/index.ts';

export const mustRun = process.env['BUILDOUT_CI'] === '1';
export const why = chromiumPath ? '' : ` (skipped: ${noChromium})`;

/** Every page of the app. */
export const pageIds = [
  'overview',
  'demand',
  'build',
  'silicon',
  'contracts',
  'returns',
  'risk',
  'plan',
  'race',
  'assumptions',
  'case',
];

/** Runs take their time on a busy machine. */
const patience = 60_000;

/** The built app, served and opened; built first where it is older than what it is made of. */
export interface OpenApp {
  readonly server: FolderServer;
  readonly browser: Browser;
  /** A page of a fresh profile at an address, once its run is done. `complaints` gathers what the page logs. */
  open(address: string, options?: OpenOptions): Promise<Page & { complaints: string[] }>;
  close(): Promise<void>;
}

interface OpenOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  /** Pixels of the screen in one of the page. */
  readonly density?: number;
}

export async function openApp({ isIsolated = true } = {}): Promise<OpenApp> {
  const build = "import('./scripts/ensure.mjs').then(({ ensureApp }) => ensureApp())";
  const built = spawnSync(process.execPath, ['-e', build], { cwd: packageFolder, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The app does not build: ${built.stderr}`);
  const server = await serveFolder(appFolder, { port: 0, isIsolated });
  const browser = await openBrowser();
  return {
    server,
    browser,
    open: async (address, { colorScheme = 'light', width = 1440, density = 1 } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        deviceScaleFactor: density,
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${server.url}#${address}`);
      await settle(page);
      return Object.assign(page, { complaints });
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Waits until the run of the shown state is done, and whatever else its page asks. */
export async function settle(page: Page): Promise<void> {
  await page.waitForSelector('.content:not(.waiting)');
  await page.getByText(/^done in/).waitFor();
  await page.waitForSelector('.long-work progress', { state: 'detached' });
}
