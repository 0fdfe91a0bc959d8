/** `npm run app`: install and build if needed, then serve the app and open it. Arguments go to `buildout serve`. */
import { ensureApp, ensureBuilt, root, run } from './ensure.mjs';
import { join } from 'node:path';

ensureBuilt();
ensureApp();
process.exit(
  run(process.execPath, [join(root, 'dist', 'cli', 'main.js'), 'serve', ...process.argv.slice(2)]),
);
