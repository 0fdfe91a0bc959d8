import { describe, expect, it } from 'vitest';
import { ModelBuilder, solveModel } from '../../src/lp/index.ts';
import { PackingSolver, type PackingProblem } from '../../src/plan/dispatch/packing-lp.ts';
import { makeRandom } from '../lp/models.ts';
import { solverOf } from './support.ts';

const [chips, buyers] = [4, 5];
const rows = chips + buyers;

/** Random programmes of one pattern, one behind the other; every fifth margin is a loss, which nobody takes. */
function randomPacking(seed: number, count: number): PackingProblem {
  const random = makeRandom(seed);
  const pairs = Array.from({ length: chips * buyers }, (_, i) => i).filter(() => random() < 0.7);
  const draw = (of: () => number) => Float64Array.from({ length: pairs.length * count }, of);
  return {
    columns: pairs.length,
    chipRows: Int16Array.from(pairs, (pair) => pair % chips),
    buyerRows: Int16Array.from(pairs, (pair) => chips + Math.floor(pair / chips)),
    margins: draw(() => (random() < 0.2 ? -1 : 5) * random()),
    coefficients: draw(() => 0.2 + random()),
  };
}

function limitsOf(random: () => number): Float64Array {
  return Float64Array.from({ length: rows }, () => (random() < 0.15 ? 0 : 10 * random()));
}

async function optimumOf(problem: PackingProblem, number: number, limits: Float64Array): Promise<number> {
  const lp = new ModelBuilder({ name: 'packing', sense: 'maximise' });
  const at = number * problem.columns;
  const columns = Array.from({ length: problem.columns }, (_, j) =>
    lp.addColumn(`x ${j}`, { cost: problem.margins[at + j]! }),
  );
  for (let row = 0; row < rows; row++) {
    const terms = columns.flatMap((column, j): [number, number][] => {
      if (problem.chipRows[j] === row) return [[column, 1]];
      return problem.buyerRows[j] === row ? [[column, problem.coefficients[at + j]!]] : [];
    });
    if (terms.length > 0) lp.addRow(`row ${row}`, terms, { upper: limits[row]! });
  }
  return solveModel(await solverOf(), lp.finish()).objective!;
}

describe('many small packing programmes', () => {
  it('have the optimum of HiGHS, and multipliers that prove it, from scratch and again and again', async () => {
    const count = 3;
    for (let seed = 1; seed <= 8; seed++) {
      const problem = randomPacking(seed, count);
      const solver = new PackingSolver(rows);
      const bases = new Int16Array(count * rows);
      const random = makeRandom(100 + seed);
      for (let round = 0; round < 6; round++)
        for (let number = 0; number < count; number++) {
          const limits = limitsOf(random);
          solver.solve(problem, number, limits, bases);
          // HiGHS leaves a row 1e-7: on values of a few dozen and multipliers up to 25, 1e-5 is above what that can move.
          expect(solver.value).toBeCloseTo(await optimumOf(problem, number, limits), 5);
          const bound = solver.duals.reduce((sum, dual, row) => sum + dual * limits[row]!, 0);
          expect(bound).toBeCloseTo(solver.value, 7);
        }
    }
  });

  it('start from the last basis: limits that stay the same cost no pivot', () => {
    const problem = randomPacking(3, 1);
    const solver = new PackingSolver(rows);
    const bases = new Int16Array(rows);
    const limits = limitsOf(makeRandom(9));
    solver.solve(problem, 0, limits, bases);
    const { pivots, value } = solver;
    expect(pivots).toBeGreaterThan(2);
    solver.solve(problem, 0, limits, bases);
    expect(solver.pivots).toBe(pivots);
    expect(solver.value).toBeCloseTo(value, 9);
  });

  it('give multipliers that no column beats, so that any cut is valid at any limits', () => {
    const problem = randomPacking(5, 1);
    const solver = new PackingSolver(rows);
    solver.solve(problem, 0, limitsOf(makeRandom(2)), new Int16Array(rows));
    for (let j = 0; j < problem.columns; j++) {
      const cost =
        solver.duals[problem.chipRows[j]!]! + solver.duals[problem.buyerRows[j]!]! * problem.coefficients[j]!;
      expect(cost).toBeGreaterThanOrEqual(problem.margins[j]! - 1e-12);
    }
    for (const dual of solver.duals) expect(dual).toBeGreaterThanOrEqual(0);
  });

  it('add the levels of the point that they are worth', () => {
    const problem = randomPacking(6, 1);
    const solver = new PackingSolver(rows);
    const limits = limitsOf(makeRandom(4));
    solver.solve(problem, 0, limits, new Int16Array(rows));
    const levels = new Float64Array(problem.columns);
    solver.addLevels(levels, 0);
    const used = new Float64Array(rows);
    let value = 0;
    levels.forEach((level, j) => {
      used[problem.chipRows[j]!]! += level;
      used[problem.buyerRows[j]!]! += level * problem.coefficients[j]!;
      value += level * problem.margins[j]!;
    });
    expect(value).toBeCloseTo(solver.value, 9);
    used.forEach((each, row) => expect(each).toBeLessThanOrEqual(limits[row]! + 1e-8));
  });
});
