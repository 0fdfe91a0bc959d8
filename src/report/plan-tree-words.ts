import { percentWords, usdWords, type PlannedPhase, type PlannedTree } from '../plan/index.ts';

/** A heading with what is said under it. */
export interface TitledLines {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What to commit before the first review; then, review by review, what is decided by what has been seen; and what that is worth. */
export function treeLines(tree: PlannedTree): TitledLines[] {
  const { nodes, reviews, value, outOfSample } = tree;
  const [first] = reviews;
  if (!first) return [];
  const say = (decisions: readonly string[]) =>
    decisions.length > 0 ? `${decisions.join('; ')}.` : 'nothing new.';
  const stages = reviews.map(({ period, seenIn, told }, i) => ({
    title: `Decide by ${period}, by what is seen in ${seenIn} (it tells ${percentWords(told)} of the spread of value)`,
    lines: nodes.flatMap((node, number) =>
      node.stage === i + 1
        ? [
            `${futureWords(tree, number)} (${percentWords(node.probability)} of futures, worth ${usdWords(node.expectedUsd)} on average): ${say(node.decisions)}`,
          ]
        : [],
    ),
  }));
  return [
    { title: `Commit before ${first.period}`, lines: nodes[0]!.decisions.map((line) => `${line}.`) },
    ...stages,
    {
      title: 'What deciding later is worth',
      lines: [value.sentence, ...(outOfSample ? [outOfSample.sentence] : [])],
    },
  ];
}

/** A node by what leads to it: `n4, after n1: if demand of users about 1.4 × its median in 2027Q4 (12m work/quarter)`. */
function futureWords({ nodes }: PlannedTree, number: number): string {
  const { name, parent, signs, condition } = nodes[number]!;
  const after = parent > 0 ? `, after ${nodes[parent]!.name}` : '';
  return `${name}${after}: ${signs.length > 0 ? 'if ' : ''}${condition}`;
}

/** Starts that follow what has been seen: `start in 2027Q1 in 30% of futures, in 2028Q1 in 10%, else leave it out`. */
export function startsWords(starts: NonNullable<PlannedPhase['starts']>): string {
  const left = 1 - starts.reduce((sum, { probability }) => sum + probability, 0);
  const each = starts.map(({ start, power, probability }, i) => {
    const by = power === undefined ? '' : `, powered by ${power},`;
    return `in ${start}${by} in ${percentWords(probability)}${i === 0 ? ' of futures' : ''}`;
  });
  return `start ${each.join(', ')}${left > 1e-9 ? ', else leave it out' : ''}`;
}
