import { percentWords, usdWords } from '../explain/money.ts';
import type { PlannedNode, PlannedTree } from '../plan-result.ts';
import { cell, includedAt, offered } from '../point.ts';
import type { SolvedPlan } from '../solve-plan.ts';
import { stageAt } from '../sharing.ts';
import { periodLabels, periodsPerYear } from '../../time/index.ts';
import { groupThousands } from '../../units/index.ts';
import type { ScenarioTree } from './sample-tree.ts';
import { labelOf, signWords, tellSigns } from './tell-signs.ts';

/** A tree of a solved plan as plain data: nodes with what tells them apart, what is decided in each, and what deciding later is worth. */
export function tellTree(plan: SolvedPlan, { tree, twoStage, proven = plan }: ToldTree): PlannedTree {
  const periods = periodLabels(plan.frame.model.study.calendar);
  return {
    reviews: tree.reviews.map(({ review, scale, loss }) => ({
      period: periods[review]!,
      at: review,
      seenIn: periods[review - 1]!,
      told: scale.told,
      loss,
    })),
    nodes: tree.nodes.map((_, number) => tellNode(plan, { tree, number, periods })),
    value: valueOf(proven, twoStage),
  };
}

/** How well the nodes stand for their paths, in words. */
export function treeQuality({ reviews }: Pick<PlannedTree, 'reviews'>): string {
  const each = reviews.map(({ period, loss }) => `${percentWords(loss)} (${period})`).join(', ');
  return `By what is seen at its review, a path is on average ${each} as far from its node as from the best single one: futures that decide alike are not alike.`;
}

/** What a search found and proved of a plan, in $. */
export type Proven = Pick<SolvedPlan, 'objectiveUsd' | 'boundUsd'>;

export interface ToldTree {
  readonly tree: ScenarioTree;
  /** The plan of one decision for all on the same scenarios, where one was found. */
  readonly twoStage: Proven | undefined;
  /** The plan on all leaves, where it is told on some of them. */
  readonly proven?: Proven;
}

interface NodeOf {
  readonly tree: ScenarioTree;
  readonly number: number;
  readonly periods: readonly string[];
}

function tellNode(plan: SolvedPlan, { tree, number, periods }: NodeOf): PlannedNode {
  const { stage, parent, probability, scenarios } = tree.nodes[number]!;
  const { frame, accountsUsd } = plan;
  const signs = tellSigns(tree, number);
  const likely = sumOf(scenarios, frame.probabilities);
  const seenIn = stage === 0 ? '' : periods[tree.reviews[stage - 1]!.review - 1]!;
  const starts = startsIn(plan, { scenario: scenarios[0]!, stage });
  const orders = ordersIn(plan, { scenarios, stage });
  return {
    name: number === 0 ? 'root' : `n${number}`,
    stage,
    parent,
    probability,
    scenarios,
    expectedUsd: scenarios.reduce((sum, s) => sum + frame.probabilities[s]! * accountsUsd[s]!, 0) / likely,
    signs,
    condition: stage === 0 ? '' : signWords(signs, seenIn),
    label: labelOf(tree, number),
    starts: starts.map(({ phaseName, start, powerName }) => ({
      phase: phaseName,
      start,
      ...(powerName === undefined ? {} : { power: powerName }),
    })),
    orders,
    decisions: [
      ...(stage === 0 ? contractWords(plan) : []),
      ...starts.map(({ phaseName, start, powerName, isCommitted }) =>
        isCommitted
          ? `power ${phaseName} by ${powerName ?? 'its own connection'}`
          : `start ${phaseName} in ${start}${powerName === undefined ? '' : `, powered by ${powerName}`}`,
      ),
      ...openWords(plan, { tree, number, periods }),
      ...orderWords(plan, { scenarios, stage, periods }),
    ],
  };
}

/** Ways to build that a scenario's node decides on and takes. */
function startsIn(
  { frame, point }: SolvedPlan,
  { scenario, stage }: { readonly scenario: number; readonly stage: number },
) {
  return frame.options.filter(
    ({ isFree, decidedAt }, o) =>
      isFree &&
      stageAt(frame.sharing, decidedAt) === stage &&
      includedAt(point, frame.sizes, o, scenario) > 0.5,
  );
}

interface StageOf {
  readonly scenarios: readonly number[];
  readonly stage: number;
}

/** Chips ordered in a node before a period, expected over its scenarios where they order apart. */
function ordersIn(
  { frame, point, facts }: SolvedPlan,
  { scenarios, stage }: StageOf,
  before: number = frame.sizes.periods,
): PlannedNode['orders'] {
  const { sizes, sharing, probabilities } = frame;
  const likely = sumOf(scenarios, probabilities);
  return (frame.model.study.labels['chip'] ?? []).flatMap((chip, k) => {
    let chips = 0;
    for (let t = 0; t < before; t++)
      if (stageAt(sharing, t) === stage)
        for (const s of scenarios)
          chips += (probabilities[s]! / likely) * point.orders[cell(sizes, k, t, s)]!;
    return chips > 0.5 ? [{ chip, chips, mw: chips * facts.unitMw[k]! }] : [];
  });
}

/** Orders of a node's first year by make; those after it in one line, since a later look at the plan will change them. */
function orderWords(
  plan: SolvedPlan,
  { scenarios, stage, periods }: StageOf & { readonly periods: readonly string[] },
): string[] {
  const { calendar } = plan.frame.model.study;
  const [from = 0, to = periods.length] = [0, ...plan.frame.sharing.reviews].slice(stage);
  const yearEnd = Math.min(from + periodsPerYear(calendar), to);
  const soon = ordersIn(plan, { scenarios, stage }, yearEnd);
  const isWhole = yearEnd === to;
  const within = isWhole ? '' : ` by the end of ${periods[yearEnd - 1]!}`;
  const mwOf = (orders: PlannedNode['orders']) => orders.reduce((sum, { mw }) => sum + mw, 0);
  const laterMw = mwOf(ordersIn(plan, { scenarios, stage })) - mwOf(soon);
  return [
    ...soon.map(
      ({ chip, chips, mw }) => `order ${countWords(chips)} ${chip} (${numberWords(mw)} MW)${within}`,
    ),
    ...(isWhole || laterMw < 0.05
      ? []
      : [`order chips of ${numberWords(laterMw)} MW after that, by the end of ${periods[to - 1]!}`]),
  ];
}

function contractWords({ frame, point }: SolvedPlan): string[] {
  const { labels, choices } = frame.model.study;
  return (labels['contract'] ?? []).flatMap((contract, c) =>
    choices['contract.state']?.[c] === offered
      ? [`${point.accepted[c]! > 0.5 ? 'accept' : 'reject'} ${contract}`]
      : [],
  );
}

/** Phases not started on the way to a node nor in it: what waits, for when, and what is given up here. */
function openWords(plan: SolvedPlan, { tree, number, periods }: NodeOf): string[] {
  const { frame, point } = plan;
  const { stage, scenarios, parent } = tree.nodes[number]!;
  const all = sumOf(scenarios, frame.probabilities);
  const isTaken = (o: number, s: number) => includedAt(point, frame.sizes, o, s) > 0.5;
  const stageOf = (o: number) => stageAt(frame.sharing, frame.options[o]!.decidedAt);
  const waiting: string[] = [];
  const given: { phase: string; isLast: boolean }[] = [];
  for (const [phase, ways] of freePhases(plan)) {
    const startedIn = (of: readonly number[]) => of.filter((s) => ways.some((o) => isTaken(o, s)));
    if (ways.some((o) => stageOf(o) <= stage && isTaken(o, scenarios[0]!))) continue;
    const later = startedIn(scenarios);
    if (later.length > 0) {
      const taken = ways.filter((o) => later.some((s) => isTaken(o, s)));
      const when = periods[tree.reviews[Math.min(...taken.map(stageOf)) - 1]!.review]!;
      const share = percentWords(sumOf(later, frame.probabilities) / all);
      waiting.push(
        `${phase} can wait until ${when}: it is started later in ${share} of the futures from here`,
      );
      continue;
    }
    // Said once, in the first node after which no future from here starts it.
    const isNew = parent < 0 || startedIn(tree.nodes[parent]!.scenarios).length > 0;
    if (isNew) given.push({ phase, isLast: !ways.some((o) => stageOf(o) > stage) });
  }
  const names = (isLast: boolean) => given.flatMap((each) => (each.isLast === isLast ? [each.phase] : []));
  const [out, open] = [names(true), names(false)];
  return [
    ...waiting,
    ...(out.length > 0 ? [`leave out ${out.join(', ')}`] : []),
    ...(open.length > 0
      ? [`do not plan on ${open.join(', ')}: no future from here starts ${open.length === 1 ? 'it' : 'them'}`]
      : []),
  ];
}

/** Phases that may be left out, with the ways to build each. */
function freePhases({ frame }: SolvedPlan): Map<string, number[]> {
  const phases = new Map<string, number[]>();
  frame.options.forEach(({ phaseName, isFree, isCommitted }, o) => {
    if (isFree && !isCommitted) phases.set(phaseName, [...(phases.get(phaseName) ?? []), o]);
  });
  return phases;
}

function sumOf(scenarios: readonly number[], probabilities: readonly number[]): number {
  return scenarios.reduce((sum, s) => sum + probabilities[s]!, 0);
}

function valueOf(plan: Proven, twoStage: Proven | undefined): PlannedTree['value'] {
  if (!twoStage)
    return {
      twoStageUsd: undefined,
      twoStageBoundUsd: undefined,
      worthUsd: undefined,
      leastUsd: undefined,
      mostUsd: undefined,
      sentence: 'No plan of one decision for all of these scenarios was found to judge the tree by.',
    };
  const worthUsd = plan.objectiveUsd - twoStage.objectiveUsd;
  const leastUsd = Math.max(plan.objectiveUsd - twoStage.boundUsd, 0);
  const mostUsd = plan.boundUsd - twoStage.objectiveUsd;
  const base = `The tree is worth ${usdWords(plan.objectiveUsd)}, one decision for all of the same scenarios ${usdWords(twoStage.objectiveUsd)}`;
  const between = `between ${usdWords(leastUsd)} and ${usdWords(mostUsd)} with what the proofs leave open`;
  return {
    twoStageUsd: twoStage.objectiveUsd,
    twoStageBoundUsd: twoStage.boundUsd,
    worthUsd,
    leastUsd,
    mostUsd,
    sentence:
      leastUsd > 0
        ? `${base}: deciding later by what has been seen is worth ${usdWords(worthUsd)} (${between}).`
        : `${base}: that deciding later is worth anything is not proven (${between}).`,
  };
}

function countWords(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(2)}m`;
  return count >= 1e4 ? `${Math.round(count / 1e3)}k` : groupThousands(String(Math.round(count)));
}

function numberWords(value: number): string {
  return value < 10 ? String(Number(value.toPrecision(2))) : groupThousands(String(Math.round(value)));
}
