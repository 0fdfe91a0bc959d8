import type { Model } from '../../simulate/index.ts';
import type { Frame, Scenarios } from '../frame.ts';
import type { Point } from '../point.ts';
import { usdPerUnit } from '../price-columns.ts';
import { nearPoint, readPoint } from '../read-point.ts';
import type { Block } from '../scenario-blocks.ts';
import { figureAt } from '../value-flows.ts';
import { joinPoints, layOutBlocks } from './read-scenarios.ts';
import { buildScenarios, SharedNames, type ScenarioModel } from './scenario-model.ts';
import type { ScenarioOracle } from './scenario-oracle.ts';
import { takeScenario } from './take-scenario.ts';
import { partOf, withoutSharedRows, type SharedStage } from './shared-stage.ts';

/** What a plan is worth in each scenario, in $, and all that it decides in the first. */
export interface Judged {
  /** By the programme of the scenario, made linear near what it does at the plan. */
  readonly worthsUsd: readonly number[];
  /** By the accounts. */
  readonly accountsUsd: readonly number[];
  readonly frame: Frame;
  readonly point: Point;
}

/** Judges shared decisions with the accounts' own word, made linear anew near what each scenario does at them. */
export function judgeScenarios(
  { model, scenarios }: { readonly model: Model; readonly scenarios: Scenarios },
  parts: {
    readonly stage: SharedStage;
    readonly oracle: ScenarioOracle;
    readonly models: readonly ScenarioModel[];
  },
  x: Float64Array,
): Judged {
  const { stage, oracle, models } = parts;
  const worths: number[] = [];
  const accounts: number[] = [];
  const names = new SharedNames();
  let first: Pick<Judged, 'frame' | 'point'> | undefined;
  for (const { block, numbers } of layOutBlocks(model, scenarios)) {
    const before = numbers.map((s) => oracle.worthAt(s, x)!.values);
    const { point: near } = joinPoints(
      block,
      numbers.map((s) => models[s]!),
      before,
    );
    const again = buildScenarios(block, nearPoint(block, near), names) as ScenarioModel[];
    const values = again.map((each, i) => {
      const part = withoutSharedRows(partOf(stage.first.columnNames, models[0]!, each));
      const solution = oracle.programmes.solveAt(numbers[i]!, part, x);
      if (!solution.values)
        throw new Error(`scenario ${numbers[i]! + 1} has no plan at decisions at which it had one`);
      worths.push(solution.objective! * usdPerUnit);
      return solution.values;
    });
    first ??= pointOf(takeScenario(block, 0), again[0]!, values[0]!);
    accounts.push(...figureAt(block.frame, joinPoints(block, again, values).point, 'npv'));
  }
  return { worthsUsd: worths, accountsUsd: accounts, ...first! };
}

function pointOf(alone: Block, { columns }: ScenarioModel, values: Float64Array) {
  return { frame: alone.frame, point: readPoint({ ...alone, columns }, values) };
}
