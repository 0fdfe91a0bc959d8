/** `node scripts/shots.mjs REPORT.html OUTDIR`: pictures of a report, light and dark, wide and narrow, to look at. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [report, outDir] = process.argv.slice(2);
if (report === undefined || outDir === undefined) {
  console.error('Usage: node scripts/shots.mjs REPORT.html OUTDIR');
  process.exit(2);
}

const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const executablePath = process.env.CHROMIUM ?? found;
if (executablePath === undefined) {
  console.error('No Chromium found. Install it (apt-get install chromium) or set CHROMIUM to its path.');
  process.exit(2);
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Pages are cut into pieces of this height, so that text stays readable in each picture. */
const pieceHeight = 1800;

mkdirSync(outDir, { recursive: true });
const browser = await chromium.launch({ executablePath, args: quiet });
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      page.on('console', (message) => console.log(`${message.type()}: ${message.text()}`));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) console.log(`asks for ${request.url()}`);
      });
      await page.goto(pathToFileURL(resolve(report)).href);
      const size = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        height: document.documentElement.scrollHeight,
      }));
      if (size.width > width) console.log(`The page is ${size.width} px wide in a window of ${width} px.`);
      for (let top = 0, piece = 1; top < size.height; top += pieceHeight, piece++) {
        const height = Math.min(pieceHeight, size.height - top);
        const path = join(outDir, `${colorScheme}-${width}-${String(piece).padStart(2, '0')}.png`);
        await page.screenshot({ path, fullPage: true, clip: { x: 0, y: top, width, height } });
      }
      console.log(`${colorScheme} ${width}: ${size.height} px high`);
      await page.close();
    }
  }
} finally {
  await browser.close();
}
