import type { LpModel } from './types.ts';

/** What a point is worth and how far it breaks the model. */
export interface PointMeasure {
  readonly objective: number;
  /** Largest excess over a limit of a row, absolute. */
  readonly rowViolation: number;
  /** Largest excess over a bound of a column, absolute; of a semi-continuous column, the distance to 0 or its bounds. */
  readonly boundViolation: number;
  /** Largest distance of an integer column from a whole number. */
  readonly fractionality: number;
}

/** Measures a point against a model, apart from any solver. */
export function measurePoint(model: LpModel, values: Float64Array): PointMeasure {
  const rows = multiply(model, values);
  let rowViolation = 0;
  for (const [i, value] of rows.entries()) {
    rowViolation = Math.max(rowViolation, model.rowLower[i]! - value, value - model.rowUpper[i]!);
  }
  let objective = model.offset;
  let boundViolation = 0;
  let fractionality = 0;
  for (const [j, value] of values.entries()) {
    objective += model.cost[j]! * value;
    const outside = Math.max(0, model.columnLower[j]! - value, value - model.columnUpper[j]!);
    const kind = model.kinds[j];
    boundViolation = Math.max(
      boundViolation,
      kind === 'semi-continuous' ? Math.min(outside, Math.abs(value)) : outside,
    );
    if (kind === 'integer') fractionality = Math.max(fractionality, Math.abs(value - Math.round(value)));
  }
  return { objective, rowViolation, boundViolation, fractionality };
}

/** Matrix × values, by row. */
export function multiply(model: Pick<LpModel, 'matrix'>, values: Float64Array): Float64Array {
  const { starts, columns, coefficients } = model.matrix;
  const rows = new Float64Array(starts.length - 1);
  for (let row = 0; row < rows.length; row++) {
    let sum = 0;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) sum += coefficients[k]! * values[columns[k]!]!;
    rows[row] = sum;
  }
  return rows;
}
