import type { LpModel } from '../../lp/index.ts';
import { packChanges } from '../change-set.ts';
import {
  stageOfChange,
  type PolicyBranch,
  type PolicyGraph,
  type PolicyNode,
} from '../nested/policy-graph.ts';
import { combine, drawOutcome, rootOf } from './grow-tree.ts';
import type { RandomElement, StochasticFile } from './read-realisations.ts';
import type { Stages } from './read-stages.ts';

/** Whether what turns out in a period says nothing of other periods: no scenarios, and no element with numbers of a later one. */
export function isStageWise({ elements, scenarios }: StochasticFile, stages: Stages): boolean {
  return (
    scenarios.length === 0 &&
    elements.every(({ stage, realisations }) =>
      realisations.every(({ changes }) => changes.every((change) => stageOfChange(stages, change) === stage)),
    )
  );
}

/** The most outcomes that any period has. */
export function countOutcomes(elements: readonly RandomElement[], stageCount: number): number {
  const counts = Array.from({ length: stageCount }, () => 1);
  for (const { stage, realisations } of elements) if (stage > 0) counts[stage]! *= realisations.length;
  return Math.max(...counts);
}

/** One node for each period, with a branch for each combination of its elements' outcomes, or so many drawn. */
export function growGraph(
  core: LpModel,
  { names, columnStage, rowStage }: Stages,
  elements: readonly RandomElement[],
  sample: { readonly count: number; readonly seed: number } | undefined,
): PolicyGraph {
  const nodes = names.map((_, stage): PolicyNode => {
    const next = elements.filter((element) => element.stage === stage + 1);
    return { stage, branches: stage + 1 < names.length ? branchesOf(next, stage + 1, sample) : [] };
  });
  const root = { probability: 1, changes: rootOf(elements).changes, node: 0 };
  return { name: core.name, core, stageNames: names, columnStage, rowStage, root, nodes };
}

function branchesOf(
  elements: readonly RandomElement[],
  stage: number,
  sample: { readonly count: number; readonly seed: number } | undefined,
): PolicyBranch[] {
  if (sample === undefined || elements.length === 0) {
    return combine(elements).map(({ probability, set }) => ({
      probability,
      changes: packChanges(set.values()),
      node: stage,
    }));
  }
  return Array.from({ length: sample.count }, (_, path) => ({
    probability: 1 / sample.count,
    changes: packChanges(drawOutcome(elements, sample.seed, path, stage).values()),
    node: stage,
  }));
}
