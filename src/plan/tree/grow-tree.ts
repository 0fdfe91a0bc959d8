import { between, reduceScenarios } from '../reduce-scenarios.ts';

/** A group of paths that have looked alike until its review. */
export interface GrownNode {
  /** 0 for the root, else how many reviews have been. */
  readonly stage: number;
  /** Number of the node before; −1 for the root. */
  readonly parent: number;
  /** Paths in it, ascending. */
  readonly paths: readonly number[];
  /** The path that stands for it at its review. */
  readonly centre: number;
}

export interface GrownTree {
  /** By stage, the root first; each stage in the order of its parents, siblings by the last number of their vectors. */
  readonly nodes: readonly GrownNode[];
  /** Scenarios: paths kept, in the order of the last nodes. */
  readonly leaves: readonly {
    readonly path: number;
    readonly probability: number;
    /** Number of its last node. */
    readonly node: number;
  }[];
  /**
   * By review: mean distance of a path from the centre of its node by what is seen then, over that from the best single centre;
   * 1 is no better than one node for all.
   */
  readonly losses: readonly number[];
  /** The same of leaves, by all that is known of a path. */
  readonly loss: number;
}

export interface GrowRequest {
  /** Vectors by what is seen at each review: [review][path], on one scale per review. */
  readonly seen: readonly (readonly Float64Array[])[];
  /** Vectors by all that is known of a path. */
  readonly full: readonly Float64Array[];
  /** Nodes into which each node of the stage before is split, by review; fewer where fewer look different. */
  readonly branches: readonly number[];
  /** Scenarios in all. */
  readonly leaves: number;
}

/**
 * A scenario tree of paths: at each review every node is split by what is seen then, forward, so that nodes are nested; in each
 * last node the paths are chosen that stand best for it by all that is known of them.
 *
 * Source: H. Heitsch, W. Römisch, "Scenario tree modeling for multistage stochastic programs", Mathematical Programming 118
 * (2009), forward tree construction.
 */
export function growTree({ seen, full, branches, leaves }: GrowRequest): GrownTree {
  const all = full.map((_, path) => path);
  const nodes: GrownNode[] = [{ stage: 0, parent: -1, paths: all, centre: 0 }];
  const lastNodes = branches.reduce((product, count) => product * count, 1);
  const perNode = Math.max(Math.floor(leaves / lastNodes), 1);
  const losses = branches.map((count, review) => {
    const vectors = seen[review]!;
    const parents = nodes.flatMap((node, number) => (node.stage === review ? [number] : []));
    let left = 0;
    for (const parent of parents) {
      const { paths } = nodes[parent]!;
      // A node must have paths enough for its leaves, and be no freak: a quarter of an equal part at least.
      const least = Math.max(perNode, Math.ceil(paths.length / (4 * count)));
      const parts = splitPaths(vectors, paths, { count, least });
      for (const part of parts.toSorted((a, b) => lastOf(vectors[a.centre]!) - lastOf(vectors[b.centre]!))) {
        nodes.push({ stage: review + 1, parent, ...part });
        for (const path of part.paths) left += between(vectors[part.centre]!, vectors[path]!);
      }
    }
    const [whole] = splitPaths(vectors, all, { count: 1, least: 1 });
    const single = all.reduce((sum, path) => sum + between(vectors[whole!.centre]!, vectors[path]!), 0);
    return single > 0 ? left / single : 0;
  });
  const chosen = chooseLeaves(nodes, full, { stage: branches.length, leaves });
  return { nodes, losses, ...chosen };
}

function chooseLeaves(
  nodes: readonly GrownNode[],
  full: readonly Float64Array[],
  { stage, leaves }: { readonly stage: number; readonly leaves: number },
): Pick<GrownTree, 'leaves' | 'loss'> {
  const last = nodes.flatMap((node, number) => (node.stage === stage ? [number] : []));
  const counts = last.map(() => Math.floor(leaves / last.length));
  // What does not divide evenly goes to the likeliest nodes.
  const likeliest = last
    .map((_, i) => i)
    .toSorted((a, b) => nodes[last[b]!]!.paths.length - nodes[last[a]!]!.paths.length);
  for (let i = 0; i < leaves % last.length; i++) counts[likeliest[i]!]! += 1;
  let apart = 0;
  const chosen = last.flatMap((number, i) => {
    const { paths } = nodes[number]!;
    const vectors = paths.map((path) => full[path]!);
    const { kept, probabilities } = reduceScenarios(vectors, Math.max(counts[i]!, 1));
    const mine = kept.map((at) => full[paths[at]!]!);
    for (const vector of vectors) apart += Math.min(...mine.map((leaf) => between(leaf, vector)));
    return kept.map((at, j) => ({
      path: paths[at]!,
      probability: (probabilities[j]! * paths.length) / full.length,
      node: number,
    }));
  });
  const everyPath = full.map((_, path) => path);
  const [whole] = splitPaths(full, everyPath, { count: 1, least: 1 });
  const single = full.reduce((sum, vector) => sum + between(full[whole!.centre]!, vector), 0);
  return { leaves: chosen, loss: single > 0 ? apart / single : 0 };
}

function lastOf(vector: Float64Array): number {
  return vector.at(-1) ?? 0;
}

interface Part {
  readonly centre: number;
  readonly paths: readonly number[];
}

/**
 * Splits paths around centres by forward selection, then moves each centre to the middle of its part while that brings paths
 * nearer; each path belongs to its nearest centre, the first of equals. No part is smaller than `least`; fewer parts where the
 * paths look alike.
 */
function splitPaths(
  vectors: readonly Float64Array[],
  paths: readonly number[],
  { count, least }: { readonly count: number; readonly least: number },
): Part[] {
  const distance = paths.map((a) => Float64Array.from(paths, (b) => between(vectors[a]!, vectors[b]!)));
  const sumWith = (centres: readonly number[]) =>
    paths.reduce((sum, _, i) => sum + Math.min(...centres.map((centre) => distance[centre]![i]!)), 0);
  let centres: number[] = [];
  let left = Infinity;
  while (centres.length < count) {
    let best: number | undefined;
    for (let candidate = 0; candidate < paths.length; candidate++) {
      const tried = [...centres, candidate];
      const sum = sumWith(tried);
      if (sum >= left || (centres.length > 0 && leastPart(distance, tried) < least)) continue;
      [best, left] = [candidate, sum];
    }
    if (best === undefined) break;
    centres = [...centres, best];
  }
  for (;;) {
    const moved = middlesOf(distance, centres);
    if (!(sumWith(moved) < left) || leastPart(distance, moved) < least) break;
    [centres, left] = [moved, sumWith(moved)];
  }
  const nearest = paths.map((_, i) => nearestOf(distance, centres, i));
  return centres.map((centre, c) => ({
    centre: paths[centre]!,
    paths: paths.filter((_, i) => nearest[i] === c),
  }));
}

/** For each part the path in it that is nearest to all of it. */
function middlesOf(distance: readonly Float64Array[], centres: readonly number[]): number[] {
  const nearest = distance.map((_, i) => nearestOf(distance, centres, i));
  return centres.map((centre, c) => {
    const part = distance.flatMap((_, i) => (nearest[i] === c ? [i] : []));
    const sum = (i: number) => part.reduce((total, j) => total + distance[i]![j]!, 0);
    return part.reduce((best, i) => (sum(i) < sum(best) ? i : best), centre);
  });
}

function nearestOf(distance: readonly Float64Array[], centres: readonly number[], i: number): number {
  return centres.reduce(
    (best, centre, c) => (distance[centre]![i]! < distance[centres[best]!]![i]! ? c : best),
    0,
  );
}

function leastPart(distance: readonly Float64Array[], centres: readonly number[]): number {
  const sizes = centres.map(() => 0);
  for (let i = 0; i < distance.length; i++) sizes[nearestOf(distance, centres, i)]! += 1;
  return Math.min(...sizes);
}
