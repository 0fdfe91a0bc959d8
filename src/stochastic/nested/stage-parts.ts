import { sortTriplets, type LpModel, type SparseRows } from '../../lp/index.ts';
import { extractPart, localNumbers } from '../extract-part.ts';
import { replacedEntries } from '../scenario-data.ts';
import { membersByStage } from '../stage-data.ts';
import type { Changes } from '../types.ts';
import type { PolicyGraph } from './policy-graph.ts';

/** The rows and columns of one stage, as a model that minimises, and what they take from earlier columns. */
export interface StagePart {
  readonly stage: number;
  /** Numbers in the core of its columns. */
  readonly columns: Int32Array;
  readonly model: LpModel;
  /** By its rows, over columns of the core; those of earlier stages only. */
  readonly technology: SparseRows;
  /** By row and by column of the core: the number among those of their stage. */
  readonly rowAt: Int32Array;
  readonly columnAt: Int32Array;
  readonly sign: 1 | -1;
}

/** The numbers of a stage as they turned out. Arrays that did not change are shared: read them only. */
export interface StageData {
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly technology: SparseRows;
  /** Coefficients among its own rows and columns that differ from those of the part. */
  readonly coefficients: Changes['coefficients'];
}

/** Takes a graph's core apart by stage. Always a minimisation; its value in the sense of the core is `sign` times as much. */
export function splitStages(graph: PolicyGraph): StagePart[] {
  const { core, stageNames, columnStage, rowStage } = graph;
  const sign = core.sense === 'minimise' ? 1 : -1;
  const columnAt = localNumbers(columnStage);
  const rowAt = localNumbers(rowStage);
  const columns = membersByStage(columnStage, stageNames.length);
  const rows = membersByStage(rowStage, stageNames.length);
  return stageNames.map((_, stage) => ({
    stage,
    columns: Int32Array.from(columns[stage]!),
    model: extractPart({
      name: `${graph.name} ${stageNames[stage]!}`,
      core,
      columns: columns[stage]!,
      rows: rows[stage]!,
      columnAt,
      sign,
      offset: stage === 0 ? core.offset : 0,
    }),
    technology: earlierTerms(graph, rows[stage]!, stage),
    rowAt,
    columnAt,
    sign,
  }));
}

function earlierTerms(
  { core, columnStage }: PolicyGraph,
  rows: readonly number[],
  stage: number,
): SparseRows {
  const { starts, columns, coefficients } = core.matrix;
  const [rowNumbers, columnNumbers, values]: [number[], number[], number[]] = [[], [], []];
  for (const [i, row] of rows.entries()) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      if (columnStage[columns[k]!]! >= stage) continue;
      rowNumbers.push(i);
      columnNumbers.push(columns[k]!);
      values.push(coefficients[k]!);
    }
  }
  return sortTriplets({
    rowCount: rows.length,
    columnCount: core.columnNames.length,
    rows: Int32Array.from(rowNumbers),
    columns: Int32Array.from(columnNumbers),
    coefficients: Float64Array.from(values),
  });
}

/** Puts the changes of a branch, given by numbers of the core, over the numbers of its stage. */
export function stageData(part: StagePart, changes: Changes, columnStage: Int32Array): StageData {
  const { model, sign, rowAt, columnAt } = part;
  const own: Entries = [[], [], []];
  const earlier: Entries = [[], [], []];
  const { costs, bounds, limits, coefficients } = changes;
  for (const [i, row] of coefficients.rows.entries()) {
    const column = coefficients.columns[i]!;
    const isOwn = columnStage[column] === part.stage;
    const [rows, columns, values] = isOwn ? own : earlier;
    rows.push(rowAt[row]!);
    columns.push(isOwn ? columnAt[column]! : column);
    values.push(coefficients.values[i]!);
  }
  const turned = costs.values.map((value) => sign * value);
  return {
    cost: replaced(model.cost, costs.columns, columnAt, turned),
    columnLower: replaced(model.columnLower, bounds.columns, columnAt, bounds.lower),
    columnUpper: replaced(model.columnUpper, bounds.columns, columnAt, bounds.upper),
    rowLower: replaced(model.rowLower, limits.rows, rowAt, limits.lower),
    rowUpper: replaced(model.rowUpper, limits.rows, rowAt, limits.upper),
    technology: replacedEntries(part.technology, entries(earlier)),
    coefficients: entries(own),
  };
}

type Entries = [rows: number[], columns: number[], values: number[]];

/** Values at places of the core put over those of a stage. */
function replaced(
  base: Float64Array,
  places: Int32Array,
  numberAt: Int32Array,
  values: Float64Array,
): Float64Array {
  if (places.length === 0) return base;
  const own = base.slice();
  for (const [i, place] of places.entries()) own[numberAt[place]!] = values[i]!;
  return own;
}

function entries([rows, columns, values]: Entries): Changes['coefficients'] {
  return {
    rows: Int32Array.from(rows),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}

/** A stage's model with its numbers as they turned out. */
export function stageModel({ model }: StagePart, data: StageData): LpModel {
  const { cost, columnLower, columnUpper, rowLower, rowUpper } = data;
  const matrix = replacedEntries(model.matrix, data.coefficients);
  return { ...model, cost, columnLower, columnUpper, rowLower, rowUpper, matrix };
}
