import { meanOf } from './summarise.ts';

/** What knowing one thing before deciding is worth, in the unit of the payoffs. */
export interface InformationValue {
  /** Expected payoff of the best option chosen now, and its number. */
  readonly now: number;
  readonly choice: number;
  /** Gain in expected payoff when the option is chosen after the thing is known (EVPPI). */
  readonly value: number;
  /** Gain when everything is known (EVPI): no partial value can be larger. */
  readonly ceiling: number;
}

/**
 * Expected value of perfect partial information: how much better one decides when `known` is told before the choice.
 *
 * `options` holds the payoff of every option on each path, `known` the thing on the same paths. Paths are put in order of
 * what is known and cut into about ∛n groups of equal size (equal values stay together); the expected payoff given what is
 * known is the mean of its group, so no value can exceed that of perfect information on the same paths. With few paths chance
 * counts as some information: a thousand make the groups 100 each, over which it averages to a tenth. Paths with a payoff
 * that is not finite are left out; NaN when none is left. Source: M. Strong, J. E. Oakley, "An efficient method for computing
 * single-parameter partial expected value of perfect information", Medical Decision Making 33 (2013), 755–766.
 *
 * @example informationValue([zeros, normals], normals).value // about 0.3989, 1/√(2π)
 */
export function informationValue(options: readonly Float64Array[], known: Float64Array): InformationValue {
  const paths = Uint32Array.from(known.keys()).filter((i) =>
    options.every((payoff) => Number.isFinite(payoff[i]!)),
  );
  const means = options.map((payoff) => meanOver(payoff, paths));
  const now = Math.max(...means);
  let told = 0;
  for (const group of groupsOf(known, paths)) {
    told += group.length * Math.max(...options.map((payoff) => meanOver(payoff, group)));
  }
  const best = Float64Array.from(paths, (i) => Math.max(...options.map((payoff) => payoff[i]!)));
  return {
    now,
    choice: means.indexOf(now),
    // Both are above 0 but for the rounding of the sums.
    value: Math.max(0, told / paths.length - now),
    ceiling: Math.max(0, meanOf(best) - now),
  };
}

function meanOver(payoff: Float64Array, paths: Uint32Array): number {
  return meanOf(Float64Array.from(paths, (i) => payoff[i]!));
}

/** Paths in order of what is known, in groups of about equal size that equal values never straddle. */
function groupsOf(known: Float64Array, paths: Uint32Array): Uint32Array[] {
  const order = Uint32Array.from(paths).sort((i, j) => known[i]! - known[j]! || i - j);
  let count = 1;
  while (count * count * count < order.length) count++;
  const groups: Uint32Array[] = [];
  for (let from = 0; from < order.length;) {
    let to = Math.max(from + 1, Math.round((order.length * (groups.length + 1)) / count));
    while (to < order.length && known[order[to]!] === known[order[to - 1]!]) to++;
    groups.push(order.subarray(from, to));
    from = to;
  }
  return groups;
}
