import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { packageFolder, serveFolder, type FolderServer } from '../../src/node/index.ts';

export const executablePath = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path));

export const mustRun = process.env['BUILDOUT_CI'] === '1';
export const why = executablePath
  ? ''
  : ' (skipped: no Chromium found; install it or set CHROMIUM to its path)';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];

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
}

export async function openApp({ isIsolated = true } = {}): Promise<OpenApp> {
  const build = "import('./scripts/ensure.mjs').then(({ ensureApp }) => ensureApp())";
  const built = spawnSync(process.execPath, ['-e', build], { cwd: packageFolder, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The app does not build: ${built.stderr}`);
  const server = await serveFolder(join(packageFolder, 'dist', 'app'), { port: 0, isIsolated });
  const browser = await chromium.launch({ executablePath: executablePath!, args: flags });
  return {
    server,
    browser,
    open: async (address, { colorScheme = 'light', width = 1440 } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: 'reduce',
      });
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

/** Waits until the run of the shown state is done. */
export async function settle(page: Page): Promise<void> {
  await page.waitForSelector('.content:not(.waiting)');
  await page.getByText(/^done in/).waitFor();
}
