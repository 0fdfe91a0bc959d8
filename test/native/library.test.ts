import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measurePoint, ModelBuilder, solveModel, withModel, type Solver } from '../../src/lp/index.ts';
import { loadNative } from '../../src/native/index.ts';
import { splitTwoStage, type ScenarioPool, type TwoStage } from '../../src/stochastic/index.ts';
import { knapsack, randomModel, wyndor } from '../lp/models.ts';
import { describeSolver } from '../solvers/contract.ts';
import { randomProgramme, solver as portable } from '../stochastic/support.ts';

/** `BUILDOUT_HIGHS` names a library; `.ci/native-highs.sh` gets one. */
const found = await loadNative();
const isHere = found.value !== undefined;
if (!isHere && process.env['BUILDOUT_CI'] === '1') throw new Error(found.issues[0]!.message);
const why = isHere ? found.value.name : `skipped: ${found.issues[0]!.message}`;

async function native(): Promise<Solver> {
  return (await loadNative()).value!;
}

describe.skipIf(!isHere)(`a native library (${why})`, () => {
  describeSolver('a native library', native);

  it('says in its name where integers go', async () => {
    const { name } = await native();
    const version = /^highs (\d+)\.(\d+)\.(\d+) \(native\)/.exec(name)!.slice(1).map(Number);
    const [major, minor, patch] = version as [number, number, number];
    const isRecent = major > 1 || minor > 15 || (minor === 15 && patch >= 1);
    expect(/models with integers by highs .* \(WebAssembly\)$/.test(name)).toBe(!isRecent);
  });

  it('reaches the optima of the WebAssembly build', async () => {
    const solvers = [await native(), await portable()] as const;
    for (let seed = 100; seed < 120; seed++) {
      const model = randomModel(seed, { columns: 40, rows: 25 });
      const [here, there] = solvers.map((each) => solveModel(each, model));
      expect(here!.status).toBe(there!.status);
      // Rows hold to 1e-7 each; numbers are below 1e3 and rows a few dozen.
      if (there!.objective !== undefined) expect(here!.objective).toBeCloseTo(there!.objective, 3);
    }
  });

  it('searches for integers where it is trusted, starts from what is suggested, and can be cancelled', async () => {
    const { value: solver } = await loadNative({ isTrusted: true });
    expect(solver!.name).not.toContain('WebAssembly');
    const exactly = { relativeGap: 0, absoluteGap: 1e-9 };
    for (let seed = 1; seed <= 10; seed++) {
      const model = randomModel(seed, { columns: 12, rows: 6, integers: true });
      const there = solveModel(await portable(), model, exactly);
      const here = solveModel(solver!, model, exactly);
      expect(here.status).toBe(there.status);
      // Integers and rows may be off by 1e-6: twelve columns at costs up to 10, six rows at prices below 50.
      expect(here.objective!).toBeCloseTo(there.objective!, 3);
      expect(measurePoint(model, here.values!).fractionality).toBeLessThanOrEqual(1e-6);
      let asked = 0;
      const begun = withModel(solver!, model, (open) => {
        open.suggestValues(there.values!);
        return open.solve({ ...exactly, isCancelled: () => ++asked > 0 });
      });
      expect(['cancelled', 'optimal']).toContain(begun.status);
      if (begun.status === 'cancelled') expect(begun.objective!).toBeCloseTo(there.objective!, 3);
    }
  });

  it('keeps models apart, and their callbacks', async () => {
    const solver = await native();
    const counts = [0, 0];
    withModel(solver, randomModel(1, { columns: 30, rows: 20 }), (first) => {
      withModel(solver, randomModel(2, { columns: 30, rows: 20 }), (second) => {
        first.solve({ isCancelled: () => ++counts[0]! < 0 });
        expect(counts[0]).toBeGreaterThan(0);
        expect(counts[1]).toBe(0);
        second.solve({ isCancelled: () => ++counts[1]! < 0 });
        expect(counts[1]).toBeGreaterThan(0);
        const before = [...counts];
        first.changeCosts([0], [-5]);
        expect(first.solve().status).toBe('optimal');
        expect(counts).toEqual(before);
      });
    });
  });

  it('throws what a callback throws, and solves again', async () => {
    const solver = await native();
    const fault = new Error('from the caller');
    withModel(solver, randomModel(3, { columns: 30, rows: 20 }), (open) => {
      const isCancelled = (): boolean => {
        throw fault;
      };
      expect(() => open.solve({ isCancelled })).toThrow(fault);
      expect(open.solve().status).toBe('optimal');
    });
  });

  it('is stopped together with all other solves of a solver', async () => {
    let asked = 0;
    const { value } = await loadNative({}, { isCancelled: () => ++asked > 3 });
    expect(solveModel(value!, randomModel(4, { columns: 60, rows: 40 })).status).toBe('cancelled');
    expect(solveModel(value!, wyndor())).toMatchObject({ status: 'cancelled', values: undefined });
  });

  it('refuses integers that come into a model later, unless trusted', async () => {
    const solver = await native();
    const model = { ...knapsack(), kinds: knapsack().kinds.map(() => 'continuous' as const) };
    withModel(solver, model, (open) => {
      const change = (): void => open.changeKinds([0], ['integer']);
      if (solver.name.includes('models with integers by'))
        expect(change).toThrow('not trusted with integers');
      else expect(change).not.toThrow();
    });
  });

  it('holds many models at once and gives them back', async () => {
    const solver = await native();
    const open = Array.from({ length: 300 }, () => solver.open(wyndor()));
    for (const each of open) expect(each.solve().objective).toBeCloseTo(36, 6);
    for (const each of open) each.close();
  });

  it('takes rows without entries and models of many columns', async () => {
    const lp = new ModelBuilder({ name: 'wide', sense: 'maximise' });
    const columns = Array.from({ length: 20_000 }, (_, j) => lp.addColumn(`x ${j}`, { cost: 1, upper: 1 }));
    lp.addRow('nothing', [], { upper: 1 });
    lp.addRow(
      'all',
      columns.map((column) => [column, 1] as const),
      { upper: 777 },
    );
    expect(solveModel(await native(), lp.finish()).objective).toBeCloseTo(777, 4);
  });
});

/** Worker threads of Node 20 load JavaScript only, so the pool is tested as it ships: built. */
const built = new URL('../../dist/node/scenario-pool.js', import.meta.url);
const isBuilt = existsSync(built);

describe.skipIf(!isHere || !isBuilt)('threads with a native library each', () => {
  it('give the cuts that one thread gives', async () => {
    const { scenarioPool } = (await import(built.href)) as {
      scenarioPool: (problem: TwoStage, threads: number, stop?: Int32Array, solver?: string) => ScenarioPool;
    };
    const problem = splitTwoStage(randomProgramme(3, { scenarios: 9, isRich: true }));
    const scenarios = problem.scenarios.map((_, s) => s);
    const task = { kind: 'recourse', scenarios, x: problem.first.columnLower.slice() } as const;
    const cuts = await Promise.all(
      ['wasm', 'native'].map(async (choice) => {
        const pool = scenarioPool(problem, 2, undefined, choice);
        try {
          return (await pool.run(task)).cuts;
        } finally {
          await pool.close();
        }
      }),
    );
    const values = cuts.map((each) => each.map(({ value, kind }) => `${kind} ${value?.toFixed(3) ?? ''}`));
    expect(values[1]).toEqual(values[0]);
  });
});
