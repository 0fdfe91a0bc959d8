/** `npm test`: install and build if needed, then run the tests. Arguments go to vitest. */
import { ensureApp, ensureBuilt, run, tool } from './ensure.mjs';

ensureBuilt();
// Files of tests run side by side; none of them must build what another one is using.
ensureApp();
process.exit(run(process.execPath, [tool('vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]));
