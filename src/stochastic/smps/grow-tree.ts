import { uniformAt } from '../../num/index.ts';
import { noChanges, packChanges, putChanges, type Change, type ChangeSet } from '../change-set.ts';
import type { TreeNode } from '../types.ts';
import type { RandomElement, ScenarioDraft } from './read-realisations.ts';

const root: TreeNode = { name: 'root', stage: 0, parent: -1, probability: 1, changes: noChanges };

/** How many nodes the product of all elements has, the root included. */
export function countNodes(elements: readonly RandomElement[], stageCount: number): number {
  let [total, width] = [1, 1];
  for (let stage = 1; stage < stageCount; stage++) {
    for (const element of elements) if (element.stage === stage) width *= element.realisations.length;
    total += width;
  }
  return total;
}

/** The tree in which every combination of the outcomes of a stage's elements follows every node before it. */
export function growProduct(elements: readonly RandomElement[], stageNames: readonly string[]): TreeNode[] {
  const nodes: TreeNode[] = [rootOf(elements)];
  let layer = [0];
  for (const [stage] of stageNames.entries()) {
    if (stage === 0) continue;
    const outcomes = combine(elements.filter((element) => element.stage === stage));
    const next: number[] = [];
    for (const parent of layer) {
      for (const [i, outcome] of outcomes.entries()) {
        const before = nodes[parent]!;
        next.push(nodes.length);
        nodes.push({
          name: parent === 0 ? `${i + 1}` : `${before.name}.${i + 1}`,
          stage,
          parent,
          probability: before.probability * outcome.probability,
          changes: packChanges(outcome.set.values()),
        });
      }
    }
    layer = next;
  }
  return nodes;
}

/** Elements known at the start are certain: their first outcome holds. */
export function rootOf(elements: readonly RandomElement[]): TreeNode {
  const set: ChangeSet = new Map();
  for (const element of elements) if (element.stage === 0) putChanges(set, element.realisations[0]!.changes);
  return { ...root, changes: packChanges(set.values()) };
}

/** Every combination of the outcomes of elements. */
export function combine(elements: readonly RandomElement[]): { probability: number; set: ChangeSet }[] {
  let outcomes: { probability: number; set: ChangeSet }[] = [{ probability: 1, set: new Map() }];
  for (const element of elements) {
    outcomes = outcomes.flatMap((outcome) =>
      element.realisations.map(({ probability, changes }) => {
        const set = new Map(outcome.set);
        putChanges(set, changes);
        return { probability: outcome.probability * probability, set };
      }),
    );
  }
  return outcomes;
}

/** A two-stage tree of equally likely draws: each element on its own, by inversion of Philox uniforms. */
export function growSample(
  elements: readonly RandomElement[],
  sample: { readonly count: number; readonly seed: number },
): TreeNode[] {
  const nodes: TreeNode[] = [rootOf(elements)];
  for (let path = 0; path < sample.count; path++) {
    const set = drawOutcome(elements, sample.seed, path);
    const probability = 1 / sample.count;
    const changes = packChanges(set.values());
    nodes.push({ name: `${path + 1}`, stage: 1, parent: 0, probability, changes });
  }
  return nodes;
}

/** One outcome of each element, by inversion of its own Philox uniforms. */
export function drawOutcome(
  elements: readonly RandomElement[],
  seed: number,
  path: number,
  stage = 0,
): ChangeSet {
  const set: ChangeSet = new Map();
  for (const [stream, element] of elements.entries()) {
    const total = element.realisations.reduce((sum, each) => sum + each.probability, 0);
    let left = uniformAt(seed, path, stream, stage) * total;
    const drawn = element.realisations.find((each) => (left -= each.probability) < 0);
    putChanges(set, (drawn ?? element.realisations.at(-1)!).changes);
  }
  return set;
}

/**
 * The tree of scenarios that branch off one another; a branch at the first stage defines the root too, and `onConflict` hears of
 * a scenario that would define it otherwise than one before.
 */
export function growScenarios(
  scenarios: readonly ScenarioDraft[],
  stageCount: number,
  stageOf: (change: Change) => number,
  onConflict: (scenario: ScenarioDraft) => void,
): TreeNode[] {
  const rootSet: ChangeSet = new Map();
  const nodes: TreeNode[] = [root];
  const paths = new Map<string, { nodes: number[]; set: ChangeSet }>();
  for (const scenario of scenarios) {
    const parent = scenario.parent === undefined ? undefined : paths.get(scenario.parent)!;
    const set: ChangeSet = new Map(parent?.set);
    putChanges(set, scenario.changes);
    for (const [key, change] of set) {
      if (stageOf(change) > 0) continue;
      const before = rootSet.get(key);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(change)) onConflict(scenario);
      rootSet.set(key, change);
      set.delete(key);
    }
    const path = parent === undefined ? [0] : parent.nodes.slice(0, Math.max(scenario.stage, 1));
    const firstOwn = path.length;
    for (let stage = firstOwn; stage < stageCount; stage++) {
      // Given at the first node of its own; those after it inherit.
      const changes = stage === firstOwn ? packChanges(set.values()) : noChanges;
      const name = stage === stageCount - 1 ? scenario.name : `${scenario.name}.${stage}`;
      const before = path.at(-1)!;
      path.push(nodes.length);
      nodes.push({ name, stage, parent: before, probability: 0, changes });
    }
    for (const at of path.slice(1)) {
      nodes[at] = { ...nodes[at]!, probability: nodes[at]!.probability + scenario.probability };
    }
    paths.set(scenario.name, { nodes: path, set });
  }
  nodes[0] = { ...root, changes: packChanges(rootSet.values()) };
  return nodes;
}
