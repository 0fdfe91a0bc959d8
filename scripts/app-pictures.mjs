/** `node scripts/app-pictures.mjs [folder]`: every page of the built app, light and dark, wide and narrow, as PNG files. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../bench/chromium/open-browser.mjs';
import { ensureApp, ensureBuilt, root } from './ensure.mjs';

ensureBuilt();
ensureApp();
const { appFolder, serveFolder } = await import('../dist/node/index.js');
const folder = process.argv[2] ?? join(root, 'out', 'pictures');
const only = process.argv[3];
mkdirSync(folder, { recursive: true });
const server = await serveFolder(appFolder, { port: 0 });
const browser = await openBrowser();
const pages = await pagesOfApp();
const views = [...pages, 'overview?trace=roic.d2&at=FY2028'];
for (const view of only ? [only] : views) {
  for (const width of [1440, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme });
      page.on('console', (message) => console.log(view, message.text()));
      page.on('pageerror', (error) => console.log(view, String(error)));
      await page.goto(`${server.url}#/${view}${view.includes('?') ? '&' : '?'}paths=500`);
      await page.waitForSelector('.content:not(.waiting)', { timeout: 60_000 });
      await page.waitForTimeout(1500);
      const name = `${view.replaceAll(/[?=&.]/g, '-')}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: !view.includes('trace') });
      await page.close();
      console.log(name);
    }
  }
}
await browser.close();
server.close();

/** The pages in the order of the app's own navigation. */
async function pagesOfApp() {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForSelector('nav.side a');
  const links = await page
    .locator('nav.side a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  await page.close();
  return links.map((link) => /^#\/([^?]+)/.exec(link)[1]);
}
