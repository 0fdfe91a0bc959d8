import type { PlannedSign } from '../plan-result.ts';
import type { ScenarioTree } from './sample-tree.ts';

/** A second sign is told where it parts the siblings at least so much of what the first does. */
const secondShare = 0.25;

/**
 * What tells a node from its siblings: the sights that hold most of the distance between them, so that all siblings are told by
 * the same ones. None where a node has no sibling.
 */
export function tellSigns(tree: ScenarioTree, number: number): PlannedSign[] {
  const { stage, parent } = tree.nodes[number]!;
  const siblings = tree.nodes.filter((node) => node.stage === stage && node.parent === parent);
  if (stage === 0 || siblings.length < 2) return [];
  const { sights, medians, scale } = tree.reviews[stage - 1]!;
  const all = siblings.reduce((sum, { probability }) => sum + probability, 0);
  const scores = sights.map((_, j) => {
    const mean = siblings.reduce((sum, { probability, seen }) => sum + probability * seen[j]!, 0) / all;
    const spread = siblings.reduce(
      (sum, { probability, seen }) => sum + probability * square(seen[j]! - mean),
      0,
    );
    return spread * (square(scale.weights[j]!) + square(scale.outlook[j]!));
  });
  const order = sights.map((_, j) => j).toSorted((a, b) => scores[b]! - scores[a]!);
  return order
    .slice(0, 2)
    .filter((j, i) => scores[j]! > (i === 0 ? 0 : secondShare * scores[order[0]!]!))
    .map((j) => ({
      what: sights[j]!.what,
      unit: sights[j]!.unit,
      value: tree.nodes[number]!.seen[j]!,
      median: medians[j]!,
    }));
}

/** Ranks of siblings by what tells them apart most. */
const ranks: Readonly<Record<number, readonly string[]>> = {
  2: ['low', 'high'],
  3: ['low', 'middle', 'high'],
  4: ['low', 'lower', 'higher', 'high'],
};

/** Short name of a node among its siblings: `high demand of startups`, or `n3` where nothing tells it apart. */
export function labelOf(tree: ScenarioTree, number: number): string {
  const [sign] = tellSigns(tree, number);
  const name = number === 0 ? 'root' : `n${number}`;
  if (!sign) return name;
  const { stage, parent } = tree.nodes[number]!;
  const siblings = tree.nodes.flatMap((node, i) =>
    node.stage === stage && node.parent === parent ? [i] : [],
  );
  const j = tree.reviews[stage - 1]!.sights.findIndex(({ what }) => what === sign.what);
  const order = siblings.toSorted((a, b) => tree.nodes[a]!.seen[j]! - tree.nodes[b]!.seen[j]!);
  const rank = order.indexOf(number);
  const word = ranks[siblings.length]?.[rank] ?? `${rank + 1} of ${siblings.length} by`;
  return `${word} ${sign.what}`;
}

/** Signs in words: `demand of startups is about 1.4 × its median in 2026Q4 (12.1m work/quarter)`. */
export function signWords(signs: readonly PlannedSign[], seenIn: string): string {
  if (signs.length === 0) return `whatever is seen in ${seenIn}`;
  return signs
    .map(({ what, unit, value, median }, i) => {
      const when = i === 0 ? ` in ${seenIn}` : '';
      const amount = amountWords(value, unit);
      return median > 0
        ? `${what} is about ${(value / median).toFixed(2)} × its median${when} (${amount})`
        : `${what} is about ${amount}${when}`;
    })
    .join(', ');
}

/** A number with its unit: `12.1m work/quarter`, `$48.2k/chip`, `1520 MW`. */
export function amountWords(value: number, unit: string): string {
  const size = Math.abs(value);
  const [scaled, suffix] =
    size >= 1e12
      ? [value / 1e12, 'tn']
      : size >= 1e9
        ? [value / 1e9, 'bn']
        : size >= 1e6
          ? [value / 1e6, 'm']
          : size >= 1e4
            ? [value / 1e3, 'k']
            : [value, ''];
  const digits =
    Math.abs(scaled) >= 1000 ? String(Math.round(scaled)) : String(Number(scaled.toPrecision(3)));
  return unit.startsWith('$') ? `$${digits}${suffix}${unit.slice(1)}` : `${digits}${suffix} ${unit}`;
}

function square(value: number): number {
  return value * value;
}
