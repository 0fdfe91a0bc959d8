import { solveModel, type Solver } from '../lp/index.ts';
import { unpackChanges, packChanges, type Change } from './change-set.ts';
import { buildScenarioModel } from './scenario-model.ts';
import type { TwoStage, TwoStageScenario } from './two-stage.ts';

/**
 * The one scenario in which every number has its mean over the scenarios; `undefined` where a limit or bound is missing in some
 * scenarios only, so that no mean exists.
 */
export function meanScenario(problem: TwoStage): TwoStageScenario | undefined {
  const total = problem.scenarios.reduce((sum, each) => sum + each.probability, 0);
  const sums = new Map<string, { change: Change; isTechnology: boolean; weight: number }>();
  for (const { changes, technology, probability } of problem.scenarios) {
    const weight = probability / total;
    for (const change of unpackChanges(changes)) add(sums, change, false, weight);
    for (const [i, row] of technology.rows.entries()) {
      const change = { row, column: technology.columns[i]!, value: technology.values[i]! };
      add(sums, { kind: 'coefficient', ...change }, true, weight);
    }
  }
  const own: Change[] = [];
  const technology: { row: number; column: number; value: number }[] = [];
  for (const { change, isTechnology, weight } of sums.values()) {
    // Scenarios that leave a number alone have the common one.
    const mean = addScaled(change, commonOf(problem, change, isTechnology), 1 - weight);
    if (Object.values(mean).some((value) => Number.isNaN(value))) return undefined;
    if (isTechnology && mean.kind === 'coefficient') technology.push(mean);
    else own.push(mean);
  }
  return {
    name: 'mean',
    probability: total,
    changes: packChanges(own),
    technology: {
      rows: Int32Array.from(technology, (each) => each.row),
      columns: Int32Array.from(technology, (each) => each.column),
      values: Float64Array.from(technology, (each) => each.value),
    },
  };
}

/** The first stage that would be best if every number had its mean, integers left aside; `undefined` where there is none. */
export function solveMeanValue(problem: TwoStage, solver: Solver): Float64Array | undefined {
  const scenario = meanScenario(problem);
  if (scenario === undefined) return undefined;
  const model = buildScenarioModel({ ...problem, scenarios: [scenario] }, [
    { scenario: 0, weight: scenario.probability },
  ]);
  const { values } = solveModel(solver, model, { isRelaxed: true });
  return values?.slice(0, problem.first.columnNames.length);
}

function add(
  sums: Map<string, { change: Change; isTechnology: boolean; weight: number }>,
  change: Change,
  isTechnology: boolean,
  weight: number,
): void {
  const at =
    'row' in change ? ('column' in change ? `${change.row},${change.column}` : change.row) : change.column;
  const key = `${change.kind}${isTechnology ? ' technology' : ''} ${at}`;
  const before = sums.get(key);
  const scaled = addScaled(zero(change), change, weight);
  sums.set(key, {
    change: before === undefined ? scaled : addScaled(before.change, change, weight),
    isTechnology,
    weight: (before?.weight ?? 0) + weight,
  });
}

function zero(change: Change): Change {
  return change.kind === 'cost' || change.kind === 'coefficient'
    ? { ...change, value: 0 }
    : { ...change, lower: 0, upper: 0 };
}

function addScaled(to: Change, change: Change, weight: number): Change {
  if (Math.abs(weight) < 1e-12) return to;
  if (to.kind === 'cost' || to.kind === 'coefficient') {
    return { ...to, value: to.value + weight * (change as typeof to).value };
  }
  const { lower, upper } = change as typeof to;
  return { ...to, lower: to.lower + weight * lower, upper: to.upper + weight * upper };
}

function commonOf(problem: TwoStage, change: Change, isTechnology: boolean): Change {
  const { second } = problem;
  if (change.kind === 'cost') return { ...change, value: second.cost[change.column]! };
  if (change.kind === 'bounds') {
    return {
      ...change,
      lower: second.columnLower[change.column]!,
      upper: second.columnUpper[change.column]!,
    };
  }
  if (change.kind === 'limits') {
    return { ...change, lower: second.rowLower[change.row]!, upper: second.rowUpper[change.row]! };
  }
  const { starts, columns, coefficients } = isTechnology ? problem.technology : second.matrix;
  let value = 0;
  for (let k = starts[change.row]!; k < starts[change.row + 1]!; k++) {
    if (columns[k] === change.column) value = coefficients[k]!;
  }
  return { ...change, value };
}
