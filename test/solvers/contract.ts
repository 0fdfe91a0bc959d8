import { describe, expect, it } from 'vitest';
import {
  findConflict,
  measurePoint,
  ModelBuilder,
  multiply,
  relaxModel,
  solveModel,
  transpose,
  withModel,
  type LpModel,
  type Progress,
  type Solution,
  type Solver,
} from '../../src/lp/index.ts';
import { conflicting, knapsack, makeRandom, randomModel, wyndor } from '../lp/models.ts';

/**
 * Values and duals of a vertex solution hold to the solver's feasibility tolerance of 1e-7 per row; models here have numbers
 * below 1e3 and a few dozen terms, so sums stay within 1e-5.
 */
const close = 1e-5;

/** What every solver must do; call it with a way to get one. */
export function describeSolver(name: string, load: () => Promise<Solver>): void {
  describe(`${name} as a Solver`, () => {
    it('finds the optimum, shadow prices and reduced costs of Wyndor Glass', async () => {
      const solution = solveModel(await load(), wyndor());
      expect(solution.status).toBe('optimal');
      expect(solution.objective).toBeCloseTo(36, 6);
      expectArray(solution.values, [2, 6]);
      expectArray(solution.rowValues, [2, 12, 18]);
      expectArray(solution.duals, [0, 1.5, 1]);
      expectArray(solution.reducedCosts, [0, 0]);
      expect(solution.bound).toBeCloseTo(36, 6);
    });

    it.each([1, 2, 3, 4, 5, 6, 7, 8])(
      'satisfies weak duality with equality on random model %i, by every method',
      async (seed) => {
        const model = randomModel(seed, { columns: 12, rows: 9 });
        const solver = await load();
        const objectives: number[] = [];
        for (const method of [
          'automatic',
          'simplex',
          'interior point',
          'interior point without crossover',
        ] as const) {
          const solution = solveModel(solver, model, { method });
          expect(solution.status).toBe('optimal');
          expectFeasible(model, solution);
          expectReducedCosts(model, solution);
          // Strong duality: the dual objective from duals and reduced costs at the limits they point to.
          expect(dualObjective(model, solution)).toBeCloseTo(solution.objective!, 4);
          objectives.push(solution.objective!);
        }
        for (const objective of objectives) expect(objective).toBeCloseTo(objectives[0]!, 4);
      },
    );

    it.each([11, 12, 13, 14])(
      'finds no better than its bound and keeps integers whole on random MIP %i',
      async (seed) => {
        const model = randomModel(seed, { columns: 12, rows: 6, integers: true });
        const solver = await load();
        const solution = solveModel(solver, model, { relativeGap: 0, absoluteGap: 1e-9 });
        expect(solution.status).toBe('optimal');
        expectFeasible(model, solution);
        expect(solution.duals).toBeUndefined();
        expect(Math.abs(solution.objective! - solution.bound!)).toBeLessThan(1e-4);
        const sign = model.sense === 'minimise' ? 1 : -1;
        const relaxed = solveModel(solver, model, { isRelaxed: true });
        expect(sign * relaxed.objective!).toBeLessThanOrEqual(sign * solution.objective! + close);
        expect(relaxed.duals).toBeDefined();
      },
    );

    it('solves a knapsack, and takes up a suggested point', async () => {
      withModel(await load(), knapsack(), (open) => {
        open.suggestValues(Float64Array.of(1, 1, 0));
        const solution = open.solve();
        expect(solution.objective).toBeCloseTo(220, 6);
        expectArray(solution.values, [0, 1, 1]);
      });
    });

    it('takes a semi-continuous column at 0 or between its bounds', async () => {
      const lp = new ModelBuilder({ name: 'minimum take', sense: 'minimise' });
      const power = lp.addColumn('power', { cost: 1, lower: 5, upper: 10, kind: 'semi-continuous' });
      const grid = lp.addColumn('grid', { cost: 3 });
      const need = lp.addRow(
        'need',
        [
          [power, 1],
          [grid, 1],
        ],
        { lower: 3 },
      );
      withModel(await load(), lp.finish(), (open) => {
        // Taking 5 for 5 beats buying 3 for 9; of a need of 1, buying for 3 wins.
        expect(open.solve().objective).toBeCloseTo(5, 6);
        open.changeRowLimits([need], [1], [Infinity]);
        const cheaper = open.solve();
        expect(cheaper.objective).toBeCloseTo(3, 6);
        expectArray(cheaper.values, [0, 1]);
      });
    });

    it('starts hot after changes of costs, bounds, limits, coefficients and rows, and agrees with a fresh model', async () => {
      const solver = await load();
      withModel(solver, wyndor(), (open) => {
        open.solve();
        // Given in descending order on purpose.
        open.changeCosts([1, 0], [4, 6]);
        expect(open.solve().objective).toBeCloseTo(24 + 12, 6); // 6·4 + 4·3 at (4, 3)
        open.changeColumnBounds([0], [0], [3]);
        expect(open.solve().objective).toBeCloseTo(18 + 18, 6); // (3, 4.5)
        open.changeRowLimits([2], [-Infinity], [15]);
        expect(open.solve().objective).toBeCloseTo(18 + 12, 6); // (3, 3); (1, 6) gives 30 too
        open.changeCoefficient(2, 0, 1);
        expect(open.solve().objective).toBeCloseTo(18 + 24, 6); // x + 2y ≤ 15: (3, 6)
        open.addRows({
          lower: [-Infinity],
          upper: [5],
          starts: [0, 2],
          columns: [0, 1],
          coefficients: [1, 1],
        });
        expect(open.rowCount).toBe(4);
        const cut = open.solve();
        expect(cut.objective).toBeCloseTo(18 + 8, 6); // (3, 2)
        expect(cut.duals).toHaveLength(4);
        open.removeRows([3]);
        open.changeOffset(7);
        expect(open.solve().objective).toBeCloseTo(18 + 24 + 7, 6);
      });
    });

    it('starts from a basis of an equal model', async () => {
      const solver = await load();
      const model = randomModel(21, { columns: 30, rows: 20 });
      const [basis, objective] = withModel(solver, model, (open) => {
        const solution = open.solve({ method: 'simplex' });
        return [open.basis(), solution.objective!] as const;
      });
      expect(basis!.columns).toHaveLength(30);
      withModel(solver, model, (open) => {
        open.startFrom(basis!);
        expect(open.solve().objective).toBeCloseTo(objective, 5);
      });
      // And with bounds moved, by whichever rule the simplex steps.
      const moved = { ...model, columnUpper: model.columnUpper.map((upper) => 0.9 * upper) };
      const fresh = solveModel(solver, moved);
      withModel(solver, moved, (open) => {
        open.startFrom(basis!);
        const solution = open.solve({ method: 'simplex', pricing: 'largest' });
        expect(solution.status).toBe(fresh.status);
        expect(solution.objective).toBeCloseTo(fresh.objective!, 5);
        expectReducedCosts(moved, solution);
      });
    });

    it('changes integers to continuous and back', async () => {
      withModel(await load(), knapsack(), (open) => {
        open.changeKinds([0, 1, 2], ['continuous', 'continuous', 'continuous']);
        const relaxed = open.solve();
        expect(relaxed.objective).toBeCloseTo(240, 6); // two thirds of the third item
        expectArray(relaxed.duals, [4]);
        open.changeKinds([0, 1, 2], ['integer', 'integer', 'integer']);
        expect(open.solve().objective).toBeCloseTo(220, 6);
      });
    });

    it('proves infeasibility by a ray of the rows', async () => {
      for (const seed of [31, 32, 33]) {
        const model = infeasibleModel(seed);
        withModel(await load(), model, (open) => {
          const solution = open.solve();
          expect(solution.status).toBe('infeasible');
          expect(solution.values).toBeUndefined();
          expectCertificate(model, open.infeasibilityRay()!);
        });
      }
    });

    it('tells unbounded from infeasible, and gives a direction', async () => {
      const lp = new ModelBuilder({ name: 'unbounded', sense: 'maximise' });
      const x = lp.addColumn('x', { cost: 1 });
      const y = lp.addColumn('y', { cost: -1 });
      lp.addRow(
        'tie',
        [
          [x, 1],
          [y, -2],
        ],
        { upper: 4 },
      );
      const model = lp.finish();
      withModel(await load(), model, (open) => {
        expect(open.solve().status).toBe('unbounded');
        const ray = open.unboundedRay()!;
        expect(ray[0]! - ray[1]!).toBeGreaterThan(0);
        expect(ray[0]! - 2 * ray[1]!).toBeLessThanOrEqual(close);
      });
    });

    it('finds a smallest conflict, with integers too', async () => {
      const solver = await load();
      expect(findConflict(solver, wyndor())).toBeUndefined();
      const model = conflicting();
      expect(findConflict(solver, model)).toEqual({ rows: [1, 2], isIrreducible: true });
      // What is taken for granted is not blamed.
      expect(findConflict(solver, model, { among: [0, 2] })).toEqual({ rows: [2], isIrreducible: true });

      const lp = new ModelBuilder({ name: 'odd', sense: 'minimise' });
      const x = lp.addColumn('x', { upper: 9, kind: 'integer' });
      lp.addRow('idle', [[x, 1]], { upper: 8 });
      lp.addRow('odd', [[x, 2]], { equal: 5 });
      expect(findConflict(solver, lp.finish())).toEqual({ rows: [1], isIrreducible: true });
    });

    it('finds the cheapest relaxation of an elastic model', async () => {
      const solver = await load();
      const { model, breaches } = relaxModel(conflicting(), [
        { row: 1, penalty: 5 },
        { row: 2, penalty: 1 },
      ]);
      const { objective, values } = solveModel(solver, model);
      expect(objective).toBeCloseTo(2, 6);
      expect(values![breaches[0]!.below]).toBeCloseTo(0, 6);
      expect(values![breaches[1]!.above]).toBeCloseTo(2, 6);
      const feasible = relaxModel(wyndor(), [{ row: 0, penalty: 1 }]);
      expect(solveModel(solver, feasible.model).objective).toBeCloseTo(0, 9);
    });

    it('stops at a time limit with a bound, reports progress, and can be cancelled', async () => {
      const solver = await load();
      const model = hardKnapsacks();
      withModel(solver, model, (open) => {
        const reports: Progress[] = [];
        const stopped = open.solve({
          timeLimitSeconds: 1,
          relativeGap: 0,
          absoluteGap: 0,
          onProgress: (progress) => {
            reports.push(progress);
          },
        });
        expect(stopped.status).toBe('time limit');
        expect(stopped.bound!).toBeGreaterThanOrEqual(stopped.objective! - close);
        expectFeasible(model, stopped);
        expect(reports.length).toBeGreaterThan(0);
        const last = reports.at(-1)!;
        expect(last.bound!).toBeGreaterThanOrEqual(last.incumbent! - close);
        let asked = 0;
        const cancelled = open.solve({ relativeGap: 0, absoluteGap: 0, isCancelled: () => ++asked > 3 });
        expect(cancelled.status).toBe('cancelled');
      });
    });

    it('solves a model without rows, and one without columns', async () => {
      const solver = await load();
      const lp = new ModelBuilder({ name: 'no rows', sense: 'maximise' });
      lp.addColumn('x', { cost: 2, upper: 3 });
      lp.addOffset(1);
      expect(solveModel(solver, lp.finish()).objective).toBeCloseTo(7, 9);
      const empty = new ModelBuilder({ name: 'nothing', sense: 'minimise' });
      empty.addOffset(4);
      expect(solveModel(solver, empty.finish()).objective).toBeCloseTo(4, 9);
    });

    it('refuses use after close', async () => {
      const open = (await load()).open(wyndor());
      open.close();
      expect(() => open.solve()).toThrow();
    });
  });
}

function expectArray(found: Float64Array | undefined, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found![i]).toBeCloseTo(value, 6);
}

function expectFeasible(model: LpModel, solution: Solution): void {
  const measure = measurePoint(model, solution.values!);
  expect(measure.rowViolation).toBeLessThan(close);
  expect(measure.boundViolation).toBeLessThan(close);
  if (solution.duals === undefined) expect(measure.fractionality).toBeLessThan(close);
  expect(measure.objective).toBeCloseTo(solution.objective!, 4);
}

function expectReducedCosts(model: LpModel, { duals, reducedCosts }: Solution): void {
  const byColumn = multiply({ matrix: transpose(model.matrix, model.columnNames.length) }, duals!);
  for (const [j, cost] of model.cost.entries()) {
    expect(reducedCosts![j]).toBeCloseTo(cost - byColumn[j]!, 4);
  }
}

/** The value of the dual: each multiplier takes the limit that makes the dual a bound on the optimum. */
function dualObjective(model: LpModel, { duals, reducedCosts }: Solution): number {
  const sign = model.sense === 'minimise' ? 1 : -1;
  const term = (y: number, lower: number, upper: number): number => {
    const limit = sign * y > 0 ? lower : upper;
    // A multiplier of nothing but rounding may point to a limit that is not there.
    return Number.isFinite(limit) ? y * limit : Math.abs(y) < close ? 0 : NaN;
  };
  let sum = model.offset;
  for (const [i, y] of duals!.entries()) sum += term(y, model.rowLower[i]!, model.rowUpper[i]!);
  for (const [j, d] of reducedCosts!.entries()) sum += term(d, model.columnLower[j]!, model.columnUpper[j]!);
  return sum;
}

/** A random model made infeasible by two further rows that cannot hold with the bounds. */
function infeasibleModel(seed: number): LpModel {
  const base = randomModel(seed, { columns: 8, rows: 4 });
  const lp = new ModelBuilder({ name: `${base.name} spoilt`, sense: base.sense });
  for (const [j, name] of base.columnNames.entries()) {
    lp.addColumn(name, { cost: base.cost[j]!, upper: base.columnUpper[j]! });
  }
  const { starts, columns, coefficients } = base.matrix;
  for (const [i, name] of base.rowNames.entries()) {
    const row = lp.addRow(name, [], { lower: base.rowLower[i]!, upper: base.rowUpper[i]! });
    for (let k = starts[i]!; k < starts[i + 1]!; k++) lp.addTerm(row, columns[k]!, coefficients[k]!);
  }
  const all = base.columnNames.map((_, j) => [j, 1] as const);
  lp.addRow('much', all, { lower: 40 });
  lp.addRow('little', all, { upper: 39 });
  return lp.finish();
}

/** y · limits must exceed the most that y · matrix · x can reach within the bounds of x. */
function expectCertificate(model: LpModel, y: Float64Array): void {
  let limits = 0;
  for (const [i, each] of y.entries()) {
    if (each > 1e-9) limits += each * model.rowLower[i]!;
    else if (each < -1e-9) limits += each * model.rowUpper[i]!;
  }
  const byColumn = multiply({ matrix: transpose(model.matrix, model.columnNames.length) }, y);
  let reach = 0;
  for (const [j, each] of byColumn.entries()) {
    if (Math.abs(each) < 1e-9) continue;
    reach += each * (each > 0 ? model.columnUpper[j]! : model.columnLower[j]!);
  }
  expect(limits).toBeGreaterThan(reach + 1e-6);
}

/** Forty knapsacks over sixty items, far from solved to a gap of 0 in a second. */
function hardKnapsacks(): LpModel {
  const random = makeRandom(99);
  const lp = new ModelBuilder({ name: 'knapsacks', sense: 'maximise' });
  for (let j = 0; j < 60; j++) {
    lp.addColumn(`item ${j}`, { cost: 10 + Math.floor(random() * 30), upper: 3, kind: 'integer' });
  }
  for (let i = 0; i < 40; i++) {
    const terms: [number, number][] = [];
    for (let j = 0; j < 60; j++) if (random() < 0.4) terms.push([j, 1 + Math.floor(random() * 50)]);
    lp.addRow(`sack ${i}`, terms, { upper: 800 });
  }
  return lp.finish();
}
