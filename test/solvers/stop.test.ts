import { describe, expect, it } from 'vitest';
import { ModelBuilder, solveModel, type LpModel, type SolveMethod } from '../../src/lp/index.ts';
import { loadHighs } from '../../src/solvers/index.ts';
import { makeRandom, wyndor } from '../lp/models.ts';

/** A transport of 60 sources to 60 sinks with side rows: thousands of steps for any method. */
function longModel(): LpModel {
  const random = makeRandom(17);
  const lp = new ModelBuilder({ name: 'transport', sense: 'minimise' });
  const size = 60;
  const flows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => lp.addColumn(`flow ${i} ${j}`, { cost: 1 + random() * 50 })),
  );
  const ones = (columns: readonly number[]) => columns.map((column) => [column, 1] as const);
  for (const [i, row] of flows.entries()) lp.addRow(`source ${i}`, ones(row), { upper: 60 + 20 * random() });
  for (let j = 0; j < size; j++) {
    lp.addRow(`sink ${j}`, ones(flows.map((row) => row[j]!)), { lower: 30 + 20 * random() });
  }
  for (let k = 0; k < size; k++) {
    const terms = flows.flat().filter(() => random() < 0.2);
    lp.addRow(
      `side ${k}`,
      terms.map((column) => [column, 0.5 + random()] as const),
      { upper: 700 },
    );
  }
  return lp.finish();
}

const methods: readonly SolveMethod[] = ['simplex', 'interior point', 'interior point without crossover'];

describe('a long linear programme', () => {
  it.each(methods)(
    'asks hundreds of times whether to stop, by %s, and ends where it hears so',
    async (method) => {
      const solver = await loadHighs();
      const model = longModel();
      let asked = 0;
      const whole = solveModel(solver, model, { method, isCancelled: () => ++asked < 0 });
      expect(whole.status).toBe('optimal');
      // A solve of a minute asks at least this often for each second of it.
      expect(asked).toBeGreaterThan(60);
      const half = Math.floor(asked / 2);
      asked = 0;
      const stopped = solveModel(solver, model, { method, isCancelled: () => ++asked >= half });
      expect(stopped.status).toBe('cancelled');
      expect(stopped.duals).toBeUndefined();
      expect(stopped.bound).toBeUndefined();
      // Layers of the solver may each ask once more on the way out.
      expect(asked).toBeLessThan(half + 10);
    },
  );
});

describe('a solver that was told whom to ask', () => {
  it('stops solves that were given nothing', async () => {
    let asked = 0;
    const solver = await loadHighs({}, { isCancelled: () => ++asked > 20 });
    expect(solveModel(solver, longModel(), { method: 'simplex' }).status).toBe('cancelled');
    // Without grace nothing more is begun.
    expect(solveModel(solver, wyndor())).toMatchObject({ status: 'cancelled', values: undefined });
  });

  it('leaves a grace for what is worth showing, then begins nothing', async () => {
    let seconds = 0;
    let isAsked = false;
    const stop = { isCancelled: () => isAsked, graceSeconds: 5, clock: () => seconds };
    const solver = await loadHighs({}, stop);
    expect(solveModel(solver, wyndor()).status).toBe('optimal');
    isAsked = true;
    expect(solveModel(solver, wyndor()).status).toBe('optimal');
    seconds = 4.9;
    expect(solveModel(solver, wyndor()).status).toBe('optimal');
    seconds = 5;
    expect(solveModel(solver, wyndor()).status).toBe('cancelled');
  });

  it('ends a solve under way when the grace does', async () => {
    let ticks = 0;
    const stop = { isCancelled: () => true, graceSeconds: 2, clock: () => ++ticks / 10 };
    const solver = await loadHighs({}, stop);
    expect(solveModel(solver, longModel(), { method: 'simplex' }).status).toBe('cancelled');
    expect(ticks).toBeGreaterThan(20);
  });

  it('heeds the wish of a single solve too', async () => {
    const solver = await loadHighs({}, { isCancelled: () => false });
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 20;
    expect(solveModel(solver, longModel(), { method: 'simplex', isCancelled }).status).toBe('cancelled');
  });
});
