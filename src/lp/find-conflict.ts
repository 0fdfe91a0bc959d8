import { withModel } from './solve-model.ts';
import type { OpenModel, SolveOptions, Solver } from './solver.ts';
import { hasIntegers, type LpModel } from './types.ts';

export interface ConflictOptions extends Pick<SolveOptions, 'timeLimitSeconds' | 'isCancelled'> {
  /** Rows that may be blamed, by number; left out, all. The others are taken for granted, as are the bounds of columns. */
  readonly among?: readonly number[];
}

export interface Conflict {
  /** Rows that cannot hold together, given the rows taken for granted and the bounds. Empty: those alone are in conflict. */
  readonly rows: readonly number[];
  /** Whether dropping any one of the rows makes the rest possible; not known where a solve ran out of time. */
  readonly isIrreducible: boolean;
}

/**
 * A smallest set of rows that cannot hold together; `undefined` where the model is feasible, or not known to be infeasible.
 *
 * Starts from the solver's own conflict or ray where it has one, then leaves rows out one by one for good as long as the rest
 * stays infeasible (deletion filter: Chinneck & Dravnieks, ORSA Journal on Computing 3(2):157–168, 1991), with integers too.
 */
export function findConflict(
  solver: Solver,
  model: LpModel,
  options: ConflictOptions = {},
): Conflict | undefined {
  // Costs play no part, and without them no unbounded objective hides the conflict.
  const bare = { ...model, cost: new Float64Array(model.cost.length), offset: 0 };
  return withModel(solver, bare, (open) => {
    const limits = { timeLimitSeconds: options.timeLimitSeconds, isCancelled: options.isCancelled };
    const solveOptions = Object.fromEntries(
      Object.entries(limits).filter(([, value]) => value !== undefined),
    ) as SolveOptions;
    if (open.solve(solveOptions).status !== 'infeasible') return undefined;
    const among = options.among ?? model.rowNames.map((_, i) => i);
    const blamed = firstSuspects(open, bare, { among, solveOptions });
    return filterByDeletion(open, bare, blamed, solveOptions);
  });
}

/** Rows that may be blamed and are in the solver's conflict or ray; all of them where it has neither or they do not do alone. */
function firstSuspects(
  open: OpenModel,
  model: LpModel,
  { among, solveOptions }: { readonly among: readonly number[]; readonly solveOptions: SolveOptions },
): readonly number[] {
  if (hasIntegers(model)) return among;
  const ray = open.infeasibilityRay();
  const rows = ray ? among.filter((row) => ray[row] !== 0) : open.conflictRows();
  if (rows === undefined || rows.length === 0) return among;
  const kept = new Set(rows);
  const others = among.filter((row) => !kept.has(row));
  free(open, others);
  if (open.solve(solveOptions).status === 'infeasible') return among.filter((row) => kept.has(row));
  restore(open, model, others);
  return among;
}

function filterByDeletion(
  open: OpenModel,
  model: LpModel,
  suspects: readonly number[],
  options: SolveOptions,
): Conflict {
  const rows: number[] = [];
  let isIrreducible = true;
  for (const row of suspects) {
    free(open, [row]);
    const { status } = open.solve(options);
    if (status === 'infeasible') continue;
    if (status !== 'optimal' && status !== 'unbounded') isIrreducible = false;
    restore(open, model, [row]);
    rows.push(row);
  }
  return { rows, isIrreducible };
}

function free(open: OpenModel, rows: readonly number[]): void {
  open.changeRowLimits(
    rows,
    rows.map(() => -Infinity),
    rows.map(() => Infinity),
  );
}

function restore(open: OpenModel, model: LpModel, rows: readonly number[]): void {
  open.changeRowLimits(
    rows,
    rows.map((row) => model.rowLower[row]!),
    rows.map((row) => model.rowUpper[row]!),
  );
}
