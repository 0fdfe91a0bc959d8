import { selectQuantiles } from '../num/index.ts';
import type { DrawMode, Target } from '../simulate/index.ts';
import { quantileErrors } from './precision.ts';
import type { PrecisionGoal } from './run-result.ts';

/** How exactly the median of one answer is wanted. */
export interface Goal {
  /** As written, such as `roic.d2 FY2028 ± 1%`. */
  readonly text: string;
  readonly target: Target;
  /** Half the width of the median's 95% interval at most: in the target's unit, or as a share of the median. */
  readonly within: number;
  readonly isRelative: boolean;
}

/** Whether a target's values, one per path, know its median as exactly as wished. */
export function checkGoal(goal: Goal, values: Float64Array, draws: DrawMode): PrecisionGoal {
  const median = selectQuantiles(values, [0.5])[0]!;
  const { low, high } = quantileErrors(values, draws, [0.5])[0]!;
  const within = goal.isRelative ? goal.within * Math.abs(median) : goal.within;
  const { text, target } = goal;
  const { metric, period, unitText: unit } = target;
  return { text, metric, period, unit, median, low, high, isMet: (high - low) / 2 <= within };
}
