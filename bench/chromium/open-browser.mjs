/** Chromium as the machine has it: Debian's, or the one named in CHROMIUM. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of Chromium, or `undefined` where there is none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...places].find(
  (path) => path !== '' && existsSync(path),
);

export const noChromium = 'there is no Chromium; install it or set CHROMIUM to its path';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser() {
  if (chromiumPath === undefined)
    throw new Error('no Chromium found; install it or set CHROMIUM to its path');
  return chromium.launch({ executablePath: chromiumPath, args });
}

/** A page of a server whose module has put its functions into `window.jobs`; what it complains of is kept in `said`. `init` runs first. */
export async function openPage(browser, url, init) {
  const page = await browser.newPage();
  if (init !== undefined) await page.addInitScript({ content: init });
  const said = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => said.push(`${message.text()} ${message.location().url}`));
  await page.goto(url);
  await page.waitForFunction('window.jobs !== undefined', undefined, { timeout: 60_000 }).catch(() => {
    throw new Error(`the page did not start: ${said.join('; ')}`);
  });
  return { page, said };
}
