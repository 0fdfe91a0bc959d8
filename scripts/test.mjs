/** `npm test`: install and build if needed, then run the tests. Arguments go to vitest. */
import { ensureBuilt, run, tool } from './ensure.mjs';

ensureBuilt();
process.exit(run(process.execPath, [tool('vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]));
