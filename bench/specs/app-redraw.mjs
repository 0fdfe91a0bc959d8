/** Assumptions of the Amazon case whose slider is moved, in the app, from the page on returns. */
const paths = ['opex.support', 'accounts.tax_rate', 'chips.trainium3.price'];
const warming = 14;

export const appRedraw = {
  name: 'app-redraw',
  phase: 'report',
  sentence:
    'From a moved slider to the charts of the page Returns drawn anew on all paths, in the app in Chromium, Amazon case, warm',
  async prepare({ isSmoke }) {
    const { chromiumPath, noChromium, openBrowser } = await import('../chromium/open-browser.mjs');
    if (chromiumPath === undefined) return { skip: noChromium };
    const { ensureApp } = await import('../../scripts/ensure.mjs');
    ensureApp();
    const { appFolder, serveFolder } = await import('../../dist/node/index.js');
    const server = await serveFolder(appFolder, { port: 0 });
    const browser = await openBrowser();
    const count = isSmoke ? 1000 : 10_000;
    const variants = {};
    const pages = [];
    for (const path of paths) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
      pages.push(page);
      await page.goto(`${server.url}#/returns?case=amazon-2026&paths=${count}&v.hand=${path}`);
      await page.waitForSelector(`.content:not(.waiting)[data-paths="${count}"]`, { timeout: 120_000 });
      const slider = page.getByLabel(`Slider of ${path}`, { exact: true });
      await slider.waitFor();
      let turn = 0;
      /** Seconds from one move of the slider to the frame after which its charts are drawn on all paths. */
      const move = () => slider.evaluate(moveSlider, { up: turn++ % 2 === 0, count });
      for (let i = 0; i < (isSmoke ? 3 : warming); i++) await move();
      variants[path] = async () => {
        const { seconds, text } = await move();
        return { seconds, answer: `redrawn on ${count} paths; ${text}` };
      };
    }
    const close = async () => {
      for (const page of pages) await page.close();
      await browser.close();
      server.close();
    };
    return { size: `${count} paths, two workers`, items: count, rounds: 11, variants, close };
  },
};

/** Runs in the page. React follows values that are set as a hand would set them. */
function moveSlider(slider, { up, count }) {
  const chart = document.querySelector('#roic-definitions .chart .wide');
  const before = chart.innerHTML;
  const [low, high, step] = [slider.min, slider.max, slider.step].map(Number);
  const middle = (low + high) / 2;
  const value = middle + (up ? 8 : -8) * step + 2 * step * Math.random();
  const start = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, String(value));
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return new Promise((resolve, reject) => {
    const look = () => {
      const shown = document.querySelector('.content')?.getAttribute('data-paths');
      if (shown === String(count) && chart.innerHTML !== before) {
        requestAnimationFrame(() =>
          resolve({ seconds: (performance.now() - start) / 1000, text: `slider at ${slider.value}` }),
        );
      } else if (performance.now() - start > 30_000)
        reject(new Error('the charts did not follow the slider'));
      else setTimeout(look, 2);
    };
    look();
  });
}
