import type { ModelData, VariableType } from 'highs';
import type {
  Basis,
  ColumnKind,
  LpModel,
  NewRows,
  OpenModel,
  Solution,
  SolveOptions,
  SolveStatus,
} from '../lp/index.ts';
import { highsCallbacks } from './highs-callbacks.ts';
import { iisRowPriority, modelStatus, type HighsHandle, type HighsLibrary } from './highs-library.ts';
import { highsOptions, type Fallback } from './highs-options.ts';
import { StopClock } from './stop-clock.ts';
import { notSolved, type StopWatch } from './stop-watch.ts';

const variableTypes: Readonly<Record<ColumnKind, VariableType>> = {
  continuous: 0,
  integer: 1,
  'semi-continuous': 2,
};

/** Second attempts after numerical trouble or a status that says too little, in the order tried. */
const fallbacks: readonly Fallback[] = ['crossover', 'simplex afresh', 'simplex without presolve'];

/**
 * A model in HiGHS's own memory. HiGHS always minimises here: with `maximise` its interior point without crossover has been
 * seen to return duals of the wrong sign (1.15.1), so signs are turned on the way in and out.
 */
export class HighsModel implements OpenModel {
  readonly #library: HighsLibrary;
  readonly #model: HighsHandle;
  readonly #stop: StopWatch | undefined;
  readonly #sign: 1 | -1;
  readonly #kinds: ColumnKind[];
  #rowCount: number;
  #status: SolveStatus | undefined;

  constructor(library: HighsLibrary, model: LpModel, stop?: StopWatch) {
    this.#library = library;
    this.#stop = stop;
    this.#sign = model.sense === 'minimise' ? 1 : -1;
    this.#kinds = [...model.kinds];
    this.#rowCount = model.rowNames.length;
    this.#model = library.createModel(modelData(model, this.#sign));
    this.#model.options.set({ output_flag: false });
  }

  get columnCount(): number {
    return this.#kinds.length;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  solve(wished: SolveOptions = {}): Solution {
    const options = this.#stop ? this.#stop.over(wished) : wished;
    if (options === undefined) {
      this.#status = 'cancelled';
      return notSolved;
    }
    const hasIntegers = !options.isRelaxed && this.#kinds.some((kind) => kind !== 'continuous');
    const start = performance.now();
    const secondsSoFar = (): number => (performance.now() - start) / 1000;
    let run = this.#run(options, hasIntegers, undefined);
    for (const fallback of fallbacks) {
      if (isClear(run)) break;
      const left = (options.timeLimitSeconds ?? Infinity) - secondsSoFar();
      if (!(left > 0)) break;
      run = this.#run({ ...options, timeLimitSeconds: left }, hasIntegers, fallback);
    }
    this.#status = statusOf(run);
    if (run === modelStatus.empty) {
      return emptySolution(this.#sign * this.#model.getObjectiveOffset(), this.#rowCount, secondsSoFar());
    }
    return this.#read(this.#status, hasIntegers, secondsSoFar());
  }

  #run(options: SolveOptions, hasIntegers: boolean, fallback: Fallback | undefined): number | undefined {
    const model = this.#model;
    if (fallback === 'simplex afresh' || fallback === 'simplex without presolve') model.clearSolver();
    model.options.set(highsOptions(options, hasIntegers, fallback));
    model.zeroAllClocks();
    const { isCancelled } = options;
    const clock = isCancelled && this.#library.isTimedByJavaScript ? new StopClock(isCancelled) : undefined;
    const callbacks = highsCallbacks(clock?.over(options) ?? options, hasIntegers, this.#sign);
    const solve = (): number => model.run(callbacks).modelStatus;
    try {
      const status = clock ? clock.during(solve) : solve();
      return clock?.isStopped && status === modelStatus.timeLimit ? modelStatus.interrupted : status;
    } catch (error) {
      if (this.#library.isRunError(error)) return undefined;
      throw error;
    }
  }

  #read(status: SolveStatus, hasIntegers: boolean, seconds: number): Solution {
    const model = this.#model;
    const isOptimal = status === 'optimal';
    const hasPoint =
      isOptimal || (status !== 'infeasible' && Number(model.info.get('primal_solution_status')) === 2);
    const solution = hasPoint ? model.getSolution() : undefined;
    const objective = hasPoint ? this.#sign * model.getObjectiveValue() : undefined;
    const hasDuals = isOptimal && !hasIntegers;
    const bound = hasIntegers ? this.#readBound(status) : isOptimal ? objective : undefined;
    return {
      status,
      objective,
      bound,
      gap: gapOf(objective, bound),
      values: solution?.colValue,
      rowValues: solution?.rowValue,
      duals: hasDuals ? this.#turn(solution!.rowDual) : undefined,
      reducedCosts: hasDuals ? this.#turn(solution!.colDual) : undefined,
      seconds,
    };
  }

  #readBound(status: SolveStatus): number | undefined {
    if (status === 'infeasible' || status === 'unbounded') return undefined;
    const bound = Number(this.#model.info.get('mip_dual_bound'));
    if (Number.isFinite(bound) && Math.abs(bound) < 1e300) return this.#sign * bound;
    // Without a branch taken HiGHS may leave the bound unset; an optimum is then its own.
    return status === 'optimal' ? this.#sign * this.#model.getObjectiveValue() : undefined;
  }

  #turn(values: Float64Array): Float64Array {
    if (this.#sign === -1) for (let i = 0; i < values.length; i++) values[i] = 0 - values[i]!;
    return values;
  }

  changeCosts(columns: ArrayLike<number>, costs: ArrayLike<number>): void {
    if (columns.length === 0) return;
    const turned = sorted(
      columns,
      Float64Array.from(costs, (cost) => this.#sign * cost),
    );
    this.#model.changeColsCost({ kind: 'set', indices: turned.indices }, turned.values);
  }

  changeOffset(offset: number): void {
    this.#model.changeObjectiveOffset(this.#sign * offset);
  }

  changeColumnBounds(columns: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): void {
    if (columns.length === 0) return;
    const lows = sorted(columns, lower);
    this.#model.changeColsBounds(
      { kind: 'set', indices: lows.indices },
      lows.values,
      sorted(columns, upper).values,
    );
  }

  changeRowLimits(rows: ArrayLike<number>, lower: ArrayLike<number>, upper: ArrayLike<number>): void {
    if (rows.length === 0) return;
    const lows = sorted(rows, lower);
    this.#model.changeRowsBounds(
      { kind: 'set', indices: lows.indices },
      lows.values,
      sorted(rows, upper).values,
    );
  }

  changeCoefficient(row: number, column: number, coefficient: number): void {
    this.#model.changeCoefficient(row, column, coefficient);
  }

  changeKinds(columns: ArrayLike<number>, kinds: readonly ColumnKind[]): void {
    for (let i = 0; i < columns.length; i++) {
      this.#model.changeColIntegrality(columns[i]!, variableTypes[kinds[i]!]);
      this.#kinds[columns[i]!] = kinds[i]!;
    }
  }

  addRows(rows: NewRows): void {
    const count = rows.lower.length;
    if (count === 0) return;
    this.#model.addRows({
      lower: Float64Array.from(rows.lower),
      upper: Float64Array.from(rows.upper),
      matrix: {
        format: 'csr',
        numRows: count,
        numCols: this.columnCount,
        starts: Int32Array.from(rows.starts),
        indices: Int32Array.from(rows.columns),
        values: Float64Array.from(rows.coefficients),
      },
    });
    for (const [i, name] of (rows.names ?? []).entries()) this.#model.passRowName(this.#rowCount + i, name);
    this.#rowCount += count;
  }

  removeRows(rows: ArrayLike<number>): void {
    if (rows.length === 0) return;
    const indices = Int32Array.from(rows).sort();
    this.#model.deleteRows({ kind: 'set', indices });
    this.#rowCount -= indices.length;
  }

  suggestValues(values: Float64Array): void {
    const indices = [...values.keys()].filter((j) => !Number.isNaN(values[j]));
    if (indices.length === values.length) this.#model.setSolution({ colValue: values });
    else this.#model.setSolution({ indices, values: indices.map((j) => values[j]!) });
  }

  basis(): Basis | undefined {
    if (Number(this.#model.info.get('basis_validity')) !== 1) return undefined;
    const { colStatus, rowStatus } = this.#model.getBasis();
    return { columns: colStatus, rows: rowStatus };
  }

  startFrom(basis: Basis): void {
    this.#model.setBasis({ colStatus: basis.columns, rowStatus: basis.rows });
  }

  infeasibilityRay(): Float64Array | undefined {
    return this.#status === 'infeasible' ? this.#model.getDualRay()?.values : undefined;
  }

  unboundedRay(): Float64Array | undefined {
    return this.#status === 'unbounded' ? this.#model.getPrimalRay()?.values : undefined;
  }

  conflictRows(): readonly number[] | undefined {
    if (this.#status !== 'infeasible') return undefined;
    this.#model.options.set({ iis_strategy: iisRowPriority });
    const { rowIndex } = this.#model.getIis();
    return rowIndex.length === 0 ? undefined : [...rowIndex].sort((a, b) => a - b);
  }

  close(): void {
    this.#model.dispose();
  }
}

/** Of a model without columns, for which HiGHS keeps no arrays. */
function emptySolution(offset: number, rowCount: number, seconds: number): Solution {
  const none = new Float64Array(0);
  return {
    status: 'optimal',
    objective: offset,
    bound: offset,
    gap: 0,
    values: none,
    rowValues: new Float64Array(rowCount),
    duals: new Float64Array(rowCount),
    reducedCosts: none,
    seconds,
  };
}

function modelData(model: LpModel, sign: 1 | -1): ModelData {
  const { matrix } = model;
  return {
    numCols: model.columnNames.length,
    numRows: model.rowNames.length,
    offset: sign * model.offset,
    colCost: model.cost.map((cost) => sign * cost),
    colLower: model.columnLower,
    colUpper: model.columnUpper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: model.rowNames.length,
      numCols: model.columnNames.length,
      starts: matrix.starts,
      indices: matrix.columns,
      values: matrix.coefficients,
    },
    ...(model.kinds.every((kind) => kind === 'continuous')
      ? {}
      : { integrality: model.kinds.map((kind) => variableTypes[kind]) }),
  };
}

/** Statuses that say too little to end with. */
const doubtful = new Set<number | undefined>([
  undefined,
  modelStatus.unknown,
  modelStatus.unboundedOrInfeasible,
  modelStatus.solveError,
  modelStatus.postsolveError,
  modelStatus.presolveError,
  modelStatus.notSet,
  modelStatus.iterationLimit,
]);

/** Whether a run ended in an answer, or in a limit, rather than in doubt. */
function isClear(run: number | undefined): boolean {
  return !doubtful.has(run);
}

const statuses: Readonly<Record<number, SolveStatus>> = {
  [modelStatus.optimal]: 'optimal',
  [modelStatus.empty]: 'optimal',
  [modelStatus.infeasible]: 'infeasible',
  [modelStatus.unbounded]: 'unbounded',
  [modelStatus.timeLimit]: 'time limit',
  [modelStatus.interrupted]: 'cancelled',
};

function statusOf(run: number | undefined): SolveStatus {
  return run === undefined ? 'failed' : (statuses[run] ?? 'failed');
}

function gapOf(objective: number | undefined, bound: number | undefined): number | undefined {
  if (objective === undefined || bound === undefined) return undefined;
  if (objective === bound) return 0;
  return Math.abs(objective - bound) / Math.abs(objective);
}

/** HiGHS takes sets of indices in ascending order only. */
function sorted(
  indices: ArrayLike<number>,
  values: ArrayLike<number>,
): { indices: Int32Array; values: Float64Array } {
  let isAscending = true;
  for (let i = 1; i < indices.length; i++) if (indices[i]! <= indices[i - 1]!) isAscending = false;
  if (isAscending) return { indices: Int32Array.from(indices), values: Float64Array.from(values) };
  const order = Array.from(indices, (_, i) => i).sort((a, b) => indices[a]! - indices[b]!);
  return {
    indices: Int32Array.from(order, (i) => indices[i]!),
    values: Float64Array.from(order, (i) => values[i]!),
  };
}
