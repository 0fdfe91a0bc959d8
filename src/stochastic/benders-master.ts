import { ModelBuilder, type OpenModel, type Solution, type SolveOptions, type Solver } from '../lp/index.ts';
import type { Cut } from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

/** A cut of the master as plain data: expected recourse of a cluster ≥ constant + slope · x; cluster -1: 0 ≥ it. */
export interface MasterCut {
  readonly cluster: number;
  readonly constant: number;
  readonly slope: Float64Array;
}

/** A point of the master. */
export interface MasterPoint {
  readonly status: Solution['status'];
  readonly x: Float64Array;
  /** By cluster. */
  readonly theta: Float64Array;
  /** Bound on the optimum of the whole; -Infinity while a cluster has no cut or stands at a limit that was made up. */
  readonly bound: number;
}

/** How far below its last known value a cluster's recourse may go while the cuts do not yet bound the master. */
const madeUpReach = 1e3;

/** The first stage with one column for the expected recourse of each cluster of scenarios, and the cuts on them. */
export class BendersMaster {
  readonly #open: OpenModel;
  readonly #problem: Pick<TwoStage, 'name' | 'first'>;
  readonly #thetas: Int32Array;
  readonly #hasCut: boolean[];
  readonly #madeUp: Float64Array;
  readonly cuts: MasterCut[] = [];

  constructor(solver: Solver, problem: Pick<TwoStage, 'name' | 'first'>, clusterCount: number) {
    this.#problem = problem;
    const { first } = problem;
    const builder = new ModelBuilder({ name: `${problem.name} master`, sense: 'minimise' });
    builder.addOffset(first.offset);
    for (const [j, name] of first.columnNames.entries()) {
      const [lower, upper] = [first.columnLower[j]!, first.columnUpper[j]!];
      builder.addColumn(name, { cost: first.cost[j]!, lower, upper, kind: first.kinds[j]! });
    }
    const { starts, columns, coefficients } = first.matrix;
    for (const [i, name] of first.rowNames.entries()) {
      const row = builder.addRow(name, [], { lower: first.rowLower[i]!, upper: first.rowUpper[i]! });
      for (let k = starts[i]!; k < starts[i + 1]!; k++) builder.addTerm(row, columns[k]!, coefficients[k]!);
    }
    this.#thetas = Int32Array.from({ length: clusterCount }, (_, k) =>
      builder.addColumn(`recourse of cluster ${k}`, { lower: 0, upper: 0, cost: 1 }),
    );
    this.#hasCut = Array.from({ length: clusterCount }, () => false);
    this.#madeUp = new Float64Array(clusterCount).fill(-Infinity);
    this.#open = solver.open(builder.finish());
  }

  addCuts(cuts: readonly MasterCut[]): void {
    const starts = [0];
    const columns: number[] = [];
    const coefficients: number[] = [];
    for (const { cluster, slope } of cuts) {
      for (const [j, value] of slope.entries()) {
        if (value === 0) continue;
        columns.push(j);
        coefficients.push(-value);
      }
      if (cluster >= 0) {
        columns.push(this.#thetas[cluster]!);
        coefficients.push(1);
        this.#release(cluster);
      }
      starts.push(columns.length);
    }
    const lower = cuts.map((cut) => cut.constant);
    this.#open.addRows({ lower, upper: cuts.map(() => Infinity), starts, columns, coefficients });
    this.cuts.push(...cuts);
  }

  #release(cluster: number): void {
    if (this.#hasCut[cluster]) return;
    this.#hasCut[cluster] = true;
    this.#open.changeColumnBounds([this.#thetas[cluster]!], [this.#madeUp[cluster]!], [Infinity]);
  }

  /** Solves the master; where its cuts do not bound it, with limits made up below `values`, the last known recourse. */
  solve(options: SolveOptions, values: Float64Array | undefined): MasterPoint {
    let solution = this.#open.solve(options);
    for (let reach = madeUpReach; solution.status === 'unbounded' && reach < 1e10; reach *= 100) {
      if (values === undefined) break;
      for (const [k, theta] of this.#thetas.entries()) {
        if (!this.#hasCut[k]) continue;
        this.#madeUp[k] = values[k]! - reach * Math.max(1, Math.abs(values[k]!));
        this.#open.changeColumnBounds([theta], [this.#madeUp[k]!], [Infinity]);
      }
      solution = this.#open.solve(options);
    }
    const { first } = this.#problem;
    const all = solution.values ?? new Float64Array(first.columnNames.length + this.#thetas.length);
    const theta = all.slice(first.columnNames.length);
    const isProven =
      this.#hasCut.every(Boolean) &&
      theta.every((each, k) => {
        const limit = this.#madeUp[k]!;
        return limit === -Infinity || each > limit + 1e-6 * Math.abs(limit);
      });
    const x = all.slice(0, first.columnNames.length);
    for (const [j, value] of x.entries()) {
      // An interior point may stand a rounding outside its bounds, and whole numbers beside themselves.
      const whole = first.kinds[j] === 'integer' && !options.isRelaxed ? Math.round(value) : value;
      x[j] = Math.min(Math.max(whole, first.columnLower[j]!), first.columnUpper[j]!);
    }
    return { status: solution.status, x, theta, bound: isProven ? (solution.bound ?? -Infinity) : -Infinity };
  }

  close(): void {
    this.#open.close();
  }
}

/** Joins scenario cuts to one for each cluster that all its scenarios have one of; a feasibility cut stands for itself. */
export function joinCuts(
  problem: TwoStage,
  clusters: readonly (readonly number[])[],
  cuts: readonly Cut[],
): MasterCut[] {
  const byScenario = new Map(cuts.map((cut) => [cut.scenario, cut]));
  const joined: MasterCut[] = [];
  for (const [cluster, scenarios] of clusters.entries()) {
    const slope = new Float64Array(problem.first.columnNames.length);
    let constant = 0;
    let isWhole = true;
    for (const scenario of scenarios) {
      const cut = byScenario.get(scenario);
      if (cut?.kind === 'feasibility') joined.push({ cluster: -1, constant: cut.constant, slope: cut.slope });
      if (cut?.kind !== 'optimality') {
        isWhole = false;
        continue;
      }
      const { probability } = problem.scenarios[scenario]!;
      constant += probability * cut.constant;
      for (let j = 0; j < slope.length; j++) slope[j]! += probability * cut.slope[j]!;
    }
    if (isWhole) joined.push({ cluster, constant, slope });
  }
  return joined;
}

/** constant + slope · x. */
export function cutAt(cut: Pick<MasterCut, 'constant' | 'slope'>, x: Float64Array): number {
  let sum = cut.constant;
  for (let j = 0; j < x.length; j++) sum += cut.slope[j]! * x[j]!;
  return sum;
}
