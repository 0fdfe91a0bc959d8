/**
 * `node bench/smps-suite.mjs [--only TEXT] [--kind LP|MIP] [--time S] [--clock wall|cpu] [--threads N] [--out FILE]`: runs `bench/smps.mjs` over the public instances in
 * `../shared` (or BUILDOUT_SHARED), every method that applies, each in a process of its own, and writes dated JSON. Relative
 * error is that of the objective against the known optimum.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { instances, normalised, threeStages } from './smps-instances.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const string = { type: 'string' };
const { values } = parseArgs({
  options: {
    only: string,
    kind: string,
    time: string,
    out: string,
    methods: string,
    clock: string,
    threads: string,
  },
});
const shared = join(
  process.env.BUILDOUT_SHARED ?? join(root, '..', 'shared'),
  'data',
  'benchmarks',
  'stochastic',
);
if (!existsSync(shared)) {
  console.error(`The public instances are not here: ${shared} is missing, so nothing was measured`);
  process.exit(1);
}
const lines = [];
for (const instance of instances) {
  if (values.only && !instance.stochastic.includes(values.only)) continue;
  if (values.kind && instance.kind !== values.kind) continue;
  for (const method of methodsOf(instance)) {
    if (values.methods && !values.methods.split(',').includes(method)) continue;
    const line = { ...measure(instance, method), ...machine() };
    console.log(JSON.stringify(line));
    lines.push(line);
    if (values.out) save(resolve(root, values.out));
  }
}

function methodsOf({ kind, stochastic }) {
  if (kind === 'MIP') return ['dual', 'extensive'];
  return threeStages.has(stochastic) ? ['extensive', 'benders', 'sddp'] : ['extensive', 'benders'];
}

function measure({ folder, core, time, stochastic, optimum }, method) {
  const file = (name) => join(shared, folder, name);
  const args = [
    join(root, 'bench', 'smps.mjs'),
    file(`${core}.cor`),
    file(`${time}.tim`),
    file(`${stochastic}.sto`),
  ];
  const limit = values.time ?? '120';
  args.push('--method', method, '--time', limit);
  if (values.clock) args.push('--clock', values.clock);
  if (values.threads) args.push('--threads', values.threads);
  args.push('--probabilities', normalised.has(stochastic) ? 'normalised' : 'raw');
  const child = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: (Number(limit) * (values.clock === 'cpu' ? 20 : 1) + 120) * 1000,
  });
  const text = child.stdout.trim().split('\n').at(-1);
  if (!text) return { instance: stochastic, method, status: 'failed', error: child.stderr.slice(-300) };
  const line = JSON.parse(text);
  const error = line.objective === null ? null : Math.abs(line.objective - optimum) / Math.abs(optimum);
  return {
    ...line,
    known_optimum: optimum,
    relative_error: error,
    time_limit: Number(limit),
    clock: values.clock ?? 'wall',
  };
}

function machine() {
  const all = cpus();
  return {
    load: Number(loadavg()[0].toFixed(1)),
    machine: `${all[0]?.model.trim() ?? 'unknown CPU'}, ${all.length} cores, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
  };
}

/** Lines of this run take the place of those of the same instance and method. */
function save(file) {
  const earlier = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const isNew = (line) =>
    lines.some((each) => each.instance === line.instance && each.method === line.method);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify([...earlier.filter((line) => !isNew(line)), ...lines], undefined, 2)}\n`,
  );
}
