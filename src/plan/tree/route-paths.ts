import type { Model } from '../../simulate/index.ts';
import { between } from '../reduce-scenarios.ts';
import { placeOf } from './rate-sights.ts';
import type { ScenarioTree } from './sample-tree.ts';
import { seePaths, type Seen } from './see-paths.ts';

/** Paths that are looked at together. */
const block = 250;

/**
 * Leads other random paths of a case through a tree: at each review into the nearest of the nodes that follow the one it is in, by
 * what is seen of it then. Gives the number of the last node of each path.
 *
 * @example routePaths(made.model, made.tree.scenarios.tree, { seed: 8, paths: 4 }) // Int32Array [ 3, 6, 4, 3 ]
 */
export function routePaths(
  model: Model,
  tree: ScenarioTree,
  { seed, paths }: { readonly seed: number; readonly paths: number },
): Int32Array {
  const routes = new Int32Array(paths);
  const reviews = tree.reviews.map(({ review }) => review);
  for (let from = 0; from < paths; from += block) {
    const count = Math.min(block, paths - from);
    const seen = seePaths(model, { seed, pathFrom: from, paths: count, reviews });
    for (let s = 0; s < count; s++)
      routes[from + s] = reviews.reduce(
        (node, _, i) => nextNode(tree, node, placeAt(tree, seen[i]!, { i, s })),
        0,
      );
  }
  return routes;
}

/** Where a path stands at a review. What cannot be seen of it, such as the cost of a make that is late, counts as the mean. */
function placeAt(
  tree: ScenarioTree,
  seen: Seen,
  { i, s }: { readonly i: number; readonly s: number },
): Float64Array {
  const { sights, scale } = tree.reviews[i]!;
  const values = sights.map(({ what }, j) => {
    const at = seen.sights.findIndex((sight) => sight.what === what);
    return at < 0 ? scale.means[j]! : seen.values[at]![s]!;
  });
  return placeOf(values, scale);
}

function nextNode({ nodes }: ScenarioTree, parent: number, place: Float64Array): number {
  const next = nodes.flatMap((node, number) => (node.parent === parent ? [number] : []));
  return next.reduce((best, number) =>
    between(nodes[number]!.place, place) < between(nodes[best]!.place, place) ? number : best,
  );
}
