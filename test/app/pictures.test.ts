import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/answer/index.ts';
import { loadCase, makeDocument, packageFolder } from '../../src/node/index.ts';
import {
  capacityFigure,
  cashFigure,
  definitionsFigure,
  drawFigure,
  fleetFigure,
  flowFigure,
  isEmptyFigure,
  runningFigure,
  vintageFigure,
  type Figure,
} from '../../src/report/view.ts';
import { openStudy, runStudy } from '../../src/study/index.ts';
import { mustRun, openApp, why, type OpenApp } from './open-app.ts';

const patience = 60_000;
const paths = 500;

/** Every element of a picture with its attributes, whatever their order and however the text of it is written. */
function elementsOf(svg: string) {
  const { document } = parseHTML(`<body>${svg}</body>`);
  return [...document.querySelectorAll('svg, svg *')].map((element) => ({
    name: element.tagName.toLowerCase(),
    text: element.children.length === 0 ? element.textContent : '',
    attributes: [...element.attributes]
      .map(({ name, value }) => `${name.toLowerCase()}=${value}`)
      .filter((each) => !each.startsWith('xmlns'))
      .sort(),
  }));
}

describe.skipIf(why !== '' && !mustRun)(`pictures of the app${why}`, () => {
  let app: OpenApp;
  let result: RunResult;
  beforeAll(async () => {
    app = await openApp();
    const loaded = loadCase(join(packageFolder, 'cases', 'amazon-2026')).value!;
    const study = openStudy({ ...loaded, sets: [] }).value!;
    result = (await runStudy(study, { paths, seed: 7, overlays: [], sets: [] }))!;
  }, patience);
  afterAll(() => app?.close());

  const pages: [string, (run: RunResult) => readonly Figure[]][] = [
    ['overview', (run) => [definitionsFigure(run), runningFigure(run), flowFigure(run, 'FY2028')]],
    ['returns', (run) => [cashFigure(run), vintageFigure(run)]],
    ['build', (run) => [capacityFigure(run), fleetFigure(run)]],
  ];

  it.each(pages)(
    'are those of the report, element by element, on %s: what is left out of the library of charts is used by none',
    async (id, figuresOf) => {
      // On a coarse screen the library moves lines by half a pixel, to draw them sharp.
      const page = await app.open(`/${id}?paths=${paths}`, { density: 2 });
      for (const figure of figuresOf(result)) {
        if (isEmptyFigure(figure)) throw new Error(`nothing to draw: ${figure.what}`);
        for (const kind of ['wide', 'narrow'] as const) {
          const drawn = drawFigure(figure, { document: makeDocument(), kind }).markup;
          const shown = await page
            .locator(`figure#${figure.id} .chart .${kind} svg`)
            .evaluate((svg) => (svg as unknown as { outerHTML: string }).outerHTML);
          expect(elementsOf(shown)).toEqual(elementsOf(drawn.replaceAll(/<g aria-label="[^"]*"/g, '<g')));
        }
      }
      expect(page.complaints).toEqual([]);
      await page.context().close();
    },
    patience,
  );
});
