import { exp, log1p } from '../num/index.ts';
import type { CashQuestion } from './cash.ts';
import { addAdjoint, adjointAt, operandOf, valueOf } from './differentiate-slots.ts';
import type { MovingPlace, Rule } from './differentiate-slots.ts';
import type { BackStep } from './differentiate-point.ts';
import type { CashHow, Typed } from './types.ts';

/** What a cash measure changes by with each flow and each other argument. */
export interface CashSlopes {
  readonly flows: readonly number[];
  readonly numbers: readonly number[];
}

/** The reverse of a rate of return or a payback time, one cash flow at a time. */
export function backCash(typed: Extract<Typed, { op: 'cash' }>, rule: Rule): BackStep {
  const { out, size, tape } = rule;
  const { periods, periodsPerYear } = tape.graph.shape;
  const [flow, ...others] = typed.args.map((atom) => operandOf(atom, out.dims, tape));
  const place: MovingPlace = { element: 0, period: 0, path: 0 };
  return () => {
    for (let element = 0; element < size; element++) {
      for (let path = 0; path < tape.paths; path++) {
        const given = out.adjoint![adjointAt(out, element, 0) + path]!;
        if (given === 0) continue;
        const flows = Array.from({ length: periods }, (_, period) =>
          valueOf(flow!.slot, flow!.index[element]!, period, path),
        );
        const numbers = others.map(({ slot, index }) => valueOf(slot, index[element]!, 0, path));
        const measure = valueOf(out, element, 0, path);
        const slopes = cashSlopes(typed.how, { flows, numbers, periodsPerYear }, measure);
        place.path = path;
        place.element = flow!.index[element]!;
        slopes.flows.forEach((slope, period) => {
          place.period = period;
          addAdjoint(flow!.slot, place, given * slope);
        });
        place.period = 0;
        slopes.numbers.forEach((slope, i) => {
          place.element = others[i]!.index[element]!;
          addAdjoint(others[i]!.slot, place, given * slope);
        });
      }
    }
  };
}

/**
 * The derivatives of a cash measure at its value; not a number where there is no measure.
 *
 * A rate of return follows from its equation: where N(rate, flows) = 0, d rate = −(∂N/∂flow ÷ ∂N/∂rate) d flow.
 *
 * @example cashSlopes('payback', { flows: [-4, 8], numbers: [], periodsPerYear: 1 }, 1.5) // flows [-1/8, -1/16]
 */
export function cashSlopes(how: CashHow, question: CashQuestion, measure: number): CashSlopes {
  if (Number.isNaN(measure)) {
    return { flows: question.flows.map(() => NaN), numbers: question.numbers.map(() => NaN) };
  }
  if (how === 'payback') return { flows: paybackSlopes(question.flows), numbers: [] };
  return how === 'irr' ? internalSlopes(question, measure) : modifiedSlopes(question, measure);
}

function internalSlopes(question: CashQuestion, measure: number): CashSlopes {
  const { flows, numbers, periodsPerYear } = question;
  const [terminal, outlay] = numbers as [number, number];
  const logRate = log1p(measure * periodsPerYear);
  const times = flows.map((_, period) => (period + 0.5) / periodsPerYear);
  const end = flows.length / periodsPerYear;
  const worth = times.map((time) => exp(-logRate * time));
  const endWorth = exp(-logRate * end);
  // N by x = log(1 + rate): −Σ time · flow · e^(−x·time); the outlay falls at time 0 and does not change with x.
  const byLog = flows.reduce(
    (sum, flow, i) => sum - times[i]! * flow * worth[i]!,
    -end * terminal * endWorth,
  );
  const byWorth = -exp(logRate) / byLog / periodsPerYear;
  // Without an outlay the origin of time is the first flow, which scales N by a factor and leaves the quotient alone.
  return {
    flows: worth.map((each) => byWorth * each),
    numbers: outlay === outlay ? [byWorth * endWorth, -byWorth] : [NaN, NaN],
  };
}

function modifiedSlopes(question: CashQuestion, measure: number): CashSlopes {
  const { flows, numbers, periodsPerYear } = question;
  const [finance, reinvest, terminal, outlay] = numbers as [number, number, number, number];
  const logFinance = log1p(finance * periodsPerYear);
  const logReinvest = log1p(reinvest * periodsPerYear);
  const years = flows.length / periodsPerYear;
  const parts = [0 - outlay, ...flows, terminal].map((flow, i, all) => {
    const time = i === 0 ? 0 : i === all.length - 1 ? years : (i - 0.5) / periodsPerYear;
    const isSpent = flow < 0;
    const factor = isSpent ? -exp(-logFinance * time) : exp(logReinvest * (years - time));
    return { isSpent, factor, amount: flow * factor, span: isSpent ? -time : years - time };
  });
  const total = (isSpent: boolean, weigh: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((sum, part) => (part.isSpent === isSpent ? sum + weigh(part) : sum), 0);
  const spent = total(true, (part) => part.amount);
  const earned = total(false, (part) => part.amount);
  // rate = (earned ÷ spent)^(1 ÷ years) − 1, annual, and the measure is that per period.
  const scale = (1 + measure * periodsPerYear) / years / periodsPerYear;
  const bySpent = -scale / spent;
  const byEarned = scale / earned;
  const slopes = parts.map((part) => part.factor * (part.isSpent ? bySpent : byEarned));
  const byRate = (isSpent: boolean, slope: number, logRate: number): number =>
    (slope * total(isSpent, (part) => part.amount * part.span) * periodsPerYear) / exp(logRate);
  return {
    flows: slopes.slice(1, -1),
    numbers: [
      byRate(true, bySpent, logFinance),
      byRate(false, byEarned, logReinvest),
      slopes.at(-1)!,
      -slopes[0]!,
    ],
  };
}

/** Within the period in which the total is back at 0, the time is −before ÷ flow. */
function paybackSlopes(flows: readonly number[]): number[] {
  let before = 0;
  for (let period = 0; period < flows.length; period++) {
    const flow = flows[period]!;
    if (before < 0 && before + flow >= 0) {
      return flows.map((_, i) => (i < period ? -1 / flow : i === period ? before / (flow * flow) : 0));
    }
    before += flow;
  }
  return flows.map(() => NaN);
}
