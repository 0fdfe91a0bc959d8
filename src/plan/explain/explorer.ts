import type { LpModel, OpenModel, Solution, Solver } from '../../lp/index.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { usdPerUnit } from '../price-columns.ts';
import { methodFor } from '../solve-method.ts';

/** A column and the bounds to put on it. */
export type BoundChange = readonly [column: number, lower: number, upper: number];

/** A solved plan held open by the solver, to ask what it would be worth with some choices changed. */
export interface Explorer {
  readonly plan: SolvedPlan;
  /** Solves with bounds changed and gives them back; phases and contracts not named stay as planned. */
  readonly tryBounds: (changes: readonly BoundChange[]) => Solution;
  /** Value in $ with bounds changed, `undefined` where there is no such plan. */
  readonly valueWith: (changes: readonly BoundChange[]) => number | undefined;
  readonly baseUsd: number;
  readonly open: OpenModel;
}

/**
 * Opens the programme of a plan for the length of a call: phases and contracts fixed, orders free of their lots, since what a
 * change is worth should not hang on the rounding of each order.
 */
export function explore<T>(solver: Solver, plan: SolvedPlan, use: (explorer: Explorer) => T): T {
  const lp = withoutLots(plan.model.lp);
  const open = solver.open(lp);
  try {
    const base = open.solve({ isRelaxed: true, ...methodFor(lp) });
    const tryBounds = (changes: readonly BoundChange[]) => {
      const columns = changes.map(([column]) => column);
      open.changeColumnBounds(
        columns,
        changes.map(([, lower]) => lower),
        changes.map(([, , upper]) => upper),
      );
      const solution = open.solve({ isRelaxed: true });
      open.changeColumnBounds(
        columns,
        columns.map((column) => lp.columnLower[column]!),
        columns.map((column) => lp.columnUpper[column]!),
      );
      return solution;
    };
    return use({
      plan,
      open,
      tryBounds,
      valueWith: (changes) => {
        const { status, objective } = tryBounds(changes);
        return status === 'optimal' && objective !== undefined ? objective * usdPerUnit : undefined;
      },
      baseUsd: (base.objective ?? Number.NaN) * usdPerUnit,
    });
  } finally {
    open.close();
  }
}

function withoutLots(lp: LpModel): LpModel {
  const [lower, upper] = [lp.columnLower.slice(), lp.columnUpper.slice()];
  lp.columnNames.forEach((name, j) => {
    if (!name.startsWith('lots[')) return;
    lower[j] = 0;
    upper[j] = Infinity;
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}
