import { withModel, type Basis, type LpModel, type Solution, type Solver } from '../../lp/index.ts';
import { methodFor } from '../solve-method.ts';
import type { ScenarioPart } from './shared-stage.ts';

/**
 * Solves the programmes of scenarios at decisions that are given. One model is open at a time: of each scenario only its numbers
 * and the basis of its last solve are kept, so that a thousand need little more of the solver's memory than one.
 */
export class ScenarioProgrammes {
  readonly #solver: Solver;
  readonly #bases: (Basis | undefined)[] = [];

  constructor(solver: Solver) {
    this.#solver = solver;
  }

  /** Solves the programme of a scenario with its shared decisions at `x`, from where its last solve ended. */
  solveAt(s: number, part: ScenarioPart, x: Float64Array): Solution {
    const { columns, at } = levelsOf(part, x);
    const model = fixAt(part.lp, columns, at);
    return withModel(this.#solver, model, (open) => {
      const basis = this.#bases[s];
      const isWarm = basis !== undefined && fits(basis, model);
      if (isWarm) open.startFrom(basis);
      let solution = isWarm
        ? open.solve({ isRelaxed: true, method: 'simplex', pricing: 'largest' })
        : open.solve({ isRelaxed: true, ...methodFor(model) });
      // A start from the last basis may end in numerical trouble that a fresh one does not have.
      if (isWarm && solution.status === 'failed')
        solution = withModel(this.#solver, model, (fresh) => fresh.solve({ isRelaxed: true }));
      if (solution.status === 'optimal') this.#bases[s] = open.basis();
      return solution;
    });
  }

  /** What a scenario would be worth if it chose the shared decisions for itself. */
  solveFree(s: number, part: ScenarioPart): Solution {
    return withModel(this.#solver, part.lp, (open) => {
      const basis = this.#bases[s];
      if (basis && fits(basis, part.lp)) open.startFrom(basis);
      return open.solve({ isRelaxed: true });
    });
  }
}

function fits({ columns, rows }: Basis, { columnNames, rowNames }: LpModel): boolean {
  return columns.length === columnNames.length && rows.length === rowNames.length;
}

/** The columns of a scenario that are given, and at what, in its own units. */
export function levelsOf(
  { shared, scale, lp }: ScenarioPart,
  x: Float64Array,
): { columns: number[]; at: number[] } {
  const columns: number[] = [];
  const at: number[] = [];
  shared.forEach((j, number) => {
    if (j < 0) return;
    columns.push(j);
    at.push(Math.min(Math.max(x[number]! * scale[number]!, lp.columnLower[j]!), lp.columnUpper[j]!));
  });
  return { columns, at };
}

/** A programme with some columns fixed. */
export function fixAt(lp: LpModel, columns: readonly number[], at: readonly number[]): LpModel {
  const [columnLower, columnUpper] = [lp.columnLower.slice(), lp.columnUpper.slice()];
  columns.forEach((column, i) => (columnLower[column] = columnUpper[column] = at[i]!));
  return { ...lp, columnLower, columnUpper };
}
