import { hasIntegers, type SolveMethod, type Solver } from '../lp/index.ts';
import { joinCuts } from './benders-master.ts';
import { CutLoop, type CutLoopState, type RecourseOracle } from './cut-loop.ts';
import {
  relativeGapOf,
  resultOf,
  type DecompositionOptions,
  type DecompositionResult,
  type DecompositionStatus,
} from './decomposition.ts';
import { expected } from './expected.ts';
import { solveMeanValue } from './mean-value.ts';
import { splitEvenly } from './split-evenly.ts';
import { isTaskCancelled, type ScenarioPool } from './scenario-tasks.ts';
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
  /** Called after each round with a way to read the state, to be kept against an interruption. */
  readonly onRound?: (state: () => BendersState) => void;
}

/** All that is needed to go on, as plain data. */
export type BendersState = CutLoopState;

export interface BendersResult extends DecompositionResult {
  readonly state: BendersState;
}

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
  const oracle = scenarioOracle(problem, tools.pool, options.clusters ?? 200);
  const { solver } = tools;
  const loop = new CutLoop(problem, { solver, oracle }, { ...options, sign: problem.sign });
  try {
    const { state } = options;
    if (state) loop.resume(state);
    const start = state?.x ?? solveMeanValue(problem, solver);
    let status: DecompositionStatus;
    try {
      status = await loop.run(start);
    } catch (error) {
      if (!isTaskCancelled(error)) throw error;
      status = 'cancelled';
      loop.boundAtStop();
    }
    const { x, lower, iterations } = loop;
    let { upper } = loop;
    if (!options.isRelaxed && hasIntegers(problem.second) && x) {
      upper = loop.firstCost(x) + (await wholeRecourse(problem, tools.pool, x, options.relativeGap / 10));
      const isOpen = lower < upper && relativeGapOf(upper, lower) > options.relativeGap;
      if (status === 'optimal' && isOpen) status = 'gap left';
    }
    return {
      ...resultOf(problem.sign, { status, upper, lower, x, iterations }),
      state: { ...loop.state, upper },
    };
  } finally {
    loop.close();
  }
}

/** Expected cost of the recourse with its integers; Infinity where the pool was stopped before it was known. */
async function wholeRecourse(
  problem: TwoStage,
  pool: ScenarioPool,
  x: Float64Array,
  relativeGap: number,
): Promise<number> {
  const scenarios = problem.scenarios.map((_, s) => s);
  try {
    const { values } = await pool.run({ kind: 'fixed', scenarios, x, relativeGap });
    return expected(problem, values);
  } catch (error) {
    if (isTaskCancelled(error)) return Infinity;
    throw error;
  }
}

/** The recourse of a programme's scenarios, solved by a pool and summed by cluster. */
function scenarioOracle(problem: TwoStage, pool: ScenarioPool, most: number): RecourseOracle {
  const scenarios = problem.scenarios.map((_, s) => s);
  const clusters = splitEvenly(scenarios, most);
  return {
    clusterCount: clusters.length,
    async evaluate(x) {
      const { cuts } = await pool.run({ kind: 'recourse', scenarios, x });
      const isWhole = cuts.every((cut) => cut.value !== undefined);
      const values = Float64Array.from(clusters, (members) =>
        members.reduce((sum, s) => sum + problem.scenarios[s]!.probability * (cuts[s]!.value ?? 0), 0),
      );
      return { cuts: joinCuts(problem, clusters, cuts), values: isWhole ? values : undefined };
    },
  };
}
