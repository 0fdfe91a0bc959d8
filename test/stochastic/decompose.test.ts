import { describe, expect, it } from 'vitest';
import { solveModel } from '../../src/lp/index.ts';
import {
  buildExtensiveForm,
  buildScenarioModel,
  chooseMethod,
  joinAnswers,
  localPool,
  ScenarioWorker,
  solveMeanValue,
  splitTask,
  splitTwoStage,
} from '../../src/stochastic/index.ts';
import { makeRandom } from '../lp/models.ts';
import { farmer, farmerMeanPlan, farmerOptimum, farmerWaitAndSee } from './farmer.ts';
import { randomTree, type TreeOptions } from './random-tree.ts';
import { benders, dual, randomProgramme, read, solver, wholeOptimum } from './support.ts';

/** Bounds meet to a relative 1e-7 and solvers leave 1e-7 a row: on objectives of a few hundred, 1e-3 is ten times that. */
const places = 3;

describe('the farmer (Birge & Louveaux)', () => {
  it('is solved to the published optimum and acres by every method', async () => {
    const programme = read(farmer);
    expect(await wholeOptimum(programme)).toBeCloseTo(farmerOptimum, places);
    const found = await benders(programme);
    expect(found.status).toBe('optimal');
    expect(found.objective).toBeCloseTo(farmerOptimum, 1);
    // The optimum is unique, so the acres may be asserted; -108,390 to 1e-7 leaves them a few hundredths.
    for (const [j, acres] of [170, 80, 250].entries()) expect(found.x![j]).toBeCloseTo(acres, 1);
    const alone = await dual(programme, { groupSize: 1 });
    expect(alone.objective).toBeCloseTo(farmerOptimum, 0);
    expect(alone.bound!).toBeLessThanOrEqual(farmerOptimum + 1e-3);
  });

  it('knows what waiting and the plan for means are worth: EVPI 7,016 and VSS 1,150', async () => {
    const problem = splitTwoStage(read(farmer));
    const worker = new ScenarioWorker(await solver(), problem);
    const zero = new Float64Array(3);
    const { bounds } = worker.run({
      kind: 'lagrangian',
      groups: [[0], [1], [2]],
      prices: [zero, zero, zero],
      relativeGap: 0,
    });
    const waitAndSee = bounds.reduce((sum, bound) => sum + bound / 3, 0);
    expect(waitAndSee).toBeCloseTo(farmerWaitAndSee, 1);
    const x = solveMeanValue(problem, await solver())!;
    const { values } = worker.run({ kind: 'fixed', scenarios: [0, 1, 2], x, relativeGap: 0 });
    const cost = problem.first.cost.reduce((sum, each, j) => sum + each * x[j]!, 0);
    expect(cost + values.reduce((sum, value) => sum + value / 3, 0)).toBeCloseTo(farmerMeanPlan, 1);
    worker.close();
  });
});

describe('extensive form and Benders agree', () => {
  it.each([
    ['with demands alone', { scenarios: 7 }, {}],
    ['with one cut for all', { scenarios: 9 }, { clusters: 1 }],
    ['with clusters', { scenarios: 9 }, { clusters: 4 }],
    ['by simplex', { scenarios: 6 }, { masterMethod: 'simplex' as const }],
    ['with costs, coefficients and bounds', { scenarios: 6, isRich: true }, {}],
    ['without complete recourse', { scenarios: 8, isComplete: false }, {}],
    ['maximising', { scenarios: 5, sense: 'maximise' as const, isRich: true }, {}],
    ['with integers in the first stage', { scenarios: 6, firstIntegers: true }, {}],
    ['with integers and incomplete recourse', { scenarios: 6, firstIntegers: true, isComplete: false }, {}],
  ])('%s', async (_, options, how) => {
    for (const seed of [1, 2, 3]) {
      const programme = randomProgramme(seed, options);
      const optimum = await wholeOptimum(programme);
      const found = await benders(programme, how);
      expect(found.status).toBe('optimal');
      expect(found.objective).toBeCloseTo(optimum, places);
      expect(found.bound).toBeCloseTo(optimum, places);
    }
  });

  it('says that nothing is feasible', async () => {
    const programme = randomProgramme(4, { scenarios: 3, isComplete: false });
    const rowUpper = programme.core.rowUpper.map((limit, i) => (i === 0 ? 0 : limit));
    const found = await benders({ ...programme, core: { ...programme.core, rowUpper } });
    expect(found.status).toBe('infeasible');
    expect(found.x).toBeUndefined();
  });

  it('goes on from plain data after it was stopped', async () => {
    const programme = randomProgramme(5, { scenarios: 20 });
    const stopped = await benders(programme, { timeLimitSeconds: 0.06 });
    expect(stopped.status).toBe('time limit');
    const found = await benders(programme, { state: structuredClone(stopped.state) });
    expect(found.status).toBe('optimal');
    expect(found.objective).toBeCloseTo(await wholeOptimum(programme), places);
    expect(found.iterations).toBeGreaterThan(stopped.iterations);
  });

  it('reports a bound and an incumbent that close in, and can be cancelled', async () => {
    const programme = randomProgramme(6, { scenarios: 10 });
    const optimum = await wholeOptimum(programme);
    const reports: [number, number][] = [];
    await benders(programme, {
      onProgress: ({ bound, incumbent }) => {
        if (bound !== undefined && incumbent !== undefined) reports.push([bound, incumbent]);
      },
    });
    for (const [bound, incumbent] of reports) {
      expect(bound).toBeLessThanOrEqual(optimum + 1e-3);
      expect(incumbent).toBeGreaterThanOrEqual(optimum - 1e-3);
    }
    expect(reports.length).toBeGreaterThan(0);
    expect((await benders(programme, { isCancelled: () => true })).status).toBe('cancelled');
  });
});

describe('a cut', () => {
  it.each([1, 2, 3])('never exceeds the recourse anywhere, from the cache either (%i)', async (seed) => {
    for (const isRich of [false, true]) {
      const problem = splitTwoStage(randomProgramme(seed, { scenarios: 5, isRich }));
      const worker = new ScenarioWorker(await solver(), problem);
      const random = makeRandom(seed + 50);
      const scenarios = [0, 1, 2, 3, 4];
      const draw = (): Float64Array => Float64Array.from({ length: 3 }, () => 13 * random());
      const known = new Float64Array(5).fill(-1e9);
      let cached = 0;
      for (let round = 0; round < 6; round++) {
        const { cuts } = worker.run({
          kind: 'recourse',
          scenarios,
          x: draw(),
          ...(round > 2 ? { known } : {}),
        });
        cached += cuts.filter((cut) => cut.value === undefined).length;
        const x = draw();
        const { values } = worker.run({ kind: 'fixed', scenarios, x, relativeGap: 0 });
        for (const [s, cut] of cuts.entries()) {
          const at = cut.slope.reduce((sum, slope, j) => sum + slope * x[j]!, cut.constant);
          expect(at).toBeLessThanOrEqual(values[s]! + 1e-5);
        }
      }
      // Only where all scenarios share the dual's feasible set may one's vertex serve another.
      expect(cached > 0).toBe(!isRich);
      worker.close();
    }
  });
});

describe('dual decomposition', () => {
  it.each([1, 2])(
    'brackets the optimum with integers in both stages, and meets it in the end (%i)',
    async (seed) => {
      const programme = randomProgramme(seed, {
        scenarios: 4,
        firstIntegers: seed % 2 === 0,
        secondIntegers: true,
        isRich: true,
      });
      const optimum = await wholeOptimum(programme);
      const found = await dual(programme, { groupSize: 2, relativeGap: 1e-5 });
      expect(found.bound!).toBeLessThanOrEqual(optimum + 1e-3);
      expect(found.objective!).toBeGreaterThanOrEqual(optimum - 1e-3);
      // Groups join until one is left, which is the whole problem; its bound is the optimum less the gap of a group.
      expect(found.bound!).toBeGreaterThanOrEqual(optimum - 1e-4 * Math.abs(optimum));
      expect(found.objective!).toBeLessThanOrEqual(optimum + 1e-2 * Math.abs(optimum));
      // What it claims for its first stage is what that costs.
      const problem = splitTwoStage(programme);
      const pool = localPool(await solver(), problem);
      const scenarios = problem.scenarios.map((_, s) => s);
      const { values } = await pool.run({ kind: 'fixed', scenarios, x: found.x!, relativeGap: 1e-6 });
      const cost =
        problem.first.offset + problem.first.cost.reduce((sum, each, j) => sum + each * found.x![j]!, 0);
      const again = problem.scenarios.reduce(
        (sum, { probability }, s) => sum + probability * values[s]!,
        cost,
      );
      expect(found.objective!).toBeCloseTo(again, 2);
      await pool.close();
    },
  );

  it('keeps its bound valid for probabilities that do not add up to 1, and when it maximises', async () => {
    const programme = randomProgramme(7, { scenarios: 6, secondIntegers: true, sense: 'maximise' });
    const nodes = programme.nodes.map((node) => ({
      ...node,
      probability: node.parent < 0 ? 1 : 0.9 * node.probability,
    }));
    const raw = { ...programme, nodes };
    const optimum = await wholeOptimum(raw);
    const found = await dual(raw, { groupSize: 1, relativeGap: 1e-5 });
    expect(found.bound!).toBeGreaterThanOrEqual(optimum - 1e-3);
    expect(found.objective!).toBeLessThanOrEqual(optimum + 1e-3);
    expect(found.bound!).toBeLessThanOrEqual(optimum + 1e-4 * Math.abs(optimum));
  });

  it('goes on from plain data, never with a worse bound', async () => {
    const programme = randomProgramme(8, { scenarios: 10, secondIntegers: true, isRich: true });
    const stopped = await dual(programme, { groupSize: 1, timeLimitSeconds: 0.5 });
    const found = await dual(programme, { state: structuredClone(stopped.state), relativeGap: 1e-4 });
    expect(found.bound!).toBeGreaterThanOrEqual(stopped.bound! - 1e-9);
    expect(found.objective!).toBeLessThanOrEqual(stopped.objective! + 1e-9);
    expect(found.iterations).toBeGreaterThan(stopped.iterations);
  });
});

describe('taking a programme apart', () => {
  it('loses nothing: all scenarios together are the extensive form', async () => {
    for (const sense of ['minimise', 'maximise'] as const) {
      const programme = randomProgramme(9, { scenarios: 4, isRich: true, sense });
      const problem = splitTwoStage(programme);
      const weighted = problem.scenarios.map(({ probability }, scenario) => ({
        scenario,
        weight: probability,
      }));
      const apart = solveModel(await solver(), buildScenarioModel(problem, weighted)).objective!;
      expect(problem.sign * apart).toBeCloseTo(await wholeOptimum(programme), 5);
    }
  });

  it('refuses three stages', () => {
    const programme = randomProgramme(1, { scenarios: 2 });
    expect(() => splitTwoStage({ ...programme, stageNames: ['a', 'b', 'c'] })).toThrow(/3 stages/);
  });

  it('names the copies of rows and columns by node', () => {
    const { model } = buildExtensiveForm(randomProgramme(1, { scenarios: 2 }));
    expect(model.columnNames).toContain('build 0');
    expect(model.columnNames).toContain('serve 0 1@s1');
    expect(model.rowNames).toContain('demand 1@s0');
  });
});

describe('splitting a task', () => {
  it.each([1, 2, 3])('among %i workers and joining the answers gives the answer of one', async (workers) => {
    const problem = splitTwoStage(randomProgramme(3, { scenarios: 7, isRich: true }));
    const one = new ScenarioWorker(await solver(), problem);
    const scenarios = [6, 0, 3, 1, 5];
    const x = Float64Array.of(4, 3, 5);
    const price = new Float64Array(3);
    const recourse = { kind: 'recourse', scenarios, x, known: new Float64Array(5).fill(1e9) } as const;
    const fixed = { kind: 'fixed', scenarios, x, relativeGap: 0 } as const;
    const groups = [[0, 3], [1], [2, 6]];
    const priced = { kind: 'lagrangian', groups, prices: groups.map(() => price), relativeGap: 0 } as const;
    const through = <T extends typeof recourse | typeof fixed | typeof priced>(task: T) => {
      const parts = splitTask(task, workers);
      return joinAnswers(
        task,
        parts,
        parts.map((part) => one.run(part)),
      );
    };
    const values = one.run(fixed).values;
    expect([...through(fixed).values]).toEqual([...values].map((value) => expect.closeTo(value, 6)));
    expect(through(recourse).cuts.map((cut) => cut.scenario)).toEqual(scenarios);
    expect(through(recourse).cuts.map((cut) => cut.value)).toEqual(
      [...values].map((value) => expect.closeTo(value, 6)),
    );
    const bounds = [...one.run(priced).bounds].map((bound) => expect.closeTo(bound, 6));
    expect([...through(priced).bounds]).toEqual(bounds);
    one.close();
  });
});

describe('the method chosen', () => {
  it('is Benders without integers in the recourse, and whole for few scenarios with them', () => {
    expect(chooseMethod(read(farmer))).toBe('benders');
    const chosen = (scenarios: number) =>
      chooseMethod(randomProgramme(5, { scenarios, secondIntegers: true }));
    expect([chosen(3), chosen(19), chosen(20)]).toEqual(['extensive', 'extensive', 'dual']);
  });

  it('is nested Benders for large trees of several stages, unless later stages hold integers', () => {
    const chosen = (stages: number, more: Partial<TreeOptions> = {}) =>
      chooseMethod(randomTree(1, { stages, branches: 3, ...more }));
    // 121 and 364 decisions.
    expect([chosen(5), chosen(6), chosen(6, { firstIntegers: true })]).toEqual([
      'extensive',
      'benders',
      'benders',
    ]);
    expect(chosen(6, { laterIntegers: true })).toBe('extensive');
  });
});
