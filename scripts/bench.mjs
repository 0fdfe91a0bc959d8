/**
 * `npm run bench`: lists the benchmark specs. `npm run bench -- SPEC… [--smoke] [--out FILE]` runs them, `all` or a bare
 * `--smoke` every one, and prints one JSON line per measurement. Smoke sizes show that a spec works, not how fast.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { specs } from '../bench/registry.mjs';
import { ensureBuilt, root } from './ensure.mjs';

const { values: options, positionals } = readArguments();
const isAll =
  positionals.includes('all') || (positionals.length === 0 && (options.smoke || options.out !== undefined));
if (positionals.length === 0 && !isAll) {
  list();
  process.exit(0);
}
const names = isAll ? specs.map((spec) => spec.name) : positionals;
const unknown = names.filter((name) => !specs.some((spec) => spec.name === name));
if (unknown.length > 0) refuse(`no spec is named '${unknown.join("', '")}'`);

ensureBuilt();
const lines = [];
const failed = [];
for (const name of names) {
  const args = [join(root, 'bench', 'run-spec.mjs'), name, ...(options.smoke ? ['--smoke'] : [])];
  const child = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(child.stdout ?? '');
  if (child.status !== 0) failed.push(name);
  else
    lines.push(
      ...child.stdout
        .trim()
        .split('\n')
        // A spec may say what it builds first.
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    );
}
if (options.out !== undefined) {
  const file = resolve(root, options.out);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(lines, undefined, 2)}\n`);
}
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { smoke: { type: 'boolean' }, out: { type: 'string' } },
    });
  } catch (error) {
    return refuse(error.message);
  }
}

function refuse(message) {
  console.error(`${message}\n`);
  list();
  process.exit(2);
}

function list() {
  console.log('Usage: npm run bench -- SPEC… | all [--smoke] [--out bench/results/DATE.json]\n');
  for (const { name, phase, sentence } of specs)
    console.log(`${name.padEnd(20)} ${phase.padEnd(10)} ${sentence}`);
}
