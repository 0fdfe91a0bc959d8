import { RowSource } from '../../src/answer/index.ts';
import type { InputData } from '../../src/formula/index.ts';
import type { DrawMode, PathRows, ReadSide, RowGroup } from '../../src/simulate/index.ts';
import { emitRows, layOutRows } from '../../src/simulate/row-layout.ts';
import type { Calendar } from '../../src/time/index.ts';

/** Names and their numbers, [element][period or 1][path or 1]. */
export type Numbers = Readonly<Record<string, InputData>>;

/** What a run that kept these numbers would know: the case, and its counterfactual where there is one. */
export function keptRows(
  sides: readonly Numbers[],
  about: { readonly calendar: Calendar; readonly paths: number; readonly draws?: DrawMode },
): RowSource {
  const { calendar, paths, draws = 'random' } = about;
  const read: ReadSide = (side, name) => sides[side]![name]!;
  const block = { read, shape: { calendar, paths } };
  const groups: RowGroup[] = Object.keys(sides[0]!).map((name) => ({ kind: 'values', side: 0, name }));
  if (sides.length > 1) groups.push({ kind: 'programme' });
  const layout = layOutRows(groups, [], block);
  const values = new Float64Array(layout.rows * paths);
  emitRows(layout, block, (row, from, at) => values.set(from.subarray(at, at + paths), row * paths));
  const rows: PathRows = { layout, paths, peaks: new Float64Array(0), kept: { values, capacity: paths } };
  return new RowSource(rows, { calendar, draws });
}
