import { afterEach, describe, expect, it } from 'vitest';
import { openLive, runStudy, type LiveStudy, type Study } from '../../src/study/index.ts';
import { openTiny, swap } from './support.ts';

const metrics = ['npv', 'roic.d2', 'revenue'];
const settings = { paths: 120, seed: 5 };
let live: LiveStudy | undefined;
afterEach(() => live?.close());

/** What a run says of the same studies: by fiscal year, or for the horizon. */
async function expected(study: Study) {
  const run = (await runStudy(study, { ...settings, overlays: [], sets: [] }))!;
  return metrics.map((id) => {
    const metric = run.metrics[id]!;
    const { p10, p50, p90 } = metric.kind === 'once' ? metric : metric.years;
    return { id, quantiles: [p10, p50, p90] };
  });
}

const seen = async (study: Study) =>
  (await live!.redraw(study)).map(({ id, quantiles }) => ({ id, quantiles }));

/** Tiny with another cost of capital. */
const rate = (text: string) => openTiny((file) => swap(file, 'wacc: 10 %/year', `wacc: ${text}`));

describe('a study that stays open', () => {
  it('gives the numbers of a run, at first and after each of several moves of one value', async () => {
    const base = openTiny();
    live = openLive(base, { metrics, ...settings });
    expect(await seen(base)).toEqual(await expected(base));
    // The first move is answered by the whole, the second finds the part that the value reaches, the others use it.
    for (const text of ['8 %/year', '10 %/year', '11 %/year', '12 %/year']) {
      const study = rate(text);
      expect(await seen(study), text).toEqual(await expected(study));
    }
  });

  it('gives them when another value moves in between', async () => {
    const studies = [
      rate('8 %/year'),
      rate('9.5 %/year'),
      rate('10 %/year'),
      openTiny((text) => swap(text, 'tax_rate: 25%', 'tax_rate: 21%')),
      rate('7 %/year'),
    ];
    live = openLive(openTiny(), { metrics, ...settings });
    for (const study of studies) expect(await seen(study)).toEqual(await expected(study));
  });

  it('opens anew where another number becomes uncertain', async () => {
    live = openLive(openTiny(), { metrics, ...settings });
    await live.redraw(openTiny());
    const study = rate('8 to 12 %/year');
    expect(await seen(study)).toEqual(await expected(study));
  });
});
