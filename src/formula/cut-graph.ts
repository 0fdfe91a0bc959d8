import type { Graph, GraphNode, InputDecl } from './types.ts';

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

/**
 * Cuts a graph at what some inputs cannot change: evaluating the part on the values that the whole gave at its boundary
 * gives the values of the whole, so that a moved value costs only what it moves.
 *
 * @example cutGraph(graph, { inputs: ['valuation.wacc'], wanted: ['npv'] }).boundary // ['fcf.unlevered', …]
 */
export function cutGraph(
  graph: Graph,
  { inputs, wanted }: { readonly inputs: readonly string[]; readonly wanted: readonly string[] },
): CutGraph {
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
