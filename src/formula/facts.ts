import type { Graph, InputData, Timing, Typed } from './types.ts';

/** What the numbers at hand add to the graph: which values really change over time, and which by path. */
export interface RunFacts {
  timing(typed: Typed): Timing;
  varies(typed: Typed): boolean;
  readonly timingByName: ReadonlyMap<string, Timing>;
  readonly varyingNames: ReadonlySet<string>;
}

const rank: Readonly<Record<Timing, number>> = { once: 0, age: 1, period: 2, after: 3 };

/**
 * Finds what may be computed once instead of in every period, and for all paths instead of on each:
 * a constant input makes constant formulas, whatever their declarations allow.
 */
export function findRunFacts(graph: Graph, inputs: ReadonlyMap<string, InputData>): RunFacts {
  const varyingNames = findVarying(graph, inputs);
  const timingByName = new Map<string, Timing>([
    ['time', 'period'],
    ['age', 'age'],
  ]);
  for (const [name, entry] of graph.byName) {
    if ('typed' in entry) continue;
    timingByName.set(name, inputs.get(name)?.byTime === true ? 'period' : 'once');
  }
  const timings = new WeakMap<Typed, Timing>();
  const spreads = new WeakMap<Typed, boolean>();
  for (const node of graph.nodes) timingByName.set(node.decl.name, timing(node.typed));
  return { timing, varies, timingByName, varyingNames };

  function timing(typed: Typed): Timing {
    let found = timings.get(typed);
    if (found === undefined) {
      found = findTiming(typed);
      timings.set(typed, found);
    }
    return found;
  }

  function findTiming(typed: Typed): Timing {
    if (typed.op === 'read') return timingByName.get(typed.name) ?? 'period';
    if (['lag', 'cumulative', 'window', 'vintage'].includes(typed.op)) return 'period';
    if (typed.op === 'horizon' || typed.op === 'cash') return 'after';
    let latest: Timing = 'once';
    for (const arg of argumentsOf(typed)) {
      const found = timing(arg);
      if (rank[found] > rank[latest]) latest = found;
    }
    return latest;
  }

  function varies(typed: Typed): boolean {
    let found = spreads.get(typed);
    if (found === undefined) {
      found = typed.op === 'read' ? varyingNames.has(typed.name) : argumentsOf(typed).some(varies);
      spreads.set(typed, found);
    }
    return found;
  }
}

/** The expressions directly inside an expression. */
export function argumentsOf(typed: Typed): readonly Typed[] {
  switch (typed.op) {
    case 'number':
    case 'read':
      return [];
    case 'point':
    case 'cash':
    case 'allocate':
      return typed.args;
    case 'reduce':
    case 'lookup':
    case 'order':
    case 'horizon':
      return [typed.arg];
    case 'lag':
      return [typed.arg, typed.periods, typed.initial];
    case 'cumulative':
      return [typed.arg, typed.initial];
    case 'window':
      return [typed.arg, typed.length];
    case 'vintage':
      return [typed.arg, typed.profile];
  }
}

/** Names that differ by path; loops through lags make this a growing set rather than one pass. */
function findVarying(graph: Graph, inputs: ReadonlyMap<string, InputData>): Set<string> {
  const varying = new Set<string>();
  for (const [name, data] of inputs) if (data.byPath) varying.add(name);
  let hasGrown = true;
  while (hasGrown) {
    hasGrown = false;
    for (const { decl, reads, lagged } of graph.nodes) {
      if (varying.has(decl.name)) continue;
      if (![...reads, ...lagged].some((name) => varying.has(name))) continue;
      varying.add(decl.name);
      hasGrown = true;
    }
  }
  return varying;
}
