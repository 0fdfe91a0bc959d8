import { ModelBuilder, type LpModel } from '../lp/index.ts';

/** The number of each row or column among those of its own stage. */
export function localNumbers(stages: Int32Array): Int32Array {
  const counts: number[] = [];
  return stages.map((stage) => {
    const number = counts[stage] ?? 0;
    counts[stage] = number + 1;
    return number;
  });
}

/** Some rows and columns of a core, and the number of each column among those of its stage. */
export interface Part {
  readonly name: string;
  readonly core: LpModel;
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly columnAt: Int32Array;
  readonly sign: 1 | -1;
  readonly offset: number;
}

/** The rows and columns of one stage as a model that minimises; terms of other stages' columns are left out. */
export function extractPart({ name, core, columns, rows, columnAt, sign, offset }: Part): LpModel {
  const builder = new ModelBuilder({ name, sense: 'minimise' });
  builder.addOffset(sign * offset);
  for (const column of columns) {
    builder.addColumn(core.columnNames[column]!, {
      cost: sign * core.cost[column]!,
      lower: core.columnLower[column]!,
      upper: core.columnUpper[column]!,
      kind: core.kinds[column]!,
    });
  }
  const isOwn = new Set(columns);
  const { starts, columns: entries, coefficients } = core.matrix;
  for (const row of rows) {
    const limits = { lower: core.rowLower[row]!, upper: core.rowUpper[row]! };
    const number = builder.addRow(core.rowNames[row]!, [], limits);
    for (let k = starts[row]!; k < starts[row + 1]!; k++) {
      const column = entries[k]!;
      if (isOwn.has(column)) builder.addTerm(number, columnAt[column]!, coefficients[k]!);
    }
  }
  return builder.finish();
}
