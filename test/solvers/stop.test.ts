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

/** The same with one column that must be whole: its search begins with a linear programme as long as the whole. */
function longSearch(): LpModel {
  const model = longModel();
  return { ...model, kinds: model.kinds.map((kind, j) => (j === 0 ? 'integer' : kind)) };
}

describe('a search for integers', () => {
  it('asks during its own linear programmes, and ends where it hears so', async () => {
    const solver = await loadHighs();
    const model = longSearch();
    let asked = 0;
    const whole = solveModel(solver, model, { isCancelled: () => ++asked < 0 });
    expect(whole.status).toBe('optimal');
    // HiGHS itself asks fewer than ten times in all, none of them before the first relaxation is solved.
    expect(asked).toBeGreaterThan(100);
    const early = Math.floor(asked / 4);
    asked = 0;
    const stopped = solveModel(solver, model, { isCancelled: () => ++asked >= early });
    expect(stopped.status).toBe('cancelled');
    expect(stopped.values).toBeUndefined();
    expect(asked).toBeLessThan(early + 10);
    // The next one is not hurried, whatever the last one was told of the time.
    expect(solveModel(solver, model, { isCancelled: () => false })).toMatchObject({
      status: 'optimal',
      objective: whole.objective,
    });
  });

  it('keeps a time limit apart from a wish to stop, and shows the right time to those it asks', async () => {
    const solver = await loadHighs();
    const { now } = performance;
    const before = now.call(performance);
    const times: number[] = [];
    const isCancelled = (): boolean => {
      times.push(performance.now());
      return times.length > 30;
    };
    expect(solveModel(solver, longSearch(), { isCancelled }).status).toBe('cancelled');
    const after = performance.now();
    expect(performance.now).toBe(now);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(before);
    expect(Math.max(...times)).toBeLessThanOrEqual(after);
    const limited = solveModel(solver, longSearch(), { timeLimitSeconds: 1e-3, isCancelled: () => false });
    expect(limited.status).toBe('time limit');
  });

  it('throws what asking throws, once it has ended, and solves again', async () => {
    const solver = await loadHighs();
    const { now } = performance;
    let asked = 0;
    const fault = new Error('from the caller');
    const isCancelled = (): boolean => {
      if (++asked > 30) throw fault;
      return false;
    };
    expect(() => solveModel(solver, longSearch(), { isCancelled })).toThrow(fault);
    expect(performance.now).toBe(now);
    expect(solveModel(solver, wyndor()).status).toBe('optimal');
  });
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
