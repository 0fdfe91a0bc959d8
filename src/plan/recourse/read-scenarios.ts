import { solveModel, type Solver } from '../../lp/index.ts';
import { emptyPoint, type Point } from '../point.ts';
import { nearPoint, readPoint } from '../read-point.ts';
import { layOutBlocks, type Block, type ManyScenarios } from '../scenario-blocks.ts';
import { nameAtRoot } from '../sharing.ts';
import { methodFor } from '../solve-method.ts';
import { buildScenarios, isShared, SharedNames, type ScenarioModel } from './scenario-model.ts';
import { fixAt } from './scenario-programmes.ts';
import { putScenario, takeScenario } from './take-scenario.ts';

/**
 * The programme of every scenario, the accounts made linear near what it does at shared decisions, by name; near an empty plan
 * where they leave it none.
 */
export function readScenarios(
  solver: Solver,
  of: ManyScenarios,
  named: ReadonlyMap<string, number>,
): ScenarioModel[] {
  const names = new SharedNames();
  const models: ScenarioModel[] = [];
  for (const { block } of layOutBlocks(of)) {
    const empty = buildScenarios(block, nearPoint(block, undefined), names) as ScenarioModel[];
    const values = empty.map(({ lp }) => {
      const columns = lp.columnNames.flatMap((name, j) => (isShared(name) ? [j] : []));
      const at = columns.map((j) =>
        Math.min(Math.max(levelOf(named, lp.columnNames[j]!), lp.columnLower[j]!), lp.columnUpper[j]!),
      );
      const fixed = fixAt(lp, columns, at);
      return solveModel(solver, fixed, { isRelaxed: true, ...methodFor(fixed) }).values;
    });
    const { point, isKnown } = joinPoints(block, empty, values);
    if (!isKnown.includes(true)) models.push(...empty);
    else
      buildScenarios(block, nearPoint(block, point), names, isKnown).forEach((each, s) =>
        models.push(each ?? empty[s]!),
      );
  }
  return models;
}

/** A shared decision by name, in every node as at the root unless the node has its own; nothing where it is not named. */
export function levelOf(named: ReadonlyMap<string, number>, name: string): number {
  return named.get(name) ?? named.get(nameAtRoot(name)) ?? 0;
}

/** What the scenarios of a block do, from the values of their programmes' columns; nothing where there are none. */
export function joinPoints(
  block: Block,
  models: readonly ScenarioModel[],
  values: readonly (Float64Array | undefined)[],
): { readonly point: Point; readonly isKnown: readonly boolean[] } {
  const point = emptyPoint(block.frame.sizes);
  values.forEach((each, s) => {
    if (!each) return;
    const of = readPoint({ ...takeScenario(block, s), columns: models[s]!.columns }, each);
    putScenario(point, of, block.frame.sizes, s);
  });
  return { point, isKnown: values.map((each) => each !== undefined) };
}
