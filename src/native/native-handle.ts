import type { ModelData, OptionValue } from 'highs';
import type { HighsHandle, SolveCallbacks } from '../solvers/index.ts';
import type { NativeLibrary } from './native-library.ts';

/** A call to the library that ended as an error. */
export class NativeError extends Error {
  readonly operation: string;

  constructor(operation: string) {
    super(`HiGHS refused ${operation}`);
    this.name = 'NativeError';
    this.operation = operation;
  }
}

/** From `highs_c_api.h`. */
const rowwise = 2;
const minimise = 1;
const triangular = 1;

/** Callbacks reach JavaScript on the thread that solves, so HiGHS may start no other. */
const oneThread = { threads: 1, parallel: 'off' } as const;

/** A model in the memory of a native library, with what `HighsModel` asks of one. */
export class NativeHandle implements HighsHandle {
  readonly #library: NativeLibrary;
  #open: bigint | undefined;
  readonly options = { set: (values: Readonly<Record<string, OptionValue>>) => this.#setOptions(values) };
  readonly info = {
    get: (name: string): number => {
      const functions = this.#library.functions;
      if (name === 'mip_dual_bound') {
        const value = new Float64Array(1);
        check(functions.getDoubleInfoValue(this.#address, name, value), name);
        return value[0]!;
      }
      const value = new Int32Array(1);
      check(functions.getIntInfoValue(this.#address, name, value), name);
      return value[0]!;
    },
  };

  constructor(library: NativeLibrary, data: ModelData) {
    this.#library = library;
    this.#open = library.functions.create();
    library.attach(this.#open);
    this.#setOptions({ output_flag: false, ...oneThread });
    this.#pass(data);
  }

  get #address(): bigint {
    if (this.#open === undefined) throw new Error('The model was closed');
    return this.#open;
  }

  get #columnCount(): number {
    return this.#library.functions.getNumCol(this.#address);
  }

  get #rowCount(): number {
    return this.#library.functions.getNumRow(this.#address);
  }

  #pass(data: ModelData): void {
    const { matrix, integrality } = data;
    const starts = ints(matrix.starts);
    check(
      this.#library.functions.passModel(
        this.#address,
        data.numCols,
        data.numRows,
        starts.at(-1) ?? 0,
        0,
        rowwise,
        triangular,
        minimise,
        data.offset ?? 0,
        doubles(data.colCost),
        doubles(data.colLower),
        doubles(data.colUpper),
        doubles(data.rowLower),
        doubles(data.rowUpper),
        starts,
        ints(matrix.indices),
        doubles(matrix.values),
        null,
        null,
        null,
        integrality === undefined ? null : Int32Array.from(integrality),
      ),
      'a model',
    );
  }

  /** Options that a version does not have only tune its search and are passed over; those it must have were asked for at loading. */
  #setOptions(values: Readonly<Record<string, OptionValue>>): void {
    for (const [name, value] of Object.entries(values)) {
      const status = this.#setOption(name, value);
      if (status === -1) throw new NativeError(`option ${name} = ${value}`);
    }
  }

  #setOption(name: string, value: OptionValue): number | undefined {
    const { functions } = this.#library;
    switch (this.#library.optionType(name)) {
      case 'bool':
        return functions.setBoolOptionValue(this.#address, name, value === true ? 1 : 0);
      case 'int':
        return functions.setIntOptionValue(this.#address, name, Number(value));
      case 'double':
        return functions.setDoubleOptionValue(this.#address, name, Number(value));
      case 'string':
        return functions.setStringOptionValue(this.#address, name, String(value));
      case undefined:
        return undefined;
    }
  }

  run(callbacks: SolveCallbacks): { readonly modelStatus: number } {
    const { functions } = this.#library;
    const status = this.#library.withCallbacks(this.#address, callbacks, () => functions.run(this.#address));
    check(status, 'run');
    return { modelStatus: functions.getModelStatus(this.#address) };
  }

  clearSolver(): void {
    check(this.#library.functions.clearSolver(this.#address), 'clearSolver');
  }

  zeroAllClocks(): void {
    check(this.#library.functions.zeroAllClocks(this.#address), 'zeroAllClocks');
  }

  getSolution(): ReturnType<HighsHandle['getSolution']> {
    const [columns, rows] = [this.#columnCount, this.#rowCount];
    const [colValue, colDual] = [new Float64Array(columns), new Float64Array(columns)];
    const [rowValue, rowDual] = [new Float64Array(rows), new Float64Array(rows)];
    check(
      this.#library.functions.getSolution(this.#address, colValue, colDual, rowValue, rowDual),
      'getSolution',
    );
    return { colValue, colDual, rowValue, rowDual };
  }

  getObjectiveValue(): number {
    return this.#library.functions.getObjectiveValue(this.#address);
  }

  getObjectiveOffset(): number {
    const offset = new Float64Array(1);
    check(this.#library.functions.getObjectiveOffset(this.#address, offset), 'getObjectiveOffset');
    return offset[0]!;
  }

  getBasis(): ReturnType<HighsHandle['getBasis']> {
    const colStatus = new Int32Array(this.#columnCount);
    const rowStatus = new Int32Array(this.#rowCount);
    check(this.#library.functions.getBasis(this.#address, colStatus, rowStatus), 'getBasis');
    return { colStatus, rowStatus };
  }

  setBasis({ colStatus, rowStatus }: Parameters<HighsHandle['setBasis']>[0]): void {
    if (colStatus.length !== this.#columnCount || rowStatus.length !== this.#rowCount)
      throw new NativeError('a basis of another shape');
    check(this.#library.functions.setBasis(this.#address, colStatus, rowStatus), 'setBasis');
  }

  setSolution(solution: Parameters<HighsHandle['setSolution']>[0]): void {
    const { functions } = this.#library;
    if ('colValue' in solution) {
      if (solution.colValue.length !== this.#columnCount)
        throw new NativeError('a solution of another length');
      check(functions.setSolution(this.#address, solution.colValue, null, null, null), 'setSolution');
      return;
    }
    const indices = Int32Array.from(solution.indices);
    const values = Float64Array.from(solution.values);
    check(functions.setSparseSolution(this.#address, indices.length, indices, values), 'setSolution');
  }

  getDualRay(): { readonly values: Float64Array } | undefined {
    const values = new Float64Array(this.#rowCount);
    const has = new Int32Array(1);
    check(this.#library.functions.getDualRay(this.#address, has, values), 'getDualRay');
    return has[0] === 0 ? undefined : { values };
  }

  getPrimalRay(): { readonly values: Float64Array } | undefined {
    const values = new Float64Array(this.#columnCount);
    const has = new Int32Array(1);
    check(this.#library.functions.getPrimalRay(this.#address, has, values), 'getPrimalRay');
    return has[0] === 0 ? undefined : { values };
  }

  getIis(): { readonly rowIndex: Int32Array } {
    const { getIis } = this.#library;
    if (getIis === undefined) return { rowIndex: new Int32Array(0) };
    const [columns, rows] = [this.#columnCount, this.#rowCount];
    const byColumn = () => new Int32Array(columns);
    const byRow = () => new Int32Array(rows);
    const [columnCount, rowCount, rowIndex] = [new Int32Array(1), new Int32Array(1), byRow()];
    check(
      getIis(
        this.#address,
        columnCount,
        rowCount,
        byColumn(),
        rowIndex,
        byColumn(),
        byRow(),
        byColumn(),
        byRow(),
      ),
      'getIis',
    );
    return { rowIndex: rowIndex.slice(0, rowCount[0]) };
  }

  changeColsCost({ indices }: { readonly indices: Int32Array }, costs: Float64Array): void {
    const { functions } = this.#library;
    check(functions.changeColsCostBySet(this.#address, indices.length, indices, costs), 'costs');
  }

  changeObjectiveOffset(offset: number): void {
    check(this.#library.functions.changeObjectiveOffset(this.#address, offset), 'an offset');
  }

  changeColsBounds(
    { indices }: { readonly indices: Int32Array },
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    const { functions } = this.#library;
    check(
      functions.changeColsBoundsBySet(this.#address, indices.length, indices, lower, upper),
      'bounds of columns',
    );
  }

  changeRowsBounds(
    { indices }: { readonly indices: Int32Array },
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    const { functions } = this.#library;
    check(
      functions.changeRowsBoundsBySet(this.#address, indices.length, indices, lower, upper),
      'limits of rows',
    );
  }

  changeCoefficient(row: number, column: number, value: number): void {
    check(this.#library.functions.changeCoeff(this.#address, row, column, value), 'a coefficient');
  }

  changeColIntegrality(column: number, type: number): void {
    if (type !== 0 && !this.#library.takesIntegers)
      throw new Error(
        `HiGHS ${this.#library.version} is not trusted with integers; open the model with them from the start`,
      );
    check(this.#library.functions.changeColIntegrality(this.#address, column, type), 'a kind of column');
  }

  addRows({ lower, upper, matrix }: Parameters<HighsHandle['addRows']>[0]): void {
    const { starts, indices, values } = matrix;
    const { functions } = this.#library;
    check(
      functions.addRows(
        this.#address,
        lower.length,
        lower,
        upper,
        values.length,
        starts.slice(0, lower.length),
        indices,
        values,
      ),
      'rows',
    );
  }

  /** Names of rows are kept on this side alone. */
  passRowName(): void {}

  deleteRows({ indices }: { readonly indices: Int32Array }): void {
    check(
      this.#library.functions.deleteRowsBySet(this.#address, indices.length, indices),
      'rows to be removed',
    );
  }

  dispose(): void {
    if (this.#open === undefined) return;
    this.#library.functions.destroy(this.#open);
    this.#open = undefined;
  }
}

function check(status: number, operation: string): void {
  if (status === -1) throw new NativeError(operation);
}

function ints(values: ArrayLike<number>): Int32Array {
  return values instanceof Int32Array ? values : Int32Array.from(values);
}

function doubles(values: ArrayLike<number>): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}
