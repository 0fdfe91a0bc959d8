import { fileURLToPath } from 'node:url';
import { amazonOpener } from '../open-amazon.mjs';

const folder = fileURLToPath(new URL('../../cases/amazon-2026', import.meta.url));
const metrics = ['roic.d2', 'npv', 'revenue', 'ebit', 'capex', 'fcf', 'net_ppe', 'it_mw', 'shortfall_mw'];
const moves = {
  'cost of capital': ['valuation.wacc=9 %/year', 'valuation.wacc=10 %/year'],
  'price of a chip': ['chips.trainium3.price=9000 $/chip', 'chips.trainium3.price=11000 $/chip'],
};
const workers = 2;
/** The first moves open the study and find what the value reaches; a hand on a slider goes on. */
const warming = 12;

export const chromiumRedraw = {
  name: 'chromium-redraw',
  phase: 'simulate',
  sentence:
    'One value of the Amazon case changed, in Chromium: fans of nine metrics redrawn, against threads of Node',
  async prepare({ isSmoke }) {
    const { chromiumPath, noChromium, openBrowser, openPage } = await import('../chromium/open-browser.mjs');
    if (chromiumPath === undefined) return { skip: noChromium };
    const { serve } = await import('../chromium/serve.mjs');
    const { loadCase } = await import('../../dist/node/index.js');
    const { nodeRunner } = await import('../../dist/runners/index.js');
    const { openLive } = await import('../../dist/study/index.js');
    const options = { metrics, paths: isSmoke ? 400 : 10_000, seed: 7 };
    const loaded = loadCase(folder).value;
    const texts = { files: [...loaded.files], main: loaded.main };
    const openCase = await amazonOpener();
    const browser = await openBrowser();
    const server = await serve({ isIsolated: true });
    const { page } = await openPage(browser, server.pageUrl('/bench/chromium/redraw-page.mjs'));
    const lives = [];
    const variants = {};
    for (const [label, settings] of Object.entries(moves)) {
      const studies = settings.map((setting) => openCase([setting]));
      const live = openLive(studies[0], { ...options, runner: nodeRunner({ threads: workers }) });
      lives.push(live);
      await page.evaluate((order) => window.jobs.open(order), { label, texts, settings, options, workers });
      let turn = 0;
      const inNode = () => live.redraw(studies[turn++ % 2]);
      const inPage = () => page.evaluate((which) => window.jobs.move(which), label);
      for (let i = 0; i < (isSmoke ? 2 : warming); i++) {
        const [here, there] = [await inNode(), (await inPage()).fans];
        if (JSON.stringify(here) !== JSON.stringify(there))
          throw new Error(`${label}: Chromium differs from Node`);
      }
      variants[`Chromium: ${label}`] = async () => {
        const { seconds, fans } = await inPage();
        return { seconds, answer: answerOf(fans) };
      };
      variants[`Node: ${label}`] = async () => answerOf(await inNode());
    }
    return {
      size: `${options.paths} paths, two workers`,
      items: options.paths,
      rounds: 15,
      peer: `Node: ${Object.keys(moves)[0]}`,
      variants,
      close: async () => {
        for (const live of lives) live.close();
        await browser.close();
        server.close();
      },
    };
  },
};

function answerOf(fans) {
  const roic = fans.find(({ id }) => id === 'roic.d2');
  return `median ROIC D2 FY2029 ${roic.quantiles[1][3].toFixed(2)}, the fans of Node`;
}
