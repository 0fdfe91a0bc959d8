import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, why, type OpenApp } from './open-app.ts';

/** Runs take their time on a busy machine. */
const patience = 120_000;
const patient = { timeout: 60_000 };

interface Point {
  readonly name: string;
  readonly precision: string;
  readonly cost: number;
}

/** Points of the first limit, as `buildout serving frontier --json` prints them. */
function frontier(...args: readonly string[]): readonly Point[] {
  const text = commandLine('serving', 'frontier', ...args, '--json');
  return (JSON.parse(text) as { limits: readonly { points: readonly Point[] }[] }).limits[0]!.points;
}

describe.skipIf(why !== '' && !mustRun)(`the silicon page in Chromium${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, 3 * patience);
  afterAll(() => app?.close());

  it(
    'prices tokens as the command line does, with its usual rule and with another',
    async () => {
      const page = await app.open('/overview?case=chip-programme&paths=500');
      await page.getByRole('link', { name: 'Silicon' }).click();
      const figure = page.locator('#front-1');
      await figure.waitFor();
      await figure.getByText('Numbers behind this chart').click();
      const rows = () => figure.locator('tbody tr').allInnerTexts();
      const wanted = (points: readonly Point[]) =>
        points.map(({ name, precision, cost }) => [`${name} ${precision}`, `$${cost.toPrecision(3)}`]);
      const check = async (points: readonly Point[]) => {
        const shown = await rows();
        expect(shown).toHaveLength(points.length);
        wanted(points).forEach(([chip, cost], i) => {
          expect(shown[i]).toContain(chip);
          expect(shown[i]).toContain(cost);
        });
      };
      const usual = frontier();
      expect(usual.length).toBeGreaterThan(5);
      await check(usual);
      const lead = page.locator('.verdict-card .lead').first();
      expect(await lead.innerText()).toMatch(/cheapest own chip .* merchant chip/);

      await page.getByRole('textbox', { name: /^Power/ }).fill('150');
      await page.keyboard.press('Enter');
      await page.getByRole('combobox', { name: 'Work' }).selectOption('llama2-70b');
      await expect.poll(() => lead.innerText(), patient).toContain('llama2-70b');
      await expect
        .poll(async () => (await rows())[0], patient)
        .toContain(wanted(frontier('--workload', 'llama2-70b', '--power-price', '150'))[0]![1]);
      await check(frontier('--workload', 'llama2-70b', '--power-price', '150'));
      expect(page.url()).toContain('v.silicon.power=150');
      expect(page.complaints).toEqual([]);
      await page.context().close();
    },
    patience,
  );

  it(
    'says at which merchant price the programme stops, and what a development is worth as its numbers move',
    async () => {
      const page = await app.open('/silicon?case=chip-programme&paths=500');
      const card = page.getByRole('region', { name: 'Verdict', exact: true });
      await expect
        .poll(() => card.innerText(), patient)
        .toMatch(/At which merchant price the programme stops/);
      const worth = page.getByText(/^A development of/);
      const before = await worth.innerText();
      await page.getByRole('textbox', { name: /^Yield/ }).fill('95');
      await page.keyboard.press('Enter');
      await expect.poll(() => worth.innerText(), patient).not.toBe(before);
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => worth.innerText(), patient).toBe(before);
      await page.context().close();
    },
    patience,
  );
});
