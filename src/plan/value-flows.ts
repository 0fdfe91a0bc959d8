import { evaluate, gradient } from '../formula/index.ts';
import { reader, type Frame, type Read } from './frame.ts';
import type { Facts } from './measure-facts.ts';
import { decidedInputs, inputsOf, type Point } from './point.ts';

/** What one figure of the accounts changes by with each decision, near a plan; numbers by scenario, probabilities left out. */
export interface Flows {
  readonly orders: Read;
  readonly installed: Read;
  readonly retired: Read;
  readonly served: Read;
  readonly contractServed: Read;
  readonly topUp: Read;
  readonly included: Read;
  readonly accepted: Read;
  /** The part that no decision changes, by scenario: the figure at the plan less the sum of slope × decision. */
  readonly constant: Float64Array;
  /** The figure at the plan itself, by scenario. */
  readonly at: Float64Array;
}

/** A figure of the accounts: one number per scenario, or a sum of periods. */
export interface Figure {
  readonly name: string;
  /** Number of the element; the first unless given. */
  readonly element?: number;
  readonly period?: number;
  readonly periods?: number;
}

export const netPresentValue: Figure = { name: 'npv' };

/** The slopes of a figure of the accounts by every decision, from the formulas themselves in one reverse sweep. */
export function valueFlows(
  { frame, facts }: { readonly frame: Frame; readonly facts: Facts },
  near: Point,
  figure: Figure = netPresentValue,
): Flows {
  const { sizes } = frame;
  const { trace } = facts;
  const decided = inputsOf(near);
  const slopes = gradient(
    frame.graph,
    new Map([...frame.inputs, ...decided, ['chip.pipeline', trace.pipeline]]),
    {
      of: {
        name: figure.name,
        element: figure.element ?? 0,
        period: figure.period,
        ...(figure.periods ? { periods: figure.periods } : {}),
      },
      wrt: [...decidedInputs, 'chip.pipeline'],
      paths: sizes.scenarios,
    },
  );
  const constant = slopes.output.slice();
  for (const name of decidedInputs) {
    const [slope, value] = [slopes.get(name), decided.get(name)!];
    const rows = slope.values.length / sizes.scenarios;
    const periods = slope.byTime ? sizes.periods : 1;
    const at = reader(value, sizes);
    for (let row = 0; row < rows; row++) {
      const [element, period] = [Math.floor(row / periods), row % periods];
      for (let s = 0; s < sizes.scenarios; s++)
        constant[s]! -= slope.values[row * sizes.scenarios + s]! * at(element, period, s);
    }
  }
  // The trace is in the slopes' point and in no plan: what it earns is taken out again.
  const byPipeline = slopes.get('chip.pipeline');
  byPipeline.values.forEach((slope, i) => (constant[i % sizes.scenarios]! -= slope * trace.chips[i]!));
  const read = (name: string) => reader(slopes.get(name), sizes);
  return {
    orders: read('chip.orders'),
    installed: read('installed'),
    retired: read('retired'),
    served: read('served'),
    contractServed: read('contract_served'),
    topUp: read('site.take_top_up'),
    included: read('phase.included'),
    accepted: read('contract.accepted'),
    constant,
    at: slopes.output,
  };
}

/** A figure of the accounts at a plan, scenario by scenario. */
export function figureAt(frame: Frame, point: Point, name: string): Float64Array {
  const inputs = new Map([...frame.inputs, ...inputsOf(point)]);
  const { scenarios } = frame.sizes;
  const evaluation = evaluate(frame.graph, inputs, { pathFrom: 0, paths: scenarios, keep: [name] });
  const read = reader(evaluation.get(name), frame.sizes);
  return Float64Array.from({ length: scenarios }, (_, s) => read(0, 0, s));
}
