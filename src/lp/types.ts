/** What values a column may take. `semi-continuous`: 0, or between its lower and upper bound. */
export type ColumnKind = 'continuous' | 'integer' | 'semi-continuous';

export type Sense = 'minimise' | 'maximise';

/** A matrix by rows: the entries of row i are those from `starts[i]` to before `starts[i + 1]`. */
export interface SparseRows {
  /** One more than there are rows. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly coefficients: Float64Array;
}

/**
 * A linear or mixed-integer programme as plain data: optimise `cost · x + offset` where
 * `rowLower ≤ matrix · x ≤ rowUpper` and `columnLower ≤ x ≤ columnUpper`; a missing bound is ±Infinity.
 */
export interface LpModel {
  readonly name: string;
  readonly sense: Sense;
  readonly offset: number;
  readonly columnNames: readonly string[];
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly kinds: readonly ColumnKind[];
  readonly rowNames: readonly string[];
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly matrix: SparseRows;
}

/** Whether any column is other than continuous. */
export function hasIntegers(model: LpModel): boolean {
  return model.kinds.some((kind) => kind !== 'continuous');
}
