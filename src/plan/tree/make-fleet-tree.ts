import type { LpModel, Solver } from '../../lp/index.ts';
import type { Model } from '../../simulate/index.ts';
import type { PlanModel } from '../build-plan.ts';
import type { MadeFleetPlan, MakeFleetPlanOptions } from '../fleet/make-fleet-plan.ts';
import type { FleetOutcome, FleetPlan, SharedDecisions } from '../fleet/fleet-plan.ts';
import { overAll } from '../fleet/tell-fleet.ts';
import { findWayOut } from '../explain/find-way-out.ts';
import { makeFrame, type Scenarios } from '../frame.ts';
import type { PlannedTree, PlanResult } from '../plan-result.ts';
import { solveByScenario } from '../recourse/solve-by-scenario.ts';
import { solvePlan, type SolvedPlan } from '../solve-plan.ts';
import { tellPlan, type TellSettings } from '../tell-plan.ts';
import type { Reviews } from './read-reviews.ts';
import { sampleTree, type TreeScenarios } from './sample-tree.ts';
import { tellTree, treeQuality } from './tell-tree.ts';
import { toldLeaves } from './told-leaves.ts';

export interface FleetTreeRequest {
  readonly options: MakeFleetPlanOptions;
  readonly reviews: Reviews;
  readonly settings: Pick<TellSettings, 'residual' | 'caseResidual'>;
}

/** Leaves of each last node on which prices and power by period are told. */
const toldPerNode = 2;
const pathsSampled = 200;

/**
 * A plan on a tree of many leaves, taken apart by scenario: the master holds what every node decides. The plan of one decision for
 * all is made of the same leaves beside it. Value and gap are over all leaves, all else is told on a few of each last node.
 */
export async function makeFleetTree(
  model: Model,
  solver: Solver,
  { options, reviews, settings }: FleetTreeRequest,
): Promise<MadeFleetPlan> {
  const { seed, scenarios: leaves, sampled = pathsSampled, onStage = () => {} } = options;
  onStage('growing the tree');
  const all = sampleTree(model, {
    seed,
    sampled: Math.max(sampled, leaves),
    reviews: reviews.periods,
    branches: reviews.branches,
    leaves,
  });
  const risk = options.riskWeight > 0 ? { weight: options.riskWeight, tail: options.riskTail } : undefined;
  const solve = (scenarios: Scenarios, words: string) =>
    solveByScenario(solver, model, scenarios, {
      ...options,
      ...(risk ? { risk } : {}),
      onStage: (stage) => onStage(`${words}: ${stage}`),
    });
  const outcome = await solve(all, 'tree');
  const few = toldLeaves(all, toldPerNode);
  if (outcome.kind !== 'plan') return withoutPlan(solver, model, { outcome, few });
  const { inputs, probabilities } = all;
  const two = await solve({ inputs, probabilities }, 'one decision for all');
  const twoStage = two.kind === 'plan' ? two.plan : undefined;
  onStage('what binds');
  const plan = heldPlan(solver, model, { scenarios: few, shared: outcome.plan.shared!, withOrders: true });
  if (!plan) return { kind: 'failed' };
  const free = heldPlan(solver, model, { scenarios: few, shared: outcome.plan.shared!, withOrders: false });
  const toTell: TellSettings = {
    ...settings,
    scenarios: few,
    seed,
    risk: risk ?? { weight: 0, tail: 0.1 },
    isStopped: outcome.plan.status !== 'optimal',
  };
  const told = tellPlan(plan, toTell);
  const priced = free ? tellPlan(free, toTell) : told;
  const tree = tellTree(plan, { tree: few.tree, twoStage, proven: outcome.plan });
  const heldTwo = twoStage && {
    scenarios: { inputs: few.inputs, probabilities: few.probabilities },
    shared: twoStage.shared!,
    withOrders: true,
  };
  return {
    kind: 'plan',
    plan,
    model,
    tree: { scenarios: all, twoStage: heldTwo && heldPlan(solver, model, heldTwo) },
    result: tellAll({ told, priced, tree, fleet: outcome.plan, all }),
  };
}

/** Why a tree of many leaves has no plan: shown on the few that stand for it. */
function withoutPlan(
  solver: Solver,
  model: Model,
  {
    outcome,
    few,
  }: { readonly outcome: Exclude<FleetOutcome, { kind: 'plan' }>; readonly few: TreeScenarios },
): MadeFleetPlan {
  if (outcome.kind === 'not shared') return outcome;
  if (outcome.kind !== 'infeasible') return { kind: outcome.kind };
  const shown = solvePlan(solver, makeFrame(model, few, { placedScenarios: 1 }));
  return shown.kind === 'infeasible'
    ? { kind: 'no plan', why: findWayOut(solver, shown) }
    : { kind: 'failed' };
}

interface Held {
  readonly scenarios: Scenarios;
  readonly shared: SharedDecisions;
  /** Whether orders are held too, or starts and contracts alone. */
  readonly withOrders: boolean;
}

/** The plan of some scenarios at decisions that are given by name. */
function heldPlan(
  solver: Solver,
  model: Model,
  { scenarios, shared, withOrders }: Held,
): SolvedPlan | undefined {
  const frame = makeFrame(model, scenarios, { placedScenarios: 1 });
  const levels = new Map(shared.names.map((name, j) => [name, shared.levels[j]!]));
  const outcome = solvePlan(solver, frame, {
    change: (built) => holdAt(built, { levels, shared, frame, withOrders }),
  });
  return outcome.kind === 'plan' ? outcome.plan : undefined;
}

function holdAt(
  { lp }: PlanModel,
  held: {
    readonly levels: ReadonlyMap<string, number>;
    readonly shared: SharedDecisions;
    readonly frame: SolvedPlan['frame'];
    readonly withOrders: boolean;
  },
): LpModel {
  const { levels, shared, frame, withOrders } = held;
  const [lower, upper] = [lp.columnLower.slice(), lp.columnUpper.slice()];
  const power = frame.inputs.get('chip.power')!;
  const width = power.values.length / frame.sizes.chips;
  lp.columnNames.forEach((name, j) => {
    const level = levels.get(name);
    if (level === undefined || !(withOrders || /^(start|accept)\[/.test(name))) return;
    // Orders count in the MW that their make draws in the first scenario of either programme.
    const chip = /^order\[(.*?), /.exec(name)?.[1];
    const k = chip === undefined ? -1 : shared.chips.indexOf(chip);
    const inUnits = k < 0 ? level : (level * power.values[k * width]!) / shared.unitMw[k]!;
    const value = lp.kinds[j] === 'continuous' ? inUnits : Math.round(inUnits);
    lower[j] = upper[j] = Math.min(Math.max(value, lower[j]!), upper[j]!);
  });
  return { ...lp, columnLower: lower, columnUpper: upper };
}

/** What is told on a few leaves, with the value of all. */
function tellAll(parts: {
  readonly told: PlanResult;
  readonly priced: PlanResult;
  readonly tree: PlannedTree;
  readonly fleet: FleetPlan;
  readonly all: TreeScenarios;
}): PlanResult {
  const { told, priced, tree, fleet, all } = parts;
  const { accountsUsd } = fleet;
  const { paths, probabilities, loss } = all;
  return {
    ...told,
    settings: { ...told.settings, scenarios: paths.length, paths, probabilities, loss },
    ...overAll({ told, priced, fleet, probabilities }),
    tree: {
      ...tree,
      nodes: tree.nodes.map((node, number) => {
        const { scenarios } = all.tree.nodes[number]!;
        const likely = scenarios.reduce((sum, s) => sum + probabilities[s]!, 0);
        const usd = scenarios.reduce((sum, s) => sum + probabilities[s]! * accountsUsd[s]!, 0);
        return { ...node, scenarios, expectedUsd: usd / likely };
      }),
    },
    limits: [
      ...told.limits,
      treeQuality(tree),
      `Value, bound and gap are over all ${paths.length} leaves of the tree. Power, mix and shadow prices are told on ${told.settings.scenarios} of them, the likeliest of each last node, the prices with orders free.`,
    ],
  };
}
