import type { Cut } from './scenario-tasks.ts';
import type { TwoStage } from './two-stage.ts';

/** Probability of a group of scenarios. */
export function groupWeight(problem: TwoStage, group: readonly number[]): number {
  return group.reduce((sum, s) => sum + problem.scenarios[s]!.probability, 0);
}

/** Probability-weighted mean over a group of vectors by scenario. */
export function groupMean(
  problem: TwoStage,
  group: readonly number[],
  vectorOf: (scenario: number) => Float64Array,
): Float64Array {
  const weight = groupWeight(problem, group);
  const mean = new Float64Array(problem.first.columnNames.length);
  for (const s of group) {
    const vector = vectorOf(s);
    for (let j = 0; j < mean.length; j++)
      mean[j]! += (problem.scenarios[s]!.probability / weight) * vector[j]!;
  }
  return mean;
}

/**
 * Prices at which each group's relaxation is content with the point where the cuts were made: the mean slope of all less its
 * own. They average to 0, so the bound they give holds whatever the cuts are.
 */
export function pricesFromCuts(
  problem: TwoStage,
  groups: readonly (readonly number[])[],
  cuts: readonly Cut[],
): Float64Array[] {
  const zero = new Float64Array(problem.first.columnNames.length);
  const slopeOf = (s: number): Float64Array => (cuts[s]!.kind === 'optimality' ? cuts[s]!.slope : zero);
  const everyone = problem.scenarios.map((_, s) => s);
  const mean = groupMean(problem, everyone, slopeOf);
  return groups.map((group) => groupMean(problem, group, slopeOf).map((slope, j) => mean[j]! - slope));
}

/** First guess of how far prices must move per unit of distance between a group's point and the mean. */
export function firstPull(
  problem: TwoStage,
  weights: Float64Array,
  prices: readonly Float64Array[],
  points: readonly (Float64Array | undefined)[],
): Float64Array {
  const { cost } = problem.first;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(cost.length);
  const spread = new Float64Array(cost.length);
  const priceSpread = new Float64Array(cost.length);
  for (const [g, x] of points.entries()) {
    for (let j = 0; j < cost.length; j++) mean[j]! += (weights[g]! / total) * (x?.[j] ?? 0);
  }
  for (const [g, x] of points.entries()) {
    if (x === undefined) continue;
    for (let j = 0; j < cost.length; j++) {
      spread[j]! += (weights[g]! / total) * Math.abs(x[j]! - mean[j]!);
      priceSpread[j]! += (weights[g]! / total) * Math.abs(prices[g]![j]!);
    }
  }
  return spread.map((distance, j) => {
    const price = Math.max(priceSpread[j]!, 0.5 * Math.abs(cost[j]!), 1e-6);
    return (0.5 * price) / Math.max(distance, 1e-2 * Math.max(1, Math.abs(mean[j]!)));
  });
}
