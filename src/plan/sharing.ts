/**
 * Which scenarios decide together. What they decide together is one column of the programme, so that nothing can anticipate.
 *
 * A stage lies between two reviews; its nodes are the groups of scenarios that have looked alike so far, each inside one node of
 * the stage before.
 */
export interface Sharing {
  /** Periods at whose start it is seen anew how things stand, ascending; none where all scenarios decide alike for ever. */
  readonly reviews: readonly number[];
  /** Number of the node by stage and scenario. Stage 0, before the first review, has the root alone: 0. */
  readonly nodeOf: readonly (readonly number[])[];
}

/** All scenarios decide alike for ever: two stages. */
export function sharedByAll(scenarios: number): Sharing {
  return { reviews: [], nodeOf: [Array.from({ length: scenarios }, () => 0)] };
}

/** How some of the scenarios decide together, in the order given; nodes keep their numbers, so that names are those of all. */
export function pickSharing({ reviews, nodeOf }: Sharing, scenarios: readonly number[]): Sharing {
  return { reviews, nodeOf: nodeOf.map((nodes) => scenarios.map((s) => nodes[s]!)) };
}

/** Stage in which a decision of a date falls, in periods from the start of the calendar: how many reviews have been by then. */
export function stageAt({ reviews }: Sharing, date: number): number {
  return reviews.filter((review) => review <= date).length;
}

/** Node in which a scenario takes a decision of a date. */
export function nodeAt(sharing: Sharing, date: number, scenario: number): number {
  return sharing.nodeOf[stageAt(sharing, date)]![scenario]!;
}

/** Scenarios that take a decision of a date together with a scenario, itself among them. */
export function togetherAt(sharing: Sharing, date: number, scenario: number): number[] {
  const nodes = sharing.nodeOf[stageAt(sharing, date)]!;
  return nodes.flatMap((node, s) => (node === nodes[scenario] ? [s] : []));
}

/** Last part of the name of what a node decides; nothing at the root, where there is no other. */
export function nodeName(node: number): readonly string[] {
  return node === 0 ? [] : [`n${node}`];
}

/** Name of a decision without its node: what it is called where all scenarios decide together. */
export function nameAtRoot(name: string): string {
  return name.replace(/, n\d+\]$/, ']');
}
