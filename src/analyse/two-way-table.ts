import { evaluateCentral, readTarget, type Model, type Target } from '../simulate/index.ts';

/** A metric over two assumptions. */
export interface TwoWayTable {
  readonly target: Target;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** [row][column], in the target's unit. */
  readonly values: readonly (readonly number[])[];
}

/**
 * One answer, on the central path, for every pair of a row's and a column's change.
 *
 * `modelOf` makes the model of a cell; models may differ in anything but what the target names.
 */
export function twoWayTable(request: {
  readonly target: Target;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly modelOf: (row: string, column: string) => Model;
}): TwoWayTable {
  const { target, rows, columns, modelOf } = request;
  const values = rows.map((row) =>
    columns.map((column) => {
      const model = modelOf(row, column);
      const sample = evaluateCentral(model, [target.name]).get(target.name);
      return readTarget(sample, target, { model, paths: 1 })[0]!;
    }),
  );
  return { target, rows, columns, values };
}
