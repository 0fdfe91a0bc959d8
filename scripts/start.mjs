/** `npm start`: install and build if needed, then run the Amazon case end to end and write its report. */
import { ensureBuilt, root, run } from './ensure.mjs';
import { join } from 'node:path';

ensureBuilt();
const args = process.argv.slice(2);
const job = args.length > 0 ? args : ['run', 'cases/amazon-2026', '--out', 'out/amazon-2026'];
process.exit(run(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...job]));
