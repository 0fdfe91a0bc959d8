import { hasIntegers, type SolveMethod, type Solver } from '../../lp/index.ts';
import type { MasterCut } from '../benders-master.ts';
import { CutLoop, type CutLoopState, type RecourseAt, type RecourseOracle } from '../cut-loop.ts';
import {
  relativeGapOf,
  resultOf,
  type DecompositionOptions,
  type DecompositionResult,
  type DecompositionStatus,
} from '../decomposition.ts';
import type { PolicyGraph } from './policy-graph.ts';
import { PolicyWalk } from './policy-walk.ts';
import type { StageCut } from './stage-cut.ts';
import { stageModel } from './stage-parts.ts';
import { StageFailure } from './stage-solver.ts';

export interface NestedOptions extends DecompositionOptions {
  /** Most clusters of branches at a node, each with one column for its cost; 200 where left out. */
  readonly clusters?: number;
  /** How the first stage is solved until the bounds meet; they are then confirmed at a vertex. */
  readonly masterMethod?: SolveMethod;
  /** Leave all integers aside. */
  readonly isRelaxed?: boolean;
  /** What an earlier, interrupted call gave. */
  readonly state?: NestedState;
  /** Called after each round with a way to read the state, to be kept against an interruption. */
  readonly onRound?: (state: () => NestedState) => void;
}

/** All that is needed to go on, as plain data. */
export interface NestedState extends CutLoopState {
  /** Of the stages after the first, by node of the graph. */
  readonly laterCuts: readonly (readonly StageCut[])[];
}

export interface NestedResult extends DecompositionResult {
  readonly state: NestedState;
  /** Linear programmes solved below the first stage. */
  readonly solves: number;
}

/**
 * Solves a programme of any number of stages by nested Benders decomposition (Birge, Operations Research 33, 1985): the whole
 * tree is walked at each first stage tried, and every node brings back a cut to the one before it. Paths with the same future
 * share their cuts. The first stage moves as in `solveBenders`, integers of its own included.
 *
 * `bound` is proven by the first stage's cuts at a vertex, `objective` is the cost of decisions made at every node. Integers of
 * later stages are relaxed in the cuts, so that the bound holds but may stay short; the objective is evaluated with them.
 */
export async function solveNested(
  graph: PolicyGraph,
  solver: Solver,
  options: NestedOptions,
): Promise<NestedResult> {
  const run = new NestedRun(graph, solver, options);
  try {
    return await run.solve();
  } finally {
    run.close();
  }
}

class NestedRun {
  readonly #graph: PolicyGraph;
  readonly #options: NestedOptions;
  readonly #walk: PolicyWalk;
  readonly #loop: CutLoop;
  readonly #sign: 1 | -1;
  readonly #start: number;

  constructor(graph: PolicyGraph, solver: Solver, options: NestedOptions) {
    this.#graph = graph;
    this.#options = options;
    this.#start = options.clock();
    this.#walk = new PolicyWalk(
      graph,
      { solver, isCancelled: () => this.#isOver() || (options.isCancelled?.() ?? false) },
      options.clusters ?? 200,
    );
    const part = this.#walk.partOf(graph.root);
    this.#sign = part.sign;
    const first = stageModel(part, this.#walk.dataOf(graph.root));
    const onRound = (): void => options.onRound?.(() => this.#state());
    const oracle = this.#oracle();
    this.#loop = new CutLoop(
      { name: graph.name, first },
      { solver, oracle },
      { ...options, sign: part.sign, onRound },
    );
  }

  close(): void {
    this.#loop.close();
    this.#walk.close();
  }

  #isOver(): boolean {
    return this.#options.clock() - this.#start > (this.#options.timeLimitSeconds ?? Infinity);
  }

  async solve(): Promise<NestedResult> {
    const { state } = this.#options;
    const loop = this.#loop;
    let status: DecompositionStatus;
    try {
      if (state) {
        loop.resume(state);
        this.#walk.addCuts(state.laterCuts);
      }
      status = await loop.run(state?.x ?? this.#firstGuess());
    } catch (error) {
      if (!(error instanceof StageFailure)) throw error;
      status = this.#isOver() ? 'time limit' : error.status;
      loop.boundAtStop();
    }
    const { x, lower, iterations } = loop;
    let { upper } = loop;
    if (!this.#options.isRelaxed && x && this.#hasLaterIntegers()) {
      upper = this.#wholeCost(x);
      const isOpen = lower < upper && relativeGapOf(upper, lower) > this.#options.relativeGap;
      if (status === 'optimal' && isOpen) status = 'gap left';
    }
    return {
      ...resultOf(this.#sign, { status, upper, lower, x, iterations }),
      state: { ...this.#state(), upper },
      solves: this.#walk.solves,
    };
  }

  #state(): NestedState {
    const laterCuts = this.#walk.cuts.map((own, node) => (node === 0 ? [] : [...own]));
    return { ...this.#loop.state, laterCuts };
  }

  /** What is best for the first stage alone. */
  #firstGuess(): Float64Array | undefined {
    const { path } = this.#walk;
    const first = this.#walk.decide(this.#graph.root, { makesCuts: false });
    path.fill(0);
    return first.kind === 'point' ? first.point.values : undefined;
  }

  #oracle(): RecourseOracle {
    const { root } = this.#graph;
    return {
      clusterCount: this.#walk.clustersOf(root.node).length,
      evaluate: (x) => {
        this.#walk.take(root, x);
        const future = this.#walk.visitBranches(root.node, { makesCuts: true });
        if (future.kind === 'infeasible') return { cuts: this.#masterCuts([future.cut!]), values: undefined };
        return { cuts: this.#masterCuts(future.cuts), values: future.costs } satisfies RecourseAt;
      },
    };
  }

  /** Cuts by column of the first stage. */
  #masterCuts(cuts: readonly StageCut[]): MasterCut[] {
    const { columnAt, columns: own } = this.#walk.partOf(this.#graph.root);
    return cuts.map(({ cluster, constant, columns, values }) => {
      const slope = new Float64Array(own.length);
      for (const [k, column] of columns.entries()) slope[columnAt[column]!] = values[k]!;
      return { cluster, constant, slope };
    });
  }

  #hasLaterIntegers(): boolean {
    const { core, columnStage } = this.#graph;
    return hasIntegers(core) && core.kinds.some((kind, j) => kind !== 'continuous' && columnStage[j]! > 0);
  }

  /** Expected cost with every decision whole; Infinity where decisions on the way leave none. */
  #wholeCost(x: Float64Array): number {
    this.#walk.take(this.#graph.root, x);
    const relativeGap = this.#options.relativeGap / 10;
    try {
      const future = this.#walk.visitBranches(this.#graph.root.node, { makesCuts: false, relativeGap });
      return future.kind === 'found' ? this.#loop.firstCost(x) + future.cost : Infinity;
    } catch (error) {
      if (error instanceof StageFailure) return Infinity;
      throw error;
    }
  }
}
