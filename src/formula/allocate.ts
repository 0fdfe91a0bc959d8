/** Claimants a and resources b of one period on one path; pairs are laid out a by a. */
export interface Claims {
  /** Work wanted by each claimant. */
  readonly need: Float64Array;
  /** Units of each resource. */
  readonly capacity: Float64Array;
  /** Work per unit of resource, by pair; 0 or less where the two do not fit. */
  readonly rate: Float64Array;
  /** Lower is taken first, by pair. */
  readonly preference: Float64Array;
  /** Lower is served first. */
  readonly priority: Float64Array;
}

/**
 * Serves claimants in order of priority, each from resources in order of its preference, as far as need and capacity
 * go; writes the work done by pair into `out`. Ties keep the order of labels; a negative need or capacity counts as 0.
 *
 * @example need [5], capacity [2, 9], rate [1, 1], preference [0, 1], priority [0] gives [2, 3]
 */
export function allocate(claims: Claims, out: Float64Array): void {
  const { need, rate, preference, priority } = claims;
  const resources = claims.capacity.length;
  const left = claims.capacity.map((units) => Math.max(units, 0));
  out.fill(0);
  for (const claimant of sortedIndices(priority, 0, need.length)) {
    let wanted = Math.max(need[claimant]!, 0);
    const row = claimant * resources;
    for (const resource of sortedIndices(preference, row, resources)) {
      if (wanted === 0) break;
      const perUnit = rate[row + resource]!;
      if (perUnit <= 0 || left[resource] === 0) continue;
      const possible = left[resource]! * perUnit;
      if (possible <= wanted) {
        out[row + resource] = possible;
        left[resource] = 0;
        wanted -= possible;
      } else {
        out[row + resource] = wanted;
        left[resource] = Math.max(left[resource]! - wanted / perUnit, 0);
        wanted = wanted === wanted ? 0 : NaN;
      }
    }
  }
}

/** Indices 0 … count − 1 by ascending key, equal keys in order of index; insertion, as lists are short. */
export function sortedIndices(keys: Float64Array, from: number, count: number): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const key = keys[from + i]!;
    let at = i;
    while (at > 0 && keys[from + order[at - 1]!]! > key) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = i;
  }
  return order;
}
