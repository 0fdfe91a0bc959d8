import { argumentsOf } from './facts.ts';
import { sizeOf } from './build-graph.ts';
import { timeDimension } from './time-dimension.ts';
import type { Graph, GraphNode, Typed, When } from './types.ts';

/**
 * The same graph with every expression in a formula of its own, so that each formula is one operation on names and
 * literal numbers. The interpreter evaluates it to the same bits, and a reverse sweep finds every value between.
 *
 * Hidden formulas bear the name of the formula they stand in with `#` and a number. What a lag reads is computed at the
 * end of each period, as it may read any formula. A profile by `age` becomes a formula over time: that of age a is its
 * value in period a.
 */
export function flattenGraph(graph: Graph): Graph {
  const lists: Lists = { once: [], period: [], late: [], after: [] };
  const ageNode = hiddenNode(graph.nodes[0], {
    name: ageName,
    when: 'period',
    typed: {
      op: 'point',
      how: 'sub',
      args: [read('time', 'period'), { op: 'number', value: 1, ...ageFacts }],
      ...ageFacts,
    },
    shape: graph.shape,
  });
  if (ageNode !== undefined) lists.period.push(ageNode);
  for (const node of graph.nodes) flattenNode(node, graph, lists);
  const nodes = [...lists.once, ...lists.period, ...lists.late, ...lists.after];
  const byName = new Map(graph.byName);
  for (const node of nodes) byName.set(node.decl.name, node);
  return { ...graph, nodes, byName };
}

const ageName = '#age';
const ageFacts = { dims: [], dimension: timeDimension, when: 'period' } as const;

interface Lists {
  readonly once: GraphNode[];
  readonly period: GraphNode[];
  /** At the end of each period. */
  readonly late: GraphNode[];
  readonly after: GraphNode[];
}

function flattenNode(node: GraphNode, graph: Graph, lists: Lists): void {
  let count = 0;
  const whole = isCopy(node.typed) || isEqual(node.dims, node.typed.dims);
  const typed = whole ? simplify(node.typed, false) : atom(node.typed, false);
  lists[node.when].push({ ...node, typed, reads: namesRead(typed), lagged: [] });

  /** A literal or a name that has the value of an expression. */
  function atom(part: Typed, isLate: boolean): Typed {
    if (part.op === 'number') return part;
    if (part.op === 'read') return part.name === 'age' ? read(ageName, 'period') : part;
    const when = part.when === 'age' ? 'period' : part.when;
    const name = `${node.decl.name}#${++count}`;
    const hidden = hiddenNode(node, { name, when, typed: simplify(part, isLate), shape: graph.shape })!;
    lists[when === 'period' && isLate ? 'late' : when].push(hidden);
    return { op: 'read', name, dims: part.dims, dimension: part.dimension, when };
  }

  /** One operation whose operands are atoms. */
  function simplify(part: Typed, isLate: boolean): Typed {
    const sub = (arg: Typed): Typed => atom(arg, isLate);
    switch (part.op) {
      case 'number':
      case 'read':
        return atom(part, isLate);
      case 'point':
      case 'cash':
      case 'allocate':
        return { ...part, args: part.args.map(sub) };
      case 'reduce':
      case 'lookup':
      case 'order':
      case 'horizon':
        return { ...part, arg: sub(part.arg) };
      case 'lag':
        return {
          ...part,
          arg: atom(part.arg, true),
          periods: sub(part.periods),
          initial: sub(part.initial),
        };
      case 'cumulative':
        return { ...part, arg: sub(part.arg), initial: sub(part.initial) };
      case 'window':
        return { ...part, arg: sub(part.arg), length: sub(part.length) };
      case 'vintage':
        return { ...part, arg: sub(part.arg), profile: sub(part.profile) };
    }
  }
}

interface Hidden {
  readonly name: string;
  readonly when: When;
  readonly typed: Typed;
  readonly shape: Graph['shape'];
}

function hiddenNode(host: GraphNode | undefined, hidden: Hidden): GraphNode | undefined {
  if (host === undefined) return undefined;
  const { name, when, typed, shape } = hidden;
  const { dims } = typed;
  return {
    ...host,
    decl: { ...host.decl, name, dims, isOnce: when !== 'period', isDate: false },
    dims,
    size: sizeOf(dims, shape),
    when,
    typed,
    reads: namesRead(typed),
    lagged: [],
  };
}

function read(name: string, when: When): Typed {
  return { op: 'read', name, dims: [], dimension: timeDimension, when };
}

/** Names that an operation on atoms reads. */
export function namesRead(typed: Typed): string[] {
  const parts = typed.op === 'read' ? [typed] : argumentsOf(typed);
  return parts.flatMap((part) => (part.op === 'read' ? [part.name] : []));
}

function isCopy(typed: Typed): boolean {
  return typed.op === 'read' || typed.op === 'number';
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}
