import { ModelBuilder, type LpModel } from '../lp/index.ts';
import { replacedEntries, scenarioData } from './scenario-data.ts';
import type { TwoStage } from './two-stage.ts';

/**
 * Both stages of some scenarios as one model that minimises first · x + Σ weight × second · y: the first stage's columns first, in
 * their order, then each scenario's. With all scenarios and their probabilities it is the extensive form.
 */
export function buildScenarioModel(
  problem: TwoStage,
  scenarios: readonly { readonly scenario: number; readonly weight: number }[],
): LpModel {
  const { first, second } = problem;
  const builder = new ModelBuilder({ name: problem.name, sense: 'minimise' });
  builder.addOffset(first.offset);
  addColumns(builder, { ...first, suffix: '', weight: 1 });
  addRows(builder, { ...first, suffix: '', columnFrom: 0 });
  for (const { scenario, weight } of scenarios) {
    const data = scenarioData(problem, scenario);
    const suffix = `@${problem.scenarios[scenario]!.name}`;
    const columnFrom = addColumns(builder, { ...second, ...data, suffix, weight });
    const matrix = replacedEntries(second.matrix, problem.scenarios[scenario]!.changes.coefficients);
    const rowFrom = addRows(builder, { ...second, ...data, matrix, suffix, columnFrom });
    const { starts, columns, coefficients } = data.technology;
    for (let row = 0; row + 1 < starts.length; row++) {
      for (let k = starts[row]!; k < starts[row + 1]!; k++) {
        builder.addTerm(rowFrom + row, columns[k]!, coefficients[k]!);
      }
    }
  }
  return builder.finish();
}

type Columns = Pick<LpModel, 'columnNames' | 'cost' | 'columnLower' | 'columnUpper' | 'kinds'>;
type Rows = Pick<LpModel, 'rowNames' | 'rowLower' | 'rowUpper' | 'matrix'>;

/** Adds columns and returns the number of the first. */
function addColumns(builder: ModelBuilder, part: Columns & { suffix: string; weight: number }): number {
  const from = builder.columnCount;
  for (const [j, name] of part.columnNames.entries()) {
    builder.addColumn(name + part.suffix, {
      cost: part.weight * part.cost[j]!,
      lower: part.columnLower[j]!,
      upper: part.columnUpper[j]!,
      kind: part.kinds[j]!,
    });
  }
  return from;
}

/** Adds rows over columns counted from `columnFrom`, and returns the number of the first. */
function addRows(builder: ModelBuilder, part: Rows & { suffix: string; columnFrom: number }): number {
  const from = builder.rowCount;
  const { starts, columns, coefficients } = part.matrix;
  for (const [i, name] of part.rowNames.entries()) {
    const limits = { lower: part.rowLower[i]!, upper: part.rowUpper[i]! };
    const row = builder.addRow(name + part.suffix, [], limits);
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      builder.addTerm(row, part.columnFrom + columns[k]!, coefficients[k]!);
    }
  }
  return from;
}
