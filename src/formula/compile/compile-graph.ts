import { findRunFacts } from '../facts.ts';
import type { Graph, InputData } from '../types.ts';
import type { Addresses } from './addresses.ts';
import { placeFixed, slotBytes, slotField } from './addresses.ts';
import type { Cell, Cells, Phase, Slot } from './cells.ts';
import type { Code } from './code.ts';
import { addElementary } from './elementary.ts';
import { emitCell } from './emit-cell.ts';
import { addHelpers } from './helpers.ts';
import { ModuleWriter } from './module.ts';
import { ConstantPool } from './pool.ts';
import { splitGraph } from './split-graph.ts';
import { vectorMath } from './vector-math.ts';

export interface CompileRequest {
  /** Formulas whose values will be asked for; only what they need is compiled. */
  readonly keep: readonly string[];
  /** Most paths of one run. */
  readonly paths: number;
  /** Inputs as they are likely to come: this steers speed only, and any other inputs give their right results. */
  readonly likely?: ReadonlyMap<string, InputData>;
}

/** What runs one after the other: an exported function of the module, or a cell left to JavaScript. */
export type Stage =
  { readonly kind: 'wasm'; readonly name: string } | { readonly kind: 'host'; readonly cell: Cell };

/** A compiled graph: plain data that can be kept and sent to workers. */
export interface CompiledPlan {
  readonly keep: readonly string[];
  readonly paths: number;
  readonly cells: Cells;
  /** WebAssembly; its size does not depend on the numbers of labels and periods. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly addresses: Addresses;
  /** Constants for the address `addresses.pool`. */
  readonly pool: Uint32Array;
  /** First free address. */
  readonly end: number;
  /** Names of exported functions by phase, and what comes after the last period. */
  readonly once: string;
  readonly age: string;
  readonly period: string;
  readonly after: readonly Stage[];
  /** Slots that the fast loops take to vary by path, by number. */
  readonly likelyVarying: ReadonlySet<number>;
}

/**
 * Compiles the formulas that the kept ones need to WebAssembly with vectors of two doubles.
 *
 * Labels, periods, paths, and which inputs vary stay data, so a changed value or a number that becomes uncertain needs no
 * new module. Results of `instantiate(plan).run` equal those of `evaluate` to the last bit (NaN being one value). Throws on
 * unknown names to keep.
 *
 * @example compileGraph(graph, { keep: ['npv'], paths: 128 })
 */
export function compileGraph(graph: Graph, request: CompileRequest): CompiledPlan {
  const { keep, paths } = request;
  for (const name of keep)
    if (!graph.byName.has(name)) throw new Error(`No name ${name} in the graph to keep`);
  if (!Number.isInteger(paths) || paths < 1) throw new Error(`A plan needs paths, found ${paths}`);
  const likely = findRunFacts(graph, request.likely ?? everyInputVarying(graph));
  const cells = splitGraph(graph, { keep, likely });
  const likelyVarying = new Set<number>();
  for (const slot of cells.slots) if (isVarying(slot)) likelyVarying.add(slot.id);
  const addresses = placeFixed(cells);
  const pool = new ConstantPool(addresses.pool);
  const module = new ModuleWriter();
  const elementary = addElementary(module, pool);
  const helpers = addHelpers(module, pool);
  const functions = cells.cells.map((cell) => {
    if (cell.work.kind === 'cash') return undefined;
    const { code, index } = module.add({ params: ['i32'], results: [] });
    const math = vectorMath(code, pool);
    const isLikelyVarying = (slot: Slot) => likelyVarying.has(slot.id);
    const shared = { code, math, pool, elementary, helpers, addresses, cell, isLikelyVarying };
    emitCell({ ...shared, period: code.params[0]! }, cell);
    return index;
  });
  const stages = addStages(module, { cells, addresses, functions });
  const bytes = module.encode();
  return { keep, paths, cells, bytes, addresses, pool: pool.take(), end: pool.end, likelyVarying, ...stages };

  function isVarying({ source }: Slot): boolean {
    if (source.kind === 'value') return likely.varies(source.typed);
    return source.kind === 'input' && likely.varyingNames.has(source.name);
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

interface Parts {
  readonly cells: Cells;
  readonly addresses: Addresses;
  /** Index of each cell's function, `undefined` for those left to JavaScript. */
  readonly functions: readonly (number | undefined)[];
}

/** One exported function per phase; what comes after the last period is cut where JavaScript takes over. */
function addStages(
  module: ModuleWriter,
  parts: Parts,
): Pick<CompiledPlan, 'once' | 'age' | 'period' | 'after'> {
  const ofPhase = (...phases: readonly Phase[]) =>
    phases.flatMap((phase) => parts.cells.cells.filter((cell) => cell.phase === phase));
  const begin = addBegin(module, parts);
  const addStage = (name: string, cells: readonly Cell[]): string => {
    const { code } = module.add({ params: ['i32'], results: [] }, name);
    const [period] = code.params;
    code.get(period!).call(begin);
    for (const cell of cells) code.get(period!).call(parts.functions[cell.id]!);
    return name;
  };
  const after: Stage[] = [];
  let run: Cell[] = [];
  const close = () => {
    if (run.length > 0) after.push({ kind: 'wasm', name: addStage(`after${after.length}`, run) });
    run = [];
  };
  for (const cell of ofPhase('after')) {
    if (cell.work.kind !== 'cash') run.push(cell);
    else {
      close();
      after.push({ kind: 'host', cell });
    }
  }
  close();
  return {
    once: addStage('once', ofPhase('once')),
    age: addStage('age', ofPhase('age')),
    period: addStage('period', ofPhase('period', 'late')),
    after,
  };
}

/** Points every slot to the period at hand. */
function addBegin(module: ModuleWriter, { cells, addresses }: Parts): number {
  const { code, index } = module.add({ params: ['i32'], results: [] });
  const [period] = code.params;
  const slot = code.local('i32');
  const end = code.local('i32');
  const field = (name: keyof typeof slotField): Code => code.get(slot).memory('i32.load', slotField[name]);
  code.address(addresses.slots).set(slot);
  code.address(addresses.slots + slotBytes * cells.slots.length).set(end);
  code.while(
    () => void code.get(slot, end).op('i32.lt_u'),
    () => {
      code.get(slot, period!);
      field('ring').op('i32.rem_u');
      field('timeStep').op('i32.mul');
      field('base').op('i32.add').memory('i32.store', slotField.current);
      code.increase(slot, undefined, slotBytes);
    },
  );
  return index;
}
