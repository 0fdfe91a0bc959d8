import { sortedIndices } from './allocate.ts';
import type { Claims } from './allocate.ts';
import { addAdjoint, adjointAt, operandOf, valueOf } from './differentiate-slots.ts';
import type { MovingPlace, Rule } from './differentiate-slots.ts';
import type { BackStep } from './differentiate-point.ts';
import type { Typed } from './types.ts';

/** What the work done changes by, as seen by an output. */
export interface ClaimSlopes {
  readonly need: Float64Array;
  readonly capacity: Float64Array;
  readonly rate: Float64Array;
}

/** The reverse of merit order, one path after the other. */
export function backAllocate(typed: Extract<Typed, { op: 'allocate' }>, rule: Rule): BackStep {
  const { out, tape } = rule;
  const [claimant, resource] = typed.dims as [string, string];
  const pair = [claimant, resource];
  const dimsOf = [[claimant], [resource], pair, pair, [claimant]];
  const operands = typed.args.map((atom, i) => operandOf(atom, dimsOf[i]!, tape));
  const given = new Float64Array(rule.size);
  const place: MovingPlace = { element: 0, period: 0, path: 0 };
  return (period) => {
    place.period = period;
    for (place.path = 0; place.path < tape.paths; place.path++) {
      const { path } = place;
      given.forEach((_, k) => (given[k] = out.adjoint![adjointAt(out, k, period) + path]!));
      if (given.every((each) => each === 0)) continue;
      const [need, capacity, rate, preference, priority] = operands.map(({ slot, index }) =>
        Float64Array.from(index, (element) => valueOf(slot, element, period, path)),
      ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
      const slopes = allocateSlopes({ need, capacity, rate, preference, priority }, given);
      [slopes.need, slopes.capacity, slopes.rate].forEach((list, i) => {
        const { slot, index } = operands[i]!;
        list.forEach((slope, k) => {
          place.element = index[k]!;
          addAdjoint(slot, place, slope);
        });
      });
    }
  };
}

/** One step of the greedy allocation: a claimant takes from a resource. */
interface Taking {
  readonly claimant: number;
  readonly resource: number;
  readonly perUnit: number;
  /** Units left of the resource before. */
  readonly left: number;
  /** Work wanted before, where the claimant got all of it; `undefined` where the resource was used up. */
  readonly wanted: number | undefined;
}

/**
 * The derivatives of a greedy allocation: its steps are repeated and then undone from the last to the first. The work
 * done is piecewise linear in needs and capacities; the order of serving is taken as given, so that preferences and
 * priorities have no derivative. Where a resource just meets a need, it counts as used up.
 *
 * @example need [5], capacity [2, 9], rate [1, 1], given [1, 0] gives capacity [1, 0] and need [0]
 */
export function allocateSlopes(claims: Claims, given: Float64Array): ClaimSlopes {
  const takings = takeInOrder(claims);
  const resources = claims.capacity.length;
  const need = new Float64Array(claims.need.length);
  const capacity = new Float64Array(resources);
  const rate = new Float64Array(claims.rate.length);
  // On the way back `need` and `capacity` hold the adjoints of what was wanted and left before each step.
  for (const { claimant, resource, perUnit, left, wanted } of takings.reverse()) {
    const pair = claimant * resources + resource;
    if (wanted === undefined) {
      const byPossible = given[pair]! - need[claimant]!;
      capacity[resource] = byPossible * perUnit;
      rate[pair] = rate[pair]! + byPossible * left;
    } else {
      // What is left is held at 0 or above, which cuts off rounding only.
      const byLeft = left - wanted / perUnit >= 0 ? capacity[resource]! : 0;
      need[claimant] = given[pair]! - byLeft / perUnit;
      capacity[resource] = byLeft;
      rate[pair] = rate[pair]! + (byLeft * wanted) / perUnit / perUnit;
    }
  }
  need.forEach((_, i) => (need[i] = claims.need[i]! >= 0 ? need[i]! : 0));
  capacity.forEach((_, i) => (capacity[i] = claims.capacity[i]! >= 0 ? capacity[i]! : 0));
  return { need, capacity, rate };
}

/** The steps of `allocate`, which this follows line by line. */
function takeInOrder(claims: Claims): Taking[] {
  const { need, rate, preference, priority } = claims;
  const resources = claims.capacity.length;
  const remaining = claims.capacity.map((units) => Math.max(units, 0));
  const takings: Taking[] = [];
  for (const claimant of sortedIndices(priority, 0, need.length)) {
    let wanted = Math.max(need[claimant]!, 0);
    const row = claimant * resources;
    for (const resource of sortedIndices(preference, row, resources)) {
      if (wanted === 0) break;
      const perUnit = rate[row + resource]!;
      const left = remaining[resource]!;
      if (perUnit <= 0 || left === 0) continue;
      const possible = left * perUnit;
      if (possible <= wanted) {
        takings.push({ claimant, resource, perUnit, left, wanted: undefined });
        remaining[resource] = 0;
        wanted -= possible;
      } else {
        takings.push({ claimant, resource, perUnit, left, wanted });
        remaining[resource] = Math.max(left - wanted / perUnit, 0);
        wanted = wanted === wanted ? 0 : NaN;
      }
    }
  }
  return takings;
}
