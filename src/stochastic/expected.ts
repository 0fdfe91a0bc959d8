import type { TwoStage } from './two-stage.ts';

/** Probability-weighted sum of values by scenario. */
export function expected(problem: TwoStage, values: Float64Array): number {
  return problem.scenarios.reduce((sum, { probability }, s) => sum + probability * values[s]!, 0);
}
