import { exp, expm1, irr, log, log1p } from '../num/index.ts';
import type { CashHow } from './types.ts';

/** A cash flow per period, and the other arguments of the measure in their order. */
export interface CashQuestion {
  readonly flows: readonly number[];
  readonly numbers: readonly number[];
  readonly periodsPerYear: number;
}

/**
 * A rate of return (annual effective rate ÷ periods per year, so that `%/year` prints the annual rate) or a payback
 * time in periods; NaN where there is none or several. The outlay falls at the start, flows mid-period, the terminal
 * amount at the end.
 */
export function cashMeasure(how: CashHow, question: CashQuestion): number {
  if (!question.flows.every(isFinite) || !question.numbers.every(isFinite)) return NaN;
  if (how === 'payback') return paybackTime(question.flows);
  const rate = how === 'irr' ? internalRate(question) : modifiedRate(question);
  return rate / question.periodsPerYear;
}

/** The only rate in (−99%, 1000%) at which outlay, flows and terminal amount are worth 0. */
function internalRate({ flows, numbers, periodsPerYear }: CashQuestion): number {
  const [terminal, outlay] = numbers as [number, number];
  const times = flows.map((_, period) => (period + 0.5) / periodsPerYear);
  const all = [0 - outlay, ...flows, terminal];
  return irr(all, [0, ...times, flows.length / periodsPerYear]).conventional ?? NaN;
}

/** Outflows discounted to the start, inflows carried to the end, and the rate that joins them over the whole time. */
function modifiedRate({ flows, numbers, periodsPerYear }: CashQuestion): number {
  const [finance, reinvest, terminal, outlay] = numbers as [number, number, number, number];
  const logFinance = log1p(finance * periodsPerYear);
  const logReinvest = log1p(reinvest * periodsPerYear);
  const years = flows.length / periodsPerYear;
  let spent = 0;
  let earned = 0;
  const put = (flow: number, time: number): void => {
    if (flow < 0) spent -= flow * exp(-logFinance * time);
    else earned += flow * exp(logReinvest * (years - time));
  };
  put(0 - outlay, 0);
  flows.forEach((flow, period) => put(flow, (period + 0.5) / periodsPerYear));
  put(terminal, years);
  return spent === 0 || earned === 0 ? NaN : expm1(log(earned / spent) / years);
}

/**
 * Periods from the start of the period of the first outflow to the moment at which the running total, spread evenly
 * within each period, is first back at 0 after being negative.
 */
function paybackTime(flows: readonly number[]): number {
  const first = flows.findIndex((flow) => flow < 0);
  let total = 0;
  for (let period = 0; period < flows.length; period++) {
    const before = total;
    total += flows[period]!;
    if (before < 0 && total >= 0) return period - first + -before / (total - before);
  }
  return NaN;
}
