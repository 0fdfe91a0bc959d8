import { describe, expect, it } from 'vitest';
import { localPool, splitTwoStage } from '../../src/stochastic/index.ts';
import { PrimalRecovery } from '../../src/stochastic/primal-recovery.ts';
import { WholeModel } from '../../src/stochastic/whole-model.ts';
import { randomProgramme, solver, wholeOptimum } from './support.ts';

/** Judged second stages are within 1e-5 of their best, a box is searched to as much, and rows hold to 1e-6. */
const share = 3e-5;
const never = (): boolean => false;

async function judged(seed: number) {
  const programme = randomProgramme(seed, {
    scenarios: 6,
    firstIntegers: seed % 2 === 0,
    secondIntegers: true,
    isRich: true,
  });
  const problem = splitTwoStage(programme);
  const recovery = new PrimalRecovery(problem, await solver(), localPool(await solver(), problem));
  // A first stage that is far from good: twice as much of everything as there may be need for.
  await recovery.judge(problem.first.columnUpper.map((upper) => 0.75 * upper));
  return { programme, problem, recovery };
}

describe('a search around the best first stage', () => {
  it.each([1, 2, 3, 4, 5, 6])('finds the optimum where it is within reach (%i)', async (seed) => {
    const { programme, problem, recovery } = await judged(seed);
    const before = recovery.best!.objective;
    const optimum = problem.sign * (await wholeOptimum(programme));
    expect(before).toBeGreaterThan(optimum * (1 + Math.sign(optimum) * share));
    const everywhere = problem.first.columnUpper.slice();
    const { isBetter, isExhausted } = await recovery.searchWithin(everywhere, never);
    expect({ isBetter, isExhausted }).toEqual({ isBetter: true, isExhausted: true });
    expect(Math.abs(recovery.best!.objective - optimum)).toBeLessThanOrEqual(share * Math.abs(optimum));
    recovery.close();
  });

  it('stays within reach, and says that nothing better lies there', async () => {
    const { problem, recovery } = await judged(1);
    const { x } = recovery.best!;
    const none = await recovery.searchWithin(new Float64Array(x.length), never);
    expect(none).toEqual({ isBetter: false, isExhausted: true });
    recovery.close();
    const whole = new WholeModel(problem, await solver());
    const scenarios = problem.scenarios.map((_, s) => s);
    const pool = localPool(await solver(), problem);
    const { points } = await pool.run({ kind: 'fixed', scenarios, x, relativeGap: 1e-6 });
    const [lower, upper] = [x.map((value) => value - 2), x.map((value) => value + 1)];
    const start = { x, points: points as readonly Float64Array[] };
    const { point, isExhausted } = whole.within({ lower, upper }, start, never);
    whole.close();
    expect(isExhausted).toBe(true);
    expect(point!.objective).toBeLessThan(recovery.best!.objective);
    for (const [j, value] of point!.x.entries()) {
      expect(value).toBeGreaterThanOrEqual(lower[j]! - 1e-6);
      expect(value).toBeLessThanOrEqual(upper[j]! + 1e-6);
    }
  });

  it('ends when it is asked to, without a claim, and leaves the whole as it was', async () => {
    const { programme, problem, recovery } = await judged(3);
    const everywhere = problem.first.columnUpper.slice();
    expect(await recovery.searchWithin(everywhere, () => true)).toMatchObject({ isExhausted: false });
    await recovery.searchWithin(everywhere, never);
    const optimum = problem.sign * (await wholeOptimum(programme));
    expect(Math.abs(recovery.best!.objective - optimum)).toBeLessThanOrEqual(share * Math.abs(optimum));
    recovery.close();
  });
});
