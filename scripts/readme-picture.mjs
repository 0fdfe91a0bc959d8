/** `node scripts/readme-picture.mjs REPORT.html`: the head of a report as docs/report.png, for the README. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './ensure.mjs';

const report = process.argv[2];
const executablePath =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
if (report === undefined || executablePath === undefined) {
  console.error(
    'Usage: node scripts/readme-picture.mjs REPORT.html (needs Chromium, or its path in CHROMIUM)',
  );
  process.exit(2);
}
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage({ viewport: { width: 1180, height: 1000 }, colorScheme: 'light' });
await page.goto(pathToFileURL(resolve(report)).href);
await page.screenshot({ path: join(root, 'docs', 'report.png') });
await browser.close();
