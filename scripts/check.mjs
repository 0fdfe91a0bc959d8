/** `npm run check`: everything that must hold before a merge and is not a test. Runs all of it, then fails if any did. */
import { ensureInstalled, root, run, tool } from './ensure.mjs';
import { join } from 'node:path';

ensureInstalled();

const node = process.execPath;
const steps = [
  ['Format', [tool('prettier', 'bin/prettier.cjs'), '--check', '.']],
  ['Lint', [tool('oxlint', 'bin/oxlint'), '--deny-warnings', '.']],
  ['Types', [tool('typescript', 'bin/tsc'), '-p', 'tsconfig.json', '--noEmit']],
  [
    'Types of the pure part, without Node',
    [tool('typescript', 'bin/tsc'), '-p', 'tsconfig.core.json', '--noEmit'],
  ],
  ['Types of the app', [tool('typescript', 'bin/tsc'), '-p', 'web/tsconfig.json', '--noEmit']],
  ['Licences', [join(root, 'scripts', 'licences.mjs')]],
  ['Docs up to date', [join(root, 'scripts', 'docs.mjs'), '--check']],
];

const failed = [];
for (const [heading, args] of steps) {
  console.log(`\n== ${heading} ==`);
  if (run(node, args) !== 0) failed.push(heading);
}

console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join('; ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
