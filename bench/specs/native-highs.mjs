import { readFileSync } from 'node:fs';
import { amazonOpener } from '../open-amazon.mjs';
import { shapeCase } from '../plan-shape.mjs';
import { sharedPath } from '../shared.mjs';

const noShared = 'the public instances in ../shared are not there (BUILDOUT_SHARED names the folder)';

/** Problems as functions of a solver that give an answer; `undefined` where their data are not there. */
const problems = {
  'lp-shape': {
    sentence: 'Plan 24 quarters × 10 sites × 5 chips × 6 segments for 10 scenarios, integers relaxed',
    async open({ isSmoke }) {
      const { openStudy } = await import('../../dist/study/index.js');
      const { drawPaths, solveByDispatch } = await import('../../dist/plan/index.js');
      const shape = isSmoke
        ? { sites: 2, chips: 3, segments: 3, contracts: 2, periods: 12 }
        : { sites: 10, chips: 5, segments: 6, contracts: 4, periods: 24 };
      const files = new Map([['case.yaml', shapeCase(shape)]]);
      const study = openStudy({ files, main: 'case.yaml', overlays: [], sets: [] }).value;
      const paths = isSmoke ? 3 : 10;
      const inputs = drawPaths(study, { seed: 1, pathFrom: 0, paths });
      const probabilities = Array.from({ length: paths }, () => 1 / paths);
      return async (solver) => {
        const clock = () => performance.now() / 1000;
        const options = { relativeGap: 1e-4, isRelaxed: true, clock };
        const { plan } = await solveByDispatch(solver, study, { inputs, probabilities }, options);
        return `$${(plan.objectiveUsd / 1e9).toFixed(5)}bn`;
      };
    },
  },
  'lp-storm': {
    sentence: 'The extensive form of storm with 27 scenarios by simplex',
    open: ({ isSmoke }) =>
      extensive(
        'storm/stormg2.cor',
        'storm/stormg2.tim',
        isSmoke ? 'storm/stormg2-8.sto' : 'storm/stormg2-27.sto',
        { method: 'simplex' },
      ),
  },
  'mip-amazon': {
    sentence: 'The plan of the Amazon case for 4 scenarios, without its explanation',
    async open({ isSmoke }) {
      const study = (await amazonOpener())();
      const { makePlan } = await import('../../dist/plan/index.js');
      const scenarios = isSmoke ? 1 : 4;
      return (solver) => {
        const made = makePlan(study, solver, {
          scenarios,
          sampled: 200,
          seed: 7,
          relativeGap: 1e-3,
          timeLimitSeconds: 600,
          riskWeight: 0,
          riskTail: 0.1,
          depth: 'plan',
        });
        return `$${(made.result.value.objectiveUsd / 1e9).toFixed(3)}bn`;
      };
    },
  },
  'mip-sslp': {
    sentence: 'The extensive form of sslp_15_45_5 to its optimum',
    open: () =>
      extensive('sslp/sslp_15_45-5.cor', 'sslp/sslp_15_45-5.tim', 'sslp/sslp_15_45-5.sto', {
        relativeGap: 1e-6,
        timeLimitSeconds: 600,
      }),
  },
};

async function extensive(core, time, stochastic, options) {
  const [a, b, c] = [core, time, stochastic].map((file) => sharedPath(`data/benchmarks/stochastic/${file}`));
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const { buildExtensiveForm, readSmps } = await import('../../dist/stochastic/index.js');
  const { solveModel } = await import('../../dist/lp/index.js');
  const text = (file) => ({ file, text: readFileSync(file, 'utf8') });
  const { model } = buildExtensiveForm(
    readSmps({ core: text(a), time: text(b), stochastic: text(c) }, {}).value,
  );
  return (solver) => {
    const { status, objective } = solveModel(solver, model, options);
    return `${status} ${objective.toFixed(4)}`;
  };
}

/** CPU seconds of this process, which solves on one thread: a busy machine stretches them less than those of a clock. */
async function timed(work) {
  const start = process.cpuUsage();
  const answer = await work();
  const { user, system } = process.cpuUsage(start);
  return { answer, seconds: (user + system) / 1e6 };
}

/** The same solves by the WebAssembly build and by a native library. */
export const nativeSpecs = Object.entries(problems).map(([name, { sentence, open }]) => ({
  name: `native-${name}`,
  phase: 'solve',
  sentence: `${sentence}: by the HiGHS of the package and by the library that BUILDOUT_HIGHS names (CPU seconds)`,
  async prepare({ isSmoke }) {
    const { loadNative, loadSolver } = await import('../../dist/native/index.js');
    const native = await loadNative();
    if (native.value === undefined) return { skip: native.issues[0].message };
    const solve = await open({ isSmoke });
    if (solve === undefined) return { skip: noShared };
    const wasm = (await loadSolver('wasm')).value;
    return {
      size: native.value.name,
      items: 1,
      rounds: 3,
      peer: 'wasm',
      variants: {
        wasm: () => timed(() => solve(wasm)),
        native: () => timed(() => solve(native.value)),
      },
    };
  },
}));
