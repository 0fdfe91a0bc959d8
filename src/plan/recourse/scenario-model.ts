import { label, type ColumnKind, type LpModel } from '../../lp/index.ts';
import { layOutPlan, planFlows, type PlanFlows } from '../build-plan.ts';
import { orderPlace, type Columns } from '../columns.ts';
import { nameThings } from '../names.ts';
import type { Point } from '../point.ts';
import type { Block } from '../scenario-blocks.ts';
import { takeFlows, takeScenario } from './take-scenario.ts';

/** The programme of one scenario alone, which maximises, and what must be known of it beside: not the scenario itself. */
export interface ScenarioModel {
  readonly lp: LpModel;
  readonly columns: Columns;
  /** Names of chips, and MW of one in this scenario's first period: what orders count in. */
  readonly chips: readonly string[];
  readonly unitMw: Float64Array;
  /** Names of orders within the shared time that this scenario does not allow. */
  readonly closed: readonly string[];
}

/** The programmes of a block's scenarios, the accounts made linear near its decisions. */
export function buildScenarios(
  block: Block,
  near: Point,
  names: SharedNames,
  wanted?: readonly boolean[],
): (ScenarioModel | undefined)[] {
  const flows = planFlows(block, near);
  return block.frame.probabilities.map((_, s) =>
    wanted && !wanted[s] ? undefined : buildScenario(takeScenario(block, s), takeFlows(flows, s), names),
  );
}

function buildScenario(alone: Block, flows: PlanFlows, shared: SharedNames): ScenarioModel {
  const { frame, facts } = alone;
  const { lp, columns } = layOutPlan(alone, flows);
  const names = nameThings(frame);
  const chips = frame.model.study.labels['chip'] ?? [];
  const sharedPeriods = Math.min(facts.sharedPeriods, frame.sizes.periods);
  const closed = chips.flatMap((_, k) =>
    Array.from({ length: sharedPeriods }, (__, t) => t).flatMap((t) =>
      facts.orderLimit(k, t, 0) > 0
        ? []
        : [label('order', ...orderPlace({ frame, facts, names }, { chip: k, period: t, scenario: 0 }))],
    ),
  );
  return {
    lp: {
      ...lp,
      columnNames: shared.columns.of(lp.columnNames),
      rowNames: shared.rows.of(lp.rowNames),
      kinds: shared.kinds.of(lp.kinds),
    },
    columns,
    chips,
    unitMw: facts.unitMw,
    closed,
  };
}

/** Names and kinds that the programmes of many scenarios have alike, each kept once. */
export class SharedNames {
  readonly columns = new SharedWords<string>();
  readonly rows = new SharedWords<string>();
  readonly kinds = new SharedWords<ColumnKind>();
}

/** Words seen so far: a list equal to the first comes back as that one, any other list with its known words in place of copies. */
class SharedWords<T extends string> {
  readonly #words = new Map<T, T>();
  #first: readonly T[] | undefined;

  of(list: readonly T[]): readonly T[] {
    this.#first ??= list;
    const first = this.#first;
    if (list.length === first.length && list.every((word, i) => word === first[i])) return first;
    return list.map((word) => {
      const known = this.#words.get(word);
      if (known === undefined) this.#words.set(word, word);
      return known ?? word;
    });
  }
}

/** A decision that scenarios share: started, accepted, ordered, in lots, with no scenario in its name. */
export function isShared(name: string): boolean {
  return /^(start|accept|order|lots)\[(?!.*, s\d+\]$)/.test(name);
}

/** MW of a chip in a scenario over its MW in another, for orders; 1 for all else. */
export function unitOf(name: string, base: ScenarioModel, { chips, unitMw }: ScenarioModel): number {
  const chip = /^order\[(.*?), /.exec(name)?.[1];
  if (chip === undefined) return 1;
  const k = chips.indexOf(chip);
  return unitMw[k]! / base.unitMw[k]!;
}
