/** Measures one spec in a process of its own and prints a JSON line per variant: `node bench/run-spec.mjs NAME [--smoke]`. */
import { measure } from './measure.mjs';
import { specs } from './registry.mjs';

const [name, ...options] = process.argv.slice(2);
const spec = specs.find((candidate) => candidate.name === name);
if (!spec) throw new Error(`no spec is named '${name}'`);
const lines = await measure(spec, options.includes('--smoke'));
if ('skip' in lines) console.error(`${name} skipped: ${lines.skip}`);
else for (const line of lines) console.log(JSON.stringify(line));
