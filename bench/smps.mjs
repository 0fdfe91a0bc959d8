/**
 * `npm run bench:smps -- CORE.cor TIME.tim SCENARIOS.sto [options]`: solves one stochastic programme in SMPS format and prints
 * one JSON line: instance, method, status, objective, bound, gap, seconds
 * (wall clock), cpu_seconds (all threads). Faults of the files go to standard error.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/ensure.mjs';

const usage = `Usage: npm run bench:smps -- CORE.cor TIME.tim SCENARIOS.sto [options]

  --method extensive|benders|dual|sddp
                                    unless given: extensive for trees of three stages and more with fewer than 150
                                    decisions or later integers, and for fewer than 20 scenarios with integers in the
                                    recourse; dual for more of those; else benders. benders of three stages and more is
                                    nested; sddp draws paths (integers relaxed)
  --gap G                           stop at this relative gap (1e-6)
  --time S                          stop after so many seconds (600), reading included
  --probabilities raw|normalised    as printed (unless given), or divided by their sum
  --sample N [--seed K]             N equally likely draws instead of all scenarios; of three stages and more, for each
                                    stage (benders and sddp). The seed is that of sddp's paths too
  --paths N                         paths drawn by sddp for the cost of its policy where the tree is too large (1000)
  --resume FILE                     keep the state of a decomposition in this file, and go on from what it holds
  --clock wall|cpu                  what --time counts: wall clock (unless given), or the CPU seconds of all threads, which a
                                    machine shared with others stretches less
  --solver wasm|native              native: the HiGHS library that BUILDOUT_HIGHS names
  --threads N                       worker threads of benders and dual (2)
  --group N                         scenarios that decide together at first in dual
  --verbose                         progress to standard error`;

let solverName;
const start = performance.now();
const wallSeconds = () => (performance.now() - start) / 1000;
const cpuSeconds = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
const { values, positionals } = readArguments();
ensureBuilt();
const seconds = values.clock === 'cpu' ? cpuSeconds : wallSeconds;
const { hasErrors, renderIssue } = await import('../dist/base/issue.js');
const { chooseMethod, fingerprint, readSmps, readSmpsGraph, splitTwoStage } =
  await import('../dist/stochastic/index.js');

const [core, time, stochastic] = positionals.map((file) => ({ file, text: readText(file) }));
const sample =
  values.sample === undefined
    ? {}
    : { sample: { count: readNumber('sample', 1), seed: readNumber('seed', 0) } };
const options = { probabilities: values.probabilities, ...sample };
const files = { core, time, stochastic };
// A tree of independent stages is not written out for methods that need none; two stages go to benders as scenarios.
const wantsGraph = values.method === 'sddp' || values.method === 'benders';
const asGraph = wantsGraph ? readSmpsGraph(files, options) : undefined;
const isForGraph = values.method === 'sddp' || asGraph?.value?.stageNames.length > 2;
const read = isForGraph ? asGraph : readSmps(files, options);
for (const issue of read.issues.slice(0, 20)) console.error(renderIssue(issue));
if (read.value === undefined || hasErrors(read.issues)) process.exit(1);

const programme = read.value;
const isTwoStage = programme.stageNames.length === 2;
const method = values.method ?? chooseMethod(programme);
if (method === 'dual' && !isTwoStage) {
  console.error(`dual takes programmes of two stages, this has ${programme.stageNames.length}`);
  process.exit(2);
}
const limits = {
  relativeGap: values.gap === undefined ? 1e-6 : readNumber('gap', 0),
  timeLimitSeconds: values.time === undefined ? 600 : readNumber('time', 0),
};
if (method === 'extensive' && values.resume !== undefined)
  refuse('The extensive form keeps no state to resume');
const isByGraph = method === 'sddp' || (method === 'benders' && !isTwoStage);
const found =
  method === 'extensive' ? await solveWhole() : isByGraph ? await solveGraph() : await decompose();
console.log(
  JSON.stringify({
    instance: basename(positionals[2]).replace(/\.sto$/, ''),
    method,
    ...(values.solver === undefined ? {} : { solver: solverName }),
    status: found.status,
    objective: found.objective ?? null,
    bound: found.bound ?? null,
    gap: found.gap ?? null,
    ...(found.sampled === undefined ? {} : { sampled: found.sampled }),
    seconds: Number(wallSeconds().toFixed(2)),
    cpu_seconds: Number(cpuSeconds().toFixed(2)),
  }),
);
process.exit(['optimal', 'infeasible', 'unbounded'].includes(found.status) ? 0 : 4);

/** The solver of --solver; its faults end the command. */
async function openSolver() {
  const { loadSolver } = await import('../dist/native/index.js');
  const { value, issues } = await loadSolver(values.solver ?? 'wasm');
  for (const issue of issues) console.error(renderIssue(issue));
  if (value === undefined) process.exit(2);
  solverName = value.name;
  return value;
}

async function solveWhole() {
  const { buildExtensiveForm } = await import('../dist/stochastic/index.js');
  const { solveModel } = await import('../dist/lp/index.js');
  const solver = await openSolver();
  const { model } = buildExtensiveForm(programme);
  const timed =
    values.clock === 'cpu'
      ? { isCancelled: () => seconds() >= limits.timeLimitSeconds }
      : { timeLimitSeconds: Math.max(1, limits.timeLimitSeconds - seconds()) };
  const { relativeGap } = limits;
  const solution = solveModel(solver, model, { relativeGap, ...timed, onProgress: report });
  return solution.status === 'cancelled' ? { ...solution, status: 'time limit' } : solution;
}

/** Several stages, or paths drawn. */
async function solveGraph() {
  const { buildPolicyGraph, solveNested, solveSddp } = await import('../dist/stochastic/index.js');
  const graph = isForGraph ? programme : buildPolicyGraph(programme);
  const file = await openResume(method === 'sddp' ? 'sddp' : 'nested', graph);
  const run = method === 'sddp' ? solveSddp : solveNested;
  const result = await run(graph, await openSolver(), {
    ...limits,
    ...file?.options,
    timeLimitSeconds: Math.max(1, limits.timeLimitSeconds - seconds()),
    clock: seconds,
    onProgress: report,
    seed: readNumber('seed', 0),
    ...(values.paths === undefined ? {} : { paths: readNumber('paths', 2) }),
  });
  file?.keep(result.state);
  return result;
}

/** The file of --resume, with what it holds as options of a method. */
async function openResume(name, problem) {
  if (values.resume === undefined) return undefined;
  const { openCheckpoint } = await import('../dist/node/index.js');
  const owner = { method: name, problem: fingerprint(problem) };
  const { state, issues, offer, keep } = openCheckpoint(values.resume, owner);
  for (const issue of issues) console.error(renderIssue(issue));
  if (issues.length > 0) process.exit(1);
  return { options: { onRound: offer, ...(state === undefined ? {} : { state }) }, keep };
}

async function decompose() {
  const { localPool, solveBenders, solveDual } = await import('../dist/stochastic/index.js');
  const { scenarioPool } = await import('../dist/node/index.js');
  const problem = splitTwoStage(programme);
  const solver = await openSolver();
  const threads = values.threads === undefined ? 2 : readNumber('threads', 1);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const pool = threads > 1 ? scenarioPool(problem, threads, stop, values.solver) : localPool(solver, problem);
  // A first Ctrl-C asks for what is there, a second one ends at once.
  if (threads > 1) process.once('SIGINT', () => Atomics.store(stop, 0, 1));
  const file = await openResume(method, problem);
  const options = {
    ...limits,
    ...file?.options,
    timeLimitSeconds: Math.max(1, limits.timeLimitSeconds - seconds()),
    clock: seconds,
    onProgress: report,
    isCancelled: () => Atomics.load(stop, 0) !== 0,
    ...(values.group === undefined ? {} : { groupSize: readNumber('group', 1) }),
  };
  try {
    const result = await (method === 'dual' ? solveDual : solveBenders)(problem, { solver, pool }, options);
    file?.keep(result.state);
    return result;
  } finally {
    await pool.close();
  }
}

function report({ seconds: at, bound, incumbent, gap }) {
  if (!values.verbose) return;
  console.error(
    `${at.toFixed(1)} s: bound ${bound ?? '-'}, incumbent ${incumbent ?? '-'}, gap ${gap ?? '-'}`,
  );
}

function readArguments() {
  try {
    const string = { type: 'string' };
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        method: string,
        gap: string,
        time: string,
        probabilities: string,
        sample: string,
        seed: string,
        threads: string,
        solver: string,
        group: string,
        clock: string,
        paths: string,
        resume: string,
        verbose: { type: 'boolean' },
      },
    });
    if (parsed.positionals.length !== 3) refuse('Three files are needed');
    oneOf('method', parsed.values.method, ['extensive', 'benders', 'dual', 'sddp']);
    oneOf('solver', parsed.values.solver, ['wasm', 'native']);
    oneOf('clock', parsed.values.clock, ['wall', 'cpu']);
    oneOf('probabilities', parsed.values.probabilities, ['raw', 'normalised']);
    return parsed;
  } catch (error) {
    return refuse(error.message);
  }
}

function oneOf(name, value, words) {
  if (value !== undefined && !words.includes(value))
    refuse(`--${name} is ${words.join(' or ')}, found ${value}`);
}

function readNumber(name, least) {
  const value = Number(values[name] ?? 0);
  if (!(value >= least)) refuse(`--${name} needs a number of at least ${least}, found ${values[name]}`);
  return value;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return refuse(`${file} cannot be read`);
  }
}

function refuse(message) {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}
