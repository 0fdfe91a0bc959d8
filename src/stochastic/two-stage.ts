import { sortTriplets, type LpModel, type SparseRows } from '../lp/index.ts';
import { packChanges, unpackChanges, type Change } from './change-set.ts';
import { extractPart, localNumbers } from './extract-part.ts';
import { membersByStage } from './stage-data.ts';
import type { Changes, StochasticProgramme } from './types.ts';

/** What may happen in the second stage, by its own rows and columns; `technology` by its rows and the first stage's columns. */
export interface TwoStageScenario {
  readonly name: string;
  readonly probability: number;
  readonly changes: Changes;
  readonly technology: {
    readonly rows: Int32Array;
    readonly columns: Int32Array;
    readonly values: Float64Array;
  };
}

/**
 * A programme of two stages, taken apart: minimise first · x + Σ probability × second · y, where the limits of the second stage
 * hold technology · x + recourse · y. It always minimises; the value in the sense of the programme is `sign` times as much.
 */
export interface TwoStage {
  readonly name: string;
  readonly sign: 1 | -1;
  readonly first: LpModel;
  /** The second stage without the first's columns. */
  readonly second: LpModel;
  /** By row of the second stage, over columns of the first. */
  readonly technology: SparseRows;
  readonly scenarios: readonly TwoStageScenario[];
  /** Whether the dual of the second stage has one feasible set for all scenarios: no cost and no coefficient of it changes. */
  readonly hasFixedRecourse: boolean;
}

/** Takes a programme of two stages apart. Throws on any other number of stages, and on a root that changes second-stage data. */
export function splitTwoStage(programme: StochasticProgramme): TwoStage {
  if (programme.stageNames.length !== 2) {
    throw new Error(`${programme.name} has ${programme.stageNames.length} stages, not two`);
  }
  const { core, rowStage, columnStage } = programme;
  const sign = core.sense === 'minimise' ? 1 : -1;
  const [firstColumns, secondColumns] = membersByStage(columnStage, 2) as [number[], number[]];
  const [firstRows, secondRows] = membersByStage(rowStage, 2) as [number[], number[]];
  const columnAt = localNumbers(columnStage);
  const rowAt = localNumbers(rowStage);
  const [root, ...leaves] = programme.nodes;
  const rootChanges = [...unpackChanges(root!.changes)];
  const scenarios = leaves.map(({ name, probability, changes }): TwoStageScenario => {
    const own: Change[] = [];
    const technology: (Change & { kind: 'coefficient' })[] = [];
    for (const change of [...rootChanges, ...unpackChanges(changes)]) {
      const stage =
        change.kind === 'cost' || change.kind === 'bounds'
          ? columnStage[change.column]!
          : rowStage[change.row]!;
      if (stage === 0) continue;
      if (change.kind === 'coefficient') {
        const local = { ...change, row: rowAt[change.row]!, column: columnAt[change.column]! };
        (columnStage[change.column] === 0 ? technology : own).push(local as never);
      } else if (change.kind === 'limits') own.push({ ...change, row: rowAt[change.row]! });
      else if (change.kind === 'cost')
        own.push({ ...change, column: columnAt[change.column]!, value: sign * change.value });
      else own.push({ ...change, column: columnAt[change.column]! });
    }
    return {
      name,
      probability,
      changes: packChanges(own),
      technology: {
        rows: Int32Array.from(technology, (each) => each.row),
        columns: Int32Array.from(technology, (each) => each.column),
        values: Float64Array.from(technology, (each) => each.value),
      },
    };
  });
  const part = { name: programme.name, columnAt, sign } as const;
  const rootModel = applyToRoot(core, rootChanges);
  return {
    name: programme.name,
    sign,
    first: extractPart({
      ...part,
      core: rootModel,
      columns: firstColumns,
      rows: firstRows,
      offset: core.offset,
    }),
    second: extractPart({ ...part, core, columns: secondColumns, rows: secondRows, offset: 0 }),
    technology: extractTechnology(programme, secondRows, firstColumns.length, columnAt),
    scenarios,
    hasFixedRecourse: scenarios.every(
      ({ changes }) => changes.costs.columns.length === 0 && changes.coefficients.rows.length === 0,
    ),
  };
}

function applyToRoot(core: LpModel, changes: readonly Change[]): LpModel {
  const model = {
    ...core,
    cost: core.cost.slice(),
    columnLower: core.columnLower.slice(),
    columnUpper: core.columnUpper.slice(),
    rowLower: core.rowLower.slice(),
    rowUpper: core.rowUpper.slice(),
  };
  for (const change of changes) {
    if (change.kind === 'cost') model.cost[change.column] = change.value;
    else if (change.kind === 'bounds') {
      model.columnLower[change.column] = change.lower;
      model.columnUpper[change.column] = change.upper;
    } else if (change.kind === 'limits') {
      model.rowLower[change.row] = change.lower;
      model.rowUpper[change.row] = change.upper;
    } else throw new Error(`A coefficient of the root is changed, in row ${core.rowNames[change.row]}`);
  }
  return model;
}

function extractTechnology(
  programme: StochasticProgramme,
  rows: readonly number[],
  columnCount: number,
  columnAt: Int32Array,
): SparseRows {
  const { starts, columns, coefficients } = programme.core.matrix;
  const [rowNumbers, columnNumbers, values]: [number[], number[], number[]] = [[], [], []];
  for (const [i, row] of rows.entries()) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      if (programme.columnStage[columns[k]!] !== 0) continue;
      rowNumbers.push(i);
      columnNumbers.push(columnAt[columns[k]!]!);
      values.push(coefficients[k]!);
    }
  }
  return sortTriplets({
    rowCount: rows.length,
    columnCount,
    rows: Int32Array.from(rowNumbers),
    columns: Int32Array.from(columnNumbers),
    coefficients: Float64Array.from(values),
  });
}
