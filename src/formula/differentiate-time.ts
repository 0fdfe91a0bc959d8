import { addAdjoint, adjointAt, operandOf, valueOf } from './differentiate-slots.ts';
import type { MovingPlace, Rule } from './differentiate-slots.ts';
import type { BackStep } from './differentiate-point.ts';
import type { HorizonHow, Typed } from './types.ts';

type Of<Op extends Typed['op']> = Extract<Typed, { op: Op }>;

/** Calls `hand` for every element and path whose adjoint in a period is not 0. */
function forEachGiven(rule: Rule, hand: (place: MovingPlace, given: number) => void): BackStep {
  const { out, size, tape } = rule;
  const place: MovingPlace = { element: 0, period: 0, path: 0 };
  return (period) => {
    place.period = period;
    for (place.element = 0; place.element < size; place.element++) {
      const from = adjointAt(out, place.element, period);
      for (place.path = 0; place.path < tape.paths; place.path++) {
        const given = out.adjoint![from + place.path]!;
        if (given !== 0) hand(place, given);
      }
    }
  };
}

/** The adjoint goes to the period that was read, or to the initial value; the number of periods is whole, so has none. */
export function backLag(typed: Of<'lag'>, rule: Rule): BackStep {
  const { dims } = rule.out;
  const [arg, periods, initial] = [typed.arg, typed.periods, typed.initial].map((atom) =>
    operandOf(atom, dims, rule.tape),
  );
  const to: MovingPlace = { element: 0, period: 0, path: 0 };
  return forEachGiven(rule, ({ element, period, path }, given) => {
    const lag = valueOf(periods!.slot, periods!.index[element]!, period, path);
    to.period = period - Math.max(1, Math.floor(lag + 0.5));
    to.path = path;
    const source = to.period < 0 ? initial! : arg!;
    to.element = source.index[element]!;
    if (to.period === to.period) addAdjoint(source.slot, to, given);
  });
}

/** A running total is the one before plus the period's own: its adjoint goes to both. */
export function backCumulative(typed: Of<'cumulative'>, rule: Rule): BackStep {
  const { out, tape } = rule;
  const arg = operandOf(typed.arg, out.dims, tape);
  const initial = operandOf(typed.initial, out.dims, tape);
  const to: MovingPlace = { element: 0, period: 0, path: 0 };
  return forEachGiven(rule, ({ element, period, path }, given) => {
    to.path = path;
    to.period = period;
    to.element = arg.index[element]!;
    addAdjoint(arg.slot, to, given);
    to.period = Math.max(0, period - 1);
    to.element = period === 0 ? initial.index[element]! : element;
    addAdjoint(period === 0 ? initial.slot : out, to, given);
  });
}

/** By flow: the weight. By length: the flow that is partly inside, and the mean of both sides at a whole length. */
export function backWindow(typed: Of<'window'>, rule: Rule): BackStep {
  const { out, tape } = rule;
  const arg = operandOf(typed.arg, out.dims, tape);
  const length = operandOf(typed.length, out.dims, tape);
  const to: MovingPlace = { element: 0, period: 0, path: 0 };
  const ofLength: MovingPlace = { element: 0, period: 0, path: 0 };
  return forEachGiven(rule, ({ element, period, path }, given) => {
    const span = valueOf(length.slot, length.index[element]!, period, path);
    to.path = ofLength.path = path;
    to.element = arg.index[element]!;
    ofLength.element = length.index[element]!;
    for (let age = 0; age <= period && age <= span; age++) {
      const weight = span - age;
      to.period = period - age;
      if (weight > 0) addAdjoint(arg.slot, to, given * Math.min(weight, 1));
      if (weight > 1) continue;
      const share = weight === 0 || weight === 1 ? 0.5 : 1;
      addAdjoint(length.slot, ofLength, given * share * valueOf(arg.slot, to.element, to.period, path));
    }
  });
}

/** A sum of products of flow and profile; the profile of age a stands in period a. */
export function backVintage(typed: Of<'vintage'>, rule: Rule): BackStep {
  const { out, tape } = rule;
  const arg = operandOf(typed.arg, out.dims, tape);
  const profile = operandOf(typed.profile, out.dims, tape);
  const to: MovingPlace = { element: 0, period: 0, path: 0 };
  const old: MovingPlace = { element: 0, period: 0, path: 0 };
  return forEachGiven(rule, ({ element, period, path }, given) => {
    to.path = old.path = path;
    to.element = arg.index[element]!;
    old.element = profile.index[element]!;
    for (let age = 0; age <= period; age++) {
      to.period = period - age;
      old.period = age;
      const share = valueOf(profile.slot, old.element, age, path);
      const flow = valueOf(arg.slot, to.element, to.period, path);
      if (share !== 0) addAdjoint(arg.slot, to, given * share);
      if (flow !== 0) addAdjoint(profile.slot, old, given * flow);
    }
  });
}

/** All periods of a total; of the others the period whose value it is, shared evenly by equal periods. */
export function backHorizon(typed: Of<'horizon'>, rule: Rule): BackStep {
  const { out, tape } = rule;
  const all = Array.from({ length: tape.graph.shape.periods }, (_, period) => period);
  const { slot, index } = operandOf(typed.arg, out.dims, tape);
  const to: MovingPlace = { element: 0, period: 0, path: 0 };
  return forEachGiven(rule, ({ element, path }, given) => {
    to.path = path;
    to.element = index[element]!;
    const value = valueOf(out, element, 0, path);
    const from = periodsBehind(typed.how, all, (period) => valueOf(slot, to.element, period, path) === value);
    const share = typed.how === 'total' ? given : given / from.length;
    for (to.period of from) addAdjoint(slot, to, value === value ? share : NaN);
  });
}

/** The periods that a value of the whole horizon comes from; all where a largest or smallest is not a number. */
function periodsBehind(
  how: HorizonHow,
  all: readonly number[],
  isEqual: (period: number) => boolean,
): readonly number[] {
  if (how === 'total') return all;
  if (how === 'opening') return all.slice(0, 1);
  if (how === 'final') return all.slice(-1);
  const equal = all.filter(isEqual);
  return equal.length > 0 ? equal : all;
}
