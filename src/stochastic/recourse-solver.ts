import { multiply, type OpenModel, type SolveOptions, type Solver } from '../lp/index.ts';
import { limitsValue, slopeOf } from './dual-value.ts';
import { replacedEntries, scenarioData, type ScenarioData } from './scenario-data.ts';
import { TaskCancelled, type Cut } from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

/** Dual vertices kept: enough for the shapes seen, and small beside the models themselves. */
const mostVertices = 2000;

/** The best recourse found at a point, with the proven bound on its cost. */
export interface RecoursePoint {
  readonly value: number;
  readonly bound: number;
  /** By column of the second stage; `undefined` where there is none. */
  readonly point: Float64Array | undefined;
}

/** A point of the dual's feasible set, which holds for every scenario where recourse is fixed. */
interface DualVertex {
  readonly duals: Float64Array;
  readonly reducedCosts: Float64Array;
  /** By scenario, NaN until asked for. */
  readonly constants: Float64Array;
  /** Of the technology that all scenarios share. */
  readonly slope: Float64Array;
}

/**
 * Solves the second stage of scenarios at first-stage points: one open model that takes each scenario's numbers in turn, so
 * that a solve starts from the last one's basis. The duals found are kept and tried first on later points.
 */
export class RecourseSolver {
  readonly #problem: TwoStage;
  readonly #open: OpenModel;
  readonly #data = new Map<number, ScenarioData>();
  readonly #vertices: DualVertex[] = [];
  readonly #allRows: Int32Array;
  readonly #allColumns: Int32Array;
  readonly #hasOwnCosts: boolean;
  readonly #hasOwnBounds: boolean;
  #current = -1;

  constructor(solver: Solver, problem: TwoStage) {
    this.#problem = problem;
    this.#open = solver.open(problem.second);
    this.#allRows = Int32Array.from(problem.second.rowNames, (_, i) => i);
    this.#allColumns = Int32Array.from(problem.second.columnNames, (_, j) => j);
    this.#hasOwnCosts = problem.scenarios.some(({ changes }) => changes.costs.columns.length > 0);
    this.#hasOwnBounds = problem.scenarios.some(({ changes }) => changes.bounds.columns.length > 0);
  }

  /** A cut at a point: from the cache where one there exceeds `known`, else by solving the relaxed second stage. */
  cutAt(scenario: number, x: Float64Array, known: number | undefined): Cut {
    const data = this.#dataOf(scenario);
    if (known !== undefined && this.#problem.hasFixedRecourse) {
      const best = this.#bestCached(scenario, data, x);
      if (best !== undefined && best.at > known) {
        return { scenario, kind: 'optimality', constant: best.constant, slope: best.slope, value: undefined };
      }
    }
    this.#load(scenario, data, x);
    const solution = this.#open.solve({ isRelaxed: true, method: 'simplex' });
    if (solution.status === 'infeasible') return this.#feasibilityCut(scenario, data);
    if (solution.status === 'cancelled') throw new TaskCancelled();
    if (solution.status !== 'optimal') {
      const { name } = this.#problem.scenarios[scenario]!;
      throw new Error(`The second stage of scenario ${name} ended as ${solution.status}`);
    }
    const vertex: DualVertex = {
      duals: solution.duals!,
      reducedCosts: solution.reducedCosts!,
      constants: new Float64Array(this.#problem.scenarios.length).fill(NaN),
      slope: slopeOf(solution.duals!, this.#problem.technology, x.length),
    };
    if (this.#problem.hasFixedRecourse && this.#vertices.length < mostVertices) this.#vertices.push(vertex);
    const { constant, slope } = this.#cutOf(vertex, scenario, data);
    return { scenario, kind: 'optimality', constant, slope, value: solution.objective! };
  }

  /** The recourse at a point with its integers: the best value and the proven bound; Infinity where there is none. */
  valueAt(scenario: number, x: Float64Array, options: SolveOptions): RecoursePoint {
    this.#load(scenario, this.#dataOf(scenario), x);
    const solution = this.#open.solve(options);
    if (solution.status === 'cancelled') throw new TaskCancelled();
    if (solution.status === 'infeasible') return { value: Infinity, bound: Infinity, point: undefined };
    const { objective = Infinity, bound = -Infinity, values } = solution;
    return { value: objective, bound, point: values };
  }

  close(): void {
    this.#open.close();
  }

  #dataOf(scenario: number): ScenarioData {
    let data = this.#data.get(scenario);
    if (data === undefined) this.#data.set(scenario, (data = scenarioData(this.#problem, scenario)));
    return data;
  }

  #load(scenario: number, data: ScenarioData, x: Float64Array): void {
    if (scenario !== this.#current) {
      if (this.#hasOwnCosts) this.#open.changeCosts(this.#allColumns, data.cost);
      if (this.#hasOwnBounds) {
        this.#open.changeColumnBounds(this.#allColumns, data.columnLower, data.columnUpper);
      }
      this.#changeCoefficients(scenario);
      this.#current = scenario;
    }
    const used = multiply({ matrix: data.technology }, x);
    const lower = data.rowLower.map((limit, i) => limit - used[i]!);
    const upper = data.rowUpper.map((limit, i) => limit - used[i]!);
    this.#open.changeRowLimits(this.#allRows, lower, upper);
  }

  /** Takes back the last scenario's coefficients, then sets this one's. */
  #changeCoefficients(scenario: number): void {
    if (this.#current >= 0) {
      const { rows, columns } = this.#problem.scenarios[this.#current]!.changes.coefficients;
      for (const [i, row] of rows.entries()) {
        this.#open.changeCoefficient(row, columns[i]!, this.#common(row, columns[i]!));
      }
    }
    const { rows, columns, values } = this.#problem.scenarios[scenario]!.changes.coefficients;
    for (const [i, row] of rows.entries()) this.#open.changeCoefficient(row, columns[i]!, values[i]!);
  }

  #common(row: number, column: number): number {
    const { starts, columns, coefficients } = this.#problem.second.matrix;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) if (columns[k] === column) return coefficients[k]!;
    return 0;
  }

  #bestCached(
    scenario: number,
    data: ScenarioData,
    x: Float64Array,
  ): { at: number; constant: number; slope: Float64Array } | undefined {
    let best: { at: number; constant: number; slope: Float64Array } | undefined;
    for (const vertex of this.#vertices) {
      const { constant, slope } = this.#cutOf(vertex, scenario, data);
      let at = constant;
      for (let j = 0; j < slope.length; j++) at += slope[j]! * x[j]!;
      if (best === undefined || at > best.at) best = { at, constant, slope };
    }
    return best;
  }

  /** The value of a dual point as a function of x: each multiplier takes the limit its sign points to. */
  #cutOf(
    vertex: DualVertex,
    scenario: number,
    data: ScenarioData,
  ): { constant: number; slope: Float64Array } {
    let constant = vertex.constants[scenario]!;
    if (Number.isNaN(constant)) {
      constant =
        limitsValue(vertex.duals, data.rowLower, data.rowUpper) +
        limitsValue(vertex.reducedCosts, data.columnLower, data.columnUpper);
      vertex.constants[scenario] = constant;
    }
    const isCommon = data.technology === this.#problem.technology;
    const slope = isCommon
      ? vertex.slope
      : slopeOf(vertex.duals, data.technology, this.#problem.first.columnNames.length);
    return { constant, slope };
  }

  /** A ray y proves that Σ y × limit exceeds what y · recourse can reach; both less y · technology · x, so x must end that. */
  #feasibilityCut(scenario: number, data: ScenarioData): Cut {
    const ray = this.#open.infeasibilityRay();
    const { name } = this.#problem.scenarios[scenario]!;
    if (ray === undefined)
      throw new Error(`The second stage of scenario ${name} is infeasible, without a proof`);
    const { second } = this.#problem;
    const matrix = replacedRecourse(this.#problem, scenario);
    const reach = new Float64Array(second.columnNames.length);
    for (let row = 0; row < ray.length; row++) {
      for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++) {
        reach[matrix.columns[k]!]! -= ray[row]! * matrix.coefficients[k]!;
      }
    }
    const constant =
      limitsValue(ray, data.rowLower, data.rowUpper) + limitsValue(reach, data.columnLower, data.columnUpper);
    const slope = slopeOf(ray, data.technology, this.#problem.first.columnNames.length);
    // Scaled, so that the row's tolerance means the same whatever the length of the ray.
    const size = Math.max(1e-12, ...slope.map(Math.abs));
    return {
      scenario,
      kind: 'feasibility',
      constant: constant / size,
      slope: slope.map((each) => each / size),
      value: undefined,
    };
  }
}

function replacedRecourse(problem: TwoStage, scenario: number): TwoStage['technology'] {
  return replacedEntries(problem.second.matrix, problem.scenarios[scenario]!.changes.coefficients);
}
