import type { Model } from '../../simulate/index.ts';
import { drawPaths, pickPaths } from '../draw-scenarios.ts';
import { describePaths, type ScenarioSet } from '../sample-scenarios.ts';
import type { Sharing } from '../sharing.ts';
import { growTree } from './grow-tree.ts';
import { placePaths, rateSights, type SightScale } from './rate-sights.ts';
import { seePaths, tellingSights, worthOfPaths, type Seen } from './see-paths.ts';

/** A node of a scenario tree: what has been seen so far, and what may still come. */
export interface TreeNode {
  /** 0 for the root, else how many reviews have been. */
  readonly stage: number;
  /** Number of the node before; −1 for the root. */
  readonly parent: number;
  /** Share of the sampled paths in it. */
  readonly probability: number;
  /** Numbers of its scenarios. */
  readonly scenarios: readonly number[];
  /** What is seen of its paths at its review: mean by sight; none for the root. */
  readonly seen: readonly number[];
  /** Where it is on the scale of its review: paths are routed to the nearest sibling. */
  readonly place: Float64Array;
}

/** What is seen at a review, and how far apart paths are by it. */
export interface TreeReview {
  /** Period at whose start it is. */
  readonly review: number;
  readonly sights: Seen['sights'];
  /** Median of each sight over the sampled paths. */
  readonly medians: readonly number[];
  readonly scale: SightScale;
  /** Mean distance of a path from the centre of its node over that from the best single one. */
  readonly loss: number;
}

export interface ScenarioTree {
  readonly reviews: readonly TreeReview[];
  /** By stage, the root first. */
  readonly nodes: readonly TreeNode[];
}

/** Scenarios that are the leaves of a tree. */
export interface TreeScenarios extends ScenarioSet {
  readonly sharing: Sharing;
  readonly tree: ScenarioTree;
}

export interface SampleTreeRequest {
  readonly seed: number;
  /** Random paths from which the tree is grown: those of a run of that seed. */
  readonly sampled: number;
  /** Periods at whose start reviews are, ascending. */
  readonly reviews: readonly number[];
  /** Nodes into which each node is split, by review. */
  readonly branches: readonly number[];
  /** Scenarios in all. */
  readonly leaves: number;
}

/**
 * Grows a scenario tree from random paths of a case: nodes by what is seen at each review, scenarios that stand for their last
 * node best. Probabilities are shares of paths, so that those of siblings add up to their parent's.
 *
 * @example sampleTree(study, { seed: 7, sampled: 200, reviews: [4], branches: [2], leaves: 4 }).tree.nodes.length // 3
 */
export function sampleTree(model: Model, request: SampleTreeRequest): TreeScenarios {
  const { seed, sampled, reviews, branches, leaves } = request;
  const seen = seePaths(model, { seed, pathFrom: 0, paths: sampled, reviews }).map(tellingSights);
  const worth = worthOfPaths(model, { seed, paths: sampled });
  const scales = seen.map((each) => rateSights(each, worth));
  const inputs = drawPaths(model, { seed, pathFrom: 0, paths: sampled });
  const grown = growTree({
    seen: seen.map((each, i) => placePaths(each, scales[i]!)),
    full: describePaths(model, inputs, { seed, sampled }),
    branches,
    leaves,
  });
  const nodeOf = pathsToNodes(grown, reviews.length);
  const scenariosOf = (number: number) =>
    grown.leaves.flatMap(({ node }, s) => (nodeOf(node).includes(number) ? [s] : []));
  return {
    inputs: pickPaths(
      inputs,
      sampled,
      grown.leaves.map(({ path }) => path),
    ),
    probabilities: grown.leaves.map(({ probability }) => probability),
    paths: grown.leaves.map(({ path }) => path),
    sampled,
    loss: grown.loss,
    sharing: {
      reviews,
      nodeOf: [0, ...reviews].map((_, stage) => grown.leaves.map(({ node }) => nodeOf(node)[stage]!)),
    },
    tree: {
      reviews: seen.map(({ review, sights, values }, i) => ({
        review,
        sights,
        medians: values.map(medianOf),
        scale: scales[i]!,
        loss: grown.losses[i]!,
      })),
      nodes: grown.nodes.map(({ stage, parent, paths, centre }, number) => {
        const at = stage > 0 ? seen[stage - 1]! : undefined;
        return {
          stage,
          parent,
          probability: paths.length / sampled,
          scenarios: scenariosOf(number),
          seen: (at?.values ?? []).map(
            (values) => paths.reduce((sum, path) => sum + values[path]!, 0) / paths.length,
          ),
          place: at
            ? placePaths(
                { values: at.values.map((values) => values.slice(centre, centre + 1)) },
                scales[stage - 1]!,
              )[0]!
            : new Float64Array(0),
        };
      }),
    },
  };
}

/** Nodes from the root to a node, by stage. */
function pathsToNodes(
  { nodes }: { readonly nodes: readonly { readonly parent: number }[] },
  stages: number,
): (node: number) => number[] {
  return (node) => {
    const way = [node];
    while (way.length <= stages) way.unshift(nodes[way[0]!]!.parent);
    return way;
  };
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
