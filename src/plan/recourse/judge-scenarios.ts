import type { LpModel } from '../../lp/index.ts';
import type { Frame } from '../frame.ts';
import type { Point } from '../point.ts';
import { usdPerUnit } from '../price-columns.ts';
import { nearPoint, readPoint } from '../read-point.ts';
import { layOutBlocks, type Block, type ManyScenarios } from '../scenario-blocks.ts';
import { figureAt } from '../value-flows.ts';
import { joinPoints } from './read-scenarios.ts';
import { runByRules } from '../run-by-rules.ts';
import { buildScenarios, SharedNames, type ScenarioModel } from './scenario-model.ts';
import type { ScenarioOracle } from './scenario-oracle.ts';
import { fixAt } from './scenario-programmes.ts';
import { takeScenario } from './take-scenario.ts';
import { partOf, withoutSharedRows, type SharedStage } from './shared-stage.ts';

/** What a plan is worth in each scenario, in $, and all that it decides in the first. */
export interface Judged {
  /** By the programme of the scenario, made linear near what it does at the plan. */
  readonly worthsUsd: readonly number[];
  /** By the accounts. */
  readonly accountsUsd: readonly number[];
  readonly byRules: ByRules;
  readonly frame: Frame;
  readonly point: Point;
}

/** What becomes of a plan's shared decisions on its own scenarios when rules of the simulation take the place of what is best in each. */
export interface ByRules {
  /** NPV by the rules of the simulation, by scenario, in $. */
  readonly npvUsd: readonly number[];
  /**
   * Worth by scenario where chips are installed by those rules and serve as is best; `undefined` where that breaks a limit in some
   * scenario.
   */
  readonly installedUsd: readonly number[] | undefined;
}

/** Judges shared decisions with the accounts' own word, made linear anew near what each scenario does at them. */
export function judgeScenarios(
  of: ManyScenarios,
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
  const byRules: number[] = [];
  const installed: number[] = [];
  const names = new SharedNames();
  let first: Pick<Judged, 'frame' | 'point'> | undefined;
  for (const { block, numbers } of layOutBlocks(of)) {
    const before = numbers.map((s) => oracle.worthAt(s, x)!.values);
    const { point: near } = joinPoints(
      block,
      numbers.map((s) => models[s]!),
      before,
    );
    const again = buildScenarios(block, nearPoint(block, near), names) as ScenarioModel[];
    const parts = again.map((each) => withoutSharedRows(partOf(stage.first.columnNames, models[0]!, each)));
    const values = parts.map((part, i) => {
      const solution = oracle.programmes.solveAt(numbers[i]!, part, x);
      if (!solution.values)
        throw new Error(`scenario ${numbers[i]! + 1} has no plan at decisions at which it had one`);
      worths.push(solution.objective! * usdPerUnit);
      return solution.values;
    });
    first ??= pointOf(takeScenario(block, 0), again[0]!, values[0]!);
    const { point } = joinPoints(block, again, values);
    accounts.push(...figureAt(block.frame, point, 'npv'));
    const run = runByRules(block, point);
    byRules.push(...run.npvUsd);
    parts.forEach((part, i) => {
      const held = holdInstalled(takeScenario(block, i), { ...again[i]!, lp: part.lp }, (k, t) =>
        run.installed(k, t, i),
      );
      const { objective } = oracle.programmes.solveAt(numbers[i]!, { ...part, lp: held }, x);
      if (objective !== undefined) installed.push(objective * usdPerUnit);
    });
  }
  const installedUsd = installed.length === byRules.length ? installed : undefined;
  return {
    worthsUsd: worths,
    accountsUsd: accounts,
    byRules: { npvUsd: byRules, installedUsd },
    ...first!,
  };
}

function pointOf(alone: Block, { columns }: ScenarioModel, values: Float64Array) {
  return { frame: alone.frame, point: readPoint({ ...alone, columns }, values) };
}

/** The programme of a scenario with what is installed given, in chips by [chip × sites + site] and period. */
function holdInstalled(
  { frame, facts }: Block,
  { lp, columns }: ScenarioModel,
  installed: (place: number, t: number) => number,
): LpModel {
  const { chips, sites, periods } = frame.sizes;
  const held: number[] = [];
  const at: number[] = [];
  for (let k = 0; k < chips; k++)
    for (let t = 0; t < periods; t++)
      frame.pools.forEach((pool, g) => {
        const column = columns.install(k, g, t, 0);
        if (column < 0) return;
        held.push(column);
        at.push(pool.reduce((sum, site) => sum + installed(k * sites + site, t), 0) * facts.unitMw[k]!);
      });
  return fixAt(lp, held, at);
}
