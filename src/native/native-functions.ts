import type { LibraryHandle } from 'koffi';

/** Address of a model in the library's memory. */
export type Address = bigint;

/** What a C function says of its success; -1 is an error. */
type Status = number;
type Numbers = Float64Array | Int32Array | null;
type Call<A extends unknown[], R = Status> = (...args: A) => R;

/** The part of HiGHS's C interface that a solver needs, from `highs_c_api.h`; integers are of 32 bits. */
export interface NativeFunctions {
  readonly create: Call<[], Address>;
  readonly destroy: Call<[Address], void>;
  readonly run: Call<[Address]>;
  readonly getModelStatus: Call<[Address]>;
  readonly clearSolver: Call<[Address]>;
  readonly zeroAllClocks: Call<[Address]>;
  readonly passModel: Call<
    [
      address: Address,
      columns: number,
      rows: number,
      entries: number,
      quadraticEntries: number,
      matrixFormat: number,
      quadraticFormat: number,
      sense: number,
      offset: number,
      cost: Numbers,
      columnLower: Numbers,
      columnUpper: Numbers,
      rowLower: Numbers,
      rowUpper: Numbers,
      starts: Numbers,
      indices: Numbers,
      values: Numbers,
      quadraticStarts: null,
      quadraticIndices: null,
      quadraticValues: null,
      integrality: Numbers,
    ]
  >;
  readonly getNumCol: Call<[Address], number>;
  readonly getNumRow: Call<[Address], number>;
  readonly getOptionType: Call<[Address, string, Int32Array]>;
  readonly setBoolOptionValue: Call<[Address, string, number]>;
  readonly setIntOptionValue: Call<[Address, string, number]>;
  readonly setDoubleOptionValue: Call<[Address, string, number]>;
  readonly setStringOptionValue: Call<[Address, string, string]>;
  readonly getIntInfoValue: Call<[Address, string, Int32Array]>;
  readonly getDoubleInfoValue: Call<[Address, string, Float64Array]>;
  readonly getSolution: Call<[Address, Numbers, Numbers, Numbers, Numbers]>;
  readonly getObjectiveValue: Call<[Address], number>;
  readonly getObjectiveOffset: Call<[Address, Float64Array]>;
  readonly getBasis: Call<[Address, Int32Array, Int32Array]>;
  readonly setBasis: Call<[Address, Int32Array, Int32Array]>;
  readonly setSolution: Call<[Address, Numbers, null, null, null]>;
  readonly setSparseSolution: Call<[Address, number, Int32Array, Float64Array]>;
  readonly getDualRay: Call<[Address, Int32Array, Float64Array]>;
  readonly getPrimalRay: Call<[Address, Int32Array, Float64Array]>;
  readonly changeObjectiveOffset: Call<[Address, number]>;
  readonly changeColsCostBySet: Call<[Address, number, Int32Array, Float64Array]>;
  readonly changeColsBoundsBySet: Call<[Address, number, Int32Array, Float64Array, Float64Array]>;
  readonly changeRowsBoundsBySet: Call<[Address, number, Int32Array, Float64Array, Float64Array]>;
  readonly changeCoeff: Call<[Address, number, number, number]>;
  readonly changeColIntegrality: Call<[Address, number, number]>;
  readonly addRows: Call<
    [Address, number, Float64Array, Float64Array, number, Int32Array, Int32Array, Float64Array]
  >;
  readonly deleteRowsBySet: Call<[Address, number, Int32Array]>;
  readonly setCallback: Call<[Address, bigint, null]>;
  readonly startCallback: Call<[Address, number]>;
  readonly stopCallback: Call<[Address, number]>;
  readonly getCallbackDataOutItem: Call<[data: bigint, name: string], bigint | null>;
}

/** Result, then parameters, of each, as words of `types`; typed arrays go to an `array` uncopied. */
const signatures: Readonly<Record<keyof NativeFunctions, string>> = {
  create: 'address',
  destroy: 'void address',
  run: 'int address',
  getModelStatus: 'int address',
  clearSolver: 'int address',
  zeroAllClocks: 'int address',
  passModel:
    'int address int int int int int int int double array array array array array array array array array array array array',
  getNumCol: 'int address',
  getNumRow: 'int address',
  getOptionType: 'int address text array',
  setBoolOptionValue: 'int address text int',
  setIntOptionValue: 'int address text int',
  setDoubleOptionValue: 'int address text double',
  setStringOptionValue: 'int address text text',
  getIntInfoValue: 'int address text array',
  getDoubleInfoValue: 'int address text array',
  getSolution: 'int address array array array array',
  getObjectiveValue: 'double address',
  getObjectiveOffset: 'int address array',
  getBasis: 'int address array array',
  setBasis: 'int address array array',
  setSolution: 'int address array array array array',
  setSparseSolution: 'int address int array array',
  getDualRay: 'int address array array',
  getPrimalRay: 'int address array array',
  changeObjectiveOffset: 'int address double',
  changeColsCostBySet: 'int address int array array',
  changeColsBoundsBySet: 'int address int array array array',
  changeRowsBoundsBySet: 'int address int array array array',
  changeCoeff: 'int address int int double',
  changeColIntegrality: 'int address int int',
  addRows: 'int address int array array int array array array',
  deleteRowsBySet: 'int address int array',
  setCallback: 'int address address array',
  startCallback: 'int address int',
  stopCallback: 'int address int',
  getCallbackDataOutItem: 'address address text',
};

const types: Readonly<Record<string, string>> = {
  address: 'void *',
  array: 'void *',
  text: 'const char *',
  int: 'int32_t',
  double: 'double',
  void: 'void',
};

/** Finds all functions in a library; throws, naming the first one missing, where it is too old or another one. */
export function bindFunctions(library: LibraryHandle): NativeFunctions {
  const bound = Object.entries(signatures).map(([name, words]) => {
    const [result, ...parameters] = words.split(' ').map((word) => types[word]!);
    return [name, library.func(symbolOf(name), result!, parameters)] as const;
  });
  return Object.fromEntries(bound) as unknown as NativeFunctions;
}

/** `passModel` is `Highs_passModel` in the library. */
function symbolOf(name: string): string {
  return `Highs_${name}`;
}

/** The function for conflicts; older libraries have none, or one with other options. */
export type GetIis = Call<[Address, ...counts: Int32Array[]]>;

export function bindGetIis(library: LibraryHandle): GetIis {
  return library.func(
    'Highs_getIis',
    'int32_t',
    Array.from({ length: 9 }, () => 'void *'),
  ) as unknown as GetIis;
}
