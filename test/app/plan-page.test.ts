import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/node/index.ts';
import { commandLine } from './command-line.ts';
import { mustRun, openApp, why, type OpenApp } from './open-app.ts';

/** A plan takes its time on a busy machine. */
const patience = 120_000;

describe.skipIf(why !== '' && !mustRun)(`the page Plan in Chromium${why}`, () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  }, patience);
  afterAll(() => app?.close());

  it(
    'forces choices upon the plan, with the sentences of why-not, and says which it cannot read',
    async () => {
      const page = await app.open('/plan?case=tiny&paths=500');
      await page.getByRole('button', { name: 'Make the plan' }).click();
      const field = page.getByLabel('With this choice forced');
      await field.waitFor({ timeout: patience });
      const said: string[] = [];
      for (const choice of ['order no bought', 'order 5k bought in 2027Q1']) {
        await field.fill(choice);
        await page.keyboard.press('Enter');
        const answer = page.locator('.forced .answer').first();
        await expect
          .poll(() => answer.innerText().catch(() => ''), { timeout: patience })
          .toContain(`'${choice}'`);
        said.push(await answer.innerText());
        const [first] = commandLine(
          'why-not',
          join(packageFolder, 'cases', 'tiny'),
          choice,
          '--scenarios',
          '1',
        ).split('\n');
        expect(said.at(-1)).toBe(first);
      }
      expect(said[0]).not.toBe(said[1]);
      await field.fill('leave out nothing-of-this-name');
      await page.keyboard.press('Enter');
      await page.locator('.forced .issues').first().waitFor({ timeout: patience });
      expect(await page.locator('.forced .answer').count()).toBe(2);
      await page.context().close();
    },
    patience,
  );

  it(
    'explains in full when asked, in the sentences of the command',
    async () => {
      const page = await app.open('/plan?case=tiny&paths=500&v.plan.depth=full');
      await page.getByRole('button', { name: 'Make the plan' }).click();
      await page
        .getByRole('heading', { name: 'What information and joint planning are worth' })
        .waitFor({ timeout: patience });
      const shown = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
      const found = JSON.parse(planJson()) as { silo?: { sentence: string } };
      expect(shown).toContain(found.silo!.sentence);
      await page.context().close();
    },
    patience,
  );

  it(
    'says which limits cannot hold together, and gives each way out as an overlay',
    async () => {
      const page = await app.open(
        '/plan?case=tiny&paths=500&s=Strict&set=segments.labs.service_level%3D95%25',
      );
      await page.getByRole('button', { name: 'Make the plan' }).click();
      await page.getByRole('heading', { name: 'The cheapest ways to a plan' }).waitFor({ timeout: patience });
      const shown = await page.locator('main').innerText();
      expect(shown).toContain('No plan keeps the service level of labs in 2026Q2');
      expect(shown).toContain('segments.labs.service_level');
      await page.locator('main details summary', { hasText: 'Lower the service level' }).click();
      expect(await page.locator('main details pre').first().innerText()).toMatch(/labs: \{ service_level:/);
      await page.context().close();
    },
    patience,
  );

  it(
    'plans with reviews: what to commit, what waits for what, the tree; and says what is wrong with a review',
    async () => {
      const page = await app.open('/plan?case=tiny&paths=500&v.plan.scenarios=4&v.plan.reviews=2027-Q1');
      await page.getByRole('button', { name: 'Make the plan' }).click();
      await expect
        .poll(
          () =>
            page
              .locator('main .issues')
              .first()
              .innerText()
              .catch(() => ''),
          { timeout: patience },
        )
        .toContain("write '2027Q1'");
      await page.getByRole('textbox', { name: 'Reviews' }).fill('2027Q1');
      await page.getByRole('button', { name: 'Make the plan' }).click();
      await page.getByRole('heading', { name: 'Commit before 2027Q1' }).waitFor({ timeout: patience });
      const shown = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
      expect(shown).toMatch(/The tree is worth \$\S+, one decision for all of the same scenarios \$/);
      expect(shown).toMatch(/Decide by 2027Q1, by what is seen in 2026Q4/);
      expect(shown).toContain('What is decided when, by what has been seen');
      await page.context().close();
    },
    patience,
  );

  function planJson(): string {
    const folder = mkdtempSync(join(tmpdir(), 'buildout-plan-'));
    try {
      const file = join(folder, 'plan.json');
      commandLine('plan', join(packageFolder, 'cases', 'tiny'), '--scenarios', '1', '--json', file);
      return readFileSync(file, 'utf8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
