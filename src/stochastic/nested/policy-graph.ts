import type { LpModel } from '../../lp/index.ts';
import { packChanges, type Change } from '../change-set.ts';
import { changesAt } from '../stage-data.ts';
import type { Changes, StochasticProgramme } from '../types.ts';

/** One way to go on: what turns out, how likely from where one stands, and the node that it leads to. */
export interface PolicyBranch {
  /** Given that its node was reached; those of a node need not add up to 1. */
  readonly probability: number;
  /** What differs from the core among the rows and columns of the stage that it leads to. */
  readonly changes: Changes;
  readonly node: number;
}

/** A decision and all that may follow it; what came before is known by the earlier decisions alone. */
export interface PolicyNode {
  readonly stage: number;
  /** None at the last stage. */
  readonly branches: readonly PolicyBranch[];
}

/**
 * A stochastic programme as a graph of decisions: paths of a scenario tree that have the same future meet in one node, whose
 * cuts then serve all of them. Where stages are independent of one another there is one node for each stage (Dowson, "The policy
 * graph decomposition of multistage stochastic programming problems", Networks 76, 2020; here without cycles).
 */
export interface PolicyGraph {
  readonly name: string;
  readonly core: LpModel;
  readonly stageNames: readonly string[];
  readonly columnStage: Int32Array;
  readonly rowStage: Int32Array;
  /** The first decision: its node is number 0, its probability 1. */
  readonly root: PolicyBranch;
  readonly nodes: readonly PolicyNode[];
}

/** Digits to which conditional probabilities must agree for two futures to be the same one; their quotients carry rounding. */
const agreeingDigits = 12;

/**
 * The policy graph of a scenario tree, with equal futures joined.
 *
 * @example const { nodes } = buildPolicyGraph(programme); // nodes.length === 3: three stages, independent of one another
 */
export function buildPolicyGraph(programme: StochasticProgramme): PolicyGraph {
  const { nodes: treeNodes } = programme;
  const children: number[][] = treeNodes.map(() => []);
  for (const [n, { parent }] of treeNodes.entries()) if (parent >= 0) children[parent]!.push(n);
  const nodes: PolicyNode[] = [];
  const nodeByFuture = new Map<string, number>();
  const dataByKey = new Map<string, { readonly number: number; readonly changes: Changes }>();
  const nodeOf = new Int32Array(treeNodes.length);
  const dataOf: { readonly number: number; readonly changes: Changes }[] = [];
  // Children stand behind their parents, so that going backwards a node's future is known before the node.
  for (let n = treeNodes.length - 1; n >= 0; n--) {
    const { stage, probability } = treeNodes[n]!;
    dataOf[n] = intern(dataByKey, ownChanges(programme, n));
    const branches = children[n]!.map((child) => ({
      probability: probability > 0 ? treeNodes[child]!.probability / probability : 0,
      data: dataOf[child]!,
      node: nodeOf[child]!,
    }));
    const words = branches.map(
      (each) => `${each.probability.toPrecision(agreeingDigits)} ${each.data.number} ${each.node}`,
    );
    const future = `${stage}: ${words.sort().join(', ')}`;
    let node = nodeByFuture.get(future);
    if (node === undefined) {
      node = nodes.length;
      nodes.push({
        stage,
        branches: branches.map((each) => ({
          probability: each.probability,
          changes: each.data.changes,
          node: each.node,
        })),
      });
      nodeByFuture.set(future, node);
    }
    nodeOf[n] = node;
  }
  return rootFirst(programme, nodes, { probability: 1, changes: dataOf[0]!.changes, node: nodeOf[0]! });
}

/** The numbers that differ from the core in a tree node's own rows and columns, inherited ones included. */
function ownChanges(programme: StochasticProgramme, n: number): Change[] {
  const { stage } = programme.nodes[n]!;
  return [...changesAt(programme, n).values()].filter((change) => stageOfChange(programme, change) === stage);
}

/** The stage of the row or column that a change is made to. */
export function stageOfChange(
  stages: { readonly columnStage: Int32Array; readonly rowStage: Int32Array },
  change: Change,
): number {
  const isColumn = change.kind === 'cost' || change.kind === 'bounds';
  return isColumn ? stages.columnStage[change.column]! : stages.rowStage[change.row]!;
}

function intern(
  known: Map<string, { readonly number: number; readonly changes: Changes }>,
  changes: readonly Change[],
): { readonly number: number; readonly changes: Changes } {
  const key = changes
    .map((change) => JSON.stringify(Object.values(change), (_, value: unknown) => numberWord(value)))
    .sort()
    .join();
  let data = known.get(key);
  if (data === undefined) known.set(key, (data = { number: known.size, changes: packChanges(changes) }));
  return data;
}

/** JSON has no word for Infinity. */
function numberWord(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Nodes in the order of their stages, the root's first. */
function rootFirst(
  programme: StochasticProgramme,
  nodes: readonly PolicyNode[],
  root: PolicyBranch,
): PolicyGraph {
  const order = [...nodes.keys()].sort((a, b) => nodes[a]!.stage - nodes[b]!.stage);
  const place = new Map(order.map((old, at) => [old, at]));
  const moved = (branch: PolicyBranch): PolicyBranch => ({ ...branch, node: place.get(branch.node)! });
  const { name, core, stageNames, columnStage, rowStage } = programme;
  return {
    name,
    core,
    stageNames,
    columnStage,
    rowStage,
    root: moved(root),
    nodes: order.map((old) => ({ ...nodes[old]!, branches: nodes[old]!.branches.map(moved) })),
  };
}

/** How many decisions the scenario tree of a graph has, the first included. */
export function countDecisions({ nodes }: PolicyGraph): number {
  const counts = new Float64Array(nodes.length);
  for (let n = nodes.length - 1; n >= 0; n--) {
    counts[n] = nodes[n]!.branches.reduce((sum, { node }) => sum + counts[node]!, 1);
  }
  return counts[0]!;
}
