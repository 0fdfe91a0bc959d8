import type { ColumnKind, LpModel } from './types.ts';

/**
 * How a linear programme is solved; `automatic` leaves it to the solver. `interior point without crossover` gives values and
 * duals inside the optimal face rather than at a vertex, to about 1e-8 relative, and no basis: the choice for large models and
 * for the master of a decomposition. For integers it says how the first relaxation is solved.
 */
export type SolveMethod = 'automatic' | 'simplex' | 'interior point' | 'interior point without crossover';

/** How far a solve has come, in the model's own sense. */
export interface Progress {
  readonly seconds: number;
  /** The proven bound on the optimum; `undefined` where none is known yet. */
  readonly bound: number | undefined;
  /** Objective of the best solution found. */
  readonly incumbent: number | undefined;
  /** |incumbent − bound| / |incumbent|. */
  readonly gap: number | undefined;
}

export interface SolveOptions {
  readonly method?: SolveMethod;
  /** Seconds of wall clock for this solve alone. */
  readonly timeLimitSeconds?: number;
  /** Stop when |incumbent − bound| ≤ this × |incumbent|; 1e-4 where left out. Only with integers. */
  readonly relativeGap?: number;
  readonly absoluteGap?: number;
  /** Leave integrality aside for this solve. */
  readonly isRelaxed?: boolean;
  /** `light` leaves out what pays on large models only (heuristics, restarts, symmetry): for thousands of small MIPs. */
  readonly search?: 'thorough' | 'light';
  /**
   * What the simplex looks at to choose its next step; left to the solver unless given. `largest` is the largest breach alone
   * (Dantzig's rule): more steps, but nothing to set up, for a model opened anew at the basis of an optimum near by.
   */
  readonly pricing?: 'largest';
  /** Simplify the model first; left out, the solver decides. */
  readonly usePresolve?: boolean;
  /** Largest violation of a row or bound; 1e-7 where left out. */
  readonly feasibilityTolerance?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Asked now and then during a solve, which blocks its thread: read a flag that another thread sets. */
  readonly isCancelled?: () => boolean;
}

/**
 * How a solve ended. `optimal` includes a MIP within its gap; `time limit` and `cancelled` may carry the best values found;
 * `failed` is numerical trouble that no second attempt mended.
 */
export type SolveStatus = 'optimal' | 'infeasible' | 'unbounded' | 'time limit' | 'cancelled' | 'failed';

export interface Solution {
  readonly status: SolveStatus;
  /** Objective of `values`, in the model's sense, its offset included. */
  readonly objective: number | undefined;
  /** Proven bound on the optimum: below it when minimising, above when maximising. */
  readonly bound: number | undefined;
  /** |objective − bound| / |objective|. */
  readonly gap: number | undefined;
  /** By column; `undefined` where no feasible point is known. */
  readonly values: Float64Array | undefined;
  readonly rowValues: Float64Array | undefined;
  /** By row: change of the objective per unit of the binding limit. `undefined` with integers or without an optimum. */
  readonly duals: Float64Array | undefined;
  /** By column: cost − duals · matrix. */
  readonly reducedCosts: Float64Array | undefined;
  readonly seconds: number;
}

/** Rows to be added to an open model. */
export interface NewRows {
  readonly names?: readonly string[];
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  /** One more than there are rows. */
  readonly starts: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
}

/** The place of each row and column in a vertex, to start a later solve from; opaque, and valid for models of that shape. */
export interface Basis {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/**
 * A model held by a solver and changed in place, so that the next solve starts from the last.
 *
 * Every call is synchronous and belongs to the thread that opened the model. `close` must be called; after it every call
 * throws. Changes take effect at the next `solve`. Numbers of rows and columns are those of the model; rows added later count
 * on, and removing rows shifts those behind them down.
 */
export interface OpenModel {
  readonly columnCount: number;
  readonly rowCount: number;
  solve(options?: SolveOptions): Solution;
  changeCosts(columns: ArrayLike<number>, costs: ArrayLike<number>): void;
  changeOffset(offset: number): void;
  changeColumnBounds(columns: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): void;
  changeRowLimits(rows: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): void;
  changeCoefficient(row: number, column: number, coefficient: number): void;
  changeKinds(columns: ArrayLike<number>, kinds: readonly ColumnKind[]): void;
  addRows(rows: NewRows): void;
  removeRows(rows: ArrayLike<number>): void;
  /** Values to start a MIP from; columns left NaN are for the solver to fill. */
  suggestValues(values: Float64Array): void;
  /** `undefined` where the last solve left no vertex. */
  basis(): Basis | undefined;
  startFrom(basis: Basis): void;
  /**
   * After `infeasible`, without integers: multipliers of the rows that prove it. With y, each row at its lower limit where
   * y > 0 and at its upper where y < 0, the sum of y × limit exceeds what Σ y × row can reach within the bounds.
   */
  infeasibilityRay(): Float64Array | undefined;
  /** After `unbounded`: a direction of the columns along which the objective improves without end. */
  unboundedRay(): Float64Array | undefined;
  /** Rows of a conflict found by the solver itself, perhaps not smallest; `undefined` where it has none. See `findConflict`. */
  conflictRows(): readonly number[] | undefined;
  close(): void;
}

/** What solves linear and mixed-integer programmes; `test/solvers/contract.ts` says what each must do. */
export interface Solver {
  /** Name and version, such as `highs 1.15.1 (WebAssembly)`. */
  readonly name: string;
  open(model: LpModel): OpenModel;
}
