import { measurePoint, ModelBuilder, solveModel, type LpModel, type Solver } from '../../lp/index.ts';

/** A limit broken by no more than a solver allows itself is kept. */
const kept = 1e-7;

/**
 * The point of a programme nearest to another, by the sum of what its columns differ; the other itself where it keeps every limit,
 * and `undefined` where no point does.
 */
export function nearestPoint(solver: Solver, model: LpModel, to: Float64Array): Float64Array | undefined {
  const { rowViolation, boundViolation, fractionality } = measurePoint(model, to);
  if (Math.max(rowViolation, boundViolation, fractionality) <= kept) return to;
  const builder = new ModelBuilder({ name: `${model.name} nearest`, sense: 'minimise' });
  for (const [j, name] of model.columnNames.entries()) {
    const [lower, upper] = [model.columnLower[j]!, model.columnUpper[j]!];
    builder.addColumn(name, { lower, upper, kind: model.kinds[j]! });
  }
  const { starts, columns, coefficients } = model.matrix;
  for (const [i, name] of model.rowNames.entries()) {
    const row = builder.addRow(name, [], { lower: model.rowLower[i]!, upper: model.rowUpper[i]! });
    for (let e = starts[i]!; e < starts[i + 1]!; e++) builder.addTerm(row, columns[e]!, coefficients[e]!);
  }
  for (const [j, name] of model.columnNames.entries()) {
    const more = builder.addColumn(`more ${name}`, { cost: 1 });
    const less = builder.addColumn(`less ${name}`, { cost: 1 });
    builder.addRow(
      `apart ${name}`,
      [
        [j, 1],
        [more, -1],
        [less, 1],
      ],
      { equal: to[j]! },
    );
  }
  const { values } = solveModel(solver, builder.finish(), { relativeGap: 1e-2 });
  return values?.slice(0, model.columnNames.length);
}
