import type { SolveOptions, Solver } from '../../lp/index.ts';
import { splitEvenly } from '../split-evenly.ts';
import type { PolicyBranch, PolicyGraph } from './policy-graph.ts';
import { stageCutAt, sumCuts, type StageCut } from './stage-cut.ts';
import { stageData, splitStages, type StageData, type StagePart } from './stage-parts.ts';
import { StageFailure, StageSolver } from './stage-solver.ts';

/** What a visit to a branch found, all given the decisions before it. */
export type Visit =
  | {
      readonly kind: 'found';
      /** Expected cost from here on of the decisions made; of the sampled branches alone where not all were followed. */
      readonly cost: number;
      /** A lower bound on the cost from here on, and that bound as a function of earlier columns. */
      readonly bound: number;
      readonly cut: StageCut | undefined;
    }
  | { readonly kind: 'infeasible'; readonly cut: StageCut | undefined };

/** What may follow a node: its expected cost, by cluster too, and cuts on that; or what its decision must hold for all to be feasible. */
export type Future =
  | {
      readonly kind: 'found';
      readonly cost: number;
      readonly costs: Float64Array;
      readonly cuts: readonly StageCut[];
    }
  | { readonly kind: 'infeasible'; readonly cut: StageCut | undefined };

/** How a graph is walked. */
export interface WalkMode {
  /** Which branch of a node is followed, by the stage it leads to; all are where it is left out. */
  readonly follow?: (branches: readonly PolicyBranch[], stage: number) => number;
  /** Make cuts on the way back: of every branch, followed or not. */
  readonly makesCuts: boolean;
  /** Keep integers; then nothing is proven. */
  readonly relativeGap?: number;
}

/** Feasibility cuts after which a node is taken to be in numerical trouble. */
const mostRepairs = 2000;

/** A violated feasibility cut: rows hold to 1e-7, and the cut's largest coefficient is 1. */
const violation = 1e-9;

/**
 * Walks the tree that a policy graph stands for, depth first: decides at each node knowing its path alone, and brings back what
 * followed as cuts.
 */
export class PolicyWalk {
  readonly graph: PolicyGraph;
  readonly #parts: readonly StagePart[];
  readonly #solvers: readonly StageSolver[];
  readonly #clusters: readonly (readonly (readonly number[])[])[];
  readonly #data = new Map<PolicyBranch, StageData>();
  /** The decisions on the way to where the walk stands, by column of the core. */
  readonly path: Float64Array;
  readonly #isCancelled: () => boolean;

  constructor(
    graph: PolicyGraph,
    tools: { readonly solver: Solver; readonly isCancelled?: () => boolean },
    mostClusters: number,
  ) {
    this.graph = graph;
    this.#isCancelled = tools.isCancelled ?? (() => false);
    this.#parts = splitStages(graph);
    this.path = new Float64Array(graph.core.columnNames.length);
    this.#clusters = graph.nodes.map(({ branches }) => splitEvenly([...branches.keys()], mostClusters));
    this.#solvers = graph.nodes.map(
      ({ stage }, n) =>
        new StageSolver(tools.solver, this.#parts[stage]!, this.path.length, this.#clusters[n]!.length),
    );
  }

  close(): void {
    for (const solver of this.#solvers) solver.close();
  }

  get solves(): number {
    return this.#solvers.reduce((sum, { solves }) => sum + solves, 0);
  }

  /** By node: its cuts. */
  get cuts(): readonly (readonly StageCut[])[] {
    return this.#solvers.map(({ cuts }) => cuts);
  }

  addCuts(cuts: readonly (readonly StageCut[])[]): void {
    for (const [n, own] of cuts.entries()) this.#solvers[n]!.addCuts(own);
  }

  partOf(branch: PolicyBranch): StagePart {
    return this.#parts[this.graph.nodes[branch.node]!.stage]!;
  }

  clustersOf(node: number): readonly (readonly number[])[] {
    return this.#clusters[node]!;
  }

  dataOf(branch: PolicyBranch): StageData {
    let data = this.#data.get(branch);
    if (data === undefined) {
      data = stageData(this.partOf(branch), branch.changes, this.graph.columnStage);
      this.#data.set(branch, data);
    }
    return data;
  }

  /** Decides at a branch and follows it to the end of every path that the mode asks for. */
  visit(branch: PolicyBranch, mode: WalkMode): Visit {
    const node = this.graph.nodes[branch.node]!;
    for (let repair = 0; repair < mostRepairs; repair++) {
      const decided = this.decide(branch, mode);
      if (decided.kind === 'infeasible') return decided;
      if (node.branches.length === 0) {
        const { cost, bound, cut } = decided.point;
        return { kind: 'found', cost, bound, cut };
      }
      const after = this.visitBranches(branch.node, mode);
      if (after.kind === 'infeasible') {
        this.#repair(branch.node, after.cut);
        continue;
      }
      const cost = decided.point.cost + after.cost;
      if (!mode.makesCuts) return { kind: 'found', cost, bound: -Infinity, cut: undefined };
      if (!this.#addViolated(branch.node, after.cuts, decided.point.future)) {
        const { bound, cut } = decided.point;
        return { kind: 'found', cost, bound, cut };
      }
      const again = this.#solve(branch, mode);
      if (again.kind === 'infeasible') return again;
      return { kind: 'found', cost, bound: again.point.bound, cut: again.point.cut };
    }
    throw new StageFailure('failed', this.partOf(branch).model.name);
  }

  /** What may follow a node whose decision stands in the path. */
  visitBranches(n: number, mode: WalkMode): Future {
    const { branches, stage } = this.graph.nodes[n]!;
    const followed = mode.follow?.(branches, stage + 1);
    const visits: Visit[] = branches.map(() => ({
      kind: 'found',
      cost: 0,
      bound: -Infinity,
      cut: undefined,
    }));
    // The branch that is followed first, so that the others are seen over the cuts that it brings back.
    const order = followed === undefined ? [...branches.keys()] : followedFirst(branches.length, followed);
    for (const i of order) {
      const isFollowed = followed === undefined || followed === i;
      if (!isFollowed && !mode.makesCuts) continue;
      const visit = isFollowed ? this.visit(branches[i]!, mode) : this.#look(branches[i]!, mode);
      if (visit.kind === 'infeasible') return visit;
      visits[i] = visit;
    }
    const clusters = this.#clusters[n]!;
    const costs = Float64Array.from(clusters, (members) =>
      members.reduce((sum, i) => sum + branches[i]!.probability * costOf(visits[i]!), 0),
    );
    const cuts: StageCut[] = [];
    if (mode.makesCuts) {
      for (const [cluster, members] of clusters.entries()) {
        const parts = members.map((i) => ({ cut: cutOf(visits[i]!), weight: branches[i]!.probability }));
        if (parts.every(isCut)) cuts.push(sumCuts(cluster, parts, this.path.length));
        if (followed === undefined) this.#solvers[n]!.noteFuture(cluster, costs[cluster]!);
      }
    }
    if (followed === undefined) {
      return { kind: 'found', cost: costs.reduce((sum, each) => sum + each, 0), costs, cuts };
    }
    // Drawn in proportion to the probabilities, whose sum may differ from 1.
    const total = branches.reduce((sum, { probability }) => sum + probability, 0);
    return { kind: 'found', cost: total * costOf(visits[followed]!), costs, cuts };
  }

  /** Solves a branch and writes its decision into the path. */
  decide(branch: PolicyBranch, mode: WalkMode): ReturnType<StageSolver['solve']> {
    const decided = this.#solve(branch, mode);
    if (decided.kind === 'point') this.take(branch, decided.point.values);
    return decided;
  }

  /** Writes a decision into the path. */
  take(branch: PolicyBranch, values: Float64Array): void {
    const { columns } = this.partOf(branch);
    for (const [j, column] of columns.entries()) this.path[column] = values[j]!;
  }

  #solve(branch: PolicyBranch, { relativeGap }: WalkMode): ReturnType<StageSolver['solve']> {
    if (this.#isCancelled()) throw new StageFailure('cancelled', this.graph.name);
    const options: SolveOptions =
      relativeGap === undefined ? { isRelaxed: true } : { relativeGap, search: 'light' };
    return this.#solvers[branch.node]!.solve(this.dataOf(branch), this.path, options);
  }

  /** Solves a branch for its cut alone. */
  #look(branch: PolicyBranch, mode: WalkMode): Visit {
    const seen = this.#solve(branch, mode);
    if (seen.kind === 'infeasible') return seen;
    const { bound, cut } = seen.point;
    return { kind: 'found', cost: seen.point.cost, bound, cut };
  }

  #addViolated(node: number, cuts: readonly StageCut[], future: Float64Array): boolean {
    const solver = this.#solvers[node]!;
    const added = cuts.filter((cut) => {
      if (!solver.hasCut(cut.cluster)) return true;
      const known = future[cut.cluster]!;
      return stageCutAt(cut, this.path) > known + violation * Math.max(1, Math.abs(known));
    });
    solver.addCuts(added);
    return added.length > 0;
  }

  #repair(node: number, cut: StageCut | undefined): void {
    if (cut === undefined || !(stageCutAt(cut, this.path) > violation)) {
      throw new StageFailure('failed', this.#parts[this.graph.nodes[node]!.stage]!.model.name);
    }
    this.#solvers[node]!.addCuts([cut]);
  }
}

function followedFirst(count: number, followed: number): number[] {
  return [followed, ...Array.from({ length: count }, (_, i) => i).filter((i) => i !== followed)];
}

function costOf(visit: Visit): number {
  return visit.kind === 'found' ? visit.cost : Infinity;
}

function cutOf(visit: Visit): StageCut | undefined {
  return visit.cut;
}

function isCut(part: {
  readonly cut: StageCut | undefined;
  readonly weight: number;
}): part is { readonly cut: StageCut; readonly weight: number } {
  return part.cut !== undefined;
}
