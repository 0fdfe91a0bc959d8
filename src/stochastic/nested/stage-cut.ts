/**
 * A lower bound on what a part of the future costs, as plain data: cost of a cluster ≥ constant + Σ value × column of the core;
 * cluster -1: no future is feasible unless 0 ≥ it.
 */
export interface StageCut {
  readonly cluster: number;
  readonly constant: number;
  /** Numbers in the core, ascending. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** What a cut says at a path of decisions, by column of the core. */
export function stageCutAt({ constant, columns, values }: StageCut, path: Float64Array): number {
  let sum = constant;
  for (let k = 0; k < columns.length; k++) sum += values[k]! * path[columns[k]!]!;
  return sum;
}

/** A sparse cut from a slope over all columns of the core. */
export function packCut(cluster: number, constant: number, slope: Float64Array): StageCut {
  const columns: number[] = [];
  for (const [column, value] of slope.entries()) if (value !== 0) columns.push(column);
  return {
    cluster,
    constant,
    columns: Int32Array.from(columns),
    values: Float64Array.from(columns, (column) => slope[column]!),
  };
}

/** The sum of cuts, each times its weight, as one of a cluster. */
export function sumCuts(
  cluster: number,
  parts: readonly { readonly cut: StageCut; readonly weight: number }[],
  columnCount: number,
): StageCut {
  const slope = new Float64Array(columnCount);
  let constant = 0;
  for (const { cut, weight } of parts) {
    constant += weight * cut.constant;
    for (let k = 0; k < cut.columns.length; k++) slope[cut.columns[k]!]! += weight * cut.values[k]!;
  }
  return packCut(cluster, constant, slope);
}
