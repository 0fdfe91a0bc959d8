import { argumentsOf } from '../facts.ts';
import type { RunFacts } from '../facts.ts';
import { project } from '../tensor.ts';
import type { Graph, GraphNode, Typed } from '../types.ts';
import type { Cell, Cells, Operand, Phase, Slot, SlotSource, Tree, View, Work } from './cells.ts';
import { findNeeded } from './find-needed.ts';

type Of<Op extends Typed['op']> = Extract<Typed, { op: Op }>;

/** What to compile, and which values really change over time and by path. */
export interface SplitRequest {
  readonly keep: readonly string[];
  readonly facts: RunFacts;
}

/**
 * Splits the formulas that the kept ones need into cells. A cell is one fused expression, or one function that runs over
 * labels or time; parts that change more rarely than the whole, or that have fewer elements, get a cell of
 * their own.
 */
export function splitGraph(graph: Graph, request: SplitRequest): Cells {
  const splitter = new Splitter(graph, request.facts);
  const needed = findNeeded(graph, request.keep);
  const nodes = graph.nodes.filter((node) => needed.has(node.decl.name));
  for (const node of nodes) splitter.declare(node);
  for (const when of ['once', 'period', 'after'] as const) {
    for (const node of nodes) if (node.when === when) splitter.split(node);
  }
  for (const name of request.keep) splitter.hold(name);
  return splitter.take();
}

/** Parts are hoisted out of a fused expression against the class of the whole. */
interface Whole {
  readonly typed: Typed;
  readonly dims: readonly string[];
  readonly size: number;
}

class Splitter {
  private readonly graph: Graph;
  private readonly facts: RunFacts;
  private readonly slots: Slot[] = [];
  private readonly cells: Cell[] = [];
  private readonly tables: Int32Array[] = [];
  private readonly tableByKey = new Map<string, number>();
  private readonly slotByName = new Map<string, Slot>();
  private readonly slotByKey = new Map<string, Slot>();
  private readonly keys = new WeakMap<Typed, string>();

  constructor(graph: Graph, facts: RunFacts) {
    this.graph = graph;
    this.facts = facts;
  }

  take(): Cells {
    const { graph, slots, cells, tables } = this;
    return { graph, slots, cells, tables };
  }

  /** Makes the slot of a named formula, so that lags can read it before its cell is made. */
  declare(node: GraphNode): void {
    const { decl, dims, typed } = node;
    this.slotByName.set(decl.name, this.addSlot(dims, { kind: 'value', typed }, decl.name));
  }

  split(node: GraphNode): void {
    const out = this.slotByName.get(node.decl.name)!;
    this.fill(out, node.typed, node.when);
  }

  /** Keeps all periods of a named formula. */
  hold(name: string): void {
    const slot = this.slotByName.get(name);
    if (slot !== undefined) slot.memory = Infinity;
  }

  private addSlot(dims: readonly string[], source: SlotSource, name?: string): Slot {
    const size = this.sizeOf(dims);
    const slot: Slot = { id: this.slots.length, name, dims, size, source, memory: 0 };
    this.slots.push(slot);
    return slot;
  }

  private sizeOf(dims: readonly string[]): number {
    return dims.reduce((size, dim) => size * this.graph.shape.labels[dim]!.length, 1);
  }

  private addCell(out: Slot, phase: Phase, work: Work): void {
    this.cells.push({ id: this.cells.length, out, phase, work });
  }

  private table(values: Int32Array): number {
    const key = values.join();
    let found = this.tableByKey.get(key);
    if (found === undefined) {
      found = this.tables.length;
      this.tables.push(values);
      this.tableByKey.set(key, found);
    }
    return found;
  }

  /** Makes the cell of an expression whose value goes to a slot. */
  private fill(out: Slot, typed: Typed, phase: Phase): void {
    const isWhole = out.dims.join() === typed.dims.join();
    if (isFused(typed) || !isWhole) {
      const whole: Whole = { typed, dims: out.dims, size: out.size };
      this.addCell(out, phase, { kind: 'map', tree: this.tree(typed, whole) });
      return;
    }
    this.fillWhole(out, typed, phase);
  }

  private fillWhole(out: Slot, typed: Typed, phase: Phase): void {
    const { dims } = out;
    switch (typed.op) {
      case 'reduce':
        return this.addCell(out, phase, this.reduce(typed, dims));
      case 'order': {
        const arg = this.whole(typed.arg, dims);
        return this.addCell(out, phase, { kind: 'order', arg, over: dims.indexOf(typed.over) });
      }
      case 'lag': {
        const periods = this.view(typed.periods, dims);
        const initial = this.view(typed.initial, dims);
        const arg = this.view(typed.arg, dims);
        arg.slot.memory = Infinity;
        return this.addCell(out, phase, { kind: 'lag', arg, periods, initial });
      }
      case 'cumulative': {
        const initial = this.view(typed.initial, dims);
        const self: Operand = { view: this.see(out, dims), lag: { periods: 1, initial } };
        out.memory = Math.max(out.memory, 1);
        const whole: Whole = { typed, dims, size: out.size };
        const args: Tree[] = [{ op: 'read', operand: self }, this.tree(typed.arg, whole)];
        return this.addCell(out, phase, { kind: 'map', tree: { op: 'point', how: 'add', args } });
      }
      case 'window': {
        const length = this.view(typed.length, dims);
        const arg = this.view(typed.arg, dims);
        arg.slot.memory = Infinity;
        return this.addCell(out, phase, { kind: 'window', arg, length });
      }
      case 'vintage': {
        const profile = this.view(typed.profile, dims);
        profile.slot.memory = Infinity;
        const arg = this.view(typed.arg, dims);
        arg.slot.memory = Infinity;
        return this.addCell(out, phase, { kind: 'vintage', arg, profile });
      }
      case 'horizon': {
        const arg = this.view(typed.arg, dims);
        return this.addCell(out, 'period', { kind: 'horizon', how: typed.how, arg });
      }
      case 'cash': {
        const [flow, ...others] = typed.args;
        const past = this.view(flow!, dims);
        past.slot.memory = Infinity;
        const args = [past, ...others.map((arg) => this.view(arg, dims))];
        return this.addCell(out, phase, { kind: 'cash', how: typed.how, args });
      }
      case 'allocate':
        return this.addCell(out, phase, this.allocate(typed));
      default:
        throw new Error(`An expression ${typed.op} is fused and has no cell of its own`);
    }
  }

  private reduce(typed: Of<'reduce'>, dims: readonly string[]): Work {
    const { graph } = this;
    const from = typed.arg.dims;
    const decl = typed.map === undefined ? undefined : graph.mapByName.get(typed.map)!;
    const via = decl && { from: decl.from, to: decl.to, map: graph.shape.maps[decl.name]! };
    const target = this.table(project(from, dims, graph.shape, via));
    const tree = this.tree(typed.arg, { typed: typed.arg, dims: from, size: this.sizeOf(from) });
    return { kind: 'reduce', how: typed.how, tree, target, dims: from };
  }

  private allocate(typed: Of<'allocate'>): Work {
    const [claimant, resource] = typed.dims as [string, string];
    const pair = [claimant, resource];
    const dimsOf = [[claimant], [resource], pair, pair, [claimant]];
    const args = typed.args.map((arg, i) => this.whole(arg, dimsOf[i]!));
    return {
      kind: 'allocate',
      args,
      claimants: this.sizeOf([claimant]),
      resources: this.sizeOf([resource]),
    };
  }

  /** A fused expression over the elements of a cell. */
  private tree(typed: Typed, whole: Whole): Tree {
    if (typed.op === 'number') return { op: 'number', value: typed.value };
    if (typed.op === 'lag' && isFused(typed)) {
      return { op: 'read', operand: this.lagged(typed, whole.dims) };
    }
    if (typed.op === 'point' && (typed === whole.typed || !this.isHoisted(typed, whole))) {
      const args = typed.args.map((arg) => this.tree(arg, whole));
      return { op: 'point', how: typed.how, args };
    }
    return { op: 'read', operand: { view: this.view(typed, whole.dims), lag: undefined } };
  }

  /** Whether a part of a fused expression is better computed by itself. */
  private isHoisted(part: Typed, whole: Whole): boolean {
    const { facts } = this;
    if (facts.varies(whole.typed) && !facts.varies(part)) return true;
    if (facts.timing(whole.typed) !== 'once' && facts.timing(part) === 'once') return true;
    return this.sizeOf(part.dims) < whole.size && workOf(part) > 1;
  }

  private lagged(typed: Of<'lag'>, dims: readonly string[]): Operand {
    const periods = wholePeriods(typed.periods)!;
    const view = this.view(typed.arg, dims);
    view.slot.memory = Math.max(view.slot.memory, periods);
    return { view, lag: { periods, initial: this.view(typed.initial, dims) } };
  }

  /** The value of an expression as the elements of a cell see it, by a cell of its own where it needs one. */
  private view(typed: Typed, dims: readonly string[]): View {
    const { graph } = this;
    let table: Int32Array = project(dims, typed.dims, graph.shape);
    let inner = typed;
    while (inner.op === 'lookup') {
      const decl = graph.mapByName.get(inner.map)!;
      const via = { from: decl.from, to: decl.to, map: graph.shape.maps[inner.map]! };
      const index = project(inner.dims, inner.arg.dims, graph.shape, via);
      table = table.map((element) => index[element]!);
      inner = inner.arg;
    }
    return { slot: this.slotOf(inner), table: this.table(table) };
  }

  /** The same with a slot whose elements are those of the cell, one by one. */
  private whole(typed: Typed, dims: readonly string[]): View {
    const view = this.view(typed, dims);
    const { slot } = view;
    const isPlain =
      slot.dims.join() === dims.join() && this.tables[view.table]!.every((element, i) => element === i);
    if (isPlain) return view;
    const phase = phaseOf(typed);
    const copy = this.shared(`${phase} copy [${dims.join()}] ${this.keyOf(typed)}`, () => {
      const made = this.addSlot(dims, { kind: 'value', typed });
      const tree: Tree = { op: 'read', operand: { view, lag: undefined } };
      this.addCell(made, phase, { kind: 'map', tree });
      return made;
    });
    return this.see(copy, dims);
  }

  private see(slot: Slot, dims: readonly string[]): View {
    return { slot, table: this.table(project(dims, slot.dims, this.graph.shape)) };
  }

  private slotOf(typed: Typed): Slot {
    if (typed.op === 'number') {
      return this.shared(`number ${Object.is(typed.value, -0) ? '-0' : typed.value}`, () =>
        this.addSlot([], { kind: 'constant', value: typed.value }),
      );
    }
    if (typed.op === 'read') return this.named(typed.name);
    const key = `value ${this.keyOf(typed)}`;
    const known = this.slotByKey.get(key);
    if (known !== undefined) return known;
    const slot = this.addSlot(typed.dims, { kind: 'value', typed });
    this.slotByKey.set(key, slot);
    this.fill(slot, typed, phaseOf(typed));
    return slot;
  }

  private named(name: string): Slot {
    const known = this.slotByName.get(name);
    if (known !== undefined) return known;
    const entry = this.graph.byName.get(name);
    if (entry === undefined || 'typed' in entry) {
      if (name !== 'time' && name !== 'age') throw new Error(`${name} has no value to read`);
      const from = name === 'time' ? 1 : 0;
      return this.shared(`clock ${from}`, () => {
        const slot = this.addSlot([], { kind: 'clock', from });
        slot.memory = Infinity;
        return slot;
      });
    }
    const kind = entry.kind === 'choice' ? 'choice' : 'input';
    const slot = this.addSlot(entry.dims, { kind, name });
    this.slotByName.set(name, slot);
    return slot;
  }

  private shared(key: string, make: () => Slot): Slot {
    let slot = this.slotByKey.get(key);
    if (slot === undefined) {
      slot = make();
      this.slotByKey.set(key, slot);
    }
    return slot;
  }

  /** Equal expressions have equal keys. */
  private keyOf(typed: Typed): string {
    let key = this.keys.get(typed);
    if (key === undefined) {
      const parts = argumentsOf(typed).map((arg) => this.keyOf(arg));
      key = `${ownKey(typed)}(${parts.join()})`;
      this.keys.set(typed, key);
    }
    return key;
  }
}

function ownKey(typed: Typed): string {
  switch (typed.op) {
    case 'number':
      return Object.is(typed.value, -0) ? '-0' : `${typed.value}`;
    case 'read':
      return typed.name;
    case 'reduce':
      return `reduce ${typed.how} ${typed.over} ${typed.map ?? ''}`;
    case 'lookup':
      return `at ${typed.map}`;
    case 'order':
      return `order ${typed.over}`;
    case 'point':
    case 'horizon':
    case 'cash':
      return `${typed.op} ${typed.how}`;
    default:
      return typed.op;
  }
}

/** Whether an expression can be part of a fused one: arithmetic, reads, and lags by a literal number of periods. */
function isFused(typed: Typed): boolean {
  if (typed.op === 'lag') return wholePeriods(typed.periods) !== undefined;
  return typed.op === 'number' || typed.op === 'read' || typed.op === 'point' || typed.op === 'lookup';
}

/** Whole periods of a literal lag: rounded half up, at least one, as the interpreter has it. */
function wholePeriods(typed: Typed): number | undefined {
  if (typed.op !== 'number' || !Number.isFinite(typed.value)) return undefined;
  return Math.max(1, Math.floor(typed.value + 0.5));
}

function phaseOf(typed: Typed): Phase {
  return typed.when;
}

/** Rough cost of a fused expression, in additions. */
function workOf(typed: Typed): number {
  if (typed.op !== 'point') return 0;
  const own = typed.how === 'exp' || typed.how === 'log' || typed.how === 'pow' ? 30 : 1;
  return typed.args.reduce((sum, arg) => sum + workOf(arg), own);
}
