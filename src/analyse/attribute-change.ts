import { termsOf, type Assumption, type Case, type Driver } from '../case/index.ts';
import type { Model } from '../simulate/index.ts';
import { isShared, type CaseDifference } from './diff-cases.ts';

/** How much of a change one difference explains, for each answer asked. */
export interface Attribution {
  readonly path: string;
  /** One number per answer, in the answer's unit. */
  readonly effects: readonly number[];
}

export interface AttributeRequest {
  readonly a: Model;
  readonly b: Model;
  readonly differences: readonly CaseDifference[];
  /** The answers of a model, such as ROIC of a year on the central path; always in the same order. */
  readonly answer: (model: Model) => readonly number[];
}

/**
 * Splits the step from A's answers to B's among the differences, so that the parts add up to the whole exactly.
 *
 * First the structure changes (labels, words, and the values of new labels: one part). Then values change one at a time,
 * once in the order of the model and once in reverse; a difference explains the mean of its two effects. Source of the
 * idea: the two-order mean is the Shapley value for two inputs and keeps its efficiency for more (L. Shapley, 1953).
 */
export function attributeChange(request: AttributeRequest): Attribution[] {
  const values = request.differences.filter((each) => each.kind === 'value').map((each) => each.path);
  const others = request.differences.filter((each) => each.kind !== 'value').map((each) => each.path);
  const start = request.answer(request.a);
  const none = request.answer(blend(request, new Set()));
  const structure = { path: others.join(' + ') || 'structure', effects: minus(none, start) };
  const forward = walk(request, values, none);
  const backward = walk(request, [...values].reverse(), none);
  const parts = values.map((path) => ({
    path,
    effects: forward.get(path)!.map((effect, i) => (effect + backward.get(path)![i]!) / 2),
  }));
  return others.length > 0 ? [structure, ...parts] : parts;
}

function walk(request: AttributeRequest, order: readonly string[], start: readonly number[]) {
  const taken = new Set<string>();
  const effects = new Map<string, number[]>();
  let before = start;
  for (const path of order) {
    taken.add(path);
    const after = request.answer(blend(request, taken));
    effects.set(path, minus(after, before));
    before = after;
  }
  return effects;
}

/** Case B's structure with case A's values, but for the paths taken from B and the labels that only B has. */
function blend({ a, b }: AttributeRequest, taken: ReadonlySet<string>): Model {
  const old = new Map(a.study.assumptions.map((each) => [each.path, each]));
  const drivers = new Map<string, Driver>();
  const pick = (each: Assumption): Assumption => {
    const before = taken.has(each.path) ? undefined : old.get(each.path);
    const picked = before ? { ...before, element: each.element } : each;
    const from = before ? a.study : b.study;
    for (const driver of driversOf(picked, from)) {
      const side = isShared(driver) ? (taken.has(driver.name) ? b.study : a.study) : from;
      drivers.set(driver.name, driverOf(driver.name, side) ?? driver);
    }
    return picked;
  };
  const inputs = new Map([...b.study.inputs].map(([name, list]) => [name, list.map(pick)]));
  const study: Case = {
    ...b.study,
    inputs,
    assumptions: [...inputs.values()].flat(),
    drivers: [...drivers.values()],
  };
  return { study, graph: b.graph };
}

/** The drivers that a value reads, as its own case has them. */
function driversOf(each: Assumption, study: Case): Driver[] {
  return termsOf(each.value).flatMap((term) => {
    const driver = term.kind === 'driver' ? driverOf(term.name, study) : undefined;
    return driver ? [driver] : [];
  });
}

function driverOf(name: string, study: Case): Driver | undefined {
  return study.drivers.find((driver) => driver.name === name);
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - b[i]!);
}
