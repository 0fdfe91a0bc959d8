import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser } from '../../bench/chromium/open-browser.mjs';
import { packageFolder } from '../../src/node/index.ts';

const mustRun = process.env['BUILDOUT_CI'] === '1';
const isBuilt = existsSync(`${packageFolder}/dist/solvers/index.js`);
const why = chromiumPath ? (isBuilt ? '' : ' (skipped: run npm run build)') : ' (skipped: no Chromium found)';

const worker = `
import { loadHighs } from '/dist/solvers/index.js';
import { ModelBuilder, solveModel } from '/dist/lp/index.js';
const solver = await loadHighs({ locateFile: (file) => '/highs/' + file });
const lp = new ModelBuilder({ name: 'wyndor', sense: 'maximise' });
const doors = lp.addColumn('doors', { cost: 3, upper: 4 });
const windows = lp.addColumn('windows', { cost: 5, upper: 6 });
const row = lp.addRow('plant 3', [[doors, 3], [windows, 2]], { upper: 18 });
const solution = solveModel(solver, lp.finish());
postMessage({ objective: solution.objective, values: [...solution.values], dual: solution.duals[row] });
`;

/** Serves the built package and HiGHS as a bundler would: the bare name resolved. */
function serve(): Server {
  return createServer((request, response) => {
    const path = request.url ?? '/';
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type }).end(body);
    };
    if (path === '/') return send('text/html', '<!doctype html><title>worker</title>');
    if (path === '/worker.js') return send('text/javascript', worker);
    const file = path.replace(/^\/highs\//, '/node_modules/highs/build/');
    if (!existsSync(packageFolder + file)) return void response.writeHead(404).end();
    if (file.endsWith('.wasm')) return send('application/wasm', readFileSync(packageFolder + file));
    const text = readFileSync(packageFolder + file, 'utf8');
    return send('text/javascript', text.replace(`from 'highs'`, `from '/highs/highs.mjs'`));
  });
}

describe.skipIf((!chromiumPath || !isBuilt) && !mustRun)(`HiGHS in a web worker${why}`, () => {
  const server = serve();

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());

  it('solves as in Node', async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const answer = await page.evaluate(`new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
      })`);
      // 36 at (2, 6); an hour of plant 3 is worth 1 (see test/lp/models.ts).
      expect(answer).toEqual({
        objective: expect.closeTo(36, 6),
        values: [expect.closeTo(2, 6), expect.closeTo(6, 6)],
        dual: expect.closeTo(1, 6),
      });
    } finally {
      await browser.close();
    }
  });
});
