import type { Solver } from '../../lp/index.ts';
import { inverseNormal, uniformAt } from '../../num/index.ts';
import {
  relativeGapOf,
  resultOf,
  type DecompositionOptions,
  type DecompositionResult,
  type DecompositionStatus,
} from '../decomposition.ts';
import { countDecisions, type PolicyBranch, type PolicyGraph } from './policy-graph.ts';
import { PolicyWalk } from './policy-walk.ts';
import type { StageCut } from './stage-cut.ts';
import { StageFailure } from './stage-solver.ts';

export interface SddpOptions extends DecompositionOptions {
  /** Of the paths drawn. */
  readonly seed?: number;
  /** The whole tree is followed for the cost of the policy where it has no more decisions; 20,000 where left out. */
  readonly mostDecisions?: number;
  /** Paths drawn for the cost of the policy where the tree is larger; 1,000 where left out. */
  readonly paths?: number;
  /** Passes after which to stop. */
  readonly mostPasses?: number;
  /** Most clusters of branches at a node, each with one column for its cost; 200 where left out. */
  readonly clusters?: number;
  /** What an earlier, interrupted call gave. */
  readonly state?: SddpState;
  /** Called after each pass with a way to read the state, to be kept against an interruption. */
  readonly onRound?: (state: () => SddpState) => void;
}

/** All that is needed to go on, as plain data: cuts hold for good. */
export interface SddpState {
  /** By node of the graph. */
  readonly cuts: readonly (readonly StageCut[])[];
  readonly x: Float64Array | undefined;
  readonly upper: number;
  readonly lower: number;
  readonly iterations: number;
}

/** The mean cost of sampled paths under a policy, in the sense of the programme, with the interval that holds the true mean with this confidence. */
export interface SampledCost {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly paths: number;
}

export interface SddpResult extends DecompositionResult {
  /** Where the tree was too large to be followed whole: what `objective` is the mean of, so that `gap` proves nothing. */
  readonly sampled: SampledCost | undefined;
  readonly state: SddpState;
  readonly solves: number;
}

const confidence = 0.95;

/**
 * Solves a programme by stochastic dual dynamic programming (Pereira & Pinto, Mathematical Programming 52, 1991): each pass draws
 * one path, decides along it, and brings back a cut of every branch to each node on the way. It pays where many paths share
 * few nodes, as with stages independent of one another.
 *
 * `bound` is proven. `objective` is the cost of the policy over the whole tree where that has few enough decisions, and then the
 * method ends `optimal` when the bounds meet; else the mean over sampled paths, and it ends with `gap left` once the bound is inside
 * the interval and has come to rest. Integers are relaxed.
 */
export async function solveSddp(
  graph: PolicyGraph,
  solver: Solver,
  options: SddpOptions,
): Promise<SddpResult> {
  const run = new SddpRun(graph, solver, options);
  try {
    return await run.solve();
  } finally {
    run.close();
  }
}

class SddpRun {
  readonly #graph: PolicyGraph;
  readonly #options: SddpOptions;
  readonly #walk: PolicyWalk;
  readonly #start: number;
  readonly #sign: 1 | -1;
  readonly #isWhole: boolean;
  #lower = -Infinity;
  #upper = Infinity;
  #x: Float64Array | undefined;
  #passes = 0;
  #sampled: SampledCost | undefined;
  /** Of all passes before the last look at the policy. */
  #lowerBefore = -Infinity;

  constructor(graph: PolicyGraph, solver: Solver, options: SddpOptions) {
    this.#graph = graph;
    this.#options = options;
    this.#start = options.clock();
    this.#walk = new PolicyWalk(
      graph,
      { solver, isCancelled: () => this.#limit() !== undefined },
      options.clusters ?? 200,
    );
    this.#sign = this.#walk.partOf(graph.root).sign;
    this.#isWhole = countDecisions(graph) <= (options.mostDecisions ?? 20_000);
  }

  close(): void {
    this.#walk.close();
  }

  async solve(): Promise<SddpResult> {
    const { state } = this.#options;
    if (state) {
      this.#walk.addCuts(state.cuts);
      this.#lower = state.lower;
      this.#upper = this.#isWhole ? state.upper : Infinity;
      this.#x = state.x;
      this.#passes = state.iterations;
    }
    let status: DecompositionStatus;
    try {
      status = await this.#train();
    } catch (error) {
      if (!(error instanceof StageFailure)) throw error;
      status = this.#limit() ?? error.status;
    }
    const found = { upper: this.#upper, lower: this.#lower, x: this.#x, iterations: this.#passes };
    return {
      ...resultOf(this.#sign, { status, ...found }),
      sampled: this.#sampled,
      state: this.#state(),
      solves: this.#walk.solves,
    };
  }

  async #train(): Promise<DecompositionStatus> {
    // A look at the policy is taken when as much work was done as it costs itself.
    let nextLook = this.#walk.solves;
    for (;;) {
      const limit = this.#limit();
      if (limit !== undefined) return limit;
      const pass = this.#passes++;
      const found = this.#walk.visit(this.#graph.root, {
        makesCuts: true,
        follow: (branches, stage) => this.#draw(branches, pass, stage),
      });
      if (found.kind === 'infeasible') return 'infeasible';
      this.#lower = Math.max(this.#lower, found.bound);
      this.#options.onRound?.(() => this.#state());
      const isLast = this.#passes >= (this.#options.mostPasses ?? Infinity);
      if (this.#walk.solves >= nextLook || isLast) {
        const before = this.#walk.solves;
        if (this.#look()) return this.#isWhole ? 'optimal' : 'gap left';
        nextLook = this.#walk.solves + (this.#walk.solves - before);
        // A pool of worker threads or a page may want its turn.
        await Promise.resolve();
      }
      if (isLast) return 'gap left';
    }
  }

  /** Evaluates the policy; true where there is no more to do. */
  #look(): boolean {
    const isDone = this.#isWhole ? this.#lookAtAll() : this.#lookAtSample();
    const sign = this.#sign;
    const hasBoth = Number.isFinite(this.#lower) && Number.isFinite(this.#upper);
    this.#options.onProgress?.({
      seconds: this.#options.clock() - this.#start,
      bound: Number.isFinite(this.#lower) ? sign * this.#lower : undefined,
      incumbent: Number.isFinite(this.#upper) ? sign * this.#upper : undefined,
      gap: hasBoth ? relativeGapOf(this.#upper, this.#lower) : undefined,
    });
    return isDone;
  }

  #lookAtAll(): boolean {
    const found = this.#walk.visit(this.#graph.root, { makesCuts: false });
    if (found.kind === 'found' && found.cost < this.#upper) {
      this.#upper = found.cost;
      this.#x = this.#firstStage();
    }
    return this.#lower >= this.#upper || relativeGapOf(this.#upper, this.#lower) <= this.#options.relativeGap;
  }

  #lookAtSample(): boolean {
    const { paths = 1000, relativeGap } = this.#options;
    let [sum, squares] = [0, 0];
    for (let path = 0; path < paths; path++) {
      const found = this.#walk.visit(this.#graph.root, {
        makesCuts: false,
        follow: (branches, stage) => this.#draw(branches, this.#passes * paths + path, stage, 1),
      });
      const cost = found.kind === 'found' ? found.cost : Infinity;
      sum += cost;
      squares += cost * cost;
    }
    this.#x = this.#firstStage();
    const mean = sum / paths;
    const deviation = Math.sqrt(Math.max(squares / paths - mean * mean, 0) / (paths - 1));
    const reach = inverseNormal((1 + confidence) / 2) * deviation;
    this.#upper = mean;
    const ends = [this.#sign * (mean - reach), this.#sign * (mean + reach)] as const;
    this.#sampled = {
      mean: this.#sign * mean,
      low: Math.min(...ends),
      high: Math.max(...ends),
      confidence,
      paths,
    };
    const isAtRest = relativeGapOf(this.#lower, this.#lowerBefore) <= relativeGap;
    this.#lowerBefore = this.#lower;
    return isAtRest && this.#lower >= mean - reach;
  }

  #firstStage(): Float64Array {
    return Float64Array.from(
      this.#walk.partOf(this.#graph.root).columns,
      (column) => this.#walk.path[column]!,
    );
  }

  /** A branch in proportion to its probability, by a number that depends on seed, path and stage alone. */
  #draw(branches: readonly PolicyBranch[], path: number, stage: number, stream = 0): number {
    const total = branches.reduce((sum, { probability }) => sum + probability, 0);
    let left = uniformAt(this.#options.seed ?? 0, path, stream, stage) * total;
    const drawn = branches.findIndex(({ probability }) => (left -= probability) < 0);
    return drawn < 0 ? branches.length - 1 : drawn;
  }

  #state(): SddpState {
    return {
      cuts: this.#walk.cuts.map((own) => [...own]),
      x: this.#x,
      upper: this.#upper,
      lower: this.#lower,
      iterations: this.#passes,
    };
  }

  #limit(): 'cancelled' | 'time limit' | undefined {
    const { clock, isCancelled, timeLimitSeconds = Infinity } = this.#options;
    if (isCancelled?.()) return 'cancelled';
    return clock() - this.#start >= timeLimitSeconds ? 'time limit' : undefined;
  }
}
