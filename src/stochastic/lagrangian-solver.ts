import type { OpenModel, SolveOptions, Solver } from '../lp/index.ts';
import { buildScenarioModel } from './scenario-model.ts';
import type { TwoStage } from './two-stage.ts';

/** Models kept open at once; each holds one scenario, and a solver's memory is bounded. */
const mostOpen = 1200;

/** The best point of a scenario on its own, and the proven bound on its priced cost. */
export interface LagrangianPoint {
  readonly bound: number;
  /** `undefined` where a solve was stopped before it found a point. */
  readonly point: { readonly x: Float64Array; readonly cost: number } | undefined;
}

/** Solves scenarios on their own with prices on the first stage; their models stay open, so that only costs change. */
export class LagrangianSolver {
  readonly #solver: Solver;
  readonly #problem: TwoStage;
  readonly #open = new Map<number, OpenModel>();
  readonly #columns: Int32Array;

  constructor(solver: Solver, problem: TwoStage) {
    this.#solver = solver;
    this.#problem = problem;
    this.#columns = Int32Array.from(problem.first.columnNames, (_, j) => j);
  }

  /** Minimises (first + price) · x + second · y over one scenario, constants of the first stage included. */
  solve(scenario: number, price: Float64Array, options: SolveOptions): LagrangianPoint {
    const open = this.#openModel(scenario);
    const { cost } = this.#problem.first;
    open.changeCosts(
      this.#columns,
      cost.map((each, j) => each + price[j]!),
    );
    const solution = open.solve(options);
    if (solution.status === 'infeasible') return { bound: Infinity, point: undefined };
    const { values, objective } = solution;
    const bound = solution.bound ?? -Infinity;
    if (values === undefined) return { bound, point: undefined };
    const x = values.slice(0, price.length);
    let priced = 0;
    for (let j = 0; j < price.length; j++) priced += price[j]! * x[j]!;
    return { bound, point: { x, cost: objective! - priced } };
  }

  close(): void {
    for (const open of this.#open.values()) open.close();
    this.#open.clear();
  }

  #openModel(scenario: number): OpenModel {
    let open = this.#open.get(scenario);
    if (open !== undefined) return open;
    if (this.#open.size >= mostOpen) this.close();
    open = this.#solver.open(buildScenarioModel(this.#problem, [{ scenario, weight: 1 }]));
    this.#open.set(scenario, open);
    return open;
  }
}
