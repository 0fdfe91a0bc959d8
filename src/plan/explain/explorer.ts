import type { LpModel, OpenModel, SolveOptions, Solver } from '../../lp/index.ts';
import { fixIntegers, type SolvedPlan } from '../solve-plan.ts';
import { methodFor } from '../solve-method.ts';
import { answerOf, type Answered } from './answered.ts';

/** A column and the bounds to put on it. */
export type BoundChange = readonly [column: number, lower: number, upper: number];

/** A solved plan held open by the solver, to ask what it would be worth with some choices changed. */
export interface Explorer {
  readonly plan: SolvedPlan;
  /** Solves with bounds changed and gives them back; phases and contracts not named stay as planned. */
  readonly tryBounds: (changes: readonly BoundChange[]) => Answered;
  /** The plan itself, orders free of their lots. */
  readonly base: Answered;
  readonly open: OpenModel;
}

/** How long an explorer may be asked, and whether it still should be. */
export type ExploreOptions = Pick<SolveOptions, 'isCancelled' | 'timeLimitSeconds'>;

/**
 * Opens the programme of a plan for the length of a call: phases and contracts fixed, orders free of their lots, since what a
 * change is worth should not hang on the rounding of each order. Each solve starts from the last, and ends with a wish to stop.
 */
export function explore<T>(
  solver: Solver,
  plan: SolvedPlan,
  use: (explorer: Explorer) => T,
  options: ExploreOptions = {},
): T {
  const lp = withoutLots(fixIntegers(plan.model.lp, plan.solution.values!));
  const open = solver.open(lp);
  try {
    const base = answerOf(open.solve({ ...options, isRelaxed: true, ...methodFor(lp) }));
    const tryBounds = (changes: readonly BoundChange[]): Answered => {
      const columns = changes.map(([column]) => column);
      open.changeColumnBounds(
        columns,
        changes.map(([, lower]) => lower),
        changes.map(([, , upper]) => upper),
      );
      const solution = open.solve({ ...options, isRelaxed: true });
      open.changeColumnBounds(
        columns,
        columns.map((column) => lp.columnLower[column]!),
        columns.map((column) => lp.columnUpper[column]!),
      );
      return answerOf(solution);
    };
    return use({ plan, open, tryBounds, base });
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
