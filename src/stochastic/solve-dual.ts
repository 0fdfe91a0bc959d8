import type { Solver } from '../lp/index.ts';
import {
  relativeGapOf,
  resultOf,
  type DecompositionOptions,
  type DecompositionResult,
  type DecompositionStatus,
} from './decomposition.ts';
import { DualRecovery } from './dual-recovery.ts';
import { nearestFirstStage } from './first-stage-points.ts';
import { firstPull, groupWeight, pricesFromCuts } from './group-prices.ts';
import { dealGroups, joinGroups } from './group-scenarios.ts';
import { dot } from '../num/index.ts';
import { ProximalMaster } from './proximal-master.ts';
import { isTaskCancelled, type ScenarioPool } from './scenario-tasks.ts';
import { solveBenders } from './solve-benders.ts';
import type { TwoStage } from './two-stage.ts';

export interface DualOptions extends DecompositionOptions {
  /** Scenarios that decide together to begin with; left out, 20 of 150 and more, else about a thirtieth of all. */
  readonly groupSize?: number;
  /** Gap to which each group is solved on its own, which is missing from the bound; left out, a twentieth of the gap so far. */
  readonly groupGap?: number;
  /** Most share of the time for finding first stages; 0.35 where left out. */
  readonly recoveryShare?: number;
  /** What an earlier, interrupted call gave. */
  readonly state?: DualState;
  /** Called after each round with a way to read the state, to be kept against an interruption. */
  readonly onRound?: (state: () => DualState) => void;
}

/** All that is needed to go on, as plain data. */
export interface DualState {
  readonly groups: readonly (readonly number[])[];
  /** By group: the best prices known. */
  readonly prices: readonly Float64Array[];
  readonly x: Float64Array | undefined;
  readonly lower: number;
  readonly scale: number;
  readonly iterations: number;
}

export interface DualResult extends DecompositionResult {
  readonly state: DualState;
}

/** Share of the predicted gain that makes new prices the centre. */
const seriousShare = 0.1;

/** Share of the gap that a pass must close not to count as idle, and how many idle ones end the groups as they are. */
const leastGain = 0.03;
const mostIdle = 4;

/**
 * Solves a programme of two stages with integers in its recourse by dual decomposition: each group of scenarios decides the first
 * stage on its own, at prices that pull the decisions together (Carøe & Schultz, Operations Research Letters 24, 1999). Any prices
 * that average to 0 give a valid bound; a proximal bundle method raises it, from no prices or those that solve the linear relaxation. First
 * stages that the groups suggest are fixed and evaluated on all scenarios. Where the bound no longer rises, groups are joined two
 * by two, which never lowers it, until one group is left: the whole.
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
  /** Sum of the probabilities, which raw ones may leave short of 1: the first stage counts once all the same. */
  readonly #total: number;
  readonly #recovery: DualRecovery;
  #passSeconds = 0;
  #groups: number[][];
  #weights = new Float64Array();
  #master!: ProximalMaster;
  #points: (Float64Array | undefined)[] = [];
  #judgedCount = 0;
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
    const count = problem.scenarios.length;
    const size = options.groupSize ?? (count >= 150 ? 20 : Math.max(1, Math.round(count / 30)));
    this.#groups = options.state?.groups.map((group) => [...group]) ?? dealGroups(count, size);
    this.#total = groupWeight(
      problem,
      problem.scenarios.map((_, s) => s),
    );
    this.#recovery = new DualRecovery(problem, tools, {
      clock: options.clock,
      share: options.recoveryShare ?? 0.35,
      mayGoOn: () => this.#limit() === undefined,
    });
    this.#renewMaster();
  }

  close(): void {
    this.#recovery.close();
  }

  async solve(): Promise<DualResult> {
    const status = await this.#run();
    const { best } = this.#recovery;
    const found = { status, upper: best?.objective ?? Infinity, lower: this.#lower, x: best?.x };
    return {
      ...resultOf(this.#problem.sign, { ...found, iterations: this.#iterations }),
      state: this.#state(),
    };
  }

  async #run(): Promise<DecompositionStatus> {
    try {
      return (await this.#begin()) ?? (await this.#climb());
    } catch (error) {
      if (isTaskCancelled(error)) return 'cancelled';
      throw error;
    }
  }

  #state(): DualState {
    return {
      groups: this.#groups,
      prices: this.#centre,
      x: this.#recovery.best?.x,
      lower: this.#lower,
      scale: this.#scale,
      iterations: this.#iterations,
    };
  }

  #renewMaster(): void {
    this.#weights = Float64Array.from(this.#groups, (group) => groupWeight(this.#problem, group));
    this.#master = new ProximalMaster(this.#weights, this.#problem.first.columnNames.length);
    this.#judgedCount = 0;
  }

  /** Sets the first prices, from an earlier state or the linear relaxation; a status where that ends all. */
  async #begin(): Promise<DecompositionStatus | undefined> {
    const { state } = this.#options;
    const isResumed = state !== undefined && state.prices.length > 0;
    if (isResumed) {
      this.#centre = [...state.prices];
      this.#lower = state.lower;
      this.#scale = state.scale;
      this.#iterations = state.iterations;
      if (state.x) await this.#recovery.judge([state.x]);
    } else {
      const status = await this.#relax();
      if (status === 'infeasible' || status === 'cancelled') return status;
    }
    const relaxed = { prices: this.#centre, lower: this.#lower };
    if (!isResumed) this.#centre = this.#groups.map(() => this.#noPrice());
    this.#centreValue = await this.#pass(this.#centre);
    if (this.#centreValue === Infinity) return 'infeasible';
    if (!isResumed && relaxed.lower > this.#centreValue) await this.#tryPrices(relaxed.prices);
    return undefined;
  }

  /**
   * The relaxation's prices prove at least what it proves. Where groups without prices prove more than that, their integers count for
   * more than what they disagree on, and those prices have been seen to prove less at several times the work.
   */
  async #tryPrices(prices: Float64Array[]): Promise<void> {
    if (this.#limit() !== undefined) return;
    const value = await this.#pass(prices);
    if (value <= this.#centreValue) return;
    this.#centre = prices;
    this.#centreValue = value;
  }

  #noPrice(): Float64Array {
    return new Float64Array(this.#problem.first.columnNames.length);
  }

  async #relax(): Promise<DecompositionStatus> {
    const { clock, isCancelled } = this.#options;
    const left = this.#left();
    const relaxed = await solveBenders(this.#problem, this.#tools, {
      clock,
      isRelaxed: true,
      // Prices need not be exact, and the relaxation's bound is far away where recourse has integers.
      relativeGap: 1e-2,
      clusters: 100,
      ...(isCancelled ? { isCancelled } : {}),
      ...(left < Infinity ? { timeLimitSeconds: left / 10 } : {}),
    });
    if (relaxed.bound !== undefined) this.#lower = this.#problem.sign * relaxed.bound;
    const scenarios = this.#problem.scenarios.map((_, s) => s);
    if (relaxed.x === undefined) {
      this.#centre = this.#groups.map(() => this.#noPrice());
    } else {
      const { cuts } = await this.#tools.pool.run({ kind: 'recourse', scenarios, x: relaxed.x });
      this.#centre = pricesFromCuts(this.#problem, this.#groups, cuts);
      // So that there is something to show, however short the time.
      const nearest = nearestFirstStage(this.#problem, this.#tools.solver, relaxed.x);
      if (nearest) await this.#recovery.judge([nearest]);
    }
    return relaxed.status;
  }

  async #climb(): Promise<DecompositionStatus> {
    await this.#recoverFromPass();
    for (let idle = 0; ;) {
      this.#report();
      this.#options.onRound?.(() => this.#state());
      if (this.#gap() <= this.#options.relativeGap) return 'optimal';
      const limit = this.#limit();
      if (limit !== undefined) return limit;
      if (idle >= mostIdle) {
        if (this.#groups.length === 1) return 'gap left';
        await this.#join();
        idle = 0;
        continue;
      }
      const before = this.#lower;
      this.#addJudged();
      const prices = this.#master.solve(this.#centre, this.#pullNow());
      const predicted = this.#valueOf(this.#master.modelAt(prices)) - this.#centreValue;
      this.#judgeStep(prices, await this.#pass(prices), predicted);
      const gap = (this.#recovery.best?.objective ?? Infinity) - before;
      // With one group prices mean nothing: one pass is all it can give.
      idle = this.#groups.length === 1 ? mostIdle : this.#lower - before > leastGain * gap ? 0 : idle + 1;
      if (this.#recovery.isDue) await this.#recoverFromPass();
    }
  }

  /** Joins the groups two by two and passes over them at their mean prices. */
  async #join(): Promise<void> {
    const { groups, from } = joinGroups(this.#groups);
    const weights = this.#weights;
    this.#centre = from.map((parts) => {
      const total = parts.reduce((sum, part) => sum + weights[part]!, 0);
      const mean = this.#noPrice();
      for (const part of parts) {
        for (let j = 0; j < mean.length; j++) mean[j]! += (weights[part]! / total) * this.#centre[part]![j]!;
      }
      return mean;
    });
    this.#groups = groups;
    this.#pull = undefined;
    this.#scale = 1;
    this.#renewMaster();
    this.#centreValue = await this.#pass(this.#centre);
    await this.#recoverFromPass();
  }

  #judgeStep(prices: Float64Array[], value: number, predicted: number): void {
    const share = predicted > 0 ? (value - this.#centreValue) / predicted : 0;
    if (share > seriousShare) {
      this.#centre = prices;
      this.#centreValue = value;
    }
    if (share > 0.7) this.#scale *= 3;
    else if (share > 0.4) this.#scale *= 1.5;
    else if (share < 0) this.#scale *= 0.7;
  }

  /** Solves all groups at prices; gives the bound. */
  async #pass(prices: readonly Float64Array[]): Promise<number> {
    this.#iterations++;
    const start = this.#options.clock();
    const { cost } = this.#problem.first;
    const share = 1 / this.#total - 1;
    const { bounds, points } = await this.#tools.pool.run({
      kind: 'lagrangian',
      groups: this.#groups,
      prices: prices.map((price) => price.map((each, j) => each + share * cost[j]!)),
      relativeGap: this.#options.groupGap ?? Math.min(1e-3, Math.max(1e-6, this.#gap() / 20)),
      ...this.#groupLimit(),
    });
    for (const [g, point] of points.entries()) {
      if (point) this.#master.add(g, { x: point.x, cost: point.cost + share * dot(cost, point.x) });
    }
    this.#points = points.map((point) => point?.x);
    this.#passSeconds = this.#options.clock() - start;
    const value = this.#valueOf(this.#weights.reduce((sum, weight, g) => sum + weight * bounds[g]!, 0));
    if (value < Infinity) this.#lower = Math.max(this.#lower, value);
    return value;
  }

  /** No one of several groups may take all the time that is left. */
  #groupLimit(): { timeLimitSeconds?: number } {
    const left = this.#left();
    if (left === Infinity) return {};
    return { timeLimitSeconds: Math.max(1, this.#groups.length === 1 ? left : left / 4) };
  }

  /** The constant of the first stage stands in every group, and counts once. */
  #valueOf(sum: number): number {
    return sum + (1 - this.#total) * this.#problem.first.offset;
  }

  /** First stages that were judged are points of every group. */
  #addJudged(): void {
    const { cost, offset } = this.#problem.first;
    for (const { x, values } of this.#recovery.judged.slice(this.#judgedCount)) {
      const first = offset + dot(cost, x) / this.#total;
      for (const [g, group] of this.#groups.entries()) {
        let sum = 0;
        for (const s of group) sum += this.#problem.scenarios[s]!.probability * values[s]!;
        const mean = first + sum / this.#weights[g]!;
        if (Number.isFinite(mean)) this.#master.add(g, { x, cost: mean });
      }
    }
    this.#judgedCount = this.#recovery.judged.length;
  }

  #pullNow(): Float64Array {
    this.#pull ??= firstPull(this.#problem, this.#weights, this.#centre, this.#points);
    return this.#pull.map((each) => each * this.#scale);
  }

  #recoverFromPass(): Promise<void> {
    return this.#recovery.fromPoints(this.#groups, this.#points, this.#master.mean);
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

  /** A pass that would not end in time is not begun. */
  #limit(): 'time limit' | 'cancelled' | undefined {
    if (this.#options.isCancelled?.()) return 'cancelled';
    return this.#left() <= this.#passSeconds / 2 ? 'time limit' : undefined;
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
