import { cashMeasure } from '../cash.ts';
import { checkInputs } from '../check-inputs.ts';
import type { Evaluation } from '../evaluate.ts';
import type { InputData } from '../types.ts';
import type { Block, CashCall, CompiledPlan, NumberPlace, Source } from './compile-graph.ts';
import { compileGraph, factsKey } from './compile-graph.ts';
import { entryBytes, header } from './header.ts';
import { pathsAtOnce, unitBytes } from './places.ts';
import { findPlatform, type WasmMemory } from './platform.ts';
import { precisionOf } from './precision.ts';

/** A compiled graph that can run; it keeps its memory between runs. */
export interface Engine {
  /**
   * Evaluates a block of paths: the same as `evaluate`, to the last bit where numbers are doubles.
   *
   * Throws on missing or wrongly sized inputs. The numbers it returns are copies.
   */
  run(inputs: ReadonlyMap<string, InputData>, request: RunRequest): Evaluation;
}

export interface RunRequest {
  readonly pathFrom: number;
  readonly paths: number;
  /** Whole number from 0 to 2^53 − 1 for what the module draws itself; 0 unless given. */
  readonly seed?: number;
  /** Give numbers that stand in the engine's memory until the next run, instead of copies. */
  readonly isBorrowed?: boolean;
  /**
   * An input that is the same array as in the run before still holds the same numbers and is not copied in again, and a map
   * of inputs that is the same one still holds the same arrays and is not checked again.
   */
  readonly keepsInputs?: boolean;
}

const pageBytes = 65536;
/** Turns whose inputs are brought into their order together. */
const turnsAtOnce = 16;
const TWO_TO_32 = 4294967296;

/**
 * Makes a compiled graph ready to run. Inputs that vary in another way than those it was compiled for get a module of their
 * own when they first come. Throws where WebAssembly or its vectors are missing: ask `hasSimd` first, and use the
 * interpreter without.
 *
 * @example instantiate(compileGraph(graph, { keep: ['npv'] })).run(inputs, { pathFrom: 0, paths: 128 })
 */
export function instantiate(plan: CompiledPlan): Engine {
  const known = new Map([[plan.key, makeRunner(plan)]]);
  const { graph, keep, draws, precision } = plan;
  const drawn = new Set(plan.drawn);
  let last: { readonly inputs: unknown; readonly paths: number; readonly run: Engine['run'] } | undefined;
  return {
    run: (inputs, request) => {
      const { paths, keepsInputs = false } = request;
      if (keepsInputs && last?.inputs === inputs && last.paths === paths) return last.run(inputs, request);
      checkInputs(graph, inputs, paths, drawn);
      const key = factsKey(inputs);
      let runner = known.get(key);
      if (runner === undefined) {
        if (plan.hasOwnLibrary)
          throw new Error('A plan with a library of its own takes only the inputs it was compiled for');
        runner = makeRunner(compileGraph(graph, { keep, likely: inputs, draws, precision }));
        known.set(key, runner);
      }
      last = { inputs, paths, run: runner };
      return runner(inputs, request);
    },
  };
}

function makeRunner(plan: CompiledPlan): Engine['run'] {
  const platform = findPlatform();
  if (platform === undefined) throw new Error('There is no WebAssembly here; use the interpreter');
  const { graph } = plan;
  const precision = precisionOf(plan.precision);
  const { laneBytes, lanes } = precision;
  const together = pathsAtOnce(precision);
  const memory = new platform.Memory({ initial: Math.ceil(plan.end / pageBytes) });
  const calls = new Map(plan.cash.map((call) => [call.cell, call]));
  const module = new platform.Module(plan.bytes);
  const imports = { env: { memory, cash: (cell: number) => measureCash(calls.get(cell)!) } };
  const { exports } = new platform.Instance(module, imports);
  let numbers = numbersIn(memory);
  let words = new Int32Array(memory.buffer);
  words.set(plan.pool, plan.poolAt / 4);
  const varying = plan.sources.filter(({ byPath }) => byPath);
  const common = plan.sources.filter(({ byPath }) => !byPath);
  const commonNow: Float64Array[] = [];
  let hasShared = false;
  const kept = plan.kept.filter(({ byPath }) => byPath);
  let arrangedFor = 0;
  let filled: Float64Array[] = [];
  let outside: { readonly inputs: readonly number[]; readonly kept: readonly number[] };
  return run;

  /** Memory as the module's numbers. */
  function numbersIn({ buffer }: WasmMemory): Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
    return precision.name === 'double' ? new Float64Array(buffer) : new Float32Array(buffer);
  }

  /** A number of paths filled up to whole turns. */
  function paddedTo(paths: number): number {
    return Math.ceil(paths / together) * together;
  }

  function run(inputs: ReadonlyMap<string, InputData>, request: RunRequest): Evaluation {
    const { pathFrom, paths, seed = 0, isBorrowed = false, keepsInputs = false } = request;
    arrange(paths);
    words[header.pathFrom / 4] = pathFrom;
    words.fill(seed % TWO_TO_32, header.seed / 4, header.seed / 4 + 4);
    words.fill(Math.floor(seed / TWO_TO_32), header.seed / 4 + 4, header.seed / 4 + 8);
    const isNew = common.map((source, i) => {
      const values = inputOf(source, inputs);
      const isKept = keepsInputs && commonNow[i] === values;
      if (!isKept) fillShared(source, values);
      commonNow[i] = values;
      return !isKept;
    });
    varying.forEach((source, i) => {
      const values = inputOf(source, inputs);
      if (!keepsInputs || filled[i] !== values) fillTurns(outside.inputs[i]!, values, paths);
      filled[i] = values;
    });
    // Nothing in it depends on paths or draws.
    if (isNew.includes(true) || !hasShared) exports['shared']!();
    hasShared = true;
    exports['paths']!(0, Math.ceil(paths / together));
    const results = new Map<string, InputData>();
    for (const each of plan.kept) {
      const { name, byTime, byPath } = each;
      const rows = () => collectRows(outside.kept[kept.indexOf(each)]!, each, { paths, isBorrowed });
      const values = byPath ? rows() : collect(each);
      results.set(name, { values, byTime, byPath });
    }
    for (const [name, entry] of graph.byName) {
      if ('typed' in entry || plan.drawn.includes(name)) continue;
      results.set(name, inputs.get(name) ?? choiceData(name));
    }
    return { pathFrom, paths, get: (name) => results.get(name) ?? missing(name) };
  }

  /** Makes room for the rows of so many paths, and lists them for the module. */
  function arrange(paths: number): void {
    if (arrangedFor === paths) return;
    const rowBytes = laneBytes * paddedTo(paths);
    let end = (plan.end + 63) & ~63;
    const take = ({ size, rows }: Block): number => {
      const at = end;
      end += size * rows * rowBytes;
      return at;
    };
    outside = { inputs: varying.map(take), kept: kept.map(take) };
    const missingPages = Math.ceil(end / pageBytes) - memory.buffer.byteLength / pageBytes;
    if (missingPages > 0) {
      memory.grow(missingPages);
      numbers = numbersIn(memory);
      words = new Int32Array(memory.buffer);
    }
    words.set([varying.length, kept.length], header.counts / 4);
    [...varying, ...kept].forEach(({ base, size, rows, step }, i) => {
      const from = [...outside.inputs, ...outside.kept][i]!;
      // Inputs stand turn by turn, as they are read; results row by row, as they are asked for.
      const [row, turn] = i < varying.length ? [unitBytes, size * rows * unitBytes] : [rowBytes, unitBytes];
      words.set([from, base, rows, size, step, row, turn], (header.lists + entryBytes * i) / 4);
    });
    arrangedFor = paths;
    filled = [];
  }

  function inputOf(source: Source, inputs: ReadonlyMap<string, InputData>): Float64Array {
    return source.from.kind === 'numbers' ? source.from.values : inputs.get(source.from.name)!.values;
  }

  /** A number that all paths share stands in all lanes of a vector. */
  function fillShared({ base, step, size }: Source, values: Float64Array): void {
    const rows = values.length / Math.max(1, size);
    for (let element = 0; element < size; element++) {
      for (let row = 0; row < rows; row++) {
        const at = (base + element * step + row * unitBytes) / laneBytes;
        numbers.fill(values[element * rows + row]!, at, at + lanes);
      }
    }
  }

  /** Rows of one number per path, to stand turn by turn; lanes past the last path repeat it. */
  function fillTurns(at: number, values: Float64Array, paths: number): void {
    const to = numbers.subarray(at / laneBytes);
    const rows = values.length / paths;
    const [turns, whole] = [Math.ceil(paths / together), Math.floor(paths / together)];
    const step = rows * together;
    // Some turns of all rows at a time, so that what is written stays near.
    for (let first = 0; first < whole; first += turnsAtOnce) {
      const end = Math.min(whole, first + turnsAtOnce);
      for (let row = 0; row < rows; row++) {
        let from = row * paths + first * together;
        let into = first * step + row * together;
        for (let turn = first; turn < end; turn++) {
          for (let lane = 0; lane < together; lane++) to[into + lane] = values[from++]!;
          into += step;
        }
      }
    }
    if (whole === turns) return;
    for (let row = 0; row < rows; row++) {
      for (let lane = 0; lane < together; lane++) {
        const path = Math.min(paths - 1, whole * together + lane);
        to[whole * step + row * together + lane] = values[row * paths + path]!;
      }
    }
  }

  function collect({ base, step, size, rows }: Block): Float64Array {
    const values = new Float64Array(size * rows);
    for (let element = 0; element < size; element++) {
      for (let row = 0; row < rows; row++)
        values[element * rows + row] = numbers[(base + element * step + row * unitBytes) / laneBytes]!;
    }
    return values;
  }

  function collectRows(
    at: number,
    { size, rows }: Block,
    { paths, isBorrowed }: { readonly paths: number; readonly isBorrowed: boolean },
  ): Float64Array {
    const width = paddedTo(paths);
    const count = size * rows;
    if (width === paths) {
      const view = numbers.subarray(at / laneBytes, at / laneBytes + count * paths);
      if (view instanceof Float64Array) return isBorrowed ? view : view.slice();
      return Float64Array.from(view);
    }
    const values = new Float64Array(count * paths);
    for (let row = 0; row < count; row++) {
      const from = at / laneBytes + row * width;
      values.set(numbers.subarray(from, from + paths), row * paths);
    }
    return values;
  }

  function choiceData(name: string): InputData {
    return { values: Float64Array.from(graph.shape.choices[name]!), byTime: false, byPath: false };
  }

  /** Rates of return and payback by the interpreter's own function, for the paths at hand. */
  function measureCash({ how, elements, flowStep, byPath }: CashCall): void {
    const { periods, periodsPerYear } = graph.shape;
    const flows = Array.from({ length: periods }, () => 0);
    for (const { out, flow, others } of elements) {
      for (let lane = 0; lane < (byPath ? together : 1); lane++) {
        const read = (place: NumberPlace, bytes: number): number =>
          numbers[(place.at + bytes) / laneBytes + (place.isShared ? 0 : lane)]!;
        for (let period = 0; period < periods; period++) flows[period] = read(flow, period * flowStep);
        const rest = others.map((place) => read(place, 0));
        numbers[out / laneBytes + lane] = cashMeasure(how, { flows, numbers: rest, periodsPerYear });
      }
      if (!byPath) numbers.fill(numbers[out / laneBytes]!, out / laneBytes, out / laneBytes + lanes);
    }
  }
}

function missing(name: string): never {
  throw new Error(`${name} was not kept by this evaluation`);
}
