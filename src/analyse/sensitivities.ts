import { bindInput, type Assumption, type Term, type ValueSpec } from '../case/index.ts';
import { gradient, type Gradient, type GradientOutput } from '../formula/index.ts';
import {
  bindInputs,
  centralDraws,
  silentNoise,
  type Draws,
  type Model,
  type Target,
} from '../simulate/index.ts';
import { convert } from '../units/index.ts';
import { slopesOfTerms } from './term-slopes.ts';

/** What an answer changes by with one number of a value. */
export interface TermSensitivity {
  /** The number's place in the value, such as `value`, `first`, `rate 2` `step 1` or `factor 1`. */
  readonly part: string;
  /** The driver that gives the number, or `undefined` where it is written. */
  readonly driver: string | undefined;
  /** Calendar-canonical; a driver at its median. */
  readonly value: number;
  /** Answer, in its own unit, per calendar-canonical unit of the number. */
  readonly slope: number;
  /** Percent of the answer per percent of the number; `undefined` for a date, or where the answer is 0. */
  readonly elasticity: number | undefined;
}

/** What an answer changes by with one assumption of the case. */
export interface Sensitivity {
  readonly assumption: Assumption;
  /** Percent of the answer per percent of the whole value, in all periods; `undefined` as for a single number. */
  readonly elasticity: number | undefined;
  /** Its numbers, drivers included; none for a table. */
  readonly terms: readonly TermSensitivity[];
}

/** What an answer changes by with a driver, through every value that reads it. */
export interface DriverSensitivity {
  readonly driver: string;
  readonly value: number;
  readonly slope: number;
  readonly elasticity: number | undefined;
}

export interface Sensitivities {
  /** The answer on the central path, in its own unit. */
  readonly answer: number;
  /** Every assumption, in the order of the model. */
  readonly assumptions: readonly Sensitivity[];
  /** Every driver, in the order of the case. */
  readonly drivers: readonly DriverSensitivity[];
}

/**
 * The derivatives of one answer by every number of a case, on the central path (drivers at medians, no shocks), from one
 * reverse sweep through the model and the slopes of each value's numbers.
 *
 * Derivatives speak of small changes: an answer may have kinks (see docs/differentiation.md), and a label that nothing
 * selects has none at all.
 *
 * @example sensitivities(study, target).assumptions.find((each) => each.assumption.path === 'valuation.wacc')
 */
export function sensitivities(model: Model, target: Target): Sensitivities {
  const { study, graph } = model;
  const draws = centralDraws(study);
  const inputs = bindInputs(model, draws);
  for (const [name, data] of silentNoise(graph.program, graph.shape)) inputs.set(name, data);
  const wrt = [...study.inputs.keys()];
  const slopes = gradient(graph, inputs, { of: outputOf(model, target), wrt, paths: 1 });
  const { shape } = graph;
  const toAnswer = (value: number): number => convert(value, target.unit, shape.periodsPerYear);
  const answer = toAnswer(slopes.output[0]!);
  const context = { model, draws, slopes, toAnswer, answer };
  const assumptions = study.assumptions.map((assumption) => sensitivityOf(assumption, context));
  return { answer, assumptions, drivers: driverSensitivities(assumptions, context) };
}

/** The formula and periods that a target reads. */
function outputOf({ graph }: Model, target: Target): GradientOutput {
  const { name, element, from, to, isFlow } = target;
  const isPeriod = graph.nodes.find((node) => node.decl.name === name)?.when === 'period';
  if (!isPeriod) return { name, element, period: undefined };
  return isFlow ? { name, element, period: from, periods: to - from } : { name, element, period: to - 1 };
}

interface Context {
  readonly model: Model;
  readonly draws: Draws;
  readonly slopes: Gradient;
  readonly toAnswer: (value: number) => number;
  readonly answer: number;
}

function sensitivityOf(assumption: Assumption, context: Context): Sensitivity {
  const { answer, toAnswer } = context;
  const { shape } = context.model.graph;
  const found = context.slopes.get(assumption.input);
  const width = found.byTime ? shape.periods : 1;
  const byPeriod = found.values.subarray(assumption.element * width, (assumption.element + 1) * width);
  const hand = (changes: Float64Array): number => {
    let sum = 0;
    byPeriod.forEach((slope, t) => {
      // What the answer does not depend on adds nothing, not even a fault.
      if (slope !== 0) sum += slope * changes[changes.length === 1 ? 0 : t]!;
    });
    return toAnswer(sum);
  };
  const numberOf = (term: Term): number =>
    term.kind === 'number' ? term.value : (context.draws.get(term.name) as number);
  const bind = (value: ValueSpec): Float64Array => bindAlone({ ...assumption, value }, context);
  const isScaled = !assumption.isDate;
  const terms = slopesOfTerms(assumption.value, { bind, numberOf, periodsPerYear: shape.periodsPerYear });
  return {
    assumption,
    elasticity: isScaled ? ratio(hand(bind(assumption.value)), answer) : undefined,
    terms: terms.map(({ part, term, slopes }) => {
      const [value, slope] = [numberOf(term), hand(slopes)];
      const elasticity = isScaled ? ratio(slope * value, answer) : undefined;
      return { part, driver: term.kind === 'driver' ? term.name : undefined, value, slope, elasticity };
    }),
  };
}

/** The numbers of one assumption over time, as its case binds them. */
function bindAlone(assumption: Assumption, { model, draws }: Context): Float64Array {
  const study = { ...model.study, inputs: new Map([[assumption.input, [assumption]]]) };
  return bindInput(study, assumption.input, (name) => draws.get(name)!).values;
}

function driverSensitivities(
  assumptions: readonly Sensitivity[],
  { model, draws, answer }: Context,
): DriverSensitivity[] {
  const read = assumptions.flatMap(({ assumption, terms }) =>
    terms.map((term) => ({ ...term, isDate: assumption.isDate })),
  );
  return model.study.drivers.map(({ name }) => {
    const own = read.filter((term) => term.driver === name);
    const value = draws.get(name) as number;
    const slope = own.reduce((sum, term) => sum + term.slope, 0);
    const isScaled = !own.some((term) => term.isDate);
    return { driver: name, value, slope, elasticity: isScaled ? ratio(slope * value, answer) : undefined };
  });
}

function ratio(change: number, answer: number): number | undefined {
  return answer === 0 ? undefined : change / answer;
}
