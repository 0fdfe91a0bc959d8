import type { SparseRows } from '../lp/index.ts';
import type { TwoStage } from './two-stage.ts';

/** The whole second stage of one scenario: the common numbers with its own put over them. */
export interface ScenarioData {
  readonly probability: number;
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly technology: SparseRows;
}

/** Reads a scenario out in full. Arrays that it does not change are shared with the others: read them only. */
export function scenarioData(problem: TwoStage, scenario: number): ScenarioData {
  const { second } = problem;
  const { probability, changes, technology } = problem.scenarios[scenario]!;
  const { costs, bounds, limits } = changes;
  return {
    probability,
    cost: replaced(second.cost, costs.columns, costs.values),
    columnLower: replaced(second.columnLower, bounds.columns, bounds.lower),
    columnUpper: replaced(second.columnUpper, bounds.columns, bounds.upper),
    rowLower: replaced(second.rowLower, limits.rows, limits.lower),
    rowUpper: replaced(second.rowUpper, limits.rows, limits.upper),
    technology: replacedEntries(problem.technology, technology),
  };
}

function replaced(base: Float64Array, at: Int32Array, values: Float64Array): Float64Array {
  if (at.length === 0) return base;
  const own = base.slice();
  for (const [i, place] of at.entries()) own[place] = values[i]!;
  return own;
}

/** A matrix with entries replaced or, where it has none, added. */
export function replacedEntries(
  base: SparseRows,
  entries: { readonly rows: Int32Array; readonly columns: Int32Array; readonly values: Float64Array },
): SparseRows {
  if (entries.rows.length === 0) return base;
  const byRow: Map<number, number>[] = [];
  for (let row = 0; row + 1 < base.starts.length; row++) {
    const terms = new Map<number, number>();
    for (let k = base.starts[row]!; k < base.starts[row + 1]!; k++) {
      terms.set(base.columns[k]!, base.coefficients[k]!);
    }
    byRow.push(terms);
  }
  for (const [i, row] of entries.rows.entries()) byRow[row]!.set(entries.columns[i]!, entries.values[i]!);
  const starts = new Int32Array(base.starts.length);
  for (const [row, terms] of byRow.entries()) starts[row + 1] = starts[row]! + terms.size;
  return {
    starts,
    columns: Int32Array.from(byRow.flatMap((terms) => [...terms.keys()])),
    coefficients: Float64Array.from(byRow.flatMap((terms) => [...terms.values()])),
  };
}
