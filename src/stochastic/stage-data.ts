import { putChanges, unpackChanges, type ChangeSet } from './change-set.ts';
import type { StochasticProgramme } from './types.ts';

/** The changes that hold in a node, its ancestors' included, nearest last. */
export function changesAt(programme: StochasticProgramme, node: number): ChangeSet {
  const path: number[] = [];
  for (let at = node; at >= 0; at = programme.nodes[at]!.parent) path.unshift(at);
  const set: ChangeSet = new Map();
  for (const at of path) putChanges(set, unpackChanges(programme.nodes[at]!.changes));
  return set;
}

/** Rows or columns by stage, in the order of the core. */
export function membersByStage(stages: Int32Array, stageCount: number): number[][] {
  const members: number[][] = Array.from({ length: stageCount }, () => []);
  for (const [index, stage] of stages.entries()) members[stage]!.push(index);
  return members;
}

/** A row's columns and coefficients in a node: those of the core with the changes put over them. */
export function rowTerms(
  programme: StochasticProgramme,
  row: number,
  changed: ReadonlyMap<number, ReadonlyMap<number, number>>,
): Map<number, number> {
  const { starts, columns, coefficients } = programme.core.matrix;
  const terms = new Map<number, number>();
  for (let k = starts[row]!; k < starts[row + 1]!; k++) terms.set(columns[k]!, coefficients[k]!);
  for (const [column, value] of changed.get(row) ?? []) terms.set(column, value);
  return terms;
}

/** Changed coefficients by row, then column. */
export function coefficientsByRow(set: ChangeSet): Map<number, Map<number, number>> {
  const byRow = new Map<number, Map<number, number>>();
  for (const change of set.values()) {
    if (change.kind !== 'coefficient') continue;
    let row = byRow.get(change.row);
    if (row === undefined) byRow.set(change.row, (row = new Map()));
    row.set(change.column, change.value);
  }
  return byRow;
}
