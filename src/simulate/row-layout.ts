import { rowReader, groupKey, type RowGroup } from './row-groups.ts';
import type { BlockShape, ReadSide } from './block-shape.ts';

/** Where the rows of a group stand among those that differ by path, or its numbers where none does. */
export interface LaidGroup {
  readonly group: RowGroup;
  /** Rows of the group. */
  readonly rows: number;
  /** The first of them among all rows that differ by path. */
  readonly first: number;
  /** One number per row, where no path changes any of them. */
  readonly constants?: Float64Array;
  /** Whether a formula's rows run over periods too. */
  readonly byTime: boolean;
}

/** The rows of a run, as plain data: every block has the same ones. */
export interface RowLayout {
  readonly groups: readonly LaidGroup[];
  /** Rows that differ by path. */
  readonly rows: number;
  /** Names of the case of which the largest size over everything is asked. */
  readonly peaks: readonly string[];
}

/** Lays out rows by a first block of paths, whatever its size. */
export function layOutRows(
  groups: readonly RowGroup[],
  peaks: readonly string[],
  block: { readonly read: ReadSide; readonly shape: BlockShape },
): RowLayout {
  const rowsOf = rowReader(block.read, block.shape);
  let first = 0;
  const laid = groups.map((group): LaidGroup => {
    const { values, byPath } = rowsOf(group);
    const byTime = 'name' in group && block.read(group.side, group.name).byTime;
    if (!byPath) return { group, rows: values.length, first, byTime, constants: Float64Array.from(values) };
    const rows = values.length / block.shape.paths;
    first += rows;
    return { group, rows, first: first - rows, byTime };
  });
  return { groups: laid, rows: first, peaks };
}

/** Hands on every row of a block that differs by path: its number, and where its paths stand. */
export function emitRows(
  layout: RowLayout,
  block: { readonly read: ReadSide; readonly shape: BlockShape },
  emit: (row: number, values: Float64Array, at: number) => void,
): void {
  const rowsOf = rowReader(block.read, block.shape);
  const { paths } = block.shape;
  for (const { group, rows, first, constants } of layout.groups) {
    if (constants) continue;
    const { values, byPath } = rowsOf(group);
    if (!byPath || values.length !== rows * paths)
      throw new Error(`Rows of ${groupKey(group)} changed their shape`);
    for (let row = 0; row < rows; row++) emit(first + row, values, row * paths);
  }
}

/** The largest size of each peak's numbers on a block; NaN where one is not a number. */
export function peaksOf({ peaks }: RowLayout, read: ReadSide): Float64Array<ArrayBuffer> {
  return Float64Array.from(peaks, (name) => largestOf(read(0, name).values));
}

/** The largest size of any of the numbers, NaN where one is not a number. */
export function largestOf(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    // A NaN once found stays: it compares with nothing.
    if (size > most || size !== size) most = size;
    if (most !== most) return NaN;
  }
  return most;
}
