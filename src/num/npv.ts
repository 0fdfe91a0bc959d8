import { exp } from './exp.ts';
import { log1p } from './expm1.ts';
import { sumOf } from './summarise.ts';

/**
 * Net present value at time 0: the sum of flow / (1 + rate)^time, in the money of the flows.
 *
 * `rate` is an effective rate per unit of `times` (a year, as a rule), above −1; `times` are 0, 1, 2, … unless given, so
 * the first flow is not discounted (a spreadsheet's NPV discounts it once). Mid-year flows have times 0.5, 1.5, ….
 * Source: R. Brealey, S. Myers, F. Allen, "Principles of Corporate Finance", chapter 2.
 *
 * @example npv([-100, 60, 60], 0.1) // 4.132…
 */
export function npv(flows: readonly number[], rate: number, times?: readonly number[]): number {
  const at = timesOf(flows, times);
  const logRate = log1p(rate);
  return sumOf(flows.map((flow, i) => presentValue(flow, logRate, at[i]!)));
}

/** A flow discounted by exp(−logRate · time); a flow of 0 or at time 0 is left as it is, whatever the rate. */
export function presentValue(flow: number, logRate: number, time: number): number {
  return flow === 0 || time === 0 ? flow : flow * exp(-logRate * time);
}

/** The given times, or 0, 1, 2, …; throws a RangeError when their number differs from that of the flows. */
export function timesOf(flows: readonly number[], times: readonly number[] | undefined): readonly number[] {
  if (times === undefined) return flows.map((_, i) => i);
  if (times.length !== flows.length) {
    throw new RangeError(`each flow needs one time, found ${flows.length} flows and ${times.length} times`);
  }
  return times;
}
