import type { SparseRows } from './types.ts';

/** Entries of a matrix in any order; entries of one place add up. */
export interface Triplets {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly coefficients: Float64Array;
}

/** Entries sorted by row, then column, with those of one place added in the order given; sums of 0 are dropped. */
export function sortTriplets(triplets: Triplets): SparseRows {
  const byColumn = countingOrder(triplets.columns, triplets.columnCount, undefined);
  const order = countingOrder(triplets.rows, triplets.rowCount, byColumn);
  const starts = new Int32Array(triplets.rowCount + 1);
  const columns = new Int32Array(order.length);
  const coefficients = new Float64Array(order.length);
  let length = 0;
  let at = 0;
  for (let row = 0; row < triplets.rowCount; row++) {
    starts[row] = length;
    while (at < order.length && triplets.rows[order[at]!] === row) {
      const column = triplets.columns[order[at]!]!;
      let sum = 0;
      for (; at < order.length; at++) {
        const entry = order[at]!;
        if (triplets.rows[entry] !== row || triplets.columns[entry] !== column) break;
        sum += triplets.coefficients[entry]!;
      }
      if (sum === 0) continue;
      columns[length] = column;
      coefficients[length++] = sum;
    }
  }
  starts[triplets.rowCount] = length;
  return { starts, columns: columns.slice(0, length), coefficients: coefficients.slice(0, length) };
}

/** Stable order of entries by key, refining an earlier order. */
function countingOrder(keys: Int32Array, keyCount: number, earlier: Int32Array | undefined): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < keyCount; key++) next[key + 1]! += next[key]!;
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const entry = earlier === undefined ? i : earlier[i]!;
    order[next[keys[entry]!]!++] = entry;
  }
  return order;
}

/** The same matrix by columns: rows and columns change places. */
export function transpose(matrix: SparseRows, columnCount: number): SparseRows {
  const rowCount = matrix.starts.length - 1;
  const starts = new Int32Array(columnCount + 1);
  for (const column of matrix.columns) starts[column + 1]!++;
  for (let column = 0; column < columnCount; column++) starts[column + 1]! += starts[column]!;
  const next = starts.slice(0, columnCount);
  const columns = new Int32Array(matrix.columns.length);
  const coefficients = new Float64Array(matrix.columns.length);
  for (let row = 0; row < rowCount; row++) {
    for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++) {
      const at = next[matrix.columns[k]!]!++;
      columns[at] = row;
      coefficients[at] = matrix.coefficients[k]!;
    }
  }
  return { starts, columns, coefficients };
}
