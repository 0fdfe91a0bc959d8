import type { OpenModel, Solution, Solver } from '../lp/index.ts';
import { buildScenarioModel } from './scenario-model.ts';
import type { TwoStage } from './two-stage.ts';

/** A first stage, with what the model says that it costs over all scenarios. */
export interface WholePoint {
  readonly x: Float64Array;
  readonly objective: number;
}

/** What a search within a box ended with. */
export interface BoxSearch {
  /** Best point found; `undefined` where there is none. */
  readonly point: WholePoint | undefined;
  /** Whether nothing better lies in the box. */
  readonly isExhausted: boolean;
}

/** Columns up to which all scenarios together are searched for integers at all; beyond, a root relaxation alone takes minutes. */
const mostColumns = 40_000;

/** Gap to which a box is searched. */
const boxGap = 1e-5;

/** All scenarios in one open model, of which only parts are left free: to improve a first stage, not to prove one. */
export class WholeModel {
  readonly #problem: TwoStage;
  readonly #solver: Solver;
  #open: OpenModel | undefined;
  #bounds: { readonly lower: Float64Array; readonly upper: Float64Array } | undefined;

  constructor(problem: TwoStage, solver: Solver) {
    this.#problem = problem;
    this.#solver = solver;
  }

  /** Whether the whole is small enough to be searched with its integers. */
  get isSearchable(): boolean {
    const { first, second, scenarios } = this.#problem;
    return first.columnNames.length + scenarios.length * second.columnNames.length <= mostColumns;
  }

  /** The best first stage for given integers of both stages, which is a linear programme; `undefined` where that has nothing to choose. */
  withIntegers(x: Float64Array, points: readonly Float64Array[]): WholePoint | undefined {
    const { first, second } = this.#problem;
    const isWhole = (kind: string): boolean => kind !== 'continuous';
    if (!second.kinds.some(isWhole) || first.kinds.every(isWhole)) return undefined;
    const columns: number[] = [];
    const values: number[] = [];
    const fix = (kinds: readonly string[], point: Float64Array, from: number): void => {
      for (const [j, kind] of kinds.entries()) {
        if (!isWhole(kind)) continue;
        columns.push(from + j);
        values.push(Math.round(point[j]!));
      }
    };
    fix(first.kinds, x, 0);
    for (const [s, point] of points.entries()) fix(second.kinds, point, this.#columnOf(s));
    const open = this.#opened();
    open.changeColumnBounds(columns, values, values);
    const solution = open.solve({ isRelaxed: true });
    this.#free();
    return pointOf(solution, x.length);
  }

  /** Searches the first stages within reach of one, from its recourse on, until told to stop; integers of both stages are free. */
  within(
    box: { readonly lower: Float64Array; readonly upper: Float64Array },
    start: { readonly x: Float64Array; readonly points: readonly Float64Array[] },
    isCancelled: () => boolean,
  ): BoxSearch {
    const open = this.#opened();
    const all = Array.from(box.lower, (_, j) => j);
    const { columnLower, columnUpper } = this.#problem.first;
    open.changeColumnBounds(all, box.lower, box.upper);
    const values = new Float64Array(open.columnCount);
    values.set(start.x);
    for (const [s, point] of start.points.entries()) values.set(point, this.#columnOf(s));
    open.suggestValues(values);
    const solution = open.solve({ relativeGap: boxGap, isCancelled });
    open.changeColumnBounds(all, columnLower, columnUpper);
    return { point: pointOf(solution, all.length), isExhausted: solution.status === 'optimal' };
  }

  close(): void {
    this.#open?.close();
  }

  /** The first column of a scenario. */
  #columnOf(s: number): number {
    const { first, second } = this.#problem;
    return first.columnNames.length + s * second.columnNames.length;
  }

  #opened(): OpenModel {
    if (this.#open) return this.#open;
    const weighted = this.#problem.scenarios.map(({ probability }, scenario) => {
      return { scenario, weight: probability };
    });
    const model = buildScenarioModel(this.#problem, weighted);
    this.#bounds = { lower: model.columnLower, upper: model.columnUpper };
    this.#open = this.#solver.open(model);
    return this.#open;
  }

  /** Takes back all bounds. */
  #free(): void {
    const { lower, upper } = this.#bounds!;
    this.#open!.changeColumnBounds(
      Array.from(lower, (_, j) => j),
      lower,
      upper,
    );
  }
}

function pointOf({ values, objective }: Solution, firstCount: number): WholePoint | undefined {
  return values === undefined ? undefined : { x: values.slice(0, firstCount), objective: objective! };
}
