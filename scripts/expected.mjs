/**
 * `node scripts/expected.mjs`: writes `expected/central.csv` of the shipped cases: headline metrics on the central path
 * (every driver at its median, no shocks), by fiscal year. With `--check` it writes nothing and fails where a file differs.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt, root } from './ensure.mjs';

const isCheck = process.argv.includes('--check');
ensureBuilt();
const { loadCase } = await import('../dist/node/index.js');
const { centralTable, openStudy } = await import('../dist/study/index.js');

const cases = ['tiny', 'amazon-2026', 'serving-fleet', 'chip-programme'];

let stale = 0;
for (const name of cases) {
  const loaded = loadCase(join(root, 'cases', name));
  const study = loaded.value && openStudy({ ...loaded.value, sets: [] });
  if (!study?.value) {
    console.error(`cases/${name} has faults; run \`buildout check cases/${name}\``);
    process.exit(1);
  }
  const path = join('cases', name, 'expected', 'central.csv');
  const file = join(root, path);
  const text = centralTable(study.value);
  const found = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (found === text) console.log(`${path} is up to date`);
  else if (isCheck) {
    stale += 1;
    console.error(`${path} differs from what the model says`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${path} written`);
  }
}
if (stale > 0)
  console.error(
    'If the change is meant, run `node scripts/expected.mjs` and note it in CHANGELOG.md, "Answers changed".',
  );
else if (!isCheck) console.log('If values changed, note it in CHANGELOG.md, "Answers changed".');
process.exit(stale > 0 ? 1 : 0);
