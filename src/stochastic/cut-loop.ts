import { hasIntegers, type LpModel, type SolveMethod, type Solver, type SolveStatus } from '../lp/index.ts';
import { BendersMaster, cutAt, type MasterCut, type MasterPoint } from './benders-master.ts';
import { relativeGapOf, type DecompositionOptions } from './decomposition.ts';

/** What the second stage costs at a first stage, in parts that the master knows each by a column. */
export interface RecourseOracle {
  /** Parts that the expected cost is the sum of: clusters of scenarios, or periods. */
  readonly clusterCount: number;
  evaluate(x: Float64Array): Promise<RecourseAt> | RecourseAt;
}

export interface RecourseAt {
  readonly cuts: readonly MasterCut[];
  /** Expected cost by cluster; `undefined` where `x` leaves a scenario without recourse. */
  readonly values: Float64Array | undefined;
}

export interface CutLoopOptions extends DecompositionOptions {
  /** How the master is solved until the bounds meet; they are then confirmed at a vertex. */
  readonly masterMethod?: SolveMethod;
  /** Leave all integers aside. */
  readonly isRelaxed?: boolean;
  /** Gap of the relaxation before integers come; `relativeGap` where left out. */
  readonly relaxedGap?: number;
  /** Share of the way from the best point known to the master's at which cuts are sought; 0.5 where left out. */
  readonly stepIn?: number;
  /** 1 where the bounds are reported as they are, −1 where they are those of a maximisation. */
  readonly sign: 1 | -1;
  /** Called after each round with a way to read the state. */
  readonly onRound?: (state: () => CutLoopState) => void;
}

/** All that is needed to go on with the same first stage and recourse, as plain data: cuts hold for good. */
export interface CutLoopState {
  readonly cuts: readonly MasterCut[];
  readonly x: Float64Array | undefined;
  readonly upper: number;
  readonly lower: number;
  readonly iterations: number;
}

/** A first stage that minimises, and its columns' cost. */
export interface FirstStage {
  readonly name: string;
  readonly first: LpModel;
}

/** `stepIn` where it is left out. */
const halfWay = 0.5;

/** Whoever asks to stop waits this long for a bound. */
const secondsAfterWish = 1;

/**
 * Cutting planes until bounds meet: a first stage and its recourse, known by an oracle alone. Minimises; stabilised in-out; integers
 * of the first stage come last, over the cuts of the relaxation.
 */
export class CutLoop {
  readonly #stage: FirstStage;
  readonly #oracle: RecourseOracle;
  readonly #options: CutLoopOptions;
  readonly #master: BendersMaster;
  readonly #start: number;
  #relativeGap: number;
  /** The best first stage known, and the expected recourse there by cluster. */
  x: Float64Array | undefined;
  #values: Float64Array | undefined;
  upper = Infinity;
  lower = -Infinity;
  iterations = 0;
  #method: SolveMethod;

  constructor(
    stage: FirstStage,
    tools: { readonly solver: Solver; readonly oracle: RecourseOracle },
    options: CutLoopOptions,
  ) {
    this.#stage = stage;
    this.#oracle = tools.oracle;
    this.#options = options;
    this.#start = options.clock();
    this.#relativeGap = options.relaxedGap ?? options.relativeGap;
    this.#master = new BendersMaster(tools.solver, stage, tools.oracle.clusterCount);
    this.#method = options.masterMethod ?? 'interior point without crossover';
  }

  get cuts(): readonly MasterCut[] {
    return this.#master.cuts;
  }

  /** A copy: going on does not change it. */
  get state(): CutLoopState {
    const { x, upper, lower, iterations, cuts } = this;
    return { cuts: [...cuts], x, upper, lower, iterations };
  }

  /** Takes up what an earlier loop left, before `run`, which its `x` is best started from. */
  resume({ cuts, lower, iterations }: CutLoopState): void {
    this.#master.addCuts(cuts);
    this.lower = lower;
    this.iterations = iterations;
  }

  close(): void {
    this.#master.close();
  }

  /** Runs to the gap, a limit or a wish, from a first stage if one is known. */
  async run(start: Float64Array | undefined): Promise<SolveStatus> {
    if (start) await this.#evaluate(start);
    let status = await this.#close(true);
    if (status === 'optimal' && !this.#options.isRelaxed && hasIntegers(this.#stage.first)) {
      // The best point of the relaxation is not whole: what it is worth bounds nothing from above.
      this.upper = Infinity;
      this.x = undefined;
      this.#relativeGap = this.#options.relativeGap;
      status = await this.#close(false);
    }
    if (status === 'time limit' || status === 'cancelled') this.boundAtStop();
    return status;
  }

  /** A run that was stopped has cuts all the same: the master over them, at a vertex, proves a bound. */
  boundAtStop(): void {
    if (this.lower > -Infinity || this.cuts.length === 0) return;
    const limit = this.#options.isCancelled?.() ? { timeLimitSeconds: secondsAfterWish } : {};
    const { bound } = this.#master.solve({ method: 'simplex', isRelaxed: true, ...limit }, this.#values);
    this.lower = Math.max(this.lower, bound);
  }

  /** Cuts until the bounds meet, over the relaxation or with the integers of the first stage. */
  async #close(isRelaxed: boolean): Promise<SolveStatus> {
    const { stepIn = halfWay } = this.#options;
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
        this.lower = Math.max(this.lower, point.bound);
      }
      this.#report();
      this.#options.onRound?.(() => this.state);
      if (this.#isClosed(this.lower)) return 'optimal';
      step = await this.#cut(point, step);
    }
  }

  /** Adds cuts between the best point and the master's, or at the master's where those do not cut it off; gives the next step. */
  async #cut(point: MasterPoint, step: number): Promise<number> {
    const inner = this.x;
    const isInner = inner !== undefined && step < 1;
    const at = isInner ? point.x.map((value, j) => inner[j]! + step * (value - inner[j]!)) : point.x;
    const cuts = await this.#evaluate(at);
    const tolerance = 1e-9 * Math.max(1, Math.abs(this.upper === Infinity ? 1 : this.upper));
    const isCutOff = cuts.some(
      (cut) => cutAt(cut, point.x) > (cut.cluster < 0 ? 1e-9 : point.theta[cut.cluster]! + tolerance),
    );
    if (isCutOff || !isInner) return isInner ? step : Math.min(this.#options.stepIn ?? halfWay, step);
    await this.#evaluate(point.x);
    return step;
  }

  /** Takes the vertex where it is as good as the gap asks: an interior point may stand 1e-7 outside a row. */
  async #preferVertex(point: MasterPoint): Promise<void> {
    const [x, upper, values] = [this.x, this.upper, this.#values];
    this.upper = Infinity;
    await this.#evaluate(point.x);
    if (this.#isClosed(point.bound)) return;
    this.x = x;
    this.upper = upper;
    this.#values = values;
  }

  #solveMaster(isRelaxed: boolean, method: SolveMethod): MasterPoint {
    this.iterations++;
    const { isCancelled } = this.#options;
    const left = (this.#options.timeLimitSeconds ?? Infinity) - this.#seconds();
    const options = {
      method,
      isRelaxed,
      relativeGap: this.#relativeGap / 4,
      // Until one first stage is known there would be nothing to show for a stop.
      ...(isCancelled && (this.x !== undefined || !isRelaxed) ? { isCancelled } : {}),
      ...(left < Infinity ? { timeLimitSeconds: Math.max(left, 0.1) } : {}),
    };
    return this.#master.solve(options, this.#values);
  }

  /** Solves the recourse at a point, adds its cuts, and keeps the point where it is the best so far. */
  async #evaluate(x: Float64Array): Promise<readonly MasterCut[]> {
    const { cuts, values } = await this.#oracle.evaluate(x);
    this.#master.addCuts(cuts);
    if (values !== undefined) {
      const upper = values.reduce((sum, value) => sum + value, this.firstCost(x));
      if (upper < this.upper) {
        this.upper = upper;
        this.x = x;
        this.#values = values;
      }
    }
    return cuts;
  }

  /** Cost of a first stage alone. */
  firstCost(x: Float64Array): number {
    const { cost, offset } = this.#stage.first;
    return x.reduce((sum, value, j) => sum + cost[j]! * value, offset);
  }

  #gap(): number {
    return relativeGapOf(this.upper, this.lower);
  }

  #isClosed(lower: number): boolean {
    return lower >= this.upper || relativeGapOf(this.upper, lower) <= this.#relativeGap;
  }

  #seconds(): number {
    return this.#options.clock() - this.#start;
  }

  #limit(): SolveStatus | undefined {
    if (this.#options.isCancelled?.()) return 'cancelled';
    return this.#seconds() >= (this.#options.timeLimitSeconds ?? Infinity) ? 'time limit' : undefined;
  }

  #report(): void {
    const { sign } = this.#options;
    const [upper, lower] = [this.upper, this.lower];
    this.#options.onProgress?.({
      seconds: this.#seconds(),
      bound: Number.isFinite(lower) ? sign * lower : undefined,
      incumbent: Number.isFinite(upper) ? sign * upper : undefined,
      gap: Number.isFinite(lower) && Number.isFinite(upper) ? this.#gap() : undefined,
    });
  }
}
