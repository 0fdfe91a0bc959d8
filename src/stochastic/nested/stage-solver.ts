import {
  ModelBuilder,
  type OpenModel,
  type Solution,
  type SolveOptions,
  type Solver,
} from '../../lp/index.ts';
import { limitsValue, slopeOf } from '../dual-value.ts';
import { replacedEntries } from '../scenario-data.ts';
import { packCut, stageCutAt, type StageCut } from './stage-cut.ts';
import type { StageData, StagePart } from './stage-parts.ts';

/** A decision at a stage, given those before it. */
export interface StagePoint {
  /** By column of the stage. */
  readonly values: Float64Array;
  /** Of the stage alone. */
  readonly cost: number;
  /** By cluster: what the cuts say of the future. */
  readonly future: Float64Array;
  /** A lower bound on this stage and its future; -Infinity while a cluster has no cut or stands at a limit that was made up. */
  readonly bound: number;
  /** `bound` as a function of earlier columns; `undefined` where there is no bound, or integers were kept. */
  readonly cut: StageCut | undefined;
}

export type StageAnswer =
  | { readonly kind: 'point'; readonly point: StagePoint }
  /** No decision is feasible: what earlier columns must hold for one to be. */
  | { readonly kind: 'infeasible'; readonly cut: StageCut | undefined };

/** A stage cannot be solved: `unbounded`, or numerical trouble. */
export class StageFailure extends Error {
  readonly status: 'unbounded' | 'failed' | 'cancelled' | 'time limit';

  constructor(status: 'unbounded' | 'failed' | 'cancelled' | 'time limit', stage: string) {
    super(`${stage} ended as ${status}`);
    this.status = status;
  }
}

/**
 * How far columns may go, and a cluster's cost below 0 as a multiple of its last known one, while cuts do not yet bound a stage:
 * the first of these that leaves a decision. Larger ones cost digits.
 */
const madeUpReaches = [1e5, 1e7, 1e9, 1e11];

/** Solves in a row that cuts left unbounded, after which the programme itself is taken to be. */
const mostUnbounded = 100;

/** A dual tolerance of 1e-7 leaves this much of a reduced cost that should be 0. */
const noReducedCost = 1e-6;

/**
 * The programme of one node: the columns of its stage and one for each cluster of its branches, bounded by cuts. Decisions
 * before it and what turned out are set anew for each solve, which starts from the last one's basis.
 */
export class StageSolver {
  readonly #part: StagePart;
  readonly #open: OpenModel;
  readonly #columnCount: number;
  readonly #ownCount: number;
  readonly #rowCount: number;
  readonly #hasCut: boolean[];
  readonly #known: Float64Array;
  #isLimited = false;
  #unbounded = 0;
  #data: StageData | undefined;
  readonly cuts: StageCut[] = [];
  /** Of each cut: what earlier columns take part in it. */
  readonly #earlier: StageCut[] = [];
  solves = 0;

  constructor(solver: Solver, part: StagePart, columnCount: number, clusterCount: number) {
    this.#part = part;
    this.#columnCount = columnCount;
    this.#ownCount = part.columns.length;
    this.#rowCount = part.model.rowNames.length;
    this.#hasCut = Array.from({ length: clusterCount }, () => false);
    this.#known = new Float64Array(clusterCount);
    this.#open = solver.open(withFuture(part, clusterCount));
  }

  close(): void {
    this.#open.close();
  }

  addCuts(cuts: readonly StageCut[]): void {
    if (cuts.length === 0) return;
    const starts = [0];
    const columns: number[] = [];
    const coefficients: number[] = [];
    for (const cut of cuts) {
      const before: [number[], number[]] = [[], []];
      for (const [k, column] of cut.columns.entries()) {
        const own = this.#ownNumber(column);
        if (own === undefined) {
          before[0].push(column);
          before[1].push(cut.values[k]!);
        } else {
          columns.push(own);
          coefficients.push(-cut.values[k]!);
        }
      }
      if (cut.cluster >= 0) {
        columns.push(this.#ownCount + cut.cluster);
        coefficients.push(1);
        this.#release(cut.cluster);
      }
      starts.push(columns.length);
      const [earlier, values] = [Int32Array.from(before[0]), Float64Array.from(before[1])];
      this.#earlier.push({ ...cut, columns: earlier, values });
      this.cuts.push(cut);
    }
    const lower = cuts.map((cut) => cut.constant);
    this.#open.addRows({ lower, upper: cuts.map(() => Infinity), starts, columns, coefficients });
  }

  hasCut(cluster: number): boolean {
    return this.#hasCut[cluster]!;
  }

  /** Says what a cluster costs under the present policy. */
  noteFuture(cluster: number, cost: number): void {
    this.#known[cluster] = Math.abs(cost);
  }

  #ownNumber(column: number): number | undefined {
    const at = this.#part.columnAt[column]!;
    return this.#part.columns[at] === column ? at : undefined;
  }

  #release(cluster: number): void {
    if (this.#hasCut[cluster]) return;
    this.#hasCut[cluster] = true;
    this.#open.changeColumnBounds([this.#ownCount + cluster], [-Infinity], [Infinity]);
  }

  /** Decides, knowing a path of decisions by column of the core, and what turned out. */
  solve(data: StageData, path: Float64Array, options: SolveOptions = { isRelaxed: true }): StageAnswer {
    this.#load(data, path);
    this.solves++;
    const how = { method: 'simplex', ...options } as const;
    if (this.#isLimited) this.#limit(data, Infinity);
    let solution = this.#open.solve(how);
    if (solution.status === 'unbounded' && this.#hasCut.length > 0) {
      if (++this.#unbounded > mostUnbounded) throw new StageFailure('unbounded', this.#part.model.name);
      for (const reach of madeUpReaches) {
        this.#limit(data, reach);
        solution = this.#open.solve(how);
        if (solution.status !== 'infeasible') break;
      }
    }
    if (solution.status === 'infeasible') {
      if (this.#isLimited) throw new StageFailure('failed', this.#part.model.name);
      return { kind: 'infeasible', cut: options.isRelaxed ? this.#feasibilityCut(data) : undefined };
    }
    const { status } = solution;
    if (solution.values === undefined || (status !== 'optimal' && options.isRelaxed)) {
      throw new StageFailure(status === 'optimal' ? 'failed' : status, this.#part.model.name);
    }
    return { kind: 'point', point: this.#read(solution, data) };
  }

  #read(solution: Solution, data: StageData): StagePoint {
    const values = solution.values!.slice(0, this.#ownCount);
    const future = solution.values!.slice(this.#ownCount);
    const cost = values.reduce((sum, value, j) => sum + data.cost[j]! * value, this.#part.model.offset);
    const isProven = this.#hasCut.every(Boolean) && !this.#isLimited;
    if (isProven) this.#unbounded = 0;
    const cut = isProven && solution.duals ? this.#cutOf(solution, data) : undefined;
    return { values, cost, future, bound: isProven ? solution.bound! : -Infinity, cut };
  }

  /** Each multiplier takes the limit that its sign points to; those of cuts take the cut's own slope. */
  #cutOf({ duals, reducedCosts }: Solution, data: StageData): StageCut | undefined {
    const own = duals!.subarray(0, this.#rowCount);
    const ofFuture = reducedCosts!.subarray(this.#ownCount);
    if (ofFuture.some((each) => Math.abs(each) > noReducedCost)) return undefined;
    const constant =
      this.#part.model.offset +
      limitsValue(own, data.rowLower, data.rowUpper) +
      limitsValue(reducedCosts!.subarray(0, this.#ownCount), data.columnLower, data.columnUpper);
    const cut = this.#withCuts(constant, slopeOf(own, data.technology, this.#columnCount), duals!);
    return Number.isFinite(cut.constant) ? cut : undefined;
  }

  #withCuts(start: number, slope: Float64Array, multipliers: Float64Array): StageCut {
    let constant = start;
    for (const [i, { constant: each, columns, values }] of this.#earlier.entries()) {
      const multiplier = multipliers[this.#rowCount + i]!;
      // A cut is a lower limit: a multiplier of the other sign is rounding.
      if (!(multiplier > 0)) continue;
      constant += multiplier * each;
      for (let k = 0; k < columns.length; k++) slope[columns[k]!]! += multiplier * values[k]!;
    }
    return packCut(0, constant, slope);
  }

  /** A ray y proves that Σ y × limit exceeds what y · matrix can reach; earlier columns must end that. */
  #feasibilityCut(data: StageData): StageCut {
    const ray = this.#open.infeasibilityRay();
    const { name, matrix } = this.#part.model;
    if (ray === undefined) throw new StageFailure('failed', name);
    const own = ray.subarray(0, this.#rowCount);
    const { starts, columns, coefficients } = replacedEntries(matrix, data.coefficients);
    const reach = new Float64Array(this.#ownCount);
    for (const [row, each] of own.entries()) {
      for (let k = starts[row]!; k < starts[row + 1]!; k++) reach[columns[k]!]! -= each * coefficients[k]!;
    }
    for (const [i, cut] of this.cuts.entries()) {
      const each = Math.max(ray[this.#rowCount + i]!, 0);
      if (each === 0) continue;
      for (const [k, column] of cut.columns.entries()) {
        const number = this.#ownNumber(column);
        if (number !== undefined) reach[number]! += each * cut.values[k]!;
      }
    }
    const constant =
      limitsValue(own, data.rowLower, data.rowUpper) + limitsValue(reach, data.columnLower, data.columnUpper);
    const cut = this.#withCuts(constant, slopeOf(own, data.technology, this.#columnCount), ray);
    // Scaled, so that the row's tolerance means the same whatever the length of the ray.
    const size = Math.max(1e-12, ...cut.values.map(Math.abs));
    return {
      cluster: -1,
      constant: cut.constant / size,
      columns: cut.columns,
      values: cut.values.map((each) => each / size),
    };
  }

  /** Made-up limits let a stage that its cuts leave unbounded give a point to make more cuts at; Infinity takes them back. */
  #limit(data: StageData, reach: number): void {
    this.#isLimited = reach < Infinity;
    const count = this.#ownCount + this.#hasCut.length;
    const lower = Float64Array.from({ length: count }, (_, j) => {
      if (j < this.#ownCount) return Math.max(data.columnLower[j]!, -reach);
      const cluster = j - this.#ownCount;
      return this.#hasCut[cluster] ? -reach * Math.max(1, this.#known[cluster]!) : 0;
    });
    const upper = Float64Array.from({ length: count }, (_, j) => {
      if (j < this.#ownCount) return Math.min(data.columnUpper[j]!, reach);
      return this.#hasCut[j - this.#ownCount] ? Infinity : 0;
    });
    this.#open.changeColumnBounds([...lower.keys()], lower, upper);
  }

  #load(data: StageData, path: Float64Array): void {
    if (data !== this.#data) {
      const all = this.#part.columns.map((_, j) => j);
      const before = this.#data ?? this.#part.model;
      if (data.cost !== before.cost) this.#open.changeCosts(all, data.cost);
      if (data.columnLower !== before.columnLower || data.columnUpper !== before.columnUpper) {
        this.#open.changeColumnBounds(all, data.columnLower, data.columnUpper);
      }
      this.#changeCoefficients(data);
      this.#data = data;
    }
    const count = this.#rowCount + this.cuts.length;
    const lower = new Float64Array(count);
    const upper = new Float64Array(count).fill(Infinity);
    const { starts, columns, coefficients } = data.technology;
    for (let row = 0; row < this.#rowCount; row++) {
      let used = 0;
      for (let k = starts[row]!; k < starts[row + 1]!; k++) used += coefficients[k]! * path[columns[k]!]!;
      lower[row] = data.rowLower[row]! - used;
      upper[row] = data.rowUpper[row]! - used;
    }
    for (const [i, cut] of this.#earlier.entries()) lower[this.#rowCount + i] = stageCutAt(cut, path);
    this.#open.changeRowLimits(
      lower.map((_, row) => row),
      lower,
      upper,
    );
  }

  /** Takes back the last outcome's coefficients, then sets this one's. */
  #changeCoefficients({ coefficients: next }: StageData): void {
    const last = this.#data?.coefficients;
    const { matrix } = this.#part.model;
    for (const [i, row] of last?.rows.entries() ?? []) {
      const column = last!.columns[i]!;
      this.#open.changeCoefficient(row, column, entryOf(matrix, row, column));
    }
    for (const [i, row] of next.rows.entries()) {
      this.#open.changeCoefficient(row, next.columns[i]!, next.values[i]!);
    }
  }
}

function entryOf(matrix: StagePart['model']['matrix'], row: number, column: number): number {
  for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++) {
    if (matrix.columns[k] === column) return matrix.coefficients[k]!;
  }
  return 0;
}

/** The part's model with a column for each cluster of its future, at 0 until it has a cut. */
function withFuture({ model }: StagePart, clusterCount: number): StagePart['model'] {
  const builder = new ModelBuilder({ name: model.name, sense: 'minimise' });
  builder.addOffset(model.offset);
  for (const [j, name] of model.columnNames.entries()) {
    const [lower, upper] = [model.columnLower[j]!, model.columnUpper[j]!];
    builder.addColumn(name, { cost: model.cost[j]!, lower, upper, kind: model.kinds[j]! });
  }
  for (let k = 0; k < clusterCount; k++) {
    builder.addColumn(`future of cluster ${k}`, { lower: 0, upper: 0, cost: 1 });
  }
  const { starts, columns, coefficients } = model.matrix;
  for (const [i, name] of model.rowNames.entries()) {
    const row = builder.addRow(name, [], { lower: model.rowLower[i]!, upper: model.rowUpper[i]! });
    for (let k = starts[i]!; k < starts[i + 1]!; k++) builder.addTerm(row, columns[k]!, coefficients[k]!);
  }
  return builder.finish();
}
