import { log1p } from './expm1.ts';
import { presentValue, timesOf } from './npv.ts';

/**
 * The time at which the running total of the flows first comes back to 0 after being negative, in the unit of `times`.
 *
 * Simple payback at rate 0 (the default), discounted payback at any other effective rate. Inside a period the flow is taken
 * to arrive evenly, so the time is interpolated. Times ascend, and are 0, 1, 2, … unless given. `undefined` when the total
 * never goes below 0 or never comes back.
 *
 * @example payback([-100, 40, 40, 40]) // 2.5
 */
export function payback(flows: readonly number[], times?: readonly number[], rate = 0): number | undefined {
  const at = timesOf(flows, times);
  const logRate = log1p(rate);
  let total = 0;
  for (let i = 0; i < flows.length; i++) {
    const before = total;
    total += presentValue(flows[i]!, logRate, at[i]!);
    if (before < 0 && total >= 0) {
      const from = at[i - 1]!;
      return from + ((at[i]! - from) * -before) / (total - before);
    }
  }
  return undefined;
}
