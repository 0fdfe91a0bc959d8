import { ModelBuilder } from './model-builder.ts';
import type { LpModel } from './types.ts';

/** Which rows may be broken, and what each unit of breach costs. */
export interface Relaxation {
  /** Number of the row in the model. */
  readonly row: number;
  /** Above 0; in the unit that makes breaches of different rows comparable. */
  readonly penalty: number;
}

/** A model that finds the cheapest breaches, and where to read them. */
export interface RelaxedModel {
  readonly model: LpModel;
  /** By relaxation: columns that hold how far the row falls below its lower and rises above its upper limit. */
  readonly breaches: readonly { readonly row: number; readonly below: number; readonly above: number }[];
}

/**
 * The elastic form of a model: the rows named may be broken at a price, the objective is that price alone, all else holds.
 *
 * Its optimum is 0 exactly when the model is feasible; the breaches of an optimum are the cheapest relaxations that make it so.
 * Columns of the model keep their numbers and names.
 */
export function relaxModel(model: LpModel, relaxations: readonly Relaxation[]): RelaxedModel {
  const builder = new ModelBuilder({ name: `${model.name} relaxed`, sense: 'minimise' });
  for (const [j, name] of model.columnNames.entries()) {
    builder.addColumn(name, {
      lower: model.columnLower[j]!,
      upper: model.columnUpper[j]!,
      kind: model.kinds[j]!,
    });
  }
  const { starts, columns, coefficients } = model.matrix;
  for (const [i, name] of model.rowNames.entries()) {
    const row = builder.addRow(name, [], { lower: model.rowLower[i]!, upper: model.rowUpper[i]! });
    for (let k = starts[i]!; k < starts[i + 1]!; k++) builder.addTerm(row, columns[k]!, coefficients[k]!);
  }
  const breaches = relaxations.map(({ row, penalty }) => {
    if (!(penalty > 0)) throw new Error(`A penalty must be above 0, found ${penalty}`);
    const name = model.rowNames[row]!;
    const below = builder.addColumn(`below ${name}`, {
      cost: penalty,
      upper: model.rowLower[row]! > -Infinity ? Infinity : 0,
    });
    const above = builder.addColumn(`above ${name}`, {
      cost: penalty,
      upper: model.rowUpper[row]! < Infinity ? Infinity : 0,
    });
    builder.addTerm(row, below, 1);
    builder.addTerm(row, above, -1);
    return { row, below, above };
  });
  return { model: builder.finish(), breaches };
}
