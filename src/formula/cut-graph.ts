import { argumentsOf } from './facts.ts';
import type { Graph, GraphNode, InputDecl, Typed } from './types.ts';

/** The part of a graph that some inputs reach. */
export interface CutGraph {
  /** The graph with what lies before the part as inputs. */
  readonly graph: Graph;
  /** Formulas that became inputs: they do not depend on those inputs, and the part reads them. */
  readonly boundary: readonly string[];
  /** Wanted formulas that the inputs reach, and those that they do not. */
  readonly reached: readonly string[];
  readonly untouched: readonly string[];
}

export interface CutRequest {
  readonly inputs: readonly string[];
  readonly wanted: readonly string[];
  /** Numbers of a formula or an input that differ by path, of one path; where given, what is cheaper computed than kept is in the part. */
  readonly rowsOf?: (name: string) => number;
}

/**
 * Cuts a graph at what some inputs cannot change: evaluating the part on the values that the whole gave at its boundary
 * gives the values of the whole, so that a moved value costs only what it moves.
 *
 * @example cutGraph(graph, { inputs: ['valuation.wacc'], wanted: ['npv'] }).boundary // ['fcf.unlevered', …]
 */
export function cutGraph(graph: Graph, { inputs, wanted, rowsOf }: CutRequest): CutGraph {
  const nodes = new Map(graph.nodes.map((node) => [node.decl.name, node]));
  const moved = reach(graph.nodes, new Set(inputs));
  const reached = wanted.filter((name) => moved.has(name));
  const needed = new Set<string>();
  const boundary = new Set<string>();
  const open = [...reached];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = nodes.get(name);
    if (node === undefined || needed.has(name)) continue;
    needed.add(name);
    for (const read of [...node.reads, ...node.lagged]) {
      if (!nodes.has(read)) continue;
      if (moved.has(read)) open.push(read);
      else boundary.add(read);
    }
  }
  if (rowsOf !== undefined) takeInCheap({ nodes, needed, boundary, rowsOf });
  const byName = new Map<string, Graph['byName'] extends ReadonlyMap<string, infer Entry> ? Entry : never>();
  for (const [name, entry] of graph.byName) {
    if (boundary.has(name)) byName.set(name, inputOf(nodes.get(name)!));
    else if (!('typed' in entry) || needed.has(name)) byName.set(name, entry);
  }
  return {
    graph: { ...graph, nodes: graph.nodes.filter(({ decl }) => needed.has(decl.name)), byName },
    boundary: [...boundary].sort(),
    reached,
    untouched: wanted.filter((name) => !moved.has(name)),
  };
}

interface OpenCut {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly needed: Set<string>;
  readonly boundary: Set<string>;
  readonly rowsOf: (name: string) => number;
}

/** Takes formulas into the part that follow, element by element, from fewer numbers than they have. */
function takeInCheap({ nodes, needed, boundary, rowsOf }: OpenCut): void {
  const readAlready = (name: string): boolean =>
    boundary.has(name) || [...needed].some((user) => nodes.get(user)!.reads.includes(name));
  for (let hasTaken = true; hasTaken;) {
    hasTaken = false;
    for (const name of boundary) {
      const node = nodes.get(name)!;
      if (!isCheap(node.typed)) continue;
      const added = node.reads.filter((read) => !readAlready(read));
      if (added.reduce((sum, read) => sum + rowsOf(read), 0) >= rowsOf(name)) continue;
      boundary.delete(name);
      needed.add(name);
      for (const read of added) if (nodes.has(read)) boundary.add(read);
      hasTaken = true;
    }
  }
}

/** Whether each element follows from one of each operand, by arithmetic that costs no more than a copy. */
function isCheap(typed: Typed): boolean {
  if (typed.op === 'point' && ['exp', 'log', 'pow'].includes(typed.how)) return false;
  return ['number', 'read', 'point', 'lookup'].includes(typed.op) && argumentsOf(typed).every(isCheap);
}

/** Names and formulas that read them, in this period or an earlier one; loops through lags need more than one pass. */
function reach(nodes: readonly GraphNode[], names: Set<string>): ReadonlySet<string> {
  for (let hasGrown = true; hasGrown;) {
    hasGrown = false;
    for (const { decl, reads, lagged } of nodes) {
      if (names.has(decl.name) || ![...reads, ...lagged].some((name) => names.has(name))) continue;
      names.add(decl.name);
      hasGrown = true;
    }
  }
  return names;
}

function inputOf({ decl, dims, when }: GraphNode): InputDecl {
  const { name, unit, isDate, sentence, at } = decl;
  return {
    kind: 'input',
    name,
    origin: 'given',
    dims,
    when: when === 'period' ? 'period' : 'once',
    unit,
    isDate,
    sentence,
    defaultText: undefined,
    at,
  };
}
