import type { LpModel, SolveOptions } from '../lp/index.ts';

/** Rows above which the interior point is the quicker first solve. */
const manyRows = 3000;

/** How a programme is first solved: by interior point with crossover where it is large, so that a vertex is left to start from. */
export function methodFor(lp: LpModel): Pick<SolveOptions, 'method'> {
  return lp.rowNames.length > manyRows ? { method: 'interior point' } : {};
}
