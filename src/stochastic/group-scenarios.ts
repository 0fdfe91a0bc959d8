/** Scenarios dealt out to groups in turn, so that each group is like the whole: its own best first stage is then near the best. */
export function dealGroups(count: number, groupSize: number): number[][] {
  const groups = Math.max(1, Math.ceil(count / groupSize));
  const dealt: number[][] = Array.from({ length: groups }, () => []);
  for (let s = 0; s < count; s++) dealt[s % groups]!.push(s);
  return dealt;
}

/** Groups joined two by two, the last alone where their number is odd. */
export function joinGroups(groups: readonly (readonly number[])[]): {
  readonly groups: number[][];
  readonly from: number[][];
} {
  const half = Math.ceil(groups.length / 2);
  const from = Array.from({ length: half }, (_, g) => (g + half < groups.length ? [g, g + half] : [g]));
  return { groups: from.map((parts) => parts.flatMap((part) => [...groups[part]!])), from };
}
