import { ModelBuilder, type LpModel } from '../../lp/index.ts';
import type { Risk } from '../blocks/risk.ts';
import type { Columns } from '../columns.ts';
import type { Frame } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import type { SiteShares } from '../site-shares.ts';

/** The programme of one scenario alone, as `buildPlan` makes it, which maximises. */
export interface ScenarioModel {
  readonly frame: Frame;
  readonly facts: Facts;
  readonly shares: SiteShares;
  readonly lp: LpModel;
  readonly columns: Columns;
}

/** The programme of one scenario, and where the decisions stand in it that all scenarios share. */
export interface ScenarioPart {
  readonly lp: LpModel;
  /** Column of the scenario by column of the shared stage; −1 where the scenario does not know the decision. */
  readonly shared: Int32Array;
  /** Units of the scenario's column in one of the shared stage: MW of a chip whose power differs by scenario. */
  readonly scale: Float64Array;
}

/** What all scenarios share: starts, contracts, orders within the shared time and their lots. It minimises, at no cost. */
export interface SharedStage {
  readonly first: LpModel;
  readonly parts: readonly ScenarioPart[];
  /** Column of the threshold of CVaR, in $m; −1 where the plan does not mind risk. */
  readonly threshold: number;
}

/** A decision that scenarios share: started, accepted, ordered, in lots, with no scenario in its name. */
const sharedName = /^(start|accept|order|lots)\[(?!.*, s\d+\]$)/;

/**
 * Takes the decisions that scenarios share out of their programmes: a column each, a row for every limit on them alone. An order
 * is limited by the lowest limit of all scenarios, as in the extensive form.
 */
export function shareStage(models: readonly ScenarioModel[], risk: Risk | undefined): SharedStage {
  const builder = new ModelBuilder({ name: 'shared', sense: 'minimise' });
  const numbers = new Map<string, number>();
  const limits = lowestLimits(models);
  for (const { lp } of models)
    lp.columnNames.forEach((name, j) => {
      if (!sharedName.test(name) || numbers.has(name)) return;
      const upper = Math.min(limits.get(name)!, lp.columnUpper[j]!);
      numbers.set(name, builder.addColumn(name, { lower: lp.columnLower[j]!, upper, kind: lp.kinds[j]! }));
    });
  const count = numbers.size;
  const parts = models.map(({ lp, facts }): ScenarioPart => {
    const shared = new Int32Array(count).fill(-1);
    const scale = new Float64Array(count).fill(1);
    lp.columnNames.forEach((name, j) => {
      const number = numbers.get(name);
      if (number !== undefined) shared[number] = j;
    });
    for (const [name, number] of numbers) scale[number] = unitOf(name, models[0]!, facts);
    return { lp, shared, scale };
  });
  const threshold = risk ? builder.addColumn('threshold', { lower: -Infinity, cost: -risk.weight }) : -1;
  const seen = new Set<string>();
  models.forEach((model, s) => addSharedRows(builder, { part: parts[s]!, model, s, seen }));
  return { first: builder.finish(), parts: parts.map(withoutSharedRows), threshold };
}

/** Lowest upper bound of each shared column over all scenarios; 0 where a scenario has a make that is not on sale. */
function lowestLimits(models: readonly ScenarioModel[]): Map<string, number> {
  const lowest = new Map<string, number>();
  const base = models[0]!;
  for (const { lp, facts } of models)
    lp.columnNames.forEach((name, j) => {
      if (!sharedName.test(name)) return;
      const upper = lp.columnUpper[j]! / unitOf(name, base, facts);
      lowest.set(name, Math.min(lowest.get(name) ?? Infinity, upper));
    });
  const { labels } = base.frame.model.study;
  for (const { facts, columns } of models)
    for (const k of (labels['chip'] ?? []).keys())
      for (let t = 0; t < Math.min(facts.sharedPeriods, base.frame.sizes.periods); t++) {
        const own = models.map((model) => model.columns.order(k, t, 0));
        const known = own.findIndex((column) => column >= 0);
        if (columns.order(k, t, 0) >= 0 || known < 0 || facts.orderLimit(k, t, 0) > 0) continue;
        lowest.set(models[known]!.lp.columnNames[own[known]!]!, 0);
      }
  return lowest;
}

/** MW of a chip in a scenario over its MW in the first, for orders; 1 for all else. */
function unitOf(name: string, { facts: base, frame }: ScenarioModel, facts: Facts): number {
  const chip = /^order\[(.*?), /.exec(name)?.[1];
  if (chip === undefined) return 1;
  const k = (frame.model.study.labels['chip'] ?? []).indexOf(chip);
  return facts.unitMw[k]! / base.unitMw[k]!;
}

/** Rows over shared columns alone become limits of the shared stage: those that differ by scenario once for each. */
function addSharedRows(
  builder: ModelBuilder,
  at: {
    readonly part: ScenarioPart;
    readonly model: ScenarioModel;
    readonly s: number;
    readonly seen: Set<string>;
  },
): void {
  const { part, s, seen } = at;
  const { lp, shared, scale } = part;
  const numberOf = new Map([...shared].flatMap((j, number) => (j >= 0 ? [[j, number] as const] : [])));
  for (const row of sharedRows(part)) {
    const name = lp.rowNames[row]!;
    const isOwn = name.startsWith('capital[');
    if (!isOwn && seen.has(name)) continue;
    seen.add(name);
    const added = builder.addRow(isOwn ? `${name.slice(0, -1)} of s${s + 1}]` : name, [], {
      lower: lp.rowLower[row]!,
      upper: lp.rowUpper[row]!,
    });
    for (let e = lp.matrix.starts[row]!; e < lp.matrix.starts[row + 1]!; e++) {
      const number = numberOf.get(lp.matrix.columns[e]!)!;
      builder.addTerm(added, number, lp.matrix.coefficients[e]! * scale[number]!);
    }
  }
}

function sharedRows({ lp, shared }: ScenarioPart): number[] {
  const isShared = new Set([...shared].filter((j) => j >= 0));
  const { starts, columns } = lp.matrix;
  return lp.rowNames.flatMap((_, row) => {
    for (let e = starts[row]!; e < starts[row + 1]!; e++) if (!isShared.has(columns[e]!)) return [];
    return [row];
  });
}

/** A scenario whose shared decisions are given needs no limit on them: one kept to a rounding would be broken by it. */
function withoutSharedRows(part: ScenarioPart): ScenarioPart {
  const { lp } = part;
  const [rowLower, rowUpper] = [lp.rowLower.slice(), lp.rowUpper.slice()];
  for (const row of sharedRows(part)) {
    rowLower[row] = -Infinity;
    rowUpper[row] = Infinity;
  }
  return { ...part, lp: { ...lp, rowLower, rowUpper } };
}
