import { periodsPerYear } from '../time/index.ts';
import { convert } from '../units/index.ts';
import type { Target } from '../simulate/index.ts';
import type { RowSource } from './row-source.ts';
import type { PrecisionGoal } from './run-result.ts';
import { precisionLevel } from './spread.ts';

/** How exactly the median of one answer is wanted. */
export interface Goal {
  /** As written, such as `roic.d2 FY2028 ± 1%`. */
  readonly text: string;
  readonly target: Target;
  /** Half the width of the median's 95% interval at most: in the target's unit, or as a share of the median. */
  readonly within: number;
  readonly isRelative: boolean;
}

/** Whether the paths so far know the median of a goal's target as exactly as wished. */
export function checkGoal(goal: Goal, rows: RowSource, level = precisionLevel): PrecisionGoal {
  const { text, target } = goal;
  const { name, element, from, to, isFlow, unit } = target;
  const toUnit = (value: number) => convert(value, unit, periodsPerYear(rows.calendar));
  const spread = rows.over(name, element, isFlow ? { from, to } : { from: to - 1, to });
  const median = toUnit(spread.quantiles([0.5])[0]!);
  const { low, high } = spread.interval(0.5, level, toUnit);
  const within = goal.isRelative ? goal.within * Math.abs(median) : goal.within;
  const { metric, period, unitText } = target;
  return { text, metric, period, unit: unitText, median, low, high, isMet: (high - low) / 2 <= within };
}
