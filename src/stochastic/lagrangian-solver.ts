import type { OpenModel, SolveOptions, Solver } from '../lp/index.ts';
import { buildScenarioModel } from './scenario-model.ts';
import { TaskCancelled } from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

/** Scenarios in models kept open at once, for a solver's memory is bounded. */
const mostOpen = 2000;

/** The best point of a group of scenarios on its own, and the proven bound on its priced cost. */
export interface LagrangianPoint {
  readonly bound: number;
  /** `undefined` where a solve was stopped before it found a point. */
  readonly point: { readonly x: Float64Array; readonly cost: number } | undefined;
}

/** Solves groups of scenarios on their own with prices on the first stage; their models stay open, so that only costs change. */
export class LagrangianSolver {
  readonly #solver: Solver;
  readonly #problem: TwoStage;
  readonly #open = new Map<string, OpenModel>();
  /** What each was last solved to: feasible at any prices, and often near the best. */
  readonly #last = new WeakMap<OpenModel, Float64Array>();
  #openCount = 0;
  readonly #columns: Int32Array;

  constructor(solver: Solver, problem: TwoStage) {
    this.#solver = solver;
    this.#problem = problem;
    this.#columns = Int32Array.from(problem.first.columnNames, (_, j) => j);
  }

  /** Minimises (first + price) · x + the group's mean of second · y, constants of the first stage included. */
  solve(group: readonly number[], price: Float64Array, options: SolveOptions): LagrangianPoint {
    const open = this.#openModel(group);
    const { cost } = this.#problem.first;
    open.changeCosts(
      this.#columns,
      cost.map((each, j) => each + price[j]!),
    );
    const last = this.#last.get(open);
    if (last) open.suggestValues(last);
    const solution = open.solve(options);
    if (solution.values) this.#last.set(open, solution.values);
    if (solution.status === 'cancelled') throw new TaskCancelled();
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
    this.#openCount = 0;
  }

  #openModel(group: readonly number[]): OpenModel {
    const key = group.join();
    let open = this.#open.get(key);
    if (open !== undefined) return open;
    if (this.#openCount + group.length > mostOpen) this.close();
    const total = group.reduce((sum, s) => sum + this.#problem.scenarios[s]!.probability, 0);
    const weighted = group.map((scenario) => {
      return { scenario, weight: this.#problem.scenarios[scenario]!.probability / total };
    });
    open = this.#solver.open(buildScenarioModel(this.#problem, weighted));
    this.#open.set(key, open);
    this.#openCount += group.length;
    return open;
  }
}
