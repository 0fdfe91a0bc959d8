import type { ModelData, OptionValue, VariableType } from 'highs';

/** What HiGHS tells while it solves; where a build does not tell a number, it is missing. */
export interface SolveEvent {
  readonly data: {
    readonly running_time?: number;
    readonly mip_dual_bound?: number;
    readonly mip_primal_bound?: number;
  };
  /** Asks the solve to end. */
  interrupt(): void;
}

type Look = (event: SolveEvent) => undefined;

/** Called now and then by simplex (1), interior point (2) and the search for integers (6), in HiGHS's own numbers. */
export interface SolveCallbacks {
  readonly 1?: Look;
  readonly 2?: Look;
  readonly 6?: Look;
}

/** Rows or columns by number, in ascending order. */
export interface IndexSet {
  readonly kind: 'set';
  readonly indices: Int32Array;
}

/**
 * One model in a build of HiGHS, by the names of the npm package's `Model`, which is one; a native library is another. Arrays are
 * copied on the way in and out.
 */
export interface HighsHandle {
  readonly options: { set(values: Readonly<Record<string, OptionValue>>): unknown };
  readonly info: { get(name: 'primal_solution_status' | 'basis_validity' | 'mip_dual_bound'): unknown };
  run(callbacks: SolveCallbacks): { readonly modelStatus: number };
  clearSolver(): unknown;
  zeroAllClocks(): unknown;
  getSolution(): {
    readonly colValue: Float64Array;
    readonly colDual: Float64Array;
    readonly rowValue: Float64Array;
    readonly rowDual: Float64Array;
  };
  getObjectiveValue(): number;
  getObjectiveOffset(): number;
  getBasis(): { readonly colStatus: Int32Array; readonly rowStatus: Int32Array };
  setBasis(basis: { readonly colStatus: Int32Array; readonly rowStatus: Int32Array }): unknown;
  setSolution(
    solution:
      | { readonly colValue: Float64Array }
      | { readonly indices: readonly number[]; readonly values: readonly number[] },
  ): unknown;
  getDualRay(): { readonly values: Float64Array } | undefined;
  getPrimalRay(): { readonly values: Float64Array } | undefined;
  /** Rows of a conflict; none where a build cannot find one. */
  getIis(): { readonly rowIndex: Int32Array };
  changeColsCost(selection: IndexSet, costs: Float64Array): unknown;
  changeObjectiveOffset(offset: number): unknown;
  changeColsBounds(selection: IndexSet, lower: Float64Array, upper: Float64Array): unknown;
  changeRowsBounds(selection: IndexSet, lower: Float64Array, upper: Float64Array): unknown;
  changeCoefficient(row: number, column: number, value: number): unknown;
  changeColIntegrality(column: number, type: VariableType): unknown;
  addRows(rows: {
    readonly lower: Float64Array;
    readonly upper: Float64Array;
    readonly matrix: {
      readonly format: 'csr';
      readonly numRows: number;
      readonly numCols: number;
      readonly starts: Int32Array;
      readonly indices: Int32Array;
      readonly values: Float64Array;
    };
  }): unknown;
  passRowName(row: number, name: string): unknown;
  deleteRows(selection: IndexSet): unknown;
  dispose(): void;
}

/** A build of HiGHS. */
export interface HighsLibrary {
  createModel(data: ModelData): HighsHandle;
  /** Whether it reads the time by `performance.now`, as WebAssembly does. */
  readonly isTimedByJavaScript: boolean;
  /** Whether an error says that a solve broke off, as against one of our own making. */
  isRunError(error: unknown): boolean;
}

/** How a run ended, from `highs_c_api.h`; the numbers are the same in all builds. */
export const modelStatus = {
  notSet: 0,
  presolveError: 3,
  solveError: 4,
  postsolveError: 5,
  empty: 6,
  optimal: 7,
  infeasible: 8,
  unboundedOrInfeasible: 9,
  unbounded: 10,
  timeLimit: 13,
  iterationLimit: 14,
  unknown: 15,
  interrupted: 17,
} as const;

/** Looks for conflicts among rows first, of the options of `iis_strategy`. */
export const iisRowPriority = 6;
