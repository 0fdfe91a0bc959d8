import { errorOfMean } from '../../num/index.ts';
import { usdWords } from '../explain/money.ts';
import type { PlannedTree } from '../plan-result.ts';

export interface JudgedPolicy {
  /** Last node of each path. */
  readonly routes: Int32Array;
  /** NPV of a run of each last node's overlay by path, by the node's number, in $. */
  readonly worth: ReadonlyMap<number, Float64Array>;
  /** NPV of a run of the plan of one decision for all, by path. */
  readonly twoStage: Float64Array | undefined;
  readonly seed: number;
  readonly tree: Pick<PlannedTree, 'nodes' | 'reviews'>;
}

/** NPV of the policy by path: of each path that of the run of the future it is led to. */
export function poolPolicy({ routes, worth }: Pick<JudgedPolicy, 'routes' | 'worth'>): Float64Array {
  return Float64Array.from(routes, (node, path) => worth.get(node)![path]!);
}

/**
 * What a plan on a tree is worth on other paths, each led through the tree by what is seen of it, and against the plan of one
 * decision for all on the same paths: the difference is taken path by path, since common draws leave less to chance. In $, with
 * 95% intervals of the means.
 *
 * @example judgePolicy({ routes: Int32Array.of(1), worth: new Map([[1, Float64Array.of(2e6)]]), … }).meanUsd // 2000000
 */
export function judgePolicy(judged: JudgedPolicy): NonNullable<PlannedTree['outOfSample']> {
  const { routes, twoStage, seed, tree } = judged;
  const policy = poolPolicy(judged);
  const paths = policy.length;
  const own = meanInterval(policy);
  const gain = twoStage && meanInterval(policy.map((value, path) => value - twoStage[path]!));
  const twoStageUsd = twoStage && meanInterval(twoStage).mean;
  const told = `On ${paths} other paths (seed ${seed}), each led through the tree by what is seen of it by its reviews, the tree is worth ${usdWords(own.mean)} on average (95% interval ${usdWords(own.low)} to ${usdWords(own.high)})`;
  const against =
    gain === undefined || twoStageUsd === undefined
      ? ''
      : `; one decision for all is worth ${usdWords(twoStageUsd)} on the same paths, so that deciding later by what is seen ${gainWords(gain)}`;
  return {
    paths,
    seed,
    shares: shareNodes(routes, tree.nodes),
    meanUsd: own.mean,
    lowUsd: own.low,
    highUsd: own.high,
    twoStageUsd,
    gainUsd: gain?.mean,
    gainLowUsd: gain?.low,
    gainHighUsd: gain?.high,
    sentence: `${told}${against}.`,
  };
}

/** A mean and the ends of its 95% interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of independent values with its 95% interval. */
export function meanInterval(values: Float64Array): MeanInterval {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const half = 1.96 * errorOfMean(values);
  return { mean, low: mean - half, high: mean + half };
}

function gainWords({ mean, low, high }: MeanInterval): string {
  const interval = `95% interval ${usdWords(low)} to ${usdWords(high)}`;
  if (low > 0) return `gains ${usdWords(mean)} (${interval})`;
  if (high < 0) return `loses ${usdWords(-mean)} (${interval} of gain)`;
  return `gains nothing that can be told from chance: ${usdWords(mean)} (${interval})`;
}

/** Share of the paths that pass through each node. */
function shareNodes(routes: Int32Array, nodes: readonly { readonly parent: number }[]): number[] {
  const shares = nodes.map(() => 0);
  for (const last of routes)
    for (let node = last; node >= 0; node = nodes[node]!.parent) shares[node]! += 1 / routes.length;
  return shares;
}
