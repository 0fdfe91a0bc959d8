import type { Graph } from '../types.ts';

/** Names of the formulas that some formulas need, in this period or an earlier one, themselves included. */
export function findNeeded(graph: Graph, names: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const entry = graph.byName.get(name);
    if (entry === undefined || !('typed' in entry) || needed.has(name)) continue;
    needed.add(name);
    open.push(...entry.reads, ...entry.lagged);
  }
  return needed;
}
