import type { PlannedTree } from '../plan-result.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { planOverlay } from '../write-overlay.ts';

/** The overlay of a plan for one future of its tree. */
export interface FutureOverlay {
  /** Number of the last node. */
  readonly node: number;
  /** Name for a file, such as `plan-high-demand-of-startups`. */
  readonly name: string;
  readonly overlay: string;
}

/**
 * One overlay for each last node of a tree: what is committed for all, and what is decided later where this future is seen. Equal
 * paths of a run of equal seed have equal draws in all of them.
 *
 * @example treeOverlays(made.plan, made.result.tree, ['A plan.'])[0].name // 'plan-low-demand-of-startups'
 */
export function treeOverlays(plan: SolvedPlan, tree: PlannedTree, head: readonly string[]): FutureOverlay[] {
  const { nodes, reviews } = tree;
  const names = new Set<string>();
  const last = plan.frame.sharing.nodeOf.at(-1)!;
  return nodes.flatMap(({ stage, name }, node) => {
    if (stage < reviews.length) return [];
    const way = wayTo(tree, node);
    const words = way.map((at) => nodes[at]!.label).join(' then ');
    const slug = `plan-${words
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]+/g, '-')
      .replaceAll(/^-|-$/g, '')}`;
    const file = names.has(slug) ? `${slug}-${name}` : slug;
    names.add(file);
    const conditions = way.map(
      (at) => `By ${reviews[nodes[at]!.stage - 1]!.period}: ${nodes[at]!.condition}.`,
    );
    const scenarios = last.flatMap((each, s) => (each === node ? [s] : []));
    return [{ node, name: file, overlay: planOverlay(plan, [...head, ...conditions], scenarios) }];
  });
}

/** Nodes from the first review to a node. */
export function wayTo({ nodes }: Pick<PlannedTree, 'nodes'>, node: number): number[] {
  const way: number[] = [];
  for (let at = node; at > 0; at = nodes[at]!.parent) way.unshift(at);
  return way;
}
