import type { SparseRows } from '../lp/index.ts';

/** A multiplier below this is rounding: at the scale of a solver's dual tolerance. */
const noMultiplier = 1e-9;

/** What a solver's dual tolerance of 1e-7 may leave of a multiplier that should be 0. */
const mostRounding = 1e-6;

/** Σ multiplier × the limit that its sign points to: what the rows or bounds add to a dual objective; -Infinity where one is missing. */
export function limitsValue(multipliers: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < multipliers.length; i++) {
    const multiplier = multipliers[i]!;
    if (Math.abs(multiplier) < noMultiplier) continue;
    const limit = multiplier > 0 ? lower[i]! : upper[i]!;
    if (Number.isFinite(limit)) sum += multiplier * limit;
    // A small one is the solver's rounding; a large one means that the vertex is none of this scenario's.
    else if (Math.abs(multiplier) > mostRounding) return -Infinity;
  }
  return sum;
}

/** What a dual objective changes per unit of each earlier column: −duals · technology. */
export function slopeOf(duals: Float64Array, technology: SparseRows, columnCount: number): Float64Array {
  const slope = new Float64Array(columnCount);
  for (let row = 0; row < duals.length; row++) {
    const dual = duals[row]!;
    if (Math.abs(dual) < noMultiplier) continue;
    for (let k = technology.starts[row]!; k < technology.starts[row + 1]!; k++) {
      slope[technology.columns[k]!]! -= dual * technology.coefficients[k]!;
    }
  }
  return slope;
}
