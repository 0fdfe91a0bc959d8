import { hasIntegers, type SolveMethod, type Solver, type SolveStatus } from '../lp/index.ts';
import { BendersMaster, cutAt, joinCuts, type MasterCut, type MasterPoint } from './benders-master.ts';
import {
  relativeGapOf,
  resultOf,
  type DecompositionOptions,
  type DecompositionResult,
  type DecompositionStatus,
} from './decomposition.ts';
import { expected } from './expected.ts';
import { solveMeanValue } from './mean-value.ts';
import type { ScenarioPool } from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

export interface BendersOptions extends DecompositionOptions {
  /** Most clusters of scenarios, each with one recourse column in the master: 1 for a single cut; 200 where left out. */
  readonly clusters?: number;
  /** How the master is solved until the bounds meet; they are then confirmed at a vertex. */
  readonly masterMethod?: SolveMethod;
  /** Leave all integers aside. */
  readonly isRelaxed?: boolean;
  /** What an earlier, interrupted call gave. */
  readonly state?: BendersState;
}

/** All that is needed to go on, as plain data: cuts hold for good. */
export interface BendersState {
  readonly cuts: readonly MasterCut[];
  readonly x: Float64Array | undefined;
  readonly upper: number;
  readonly lower: number;
  readonly iterations: number;
}

export interface BendersResult extends DecompositionResult {
  readonly state: BendersState;
}

/** Share of the way from the best point known to the master's at which cuts are sought. */
const stepIn = 0.5;

/**
 * Solves a programme of two stages by Benders decomposition (the L-shaped method: Van Slyke & Wets, SIAM J. Appl. Math. 17,
 * 1969), with one cut per cluster of scenarios and in-out stabilisation (Ben-Ameur & Neto, Networks 49, 2007).
 *
 * Integers of the first stage come last: the relaxation is solved first, and its cuts are kept. Integers of the second stage
 * are relaxed in the cuts, so that the bound holds but may stay short; the objective is evaluated with them.
 */
export async function solveBenders(
  problem: TwoStage,
  tools: { readonly solver: Solver; readonly pool: ScenarioPool },
  options: BendersOptions,
): Promise<BendersResult> {
  const run = new BendersRun(problem, tools, options);
  try {
    return await run.solve();
  } finally {
    run.close();
  }
}

class BendersRun {
  readonly #problem: TwoStage;
  readonly #pool: ScenarioPool;
  readonly #solver: Solver;
  readonly #options: BendersOptions;
  readonly #master: BendersMaster;
  readonly #clusters: number[][];
  readonly #start: number;
  readonly #all: number[];
  #x: Float64Array | undefined;
  /** Recourse by cluster at `#x`. */
  #values: Float64Array | undefined;
  #upper = Infinity;
  #lower = -Infinity;
  #iterations = 0;
  #method: SolveMethod;

  constructor(
    problem: TwoStage,
    tools: { readonly solver: Solver; readonly pool: ScenarioPool },
    options: BendersOptions,
  ) {
    this.#problem = problem;
    this.#pool = tools.pool;
    this.#solver = tools.solver;
    this.#options = options;
    this.#start = options.clock();
    this.#all = problem.scenarios.map((_, s) => s);
    this.#clusters = splitEvenly(this.#all, options.clusters ?? 200);
    this.#master = new BendersMaster(tools.solver, problem, this.#clusters.length);
    this.#method = options.masterMethod ?? 'interior point without crossover';
    const { state } = options;
    if (state) {
      this.#master.addCuts(state.cuts);
      this.#x = state.x;
      this.#lower = state.lower;
      this.#iterations = state.iterations;
    }
  }

  close(): void {
    this.#master.close();
  }

  async solve(): Promise<BendersResult> {
    const { first, second } = this.#problem;
    const start = this.#x ?? solveMeanValue(this.#problem, this.#solver);
    if (start) await this.#evaluate(start);
    let status: DecompositionStatus = await this.#close(true);
    if (status === 'optimal' && !this.#options.isRelaxed && hasIntegers(first)) {
      // The best point of the relaxation is not whole: what it is worth bounds nothing from above.
      this.#upper = Infinity;
      this.#x = undefined;
      status = await this.#close(false);
    }
    if (!this.#options.isRelaxed && hasIntegers(second) && this.#x) {
      const { values } = await this.#pool.run({
        kind: 'fixed',
        scenarios: this.#all,
        x: this.#x,
        relativeGap: this.#options.relativeGap / 10,
      });
      this.#upper = this.#firstCost(this.#x) + expected(this.#problem, values);
      if (status === 'optimal' && this.#gap() > this.#options.relativeGap) status = 'gap left';
    }
    const found = {
      status,
      upper: this.#upper,
      lower: this.#lower,
      x: this.#x,
      iterations: this.#iterations,
    };
    return {
      ...resultOf(this.#problem.sign, found),
      state: {
        cuts: this.#master.cuts,
        x: this.#x,
        upper: this.#upper,
        lower: this.#lower,
        iterations: this.#iterations,
      },
    };
  }

  /** Cuts until the bounds meet, over the relaxation or with the integers of the first stage. */
  async #close(isRelaxed: boolean): Promise<SolveStatus> {
    let step = isRelaxed ? stepIn : 1;
    for (;;) {
      const limit = this.#limit();
      if (limit !== undefined) return limit;
      let point = this.#solveMaster(isRelaxed, this.#method);
      if (point.status === 'infeasible' || point.status === 'unbounded') return point.status;
      if (point.status !== 'optimal') return this.#limit() ?? point.status;
      if (isRelaxed && this.#isClosed(point.bound) && this.#method !== 'simplex') {
        // An interior point's objective is near the optimum, not a proven bound on it.
        point = this.#solveMaster(isRelaxed, 'simplex');
        if (point.status !== 'optimal') return point.status;
        if (!this.#isClosed(point.bound)) this.#method = 'simplex';
        else await this.#preferVertex(point);
      }
      if (!isRelaxed || this.#method === 'simplex' || this.#isClosed(point.bound)) {
        this.#lower = Math.max(this.#lower, point.bound);
      }
      this.#report();
      if (this.#isClosed(this.#lower)) return 'optimal';
      step = await this.#cut(point, step);
    }
  }

  /** Adds cuts between the best point and the master's, or at the master's where those do not cut it off; gives the next step. */
  async #cut(point: MasterPoint, step: number): Promise<number> {
    const inner = this.#x;
    const isInner = inner !== undefined && step < 1;
    const at = isInner ? point.x.map((value, j) => inner[j]! + step * (value - inner[j]!)) : point.x;
    const cuts = await this.#evaluate(at);
    const tolerance = 1e-9 * Math.max(1, Math.abs(this.#upper === Infinity ? 1 : this.#upper));
    const isCutOff = cuts.some(
      (cut) => cutAt(cut, point.x) > (cut.cluster < 0 ? 1e-9 : point.theta[cut.cluster]! + tolerance),
    );
    if (isCutOff || !isInner) return isInner ? step : Math.min(stepIn, step);
    await this.#evaluate(point.x);
    return step;
  }

  /** Takes the vertex where it is as good as the gap asks: an interior point may stand 1e-7 outside a row. */
  async #preferVertex(point: MasterPoint): Promise<void> {
    const [x, upper, values] = [this.#x, this.#upper, this.#values];
    this.#upper = Infinity;
    await this.#evaluate(point.x);
    if (this.#isClosed(point.bound)) return;
    this.#x = x;
    this.#upper = upper;
    this.#values = values;
  }

  #solveMaster(isRelaxed: boolean, method: SolveMethod): MasterPoint {
    this.#iterations++;
    const left = (this.#options.timeLimitSeconds ?? Infinity) - this.#seconds();
    const options = {
      method,
      isRelaxed,
      relativeGap: this.#options.relativeGap / 4,
      ...(left < Infinity ? { timeLimitSeconds: Math.max(left, 0.1) } : {}),
    };
    return this.#master.solve(options, this.#values);
  }

  /** Solves the recourse at a point, adds its cuts, and keeps the point where it is the best so far. */
  async #evaluate(x: Float64Array): Promise<MasterCut[]> {
    const { cuts } = await this.#pool.run({ kind: 'recourse', scenarios: this.#all, x });
    const joined = joinCuts(this.#problem, this.#clusters, cuts);
    this.#master.addCuts(joined);
    if (cuts.every((cut) => cut.value !== undefined)) {
      const values = Float64Array.from(cuts, (cut) => cut.value!);
      const upper = this.#firstCost(x) + expected(this.#problem, values);
      if (upper < this.#upper) {
        this.#upper = upper;
        this.#x = x;
        this.#values = Float64Array.from(this.#clusters, (scenarios) =>
          scenarios.reduce((sum, s) => sum + this.#problem.scenarios[s]!.probability * values[s]!, 0),
        );
      }
    }
    return joined;
  }

  #firstCost(x: Float64Array): number {
    const { cost, offset } = this.#problem.first;
    return x.reduce((sum, value, j) => sum + cost[j]! * value, offset);
  }

  #gap(): number {
    return relativeGapOf(this.#upper, this.#lower);
  }

  #isClosed(lower: number): boolean {
    return lower >= this.#upper || relativeGapOf(this.#upper, lower) <= this.#options.relativeGap;
  }

  #seconds(): number {
    return this.#options.clock() - this.#start;
  }

  #limit(): SolveStatus | undefined {
    if (this.#options.isCancelled?.()) return 'cancelled';
    return this.#seconds() >= (this.#options.timeLimitSeconds ?? Infinity) ? 'time limit' : undefined;
  }

  #report(): void {
    const { sign } = this.#problem;
    const [upper, lower] = [this.#upper, this.#lower];
    this.#options.onProgress?.({
      seconds: this.#seconds(),
      bound: Number.isFinite(lower) ? sign * lower : undefined,
      incumbent: Number.isFinite(upper) ? sign * upper : undefined,
      gap: Number.isFinite(lower) && Number.isFinite(upper) ? this.#gap() : undefined,
    });
  }
}

/** Neighbours together, in at most so many parts. */
export function splitEvenly(items: readonly number[], parts: number): number[][] {
  const count = Math.min(parts, items.length);
  return Array.from({ length: count }, (_, k) =>
    items.slice(Math.floor((k * items.length) / count), Math.floor(((k + 1) * items.length) / count)),
  );
}
