import { findRunFacts } from '../facts.ts';
import type { CashHow, Graph, InputData, InputDecl } from '../types.ts';
import { arrange } from './arrange.ts';
import type { Slot, View } from './cells.ts';
import type { KernelDraw } from './draws.ts';
import type { ElementaryLibrary } from './elementary.ts';
import { entryBytes, header } from './header.ts';
import { unitBytes } from './places.ts';
import { ConstantPool } from './pool.ts';
import { precisionOf, type PrecisionName } from './precision.ts';
import { splitGraph } from './split-graph.ts';
import { writeModule } from './write-module.ts';

export interface CompileRequest {
  /** Formulas whose values will be asked for; only what they need is compiled. */
  readonly keep: readonly string[];
  /** Inputs as they will come: which of them change over time and by path. Others are compiled anew when they come. */
  readonly likely?: ReadonlyMap<string, InputData>;
  /** Inputs that the module draws itself; every element of each, and none of them among the inputs of a run. */
  readonly draws?: readonly KernelDraw[];
  /** Elementary functions and the normal quantile; those of src/num unless given. */
  readonly library?: ElementaryLibrary;
  /** Doubles unless given; single precision gives a preview, whose last digits differ, of twice as many paths at once. */
  readonly precision?: PrecisionName;
}

/** Numbers that stand in memory: `size` elements `step` bytes apart, each with as many rows of `unitBytes`. */
export interface Block {
  readonly base: number;
  readonly step: number;
  readonly size: number;
  readonly rows: number;
  /** Another number for each path; else one for all, in all lanes. */
  readonly byPath: boolean;
}

/** Where a run puts numbers that no formula computes. */
export type Source = Block & {
  readonly from:
    | { readonly kind: 'input'; readonly name: string }
    | { readonly kind: 'numbers'; readonly values: Float64Array };
};

/** A formula's numbers that a run gives back. */
export type Kept = Block & { readonly name: string; readonly byTime: boolean };

/** The address of a number, which is another for each path or one for all. */
export interface NumberPlace {
  readonly at: number;
  readonly isShared: boolean;
}

/** Rates of return or payback, which JavaScript works out for each vector of paths. */
export interface CashCall {
  readonly cell: number;
  readonly how: CashHow;
  /** By element: address of the result, and where its first flow and the other numbers stand. */
  readonly elements: readonly {
    readonly out: number;
    readonly flow: NumberPlace;
    readonly others: readonly NumberPlace[];
  }[];
  /** Bytes from one period's flow to the next. */
  readonly flowStep: number;
  readonly byPath: boolean;
}

/** A compiled graph: plain data that can be kept and sent to workers. */
export interface CompiledPlan {
  readonly graph: Graph;
  readonly keep: readonly string[];
  /** Which inputs change over time and by path, as text. */
  readonly key: string;
  /** Inputs that the module draws itself. */
  readonly drawn: readonly string[];
  readonly draws: readonly KernelDraw[];
  /** Whether it was compiled with elementary functions of the caller's, which a plan cannot carry. */
  readonly hasOwnLibrary: boolean;
  readonly precision: PrecisionName;
  /** WebAssembly; its size does not depend on the numbers of labels and periods. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Constants, and the address at which they stand. */
  readonly pool: Uint32Array;
  readonly poolAt: number;
  /** First free address. */
  readonly end: number;
  readonly sources: readonly Source[];
  readonly kept: readonly Kept[];
  readonly cash: readonly CashCall[];
}

/** What a plan is compiled for, and what a run is recognised by. */
export function factsKey(inputs: ReadonlyMap<string, InputData>): string {
  let key = '';
  for (const [name, { byTime, byPath }] of inputs) {
    if (byTime || byPath) key += ` ${name}${byTime ? 't' : ''}${byPath ? 'p' : ''}`;
  }
  return key;
}

/**
 * Compiles the formulas that the kept ones need to WebAssembly that takes some paths at a time through all periods.
 *
 * What no path changes is computed once per run. Numbers of inputs stay data, so a changed value needs no new module; an
 * input that becomes uncertain does. Results of `instantiate(plan).run` in doubles equal those of `evaluate` to the last bit (NaN
 * being one value). Throws on unknown names to keep.
 *
 * @example compileGraph(graph, { keep: ['npv'] })
 */
export function compileGraph(graph: Graph, request: CompileRequest): CompiledPlan {
  const { keep } = request;
  const precision = precisionOf(request.precision ?? 'double');
  for (const name of keep)
    if (!graph.byName.has(name)) throw new Error(`No name ${name} in the graph to keep`);
  const drawn = new Set((request.draws ?? []).map(({ input }) => input));
  const inputs = new Map(request.likely ?? everyInputVarying(graph));
  for (const name of drawn) inputs.delete(name);
  const key = factsKey(inputs);
  for (const name of drawn) {
    const isOnce = (graph.byName.get(name) as InputDecl).when === 'once';
    inputs.set(name, { values: new Float64Array(0), byTime: !isOnce, byPath: true });
  }
  const facts = findRunFacts(graph, inputs);
  const cells = splitGraph(graph, { keep, facts });
  const kept = cells.slots.filter(({ name, source }) => source.kind === 'value' && keep.includes(name ?? ''));
  const inputCount = [...graph.byName.values()].filter((entry) => !('typed' in entry)).length;
  const lists = header.lists + entryBytes * (inputCount + kept.length);
  // Lags read some periods before a series, where the start decides that the number is not used.
  const start = (lists + unitBytes * graph.shape.periods + 63) & ~63;
  const arrangement = arrange({ cells, facts, kept: new Set(kept), drawn, start, precision });
  const { placed } = arrangement;
  const pool = new ConstantPool((arrangement.end + 63) & ~63, precision);
  const bytes = writeModule({ cells, arrangement, pool, request, precision });
  return {
    graph,
    keep,
    key,
    drawn: [...drawn],
    draws: request.draws ?? [],
    hasOwnLibrary: request.library !== undefined,
    precision: precision.name,
    bytes,
    pool: pool.take(),
    poolAt: (arrangement.end + 63) & ~63,
    end: pool.end,
    sources: cells.slots.flatMap((slot) => (placed.has(slot) ? sourceOf(slot) : [])),
    kept: kept.map((slot) => ({ ...blockOf(slot), name: slot.name!, byTime: blockOf(slot).isTimed })),
    cash: cells.cells.flatMap((cell) => (cell.work.kind === 'cash' ? [cashCall(cell.id)] : [])),
  };

  function blockOf(slot: Slot): Block & { readonly isTimed: boolean } {
    const { base, step, kind, isShared } = placed.get(slot)!;
    const rows = kind === 'series' ? graph.shape.periods : 1;
    return {
      base,
      step,
      size: slot.size,
      rows,
      byPath: !isShared,
      isTimed: kind === 'series' && rows > 1 && slot.size > 0,
    };
  }

  function sourceOf(slot: Slot): Source[] {
    const { source } = slot;
    const block = blockOf(slot);
    const numbers = (values: ArrayLike<number>): Source[] => [
      { ...block, from: { kind: 'numbers', values: Float64Array.from(values) } },
    ];
    switch (source.kind) {
      case 'value':
        return [];
      case 'input':
        return drawn.has(source.name) ? [] : [{ ...block, from: { kind: 'input', name: source.name } }];
      case 'choice':
        return numbers(graph.shape.choices[source.name]!);
      case 'constant':
        return numbers([source.value]);
      case 'clock':
        return numbers(Array.from({ length: graph.shape.periods }, (_, i) => i + source.from));
    }
  }

  function cashCall(id: number): CashCall {
    const { out, work } = cells.cells.find((cell) => cell.id === id)!;
    if (work.kind !== 'cash') throw new Error('Not a cash measure');
    const [flow, ...others] = work.args;
    const at = ({ slot, table }: View, element: number): NumberPlace => {
      const place = placed.get(slot)!;
      return { at: place.base + cells.tables[table]![element]! * place.step, isShared: place.isShared };
    };
    const { base, step, isShared } = placed.get(out)!;
    return {
      cell: id,
      how: work.how,
      byPath: !isShared,
      flowStep: placed.get(flow!.slot)!.kind === 'series' ? unitBytes : 0,
      elements: Array.from({ length: out.size }, (_, i) => ({
        out: base + i * step,
        flow: at(flow!, i),
        others: others.map((view) => at(view, i)),
      })),
    };
  }
}

/** Inputs of which nothing is known: each may differ by path, and over time where it can. */
function everyInputVarying(graph: Graph): Map<string, InputData> {
  const inputs = new Map<string, InputData>();
  for (const [name, entry] of graph.byName) {
    if ('typed' in entry || entry.kind !== 'input') continue;
    inputs.set(name, { values: new Float64Array(0), byTime: entry.when === 'period', byPath: true });
  }
  return inputs;
}
