/** Scenarios that stand for many paths. */
export interface Reduction {
  /** Numbers of the paths kept, ascending. */
  readonly kept: readonly number[];
  /** Probability of each: its own and that of the paths it stands for. */
  readonly probabilities: readonly number[];
  /**
   * Mean distance of a path from the scenario that stands for it, over that from the best single scenario: 0 keeps all, 1
   * is no better than one scenario.
   */
  readonly loss: number;
}

/**
 * Forward selection: adds the path that brings all paths nearest to a kept one, one at a time, then gives each path's
 * probability to the nearest kept. `features` holds a vector per path, already on one scale.
 *
 * Source: H. Heitsch, W. Römisch, "Scenario reduction algorithms in stochastic programming", Computational Optimization and
 * Applications 24 (2003), algorithm 2.4.
 */
export function reduceScenarios(features: readonly Float64Array[], count: number): Reduction {
  const paths = features.length;
  const distance = features.map((a) => Float64Array.from(features, (b) => between(a, b)));
  const nearest = new Float64Array(paths).fill(Infinity);
  const kept: number[] = [];
  let single = 0;
  while (kept.length < Math.min(count, paths)) {
    let best = -1;
    let least = Infinity;
    for (let candidate = 0; candidate < paths; candidate++) {
      if (kept.includes(candidate)) continue;
      let sum = 0;
      for (let path = 0; path < paths; path++) sum += Math.min(nearest[path]!, distance[candidate]![path]!);
      if (sum < least) [best, least] = [candidate, sum];
    }
    if (kept.length === 0) single = least;
    kept.push(best);
    for (let path = 0; path < paths; path++) nearest[path] = Math.min(nearest[path]!, distance[best]![path]!);
  }
  kept.sort((a, b) => a - b);
  const probabilities = kept.map(() => 0);
  let total = 0;
  for (let path = 0; path < paths; path++) {
    let to = 0;
    kept.forEach((keep, i) => {
      if (distance[keep]![path]! < distance[kept[to]!]![path]!) to = i;
    });
    probabilities[to]! += 1 / paths;
    total += distance[kept[to]!]![path]!;
  }
  return { kept, probabilities, loss: single > 0 ? total / single : 0 };
}

/** Distance of two vectors. */
export function between(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! - b[i]!);
  return Math.sqrt(sum);
}
