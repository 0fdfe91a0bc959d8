import type { CashHow, Graph, HorizonHow, PointOp, ReduceHow, Typed } from '../types.ts';

/** Where numbers of a slot come from. */
export type SlotSource =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'choice'; readonly name: string }
  /** Period or age plus `from`. */
  | { readonly kind: 'clock'; readonly from: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** Computed by a cell. */
  | { readonly kind: 'value'; readonly typed: Typed };

/** Memory of one value over its elements, and over as many periods as are read back. */
export interface Slot {
  readonly id: number;
  /** The name it is known by, where it is a named formula's. */
  readonly name: string | undefined;
  readonly dims: readonly string[];
  readonly size: number;
  readonly source: SlotSource;
  /** Periods before the one at hand that are read; Infinity for all. */
  memory: number;
}

/** A slot seen over the elements of a cell: for each its element of the slot, as the number of a table. */
export interface View {
  readonly slot: Slot;
  readonly table: number;
}

/** What a fused expression reads: a view now, or some whole periods before, with an initial value before the start. */
export interface Operand {
  readonly view: View;
  readonly lag: { readonly periods: number; readonly initial: View } | undefined;
}

/** An expression that is computed in one go, vector of paths by vector of paths. */
export type Tree =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'read'; readonly operand: Operand }
  | { readonly op: 'point'; readonly how: PointOp; readonly args: readonly Tree[] };

/** When a cell is computed; `age` is each age of a vintage, before time starts. */
export type Phase = 'once' | 'age' | 'period' | 'after';

export type Work =
  | { readonly kind: 'map'; readonly tree: Tree }
  /** The tree's elements over its dimensions, each into the element of the result that the table names. */
  | {
      readonly kind: 'reduce';
      readonly how: ReduceHow;
      readonly tree: Tree;
      readonly target: number;
      readonly dims: readonly string[];
    }
  /** `arg` has the dimensions of the result; `over` is the place of the ranked one among them. */
  | { readonly kind: 'order'; readonly arg: View; readonly over: number }
  | { readonly kind: 'lag'; readonly arg: View; readonly periods: View; readonly initial: View }
  | { readonly kind: 'window'; readonly arg: View; readonly length: View }
  | { readonly kind: 'vintage'; readonly arg: View; readonly profile: View }
  | { readonly kind: 'horizon'; readonly how: HorizonHow; readonly arg: View }
  /** The arguments stand element by element, without a table. */
  | {
      readonly kind: 'allocate';
      readonly args: readonly View[];
      readonly claimants: number;
      readonly resources: number;
    }
  /** Left to JavaScript: the same function as the interpreter's, path by path. */
  | { readonly kind: 'cash'; readonly how: CashHow; readonly args: readonly View[] };

/** One step of an evaluation: fills a slot. */
export interface Cell {
  readonly id: number;
  readonly out: Slot;
  readonly phase: Phase;
  readonly work: Work;
}

/** A graph as slots and cells, in the order of evaluation within each phase. */
export interface Cells {
  readonly graph: Graph;
  readonly slots: readonly Slot[];
  readonly cells: readonly Cell[];
  /** Element tables that views and reductions name. */
  readonly tables: readonly Int32Array[];
}

/** Every view a cell reads. */
export function viewsOf(work: Work): readonly View[] {
  switch (work.kind) {
    case 'map':
    case 'reduce':
      return operandsOf(work.tree).flatMap(({ view, lag }) =>
        lag === undefined ? [view] : [view, lag.initial],
      );
    case 'order':
    case 'horizon':
      return [work.arg];
    case 'lag':
      return [work.arg, work.periods, work.initial];
    case 'window':
      return [work.arg, work.length];
    case 'vintage':
      return [work.arg, work.profile];
    case 'allocate':
    case 'cash':
      return work.args;
  }
}

/** What a fused expression reads, each operand once per mention. */
export function operandsOf(tree: Tree): readonly Operand[] {
  if (tree.op === 'read') return [tree.operand];
  return tree.op === 'point' ? tree.args.flatMap(operandsOf) : [];
}
