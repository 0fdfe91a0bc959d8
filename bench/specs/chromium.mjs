import { readFileSync } from 'node:fs';

const script = '/bench/chromium/kernel-page.mjs';

export const chromium = {
  name: 'chromium',
  phase: 'simulate',
  sentence:
    'Reference kernel in Chromium, warm: all paths and exact quantiles of 321 rows, against one thread of Node',
  async prepare({ isSmoke }) {
    const { chromiumPath, noChromium, openBrowser, openPage } = await import('../chromium/open-browser.mjs');
    if (chromiumPath === undefined) return { skip: noChromium };
    const { serve } = await import('../chromium/serve.mjs');
    const { openKernel } = await import('../reference-kernel/open-kernel.mjs');
    const { makeSoloKernel } = await import('../chromium/kernel-seat.mjs');
    const parameters = new URL('../reference-kernel/params.txt', import.meta.url);
    const paths = isSmoke ? 1000 : 10_000;
    const solo = makeSoloKernel(openKernel(readFileSync(parameters, 'utf8')), paths);
    const expected = [...solo.run()];
    const browser = await openBrowser();
    const servers = await Promise.all([serve({ isIsolated: true }), serve({ isIsolated: false })]);
    const pages = await Promise.all(servers.map((server) => openPage(browser, server.pageUrl(script))));
    const inPage = (i, workers) => async () => {
      const { seconds, quantiles } = await pages[i].page.evaluate(
        ([options]) => window.jobs.run(options),
        [{ paths, workers }],
      );
      if (quantiles.some((value, row) => !Object.is(value, expected[row])))
        throw new Error(`Chromium with ${workers} workers differs from Node`);
      return { seconds, answer: answerOf(quantiles) };
    };
    return {
      size: `${paths} paths, 321 rows of 7 quantiles`,
      items: paths,
      rounds: 31,
      peer: 'Node, 1 thread',
      variants: {
        'Chromium, 1 worker': inPage(0, 1),
        'Chromium, 2 workers': inPage(0, 2),
        'Chromium, 2 workers, not isolated': inPage(1, 2),
        'Node, 1 thread': () => answerOf(solo.run()),
      },
      close: async () => {
        await browser.close();
        for (const server of servers) server.close();
      },
    };
  },
};

/** The last row is net present value; its fourth quantile the median. */
function answerOf(quantiles) {
  return `median NPV ${quantiles.at(-4)}, the same bits everywhere`;
}
