import { ModelBuilder, type LpModel } from '../../lp/index.ts';
import type { Risk } from '../blocks/risk.ts';
import { isShared, unitOf, type ScenarioModel } from './scenario-model.ts';

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
      if (!isShared(name) || numbers.has(name)) return;
      const upper = Math.min(limits.get(name)!, lp.columnUpper[j]!);
      numbers.set(name, builder.addColumn(name, { lower: lp.columnLower[j]!, upper, kind: lp.kinds[j]! }));
    });
  const names = [...numbers.keys()];
  const parts = models.map((model) => partOf(names, models[0]!, model));
  const threshold = risk ? builder.addColumn('threshold', { lower: -Infinity, cost: -risk.weight }) : -1;
  const seen = new Set<string>();
  parts.forEach((part, s) => addSharedRows(builder, part, s, seen));
  return { first: builder.finish(), parts: parts.map(withoutSharedRows), threshold };
}

/** Where shared decisions, by name, stand in the programme of a scenario. */
export function partOf(names: readonly string[], base: ScenarioModel, model: ScenarioModel): ScenarioPart {
  const columnOf = new Map(model.lp.columnNames.map((name, j) => [name, j]));
  return {
    lp: model.lp,
    shared: Int32Array.from(names, (name) => columnOf.get(name) ?? -1),
    scale: Float64Array.from(names, (name) => unitOf(name, base, model)),
  };
}

/** Lowest upper bound of each shared column over all scenarios; 0 where a scenario has a make that is not on sale. */
function lowestLimits(models: readonly ScenarioModel[]): Map<string, number> {
  const lowest = new Map<string, number>();
  const base = models[0]!;
  for (const model of models)
    model.lp.columnNames.forEach((name, j) => {
      if (!isShared(name)) return;
      const upper = model.lp.columnUpper[j]! / unitOf(name, base, model);
      lowest.set(name, Math.min(lowest.get(name) ?? Infinity, upper));
    });
  for (const { closed } of models) for (const name of closed) if (lowest.has(name)) lowest.set(name, 0);
  return lowest;
}

/** Rows over shared columns alone become limits of the shared stage: those that differ by scenario once for each. */
function addSharedRows(builder: ModelBuilder, part: ScenarioPart, s: number, seen: Set<string>): void {
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
  const own = new Set([...shared].filter((j) => j >= 0));
  const { starts, columns } = lp.matrix;
  return lp.rowNames.flatMap((_, row) => {
    for (let e = starts[row]!; e < starts[row + 1]!; e++) if (!own.has(columns[e]!)) return [];
    return [row];
  });
}

/** A scenario whose shared decisions are given needs no limit on them: one kept to a rounding would be broken by it. */
export function withoutSharedRows(part: ScenarioPart): ScenarioPart {
  const { lp } = part;
  const [rowLower, rowUpper] = [lp.rowLower.slice(), lp.rowUpper.slice()];
  for (const row of sharedRows(part)) {
    rowLower[row] = -Infinity;
    rowUpper[row] = Infinity;
  }
  return { ...part, lp: { ...lp, rowLower, rowUpper } };
}
