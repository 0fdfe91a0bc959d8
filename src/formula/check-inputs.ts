import { sizeOf } from './build-graph.ts';
import type { Graph, InputData } from './types.ts';

/**
 * Throws when an input of the graph is missing or does not hold [element][period or 1][path or 1] numbers, but for those
 * that are drawn later.
 */
export function checkInputs(
  graph: Graph,
  inputs: ReadonlyMap<string, InputData>,
  paths: number,
  drawn: ReadonlySet<string> = new Set(),
): void {
  if (!Number.isInteger(paths) || paths < 1) throw new Error(`An evaluation needs paths, found ${paths}`);
  for (const entry of graph.byName.values()) {
    if ('typed' in entry || entry.kind !== 'input' || drawn.has(entry.name)) continue;
    const data = inputs.get(entry.name);
    if (data === undefined) throw new Error(`Input ${entry.name} has no numbers`);
    if (data.byTime && entry.when === 'once') throw new Error(`Input ${entry.name} is once, but has periods`);
    const elements = sizeOf(entry.dims, graph.shape);
    const expected = elements * (data.byTime ? graph.shape.periods : 1) * (data.byPath ? paths : 1);
    if (data.values.length !== expected) {
      throw new Error(`Input ${entry.name} needs ${expected} numbers, found ${data.values.length}`);
    }
  }
}
