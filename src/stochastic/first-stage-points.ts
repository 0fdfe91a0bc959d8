import { ModelBuilder, solveModel, type Solver } from '../lp/index.ts';
import type { TwoStage } from './two-stage.ts';

/** Most seconds for a nearest point: a first stage that takes longer is left to other candidates. */
const mostSeconds = 5;

/**
 * The point of the first stage, integers and all, nearest to a target by the sum of distances, each over the width of its
 * column's bounds where it has two; `undefined` where none is found in time.
 */
export function nearestFirstStage(
  problem: TwoStage,
  solver: Solver,
  target: Float64Array,
): Float64Array | undefined {
  const { first } = problem;
  const builder = new ModelBuilder({ name: `${problem.name} nearest`, sense: 'minimise' });
  for (const [j, name] of first.columnNames.entries()) {
    const [lower, upper] = [first.columnLower[j]!, first.columnUpper[j]!];
    builder.addColumn(name, { lower, upper, kind: first.kinds[j]! });
  }
  const { starts, columns, coefficients } = first.matrix;
  for (const [i, name] of first.rowNames.entries()) {
    const row = builder.addRow(name, [], { lower: first.rowLower[i]!, upper: first.rowUpper[i]! });
    for (let k = starts[i]!; k < starts[i + 1]!; k++) builder.addTerm(row, columns[k]!, coefficients[k]!);
  }
  for (const [j, value] of target.entries()) {
    const width = first.columnUpper[j]! - first.columnLower[j]!;
    const cost = width > 0 && width < Infinity ? 1 / width : 1;
    const above = builder.addColumn(`above ${j}`, { cost });
    const below = builder.addColumn(`below ${j}`, { cost });
    const terms = [
      [j, 1],
      [above, -1],
      [below, 1],
    ] as const;
    builder.addRow(`distance ${j}`, terms, { equal: value });
  }
  const { values } = solveModel(solver, builder.finish(), {
    timeLimitSeconds: mostSeconds,
    relativeGap: 1e-3,
  });
  return values === undefined ? undefined : snap(problem, values.slice(0, target.length));
}

/** Whole numbers made exactly whole, and values within their bounds. */
export function snap({ first }: TwoStage, x: Float64Array): Float64Array {
  return x.map((value, j) => {
    const whole = first.kinds[j] === 'integer' ? Math.round(value) : value;
    return Math.min(Math.max(whole, first.columnLower[j]!), first.columnUpper[j]!);
  });
}
