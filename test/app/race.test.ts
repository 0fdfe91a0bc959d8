import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, settle, why, type OpenApp } from './open-app.ts';

/** Two races of several definitions take their time on a busy machine. */
const patience = 120_000;
const paths = 500;

/** What `buildout race` says as of a month: its table without lines, and the sentences. */
function raceSaid(asOf: string) {
  const said = commandLine('race', '--as-of', asOf, '--paths', String(paths));
  const lines = said.split('\n');
  return {
    rows: lines
      .filter((line) => line.startsWith('│'))
      .map((line) =>
        line
          .split('│')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    sentences: lines.filter((line) => line.includes(' against AWS $')),
  };
}

describe.skipIf(why !== '' && !mustRun)(`the page on the race${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it(
    'task (e): says in one action from the start whether Microsoft is ahead, by which definition and when, as race does',
    async () => {
      const page = await app.open(`/overview?case=tiny&paths=${paths}`);
      await page.getByRole('link', { name: 'Race' }).click();
      await page.getByRole('heading', { name: 'Every definition' }).waitFor();
      await settle(page);
      const said = ['2026-08', '2026-02'].map(raceSaid);
      const tables = page.getByRole('table', { name: /^Against AWS as of/ });
      for (const [i, { rows }] of said.entries()) {
        const shown = await tables.nth(i).locator('tr').allInnerTexts();
        expect(shown.map((row) => row.split('\t').map((cell) => cell.trim()))).toEqual(rows);
      }
      const lead = await page.locator('.verdict-card .lead').innerText();
      // Every definition of Microsoft's cloud, with its size, and whether that is ahead.
      for (const [label, usdBn, , constant, , , , never] of said[0]!.rows.slice(1, 5)) {
        expect(lead).toContain(`${label} ($${usdBn}bn)`);
        if (constant === 'already') expect(lead).toMatch(new RegExp(`is ahead already by ${label}`));
        else
          expect(lead).toMatch(
            new RegExp(`not by the others:.*${label} .*never within 10 years on ${never}`),
          );
      }
      expect(page.complaints).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'answers for the definition that is switched to, at both dates, and keeps it in the address',
    async () => {
      const page = await app.open(`/race?case=tiny&paths=${paths}`);
      await page.getByRole('radio', { name: 'Intelligent Cloud' }).check();
      const verdict = page.locator('.verdict-card');
      for (const asOf of ['2026-08', '2026-02']) {
        const sentence = raceSaid(asOf).sentences.find((line) => line.startsWith('Intelligent Cloud'))!;
        expect(await verdict.innerText()).toContain(`Intelligent Cloud, as of ${asOf}. ${sentence}`);
        const figure = page.locator(`[id="overtake-intelligent-cloud-${asOf}"]`);
        const never = /not within 10 years on (\d+)%/.exec(sentence)![1];
        expect(await figure.locator('.wide svg text').allTextContents()).toEqual(
          expect.arrayContaining(['never', never]),
        );
      }
      const link = await app.open(new URL(page.url()).hash.slice(1));
      expect(await link.locator('.verdict-card').innerText()).toBe(await verdict.innerText());
      await page.getByRole('radio', { name: 'Microsoft Cloud' }).check();
      await page.getByText('It was larger already at both dates').waitFor();
      await page.context().close();
      await link.context().close();
    },
    patience,
  );
});
