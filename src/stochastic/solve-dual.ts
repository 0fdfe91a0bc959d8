import type { Solver } from '../lp/index.ts';
import {
  relativeGapOf,
  resultOf,
  type DecompositionOptions,
  type DecompositionResult,
  type DecompositionStatus,
} from './decomposition.ts';
import { nearestFirstStage } from './first-stage-points.ts';
import { PrimalRecovery } from './primal-recovery.ts';
import { dot, ProximalMaster, type Vertex } from './proximal-master.ts';
import type { ScenarioPool } from './scenario-tasks.ts';
import { solveBenders } from './solve-benders.ts';
import type { TwoStage } from './two-stage.ts';

export interface DualOptions extends DecompositionOptions {
  /** Gap to which each scenario is solved on its own; what it leaves is missing from the bound. 1e-5 where left out. */
  readonly scenarioGap?: number;
  /** Most share of the time for finding first stages; 0.4 where left out. */
  readonly recoveryShare?: number;
  /** What an earlier, interrupted call gave. */
  readonly state?: DualState;
}

/** All that is needed to go on, as plain data. */
export interface DualState {
  /** By scenario: the best prices known. */
  readonly prices: readonly Float64Array[];
  /** By scenario: the points seen. */
  readonly vertices: readonly (readonly Vertex[])[];
  readonly x: Float64Array | undefined;
  readonly lower: number;
  readonly pull: number;
  readonly iterations: number;
}

export interface DualResult extends DecompositionResult {
  readonly state: DualState;
}

/** Share of the predicted gain that makes new prices the centre. */
const seriousShare = 0.1;

/** Passes without a gain of a thousandth of the gap after which the dual is taken as solved. */
const mostIdle = 12;

/**
 * Solves a programme of two stages with integers in its recourse by dual decomposition: each scenario decides the first stage on
 * its own, at prices that pull the decisions together (Carøe & Schultz, Operations Research Letters 24, 1999). Any prices that
 * average to 0 give a valid bound; a proximal bundle method raises it, from prices that solve the linear relaxation. First
 * stages that the scenarios suggest are fixed and evaluated on all scenarios.
 *
 * Ends with `gap left` where the bound no longer rises: it is then the best that prices alone can prove.
 */
export async function solveDual(
  problem: TwoStage,
  tools: { readonly solver: Solver; readonly pool: ScenarioPool },
  options: DualOptions,
): Promise<DualResult> {
  const run = new DualRun(problem, tools, options);
  try {
    return await run.solve();
  } finally {
    run.close();
  }
}

class DualRun {
  readonly #problem: TwoStage;
  readonly #tools: { readonly solver: Solver; readonly pool: ScenarioPool };
  readonly #options: DualOptions;
  readonly #start: number;
  readonly #all: number[];
  /** Sum of the probabilities, which raw ones may leave short of 1: the first stage counts once all the same. */
  readonly #total: number;
  readonly #master: ProximalMaster;
  readonly #vertices: Vertex[][];
  readonly #recovery: PrimalRecovery;
  #recoverySeconds = 0;
  #centre: Float64Array[] = [];
  #centreValue = -Infinity;
  #pull: Float64Array | undefined;
  #scale = 1;
  #lower = -Infinity;
  #iterations = 0;

  constructor(
    problem: TwoStage,
    tools: { readonly solver: Solver; readonly pool: ScenarioPool },
    options: DualOptions,
  ) {
    this.#problem = problem;
    this.#tools = tools;
    this.#options = options;
    this.#start = options.clock();
    this.#all = problem.scenarios.map((_, s) => s);
    const probabilities = Float64Array.from(problem.scenarios, (each) => each.probability);
    this.#total = probabilities.reduce((sum, each) => sum + each, 0);
    this.#master = new ProximalMaster(probabilities, problem.first.columnNames.length);
    this.#vertices = this.#all.map(() => []);
    this.#recovery = new PrimalRecovery(problem, tools.solver, tools.pool);
  }

  close(): void {
    this.#recovery.close();
  }

  async solve(): Promise<DualResult> {
    const status = (await this.#begin()) ?? (await this.#climb());
    const { best } = this.#recovery;
    const found = {
      status,
      upper: best?.objective ?? Infinity,
      lower: this.#lower,
      x: best?.x,
      iterations: this.#iterations,
    };
    return {
      ...resultOf(this.#problem.sign, found),
      state: {
        prices: this.#centre,
        vertices: this.#vertices,
        x: best?.x,
        lower: this.#lower,
        pull: this.#scale,
        iterations: this.#iterations,
      },
    };
  }

  /** Sets the first prices, from an earlier state or the linear relaxation; a status where that ends all. */
  async #begin(): Promise<DecompositionStatus | undefined> {
    const { state } = this.#options;
    if (state && state.prices.length > 0) {
      this.#centre = [...state.prices];
      this.#lower = state.lower;
      this.#scale = state.pull;
      this.#iterations = state.iterations;
      for (const [s, own] of state.vertices.entries()) for (const vertex of own) this.#addVertex(s, vertex);
      if (state.x) await this.#recovery.judge(state.x);
    } else {
      const left = this.#left();
      const relaxed = await solveBenders(this.#problem, this.#tools, {
        clock: this.#options.clock,
        ...(this.#options.isCancelled ? { isCancelled: this.#options.isCancelled } : {}),
        isRelaxed: true,
        relativeGap: 1e-6,
        clusters: 100,
        ...(left < Infinity ? { timeLimitSeconds: left / 3 } : {}),
      });
      if (relaxed.status === 'infeasible' || relaxed.status === 'cancelled') return relaxed.status;
      if (relaxed.bound !== undefined) this.#lower = this.#problem.sign * relaxed.bound;
      this.#centre = await this.#relaxedPrices(relaxed.x);
      if (relaxed.x) await this.#recover([relaxed.x]);
    }
    this.#centreValue = await this.#pass(this.#centre);
    return this.#centreValue === Infinity ? 'infeasible' : undefined;
  }

  /** Prices at which each scenario's relaxation is content with the point that is best for all. */
  async #relaxedPrices(x: Float64Array | undefined): Promise<Float64Array[]> {
    const { cost } = this.#problem.first;
    if (x === undefined) return this.#all.map(() => new Float64Array(cost.length));
    const { cuts } = await this.#tools.pool.run({ kind: 'recourse', scenarios: this.#all, x });
    const slopes = cuts.map((cut) =>
      cut.slope.map((slope, j) => cost[j]! / this.#total + (cut.value === undefined ? 0 : slope)),
    );
    const mean = new Float64Array(cost.length);
    for (const [s, { probability }] of this.#problem.scenarios.entries()) {
      for (let j = 0; j < mean.length; j++) mean[j]! += (probability / this.#total) * slopes[s]![j]!;
    }
    return slopes.map((slope) => slope.map((value, j) => mean[j]! - value));
  }

  async #climb(): Promise<DecompositionStatus> {
    await this.#recoverFromMean();
    for (let idle = 0; ;) {
      this.#report();
      if (this.#gap() <= this.#options.relativeGap) return 'optimal';
      const limit = this.#limit();
      if (limit !== undefined) return limit;
      if (idle > mostIdle) return 'gap left';
      const before = this.#lower;
      const prices = this.#master.solve(this.#centre, this.#pullNow());
      const predicted = this.#valueOf(this.#master.modelAt(prices)) - this.#centreValue;
      const value = await this.#pass(prices);
      this.#judgeStep(prices, value, predicted);
      const gapBefore = (this.#recovery.best?.objective ?? Infinity) - before;
      idle = this.#lower - before > 1e-3 * gapBefore || gapBefore === Infinity ? 0 : idle + 1;
      if (this.#recoverySeconds <= (this.#options.recoveryShare ?? 0.4) * this.#seconds())
        await this.#recoverFromMean();
    }
  }

  #judgeStep(prices: Float64Array[], value: number, predicted: number): void {
    const share = predicted > 0 ? (value - this.#centreValue) / predicted : 0;
    if (share > seriousShare) {
      this.#centre = prices;
      this.#centreValue = value;
    }
    if (share > 0.5) this.#scale *= 1.5;
    else if (share < 0) this.#scale *= 0.7;
  }

  /** Solves all scenarios at prices; gives the bound. */
  async #pass(prices: readonly Float64Array[]): Promise<number> {
    this.#iterations++;
    const { cost } = this.#problem.first;
    const share = 1 / this.#total - 1;
    const { bounds, points } = await this.#tools.pool.run({
      kind: 'lagrangian',
      scenarios: this.#all,
      prices: prices.map((price) => price.map((each, j) => each + share * cost[j]!)),
      relativeGap: this.#options.scenarioGap ?? 1e-5,
      ...(this.#left() < Infinity ? { timeLimitSeconds: Math.max(1, this.#left()) } : {}),
    });
    for (const [s, point] of points.entries()) {
      if (point) this.#addVertex(s, { x: point.x, cost: point.cost + share * dot(cost, point.x) });
    }
    const sum = this.#problem.scenarios.reduce(
      (total, { probability }, s) => total + probability * bounds[s]!,
      0,
    );
    const value = this.#valueOf(sum);
    if (value < Infinity) this.#lower = Math.max(this.#lower, value);
    return value;
  }

  /** The constant of the first stage stands in every scenario, and counts once. */
  #valueOf(sum: number): number {
    return sum + (1 - this.#total) * this.#problem.first.offset;
  }

  #addVertex(scenario: number, vertex: Vertex): void {
    this.#vertices[scenario]!.push(vertex);
    this.#master.add(scenario, vertex);
  }

  /** Pull of each column: what prices differ by, for what the scenarios' points differ by. */
  #pullNow(): Float64Array {
    this.#pull ??= this.#firstPull();
    return this.#pull.map((each) => each * this.#scale);
  }

  #firstPull(): Float64Array {
    const { cost } = this.#problem.first;
    const mean = new Float64Array(cost.length);
    const spread = new Float64Array(cost.length);
    const priceSpread = new Float64Array(cost.length);
    const last = this.#vertices.map((own) => own.at(-1)?.x);
    const each = (use: (weight: number, x: Float64Array, price: Float64Array) => void): void => {
      for (const [s, x] of last.entries()) {
        if (x) use(this.#problem.scenarios[s]!.probability / this.#total, x, this.#centre[s]!);
      }
    };
    each((weight, x) => x.forEach((value, j) => (mean[j]! += weight * value)));
    each((weight, x, price) => {
      for (let j = 0; j < x.length; j++) {
        spread[j]! += weight * Math.abs(x[j]! - mean[j]!);
        priceSpread[j]! += weight * Math.abs(price[j]!);
      }
    });
    return spread.map((distance, j) => {
      const price = Math.max(priceSpread[j]!, 0.1 * Math.abs(cost[j]!), 1e-6);
      return (0.5 * price) / Math.max(distance, 1e-2 * Math.max(1, Math.abs(mean[j]!)));
    });
  }

  async #recoverFromMean(): Promise<void> {
    const nearest = nearestFirstStage(this.#problem, this.#tools.solver, this.#master.mean);
    await this.#recover([...(nearest ? [nearest] : []), ...this.#master.heaviest(2)]);
  }

  async #recover(points: readonly Float64Array[]): Promise<void> {
    const start = this.#options.clock();
    for (const point of points) {
      if (this.#limit() !== undefined) break;
      await this.#recovery.judge(point);
    }
    this.#recoverySeconds += this.#options.clock() - start;
  }

  #gap(): number {
    const upper = this.#recovery.best?.objective;
    if (upper === undefined) return Infinity;
    return this.#lower >= upper ? 0 : relativeGapOf(upper, this.#lower);
  }

  #seconds(): number {
    return this.#options.clock() - this.#start;
  }

  #left(): number {
    return (this.#options.timeLimitSeconds ?? Infinity) - this.#seconds();
  }

  #limit(): 'time limit' | 'cancelled' | undefined {
    if (this.#options.isCancelled?.()) return 'cancelled';
    return this.#left() <= 0 ? 'time limit' : undefined;
  }

  #report(): void {
    const { sign } = this.#problem;
    const upper = this.#recovery.best?.objective;
    this.#options.onProgress?.({
      seconds: this.#seconds(),
      bound: Number.isFinite(this.#lower) ? sign * this.#lower : undefined,
      incumbent: upper === undefined ? undefined : sign * upper,
      gap: upper === undefined ? undefined : this.#gap(),
    });
  }
}
