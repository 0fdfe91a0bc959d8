import { pickPaths } from '../draw-scenarios.ts';
import { pickSharing } from '../sharing.ts';
import type { TreeScenarios } from './sample-tree.ts';

/**
 * A tree with few leaves in each last node, the likeliest, which stand for its others too: what nodes decide can be told on them,
 * since all leaves of a node decide alike. Nodes keep their numbers.
 */
export function toldLeaves(all: TreeScenarios, perNode: number): TreeScenarios {
  const { tree, probabilities, sharing } = all;
  const last = sharing.nodeOf.at(-1)!;
  const ofNode = (node: number) => last.flatMap((each, s) => (each === node ? [s] : []));
  const kept = [...new Set(last)].flatMap((node) =>
    ofNode(node)
      .toSorted((a, b) => probabilities[b]! - probabilities[a]! || a - b)
      .slice(0, perNode)
      .toSorted((a, b) => a - b),
  );
  const sum = (scenarios: readonly number[]) => scenarios.reduce((total, s) => total + probabilities[s]!, 0);
  const standing = (s: number) => {
    const others = ofNode(last[s]!);
    return (probabilities[s]! * sum(others)) / sum(others.filter((other) => kept.includes(other)));
  };
  const numberOf = new Map(kept.map((s, i) => [s, i]));
  return {
    ...all,
    inputs: pickPaths(all.inputs, probabilities.length, kept),
    probabilities: kept.map(standing),
    paths: kept.map((s) => all.paths[s]!),
    sharing: pickSharing(sharing, kept),
    tree: {
      ...tree,
      nodes: tree.nodes.map((node) => ({
        ...node,
        scenarios: node.scenarios.flatMap((s) => numberOf.get(s) ?? []),
      })),
    },
  };
}
