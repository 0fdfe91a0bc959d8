import { bestRate } from '../best-rate.ts';
import type { SolvedPlan } from '../solve-plan.ts';

/** Where demand stands: segment, period, scenario. */
export interface Spot {
  readonly d: number;
  readonly t: number;
  readonly s: number;
}

/**
 * MW of the programme's demand rows in one MW of the chip that does most of a segment's work per MW among those that can be at
 * work by then. The rows count in MW of the best chip of the whole case, which may not be on sale yet.
 */
export function mwOfRow(plan: SolvedPlan, { d, t, s }: Spot): number {
  const best = bestRate(plan.facts, plan.frame.sizes.chips, { d, t, s });
  return best > 0 ? workOfMw(plan, { d, t, s }) / best : 1;
}

/** Work per period of one MW of that chip; of the best of the case where none can be at work. */
export function workOfMw({ frame, facts, model }: SolvedPlan, { d, t, s }: Spot): number {
  const { chips } = frame.sizes;
  let work = 0;
  for (let k = 0; k < chips; k++)
    if (model.columns.open(d, k, t, s) >= 0)
      work = Math.max(work, facts.rate(d * chips + k, t, s) / facts.unitMw[k]!);
  return work > 0 ? work : bestRate(facts, chips, { d, t, s });
}
