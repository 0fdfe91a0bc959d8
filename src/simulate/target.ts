import { evaluate, type Evaluation, type InputData } from '../formula/index.ts';
import { periodsPerYear } from '../time/index.ts';
import { convert, type Unit } from '../units/index.ts';
import { silentNoise, type Draws } from './draw.ts';
import { bindInputs } from './bind-inputs.ts';
import type { BlockEvaluator } from './make-evaluator.ts';
import type { Model, Sample } from './simulate.ts';

/** One number of an answer: an element of a formula at a period, over a fiscal year, or for the horizon. */
export interface Target {
  /** Formula and element, row-major over its dimensions. */
  readonly name: string;
  readonly element: number;
  /** Periods covered, `to` not included: a flow is summed over them, a stock taken in the last. */
  readonly from: number;
  readonly to: number;
  readonly isFlow: boolean;
  readonly unit: Unit;
  /** A date counts in periods from the start of the calendar. */
  readonly isDate: boolean;
  /** As written for a reader: `roic.d2`, `FY2028` and `%/year`. */
  readonly metric: string;
  readonly period: string;
  readonly unitText: string;
}

/** A target on every path, in its unit; `paths` numbers even where no path changes it. */
export function readTarget(
  sample: Sample,
  target: Target,
  context: { readonly model: Model; readonly paths: number },
): Float64Array<ArrayBuffer> {
  const { calendar } = context.model.study;
  const perYear = periodsPerYear(calendar);
  const width = sample.byPath ? context.paths : 1;
  const at = (period: number, path: number) => {
    const row = sample.byTime ? target.element * calendar.periods + period : target.element;
    return sample.values[row * width + (sample.byPath ? path : 0)]!;
  };
  return Float64Array.from({ length: context.paths }, (_, path) => {
    let value = target.isFlow ? 0 : at(target.to - 1, path);
    if (target.isFlow) for (let period = target.from; period < target.to; period++) value += at(period, path);
    return convert(value, target.unit, perYear);
  });
}

/** What `evaluateDraws` evaluates. */
export interface DrawnRequest {
  /** Values of every driver: one per path, or one for all. */
  readonly draws: Draws;
  readonly paths: number;
  readonly keep: readonly string[];
  /** Noise; silent unless given. */
  readonly noise?: ReadonlyMap<string, InputData>;
  /** Changes the numbers of an input before they are read. */
  readonly change?: (name: string, data: InputData) => InputData;
  /** What evaluates, where many requests keep the same names: made once by `makeEvaluator`; the interpreter unless given. */
  readonly evaluator?: BlockEvaluator;
}

/** Evaluates a model on drivers set by the caller instead of drawn: the ground of tornadoes, tables and grids. */
export function evaluateDraws(model: Model, request: DrawnRequest): Evaluation {
  const { graph } = model;
  const inputs = bindInputs(model, request.draws);
  if (request.change) for (const [name, data] of inputs) inputs.set(name, request.change(name, data));
  const noise = request.noise ?? silentNoise(graph.program, graph.shape);
  for (const [name, data] of noise) inputs.set(name, data);
  const block = { pathFrom: 0, paths: request.paths };
  return request.evaluator?.(inputs, block) ?? evaluate(graph, inputs, { ...block, keep: request.keep });
}
