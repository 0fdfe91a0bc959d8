import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, openApp, pageIds, settle, why, type OpenApp } from './open-app.ts';

const patience = 60_000;
const restMilliseconds = 2000;

/** Counts what wakes a page up: frames and timers that it asks for, and messages of its workers. */
const countWakes = `
  globalThis.wakes = { frames: 0, timers: 0, messages: 0 };
  const counted = (name, key) => {
    const real = globalThis[name];
    globalThis[name] = (...args) => (wakes[key]++, real(...args));
  };
  counted('requestAnimationFrame', 'frames');
  counted('setTimeout', 'timers');
  counted('setInterval', 'timers');
  const RealWorker = Worker;
  globalThis.Worker = class extends RealWorker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', () => wakes.messages++);
    }
  };
`;

describe.skipIf(why !== '' && !mustRun)(`the app at rest${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it.each(pageIds)(
    'does nothing on %s once all is shown: no frame, timer or message, and next to no processor time',
    async (id) => {
      const context = await app.browser.newContext();
      await context.addInitScript(countWakes);
      const page = await context.newPage();
      const browser = await app.browser.newBrowserCDPSession();
      /** Processor seconds of everything that draws or computes, workers included. */
      const processorSeconds = async () => {
        const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
        return processInfo
          .filter(({ type }) => type === 'renderer')
          .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
      };
      const start = await processorSeconds();
      await page.goto(`${app.server.url}#/${id}?case=tiny&paths=500`);
      await settle(page);
      // What follows the last answer, such as drawing it, is no rest yet.
      await page.waitForTimeout(restMilliseconds / 2);
      const wakes = await page.evaluate<Record<string, number>>('({ ...wakes })');
      const shown = await processorSeconds();
      await page.waitForTimeout(restMilliseconds);
      const rested = await processorSeconds();
      expect(await page.evaluate('wakes')).toEqual(wakes);
      expect(wakes['messages']).toBeGreaterThan(0);
      // A worker that waits by turning round, or an animation, would use up to the whole of the rest; opening the page takes as long.
      expect((rested - shown) / (shown - start)).toBeLessThan(0.05);
      await browser.detach();
      await context.close();
    },
    patience,
  );
});
