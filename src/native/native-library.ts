import type { ModelData } from 'highs';
import type { HighsHandle, HighsLibrary, SolveCallbacks } from '../solvers/index.ts';
import { bindFunctions, bindGetIis, type GetIis, type NativeFunctions } from './native-functions.ts';
import { NativeError, NativeHandle } from './native-handle.ts';
import { atLeast, type Version } from './version.ts';

type Koffi = typeof import('koffi');

export type OptionType = 'bool' | 'int' | 'double' | 'string';

/** By the numbers of `highs_c_api.h`. */
const optionTypes: readonly OptionType[] = ['bool', 'int', 'double', 'string'];

/** Earlier ones returned a wrong optimum of a mixed-integer programme. */
export const leastForIntegers: Version = [1, 15, 1];

/** What a solver must be able to set; other options tune a search. */
const neededOptions = [
  'output_flag',
  'threads',
  'parallel',
  'solver',
  'solve_relaxation',
  'run_crossover',
  'presolve',
  'time_limit',
  'mip_rel_gap',
  'mip_abs_gap',
  'mip_feasibility_tolerance',
  'primal_feasibility_tolerance',
  'dual_feasibility_tolerance',
];

/** What the callbacks of a solve are told by, for the number of each in the library's own struct has moved between versions. */
const told = ['running_time', 'mip_dual_bound', 'mip_primal_bound'] as const;

/** A native library of HiGHS, for the thread that loaded it. */
export class NativeLibrary implements HighsLibrary {
  readonly isTimedByJavaScript = false;
  readonly functions: NativeFunctions;
  readonly getIis: GetIis | undefined;
  readonly version: string;
  /** Whether models with integers may be given to it. */
  readonly takesIntegers: boolean;
  readonly #koffi: Koffi;
  readonly #callback: bigint;
  readonly #types = new Map<string, OptionType | undefined>();
  readonly #probe: bigint;
  #callbacks: SolveCallbacks = {};
  #thrown: { readonly error: unknown } | undefined;

  /** Throws where functions or options are missing. */
  constructor(
    koffi: Koffi,
    library: ReturnType<Koffi['load']>,
    { version, isTrusted }: { readonly version: Version; readonly isTrusted: boolean },
  ) {
    this.#koffi = koffi;
    this.functions = bindFunctions(library);
    this.version = version.join('.');
    const isRecent = atLeast(version, leastForIntegers);
    this.takesIntegers = isRecent || isTrusted;
    this.getIis = isRecent ? bindGetIis(library) : undefined;
    this.#probe = this.functions.create();
    this.functions.setBoolOptionValue(this.#probe, 'output_flag', 0);
    const missing = neededOptions.filter((name) => this.optionType(name) === undefined);
    if (missing.length > 0) throw new Error(`It has no option ${missing.join(', ')}`);
    const look = koffi.proto('void', ['int', 'void *', 'void *', 'void *', 'void *']);
    this.#callback = koffi.register(
      (type: number, _text: unknown, out: bigint, answer: bigint) => this.#look(type, out, answer),
      koffi.pointer(look),
    );
  }

  createModel(data: ModelData): HighsHandle {
    return new NativeHandle(this, data);
  }

  isRunError(error: unknown): boolean {
    return error instanceof NativeError && error.operation === 'run';
  }

  /** `undefined` where this version has no such option. */
  optionType(name: string): OptionType | undefined {
    if (this.#types.has(name)) return this.#types.get(name);
    const found = new Int32Array(1);
    const isKnown = this.functions.getOptionType(this.#probe, name, found) !== -1;
    const type = isKnown ? optionTypes[found[0]!] : undefined;
    this.#types.set(name, type);
    return type;
  }

  /** Makes a model's callbacks reach this library's one. */
  attach(address: bigint): void {
    this.functions.setCallback(address, this.#callback, null);
  }

  /** Runs a solve with callbacks heard; what one throws is thrown here, once the solve has ended. */
  withCallbacks(address: bigint, callbacks: SolveCallbacks, run: () => number): number {
    const types = Object.keys(callbacks).map(Number);
    this.#callbacks = callbacks;
    this.#thrown = undefined;
    for (const type of types) this.functions.startCallback(address, type);
    try {
      const status = run();
      // Read through a function, for it is set while the solve runs.
      const thrown = this.#takeThrown();
      if (thrown !== undefined) throw thrown.error;
      return status;
    } finally {
      for (const type of types) this.functions.stopCallback(address, type);
      this.#callbacks = {};
    }
  }

  #takeThrown(): { readonly error: unknown } | undefined {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    return thrown;
  }

  /** `answer` begins with the number that asks to stop, in every version; HiGHS promises it to others who rely on that. */
  #look(type: number, out: bigint, answer: bigint): void {
    // A search ends only when it is asked next, so an end once asked for is asked for again.
    const interrupt = (): void => this.#koffi.encode(answer, 'int32_t', 1);
    if (this.#thrown !== undefined) {
      interrupt();
      return;
    }
    try {
      this.#callbacks[type as keyof SolveCallbacks]?.({ data: this.#dataOf(out), interrupt });
    } catch (error) {
      this.#thrown = { error };
      interrupt();
    }
  }

  /** Numbers are read when asked for, as most callbacks ask for none but the time. */
  #dataOf(out: bigint): Readonly<Partial<Record<(typeof told)[number], number>>> {
    const read = (name: string): number | undefined => {
      const at = this.functions.getCallbackDataOutItem(out, name);
      return at === null ? undefined : this.#koffi.decode.double(at);
    };
    return Object.defineProperties(
      {},
      Object.fromEntries(told.map((name) => [name, { get: () => read(name) }])),
    );
  }
}
