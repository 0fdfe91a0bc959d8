import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  localPool,
  solveBenders,
  solveDual,
  splitTwoStage,
  type ScenarioPool,
  type TwoStage,
} from '../../src/stochastic/index.ts';
import { randomProgramme, solver, tickingClock } from '../stochastic/support.ts';

/** Worker threads of Node 20 load JavaScript only, so the pool is tested as it ships: built. `npm test` builds first. */
const built = new URL('../../dist/node/scenario-pool.js', import.meta.url);
const isBuilt = existsSync(built);
if (!isBuilt && process.env['BUILDOUT_CI'] === '1') throw new Error('dist/ is missing: run npm run build');
if (!isBuilt) console.warn('The worker pool is not tested: dist/ is missing, run npm run build');

describe.skipIf(!isBuilt)('scenarioPool', () => {
  async function openPool(problem: TwoStage, threads: number, stop?: Int32Array): Promise<ScenarioPool> {
    const { scenarioPool } = (await import(built.href)) as {
      scenarioPool: (problem: TwoStage, threads: number, stop?: Int32Array) => ScenarioPool;
    };
    return scenarioPool(problem, threads, stop);
  }

  it('gives the same bounds and objective as one thread', async () => {
    const problem = splitTwoStage(randomProgramme(3, { scenarios: 9, isRich: true }));
    const options = { relativeGap: 1e-7, clock: tickingClock() };
    const here = localPool(await solver(), problem);
    const alone = await solveBenders(problem, { solver: await solver(), pool: here }, options);
    await here.close();
    const pool = await openPool(problem, 2);
    try {
      const together = await solveBenders(problem, { solver: await solver(), pool }, options);
      expect(together.status).toBe('optimal');
      expect(together.objective).toBeCloseTo(alone.objective!, 4);
      expect(together.bound).toBeCloseTo(alone.bound!, 4);
    } finally {
      await pool.close();
    }
  });

  it('hands on what goes wrong in a thread', async () => {
    const problem = splitTwoStage(randomProgramme(3, { scenarios: 2 }));
    const pool = await openPool(problem, 1);
    try {
      const task = { kind: 'recourse', scenarios: [99], x: new Float64Array(3) } as const;
      await expect(pool.run(task)).rejects.toThrow();
    } finally {
      await pool.close();
    }
  });

  it('ends solves under way when it is asked to, and the method says so', async () => {
    const problem = splitTwoStage(randomProgramme(3, { scenarios: 9, secondIntegers: true, isRich: true }));
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const pool = await openPool(problem, 2, stop);
    try {
      const tools = { solver: await solver(), pool };
      const options = { relativeGap: 0, clock: tickingClock(), groupSize: 1 };
      // The flag is up while the second pass is sent out, and no one but the threads reads it.
      const onProgress = () => Atomics.store(stop, 0, 1);
      const found = await solveDual(problem, tools, { ...options, onProgress });
      expect(found.status).toBe('cancelled');
      expect(found.bound).toBeDefined();
      const task = { kind: 'recourse', scenarios: [0, 1], x: new Float64Array(3) } as const;
      // The class of the built package is another one than that of the sources.
      await expect(pool.run(task)).rejects.toMatchObject({ name: 'TaskCancelled' });
      Atomics.store(stop, 0, 0);
    } finally {
      await pool.close();
    }
  });
});
