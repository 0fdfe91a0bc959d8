import { label, type LpModel } from '../../lp/index.ts';
import { buildPlan } from '../build-plan.ts';
import type { Columns } from '../columns.ts';
import type { Frame } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import { nameThings } from '../names.ts';
import type { Point } from '../point.ts';
import { nearPoint } from '../read-point.ts';
import type { SiteShares } from '../site-shares.ts';

/** A scenario laid out alone. */
export interface Alone {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
}

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

/** The programme of a scenario near what it does in a plan, or near an empty one. */
export function buildScenario(alone: Alone, near: Point | undefined): ScenarioModel {
  const { frame, facts } = alone;
  const { lp, columns } = buildPlan({ ...alone, near: nearPoint(alone, near) });
  const names = nameThings(frame);
  const chips = frame.model.study.labels['chip'] ?? [];
  const shared = Math.min(facts.sharedPeriods, frame.sizes.periods);
  const closed = chips.flatMap((_, k) =>
    Array.from({ length: shared }, (__, t) => t).flatMap((t) =>
      facts.orderLimit(k, t, 0) > 0 ? [] : [label('order', names.chip(k), names.period(t))],
    ),
  );
  return { lp, columns, chips, unitMw: facts.unitMw, closed };
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
