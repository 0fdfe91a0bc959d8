/** Something to choose: less cost and more gain are better. */
export interface Choice {
  readonly name: string;
  readonly cost: number;
  readonly gain: number;
}

/**
 * The choices that no other beats on both cost and gain, cheapest first; of equal ones the first stays.
 *
 * @example paretoFront([{ name: 'a', cost: 1, gain: 2 }, { name: 'b', cost: 2, gain: 1 }]).map(({ name }) => name) // ['a']
 */
export function paretoFront<T extends Choice>(choices: readonly T[]): readonly T[] {
  const order = [...choices]
    .filter(({ cost, gain }) => Number.isFinite(cost) && Number.isFinite(gain))
    .sort((a, b) => a.cost - b.cost || b.gain - a.gain);
  let best = -Infinity;
  return order.filter(({ gain }) => {
    if (gain <= best) return false;
    best = gain;
    return true;
  });
}
