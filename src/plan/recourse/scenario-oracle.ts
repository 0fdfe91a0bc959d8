import { relaxModel, solveModel, type Solver } from '../../lp/index.ts';
import { dot } from '../../num/index.ts';
import type { MasterCut, RecourseAt, RecourseOracle } from '../../stochastic/index.ts';
import type { Risk } from '../blocks/risk.ts';
import { fixAt, levelsOf, ScenarioProgrammes } from './scenario-programmes.ts';
import type { ScenarioPart, SharedStage } from './shared-stage.ts';

/** What a scenario is worth at shared decisions, in $m, and how that changes with them. */
interface ScenarioWorth {
  readonly value: number;
  readonly slope: Float64Array;
  readonly values: Float64Array;
}

/** Rows that ask something of a scenario, which shared decisions may leave it without; all others can be kept by doing nothing. */
const mayBreak = /^(service|debt|cover)\[/;

/** Most parts of the expected worth that the master knows apart where risk is not minded. */
const mostClusters = 50;

/**
 * What the scenarios of a plan are worth at decisions that they share: each is a programme over the whole horizon, with its own
 * dates, lives, demand and service levels, that installs and serves as it will. The cost is the worth with its sign turned, in $m.
 *
 * Where risk is minded, a scenario costs −p·v + weight·p/tail·max(threshold − v, 0): CVaR by Rockafellar & Uryasev (Journal of
 * Risk 2, 2000), convex in decisions and threshold, with a cut for either part of the maximum.
 */
export class ScenarioOracle implements RecourseOracle {
  readonly clusterCount: number;
  readonly #stage: SharedStage;
  readonly #solver: Solver;
  readonly #probabilities: readonly number[];
  readonly #risk: Risk | undefined;
  readonly programmes: ScenarioProgrammes;
  readonly #isCancelled: () => boolean;
  #isKnown = false;

  constructor(
    stage: SharedStage,
    tools: {
      readonly solver: Solver;
      readonly probabilities: readonly number[];
      readonly risk: Risk | undefined;
      /** Asked between scenarios, once they have all been worth something at some decisions. */
      readonly isCancelled?: () => boolean;
      /** Solves the programmes, from where it solved them last; one of its own unless given. */
      readonly programmes?: ScenarioProgrammes;
    },
  ) {
    this.#stage = stage;
    this.#solver = tools.solver;
    this.#probabilities = tools.probabilities;
    this.#risk = tools.risk;
    this.programmes = tools.programmes ?? new ScenarioProgrammes(tools.solver);
    this.#isCancelled = tools.isCancelled ?? (() => false);
    const count = stage.parts.length;
    this.clusterCount = tools.risk ? count : Math.min(count, mostClusters);
  }

  evaluate(x: Float64Array): RecourseAt {
    const cuts: MasterCut[] = [];
    const values = new Float64Array(this.clusterCount);
    const clusters = Array.from(values, () => ({ constant: 0, slope: new Float64Array(x.length) }));
    let isWhole = true;
    for (const [s, part] of this.#stage.parts.entries()) {
      if (this.#isKnown && this.#isCancelled()) return { cuts: [], values: undefined };
      const worth = this.worthAt(s, x);
      if (!worth) {
        isWhole = false;
        cuts.push(this.#feasibilityCut(part, x));
        continue;
      }
      const cluster = s % this.clusterCount;
      const p = this.#probabilities[s]!;
      if (this.#risk) {
        const tail = tailCuts({ ...worth, x, p, risk: this.#risk, threshold: this.#stage.threshold });
        values[cluster]! += tail.cost;
        for (const cut of tail.cuts) cuts.push({ cluster, ...cut });
        continue;
      }
      values[cluster]! -= p * worth.value;
      const sum = clusters[cluster]!;
      sum.constant -= p * (worth.value - dot(worth.slope, x));
      worth.slope.forEach((slope, j) => (sum.slope[j]! -= p * slope));
    }
    this.#isKnown ||= isWhole;
    if (isWhole && !this.#risk)
      for (const [cluster, { constant, slope }] of clusters.entries())
        cuts.push({ cluster, constant, slope });
    return { cuts, values: isWhole ? values : undefined };
  }

  /** The worth of one scenario; `undefined` where the decisions leave it without a plan. */
  worthAt(s: number, x: Float64Array): ScenarioWorth | undefined {
    const part = this.#stage.parts[s]!;
    const solution = this.programmes.solveAt(s, part, x);
    if (solution.status === 'infeasible') return undefined;
    if (solution.status !== 'optimal')
      throw new Error(`the programme of scenario ${s + 1} is ${solution.status}`);
    const slope = new Float64Array(x.length);
    part.shared.forEach((j, number) => {
      if (j >= 0) slope[number] = solution.reducedCosts![j]! * part.scale[number]!;
    });
    return { value: solution.objective!, slope, values: solution.values! };
  }

  /** Most that any scenario could be worth if it chose the shared decisions for itself, in $m. */
  foresight(): number {
    let most = -Infinity;
    this.#stage.parts.forEach((part, s) => {
      const { status, objective } = this.programmes.solveFree(s, part);
      most = Math.max(most, status === 'optimal' ? objective! : Infinity);
    });
    return most;
  }

  /** The least breach of what a scenario must keep is convex in the decisions; where it is above 0 they are cut off. */
  #feasibilityCut(part: ScenarioPart, x: Float64Array): MasterCut {
    const { columns, at } = levelsOf(part, x);
    const rows = part.lp.rowNames.flatMap((name, row) => (mayBreak.test(name) ? [row] : []));
    const { model } = relaxModel(
      fixAt(part.lp, columns, at),
      rows.map((row) => ({ row, penalty: 1 })),
    );
    const solution = solveModel(this.#solver, model, { isRelaxed: true });
    const slope = new Float64Array(x.length);
    if (!(solution.status === 'optimal' && solution.objective! > 0))
      return { cluster: -1, constant: 1, slope };
    part.shared.forEach((j, number) => {
      if (j >= 0) slope[number] = solution.reducedCosts![j]! * part.scale[number]!;
    });
    return { cluster: -1, constant: solution.objective! - dot(slope, x), slope };
  }
}

/** Cost of a scenario to one who minds the tail, and the two cuts that it lies above. */
function tailCuts(
  of: ScenarioWorth & {
    readonly x: Float64Array;
    readonly p: number;
    readonly risk: Risk;
    readonly threshold: number;
  },
): { readonly cost: number; readonly cuts: readonly Omit<MasterCut, 'cluster'>[] } {
  const { value, slope, x, p, risk, threshold } = of;
  const rest = value - dot(slope, x);
  const extra = (risk.weight * p) / risk.tail;
  const plain = slope.map((each) => -p * each);
  const heavy = slope.map((each) => -(p + extra) * each);
  heavy[threshold]! += extra;
  return {
    cost: -p * value + extra * Math.max(x[threshold]! - value, 0),
    cuts: [
      { constant: -p * rest, slope: plain },
      { constant: -(p + extra) * rest, slope: heavy },
    ],
  };
}
