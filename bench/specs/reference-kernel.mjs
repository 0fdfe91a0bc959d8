import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eachRow, makeEngine, openThreads, rowCount } from '../reference-kernel/crew.mjs';
import { sharedPath } from '../shared.mjs';

/** Paths that the reference writes to its file. */
const filePaths = 1000;
/** Paths of which a worker hands over the results together. */
const block = 500;

export const referenceKernel = {
  name: 'reference-kernel',
  phase: 'simulate',
  sentence:
    'A capacity model of 40 quarters × 8 segments × 8 chips in formulas: one thread, and one and two workers that hand results over, against C++ and numpy',
  async prepare({ isSmoke }) {
    const source = sharedPath('bench/simperf');
    if (source === undefined)
      return {
        skip: 'the reference in ../shared/bench/simperf is not there (BUILDOUT_SHARED names its folder)',
      };
    const folder = mkdtempSync(join(tmpdir(), 'buildout-kernel-'));
    cpSync(source, folder, { recursive: true });
    const cpp = buildReference(folder);
    const paths = isSmoke ? 1000 : 10_000;
    const file = join(folder, 'params.txt');
    const { run } = await makeEngine(file);
    const equal = cpp ? equalDoubles(run, cpp.reference()) : 'not compared: no g++';
    const threads = { one: await openThreads(1, file), two: await openThreads(2, file) };
    const store = new Float64Array(new SharedArrayBuffer(8 * rowCount * paths));
    const onThreads = async (crew, count) => {
      const order = { kind: 'store', store, capacity: paths, block, paths: paths / count };
      await crew.ask(Array.from({ length: count }, (_, i) => ({ ...order, pathFrom: (i * paths) / count })));
      return `mean NPV ${meanOf(store.subarray((rowCount - 1) * paths))}`;
    };
    const variants = {
      ...(cpp ? { 'C++ scalar': () => cpp.time('cpp scalar f64', paths) } : {}),
      ...(cpp ? { 'C++ f64x2': () => cpp.time('cpp v2 (f64x2)', paths) } : {}),
      'buildout, one thread': () => `${equal}; mean NPV ${meanOf(run(0, paths).get('npv').values)}`,
      'buildout, one worker': () => onThreads(threads.one, 1),
      'buildout, two workers': () => onThreads(threads.two, 2),
      ...(hasNumpy() ? { numpy: () => timeNumpy(folder, paths) } : {}),
    };
    // Engines compile what is hot only after a while.
    for (let i = 0; i < (isSmoke ? 0 : 12); i++) {
      variants['buildout, one thread']();
      await variants['buildout, one worker']();
      await variants['buildout, two workers']();
    }
    const close = async () => {
      await threads.one.close();
      await threads.two.close();
      rmSync(folder, { recursive: true, force: true });
    };
    const peer = cpp ? 'C++ scalar' : undefined;
    return { size: `${paths} paths`, items: paths, rounds: 5, peer, variants, close };
  },
};

/** Builds the C++ reference without contraction; `undefined` without a compiler. */
function buildReference(folder) {
  const flags = ['-std=c++20', '-O3', '-march=native', '-ffp-contract=off', '-Wno-psabi'];
  try {
    execFileSync('g++', [...flags, 'bench.cpp', '-o', 'bench_off', '-lpthread'], {
      cwd: folder,
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  const call = (...args) =>
    execFileSync('./bench_off', ['params.txt', ...args.map(String)], { cwd: folder, encoding: 'utf8' });
  let last = new Map();
  return {
    reference: () => {
      call(filePaths, 1, 'ref.bin');
      return new Float64Array(readFileSync(join(folder, 'ref.bin')).buffer.slice(0));
    },
    // One call times every kind of C++; the others read what it found.
    time: (label, paths) => {
      if (label === 'cpp scalar f64') last = resultsOf(call(paths, 3), paths);
      return last.get(label);
    },
  };
}

/** Lines `RESULT label|paths|median ms|best ms`, scaled to the paths asked for. */
function resultsOf(output, paths) {
  const results = new Map();
  for (const line of output.split('\n')) {
    const [label, count, median] = line.startsWith('RESULT ') ? line.slice(7).split('|') : [];
    if (label !== undefined)
      results.set(label, { seconds: (Number(median) / 1000) * (paths / Number(count)), answer: 'reference' });
  }
  return results;
}

function equalDoubles(run, reference) {
  const found = run(0, filePaths);
  let different = 0;
  eachRow(found, filePaths, (row, values, at) => {
    for (let i = 0; i < filePaths; i++) {
      if (!Object.is(values[at + i], reference[row * filePaths + i])) different++;
    }
  });
  return `${different} of ${reference.length} doubles differ from C++`;
}

function hasNumpy() {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The best of numpy's block sizes. */
function timeNumpy(folder, paths) {
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1' };
  const output = execFileSync('python3', ['sim_numpy.py', String(paths)], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  const times = [...resultsOf(output, paths)].map(([, { seconds }]) => seconds);
  return { seconds: Math.min(...times), answer: 'the fastest of its block sizes' };
}

function meanOf(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return (sum / values.length).toFixed(3);
}
