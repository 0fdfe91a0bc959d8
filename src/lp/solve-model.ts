import type { OpenModel, Solution, SolveOptions, Solver } from './solver.ts';
import type { LpModel } from './types.ts';

/** Solves a model once. Reads nothing and changes nothing but the solver's own memory, which it gives back. */
export function solveModel(solver: Solver, model: LpModel, options: SolveOptions = {}): Solution {
  return withModel(solver, model, (open) => open.solve(options));
}

/** Opens a model for the length of a call, and closes it whatever happens. */
export function withModel<T>(solver: Solver, model: LpModel, use: (open: OpenModel) => T): T {
  const open = solver.open(model);
  try {
    return use(open);
  } finally {
    open.close();
  }
}
