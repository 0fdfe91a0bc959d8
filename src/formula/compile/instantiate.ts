import { cashMeasure } from '../cash.ts';
import { checkInputs } from '../check-inputs.ts';
import type { Evaluation } from '../evaluate.ts';
import type { InputData } from '../types.ts';
import type { Cell, Slot, View } from './cells.ts';
import type { CompiledPlan } from './compile-graph.ts';
import type { Layout, SlotPlace } from './layout.ts';
import { layOut, layoutKey } from './layout.ts';
import { findPlatform } from './platform.ts';

/** A compiled graph that can run; it keeps its memory between runs. */
export interface Engine {
  /**
   * Evaluates a block of at most `plan.paths` paths: the same as `evaluate`, to the last bit.
   *
   * Throws on missing or wrongly sized inputs and on too many paths. The numbers it returns are copies.
   */
  run(inputs: ReadonlyMap<string, InputData>, request: RunRequest): Evaluation;
}

export interface RunRequest {
  readonly pathFrom: number;
  readonly paths: number;
}

const pageBytes = 65536;

/**
 * Makes a compiled graph ready to run. Throws where WebAssembly or its vectors are missing: ask `hasSimd` first, and use
 * the interpreter without.
 *
 * @example instantiate(compileGraph(graph, { keep: ['npv'], paths: 128 })).run(inputs, { pathFrom: 0, paths: 128 })
 */
export function instantiate(plan: CompiledPlan): Engine {
  const platform = findPlatform();
  if (platform === undefined) throw new Error('There is no WebAssembly here; use the interpreter');
  const { graph, slots, tables } = plan.cells;
  const memory = new platform.Memory({ initial: Math.ceil(plan.end / pageBytes) });
  const module = new platform.Module(plan.bytes);
  const { exports } = new platform.Instance(module, { env: { memory } });
  let numbers = new Float64Array(memory.buffer);
  let words = new Int32Array(memory.buffer);
  plan.cells.tables.forEach((table, i) => words.set(table, plan.addresses.tables[i]! / 4));
  words.set(plan.pool, plan.addresses.pool / 4);
  let layout: Layout | undefined;
  return { run };

  function run(inputs: ReadonlyMap<string, InputData>, { pathFrom, paths }: RunRequest): Evaluation {
    checkInputs(graph, inputs, paths);
    if (paths > plan.paths) throw new Error(`The plan is for ${plan.paths} paths, not ${paths}`);
    const now = prepare(inputs, paths);
    for (const slot of slots) fillSource(now, slot, inputs);
    compute(now);
    const results = new Map<string, InputData>();
    for (const slot of slots) {
      if (slot.name !== undefined && plan.keep.includes(slot.name))
        results.set(slot.name, collect(now, slot));
    }
    for (const [name, entry] of graph.byName) {
      if ('typed' in entry) continue;
      const chosen = graph.shape.choices[name];
      const data = inputs.get(name) ?? {
        values: Float64Array.from(chosen ?? []),
        byTime: false,
        byPath: false,
      };
      results.set(name, data);
    }
    return { pathFrom, paths, get: (name) => results.get(name) ?? missing(name) };
  }

  /** Lays memory out anew only when paths are fewer or other inputs vary. */
  function prepare(inputs: ReadonlyMap<string, InputData>, paths: number): Layout {
    if (layout?.key === layoutKey(inputs, paths)) return layout;
    layout = layOut(plan, inputs, paths);
    const missingPages = Math.ceil(layout.bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
    if (missingPages > 0) {
      memory.grow(missingPages);
      numbers = new Float64Array(memory.buffer);
      words = new Int32Array(memory.buffer);
    }
    words.set(layout.slotWords, plan.addresses.slots / 4);
    words.set(layout.cellWords, plan.addresses.cells / 4);
    return layout;
  }

  function compute(now: Layout): void {
    const { periods } = graph.shape;
    exports[plan.once]!(0);
    for (let age = 0; age < periods; age++) exports[plan.age]!(age);
    for (let period = 0; period < periods; period++) exports[plan.period]!(period);
    for (const stage of plan.after) {
      if (stage.kind === 'wasm') exports[stage.name]!(0);
      else measureCash(now, stage.cell);
    }
  }

  /** Puts into memory what no cell computes; a number that all paths share stands in both lanes. */
  function fillSource(now: Layout, slot: Slot, inputs: ReadonlyMap<string, InputData>): void {
    const { source } = slot;
    if (source.kind === 'value') return;
    const place = now.places[slot.id]!;
    if (source.kind === 'constant') return fillRows(now, place, slot, [source.value]);
    if (source.kind === 'choice') return fillRows(now, place, slot, graph.shape.choices[source.name]!);
    if (source.kind === 'input') return fillRows(now, place, slot, inputs.get(source.name)!.values);
    fillRows(
      now,
      place,
      slot,
      Float64Array.from({ length: graph.shape.periods }, (_, i) => i + source.from),
    );
  }

  function fillRows(now: Layout, place: SlotPlace, slot: Slot, values: ArrayLike<number>): void {
    const { paths } = now;
    const width = place.pathStep === 16 ? paths : 1;
    const rows = values.length / width / Math.max(1, slot.size);
    for (let element = 0; element < slot.size; element++) {
      for (let period = 0; period < rows; period++) {
        const to = (place.base + element * place.elementStep + period * place.timeStep) / 8;
        const from = (element * rows + period) * width;
        if (width > 1) numbers.set((values as Float64Array).subarray(from, from + width), to);
        else numbers[to] = values[from]!;
        // The last lane of an odd number of paths repeats the one before it.
        if (width % 2 === 1) numbers[to + width] = numbers[to + width - 1]!;
      }
    }
  }

  function collect(now: Layout, slot: Slot): InputData {
    const place = now.places[slot.id]!;
    const byTime = place.timeStep !== 0 && slot.size > 0;
    const byPath = place.pathStep === 16;
    const width = byPath ? now.paths : 1;
    const periods = byTime ? graph.shape.periods : 1;
    const values = new Float64Array(slot.size * periods * width);
    let to = 0;
    for (let element = 0; element < slot.size; element++) {
      for (let period = 0; period < periods; period++) {
        const from = (place.base + element * place.elementStep + period * place.timeStep) / 8;
        values.set(numbers.subarray(from, from + width), to);
        to += width;
      }
    }
    return { values, byTime, byPath };
  }

  /** Rates of return and payback by the interpreter's own function, one cash flow at a time. */
  function measureCash(now: Layout, { out, work }: Cell): void {
    if (work.kind !== 'cash') throw new Error('Only cash measures are left to JavaScript');
    const [flow, ...others] = work.args;
    const place = now.places[out.id]!;
    const width = place.pathStep === 16 ? now.paths : 1;
    const { periods, periodsPerYear } = graph.shape;
    const flows = Array.from({ length: periods }, () => 0);
    for (let element = 0; element < out.size; element++) {
      for (let path = 0; path < width; path++) {
        const { at, step } = locate(now, flow!, { element, path });
        for (let period = 0; period < periods; period++) flows[period] = numbers[at + period * step]!;
        const rest = others.map((view) => numbers[locate(now, view, { element, path }).at]!);
        const to = (place.base + element * place.elementStep) / 8 + path;
        numbers[to] = cashMeasure(work.how, { flows, numbers: rest, periodsPerYear });
        if (path === width - 1 && width % 2 === 1) numbers[to + 1] = numbers[to]!;
      }
    }
  }

  /** Where a view's number stands, in doubles, and how far the next period's is. */
  function locate(
    now: Layout,
    { slot, table }: View,
    { element, path }: { readonly element: number; readonly path: number },
  ): { readonly at: number; readonly step: number } {
    const place = now.places[slot.id]!;
    const at = (place.base + tables[table]![element]! * place.elementStep) / 8;
    return { at: at + (place.pathStep === 16 ? path : 0), step: place.timeStep / 8 };
  }
}

function missing(name: string): never {
  throw new Error(`${name} was not kept by this evaluation`);
}
