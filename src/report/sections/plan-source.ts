import type { PlanResult } from '../../plan/index.ts';

/** Where the numbers of a plan's figures come from. */
export function planSource({ settings }: PlanResult): string {
  return settings.scenarios === 1
    ? 'the plan, on the central path of the case.'
    : `the plan, on ${settings.scenarios} scenarios chosen from ${settings.sampled} random paths of the case (seed ${settings.seed}).`;
}
