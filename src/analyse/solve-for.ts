import type { Assumption, Case } from '../case/index.ts';
import { affine, findRoot } from '../num/index.ts';
import type { Model } from '../simulate/index.ts';

/** What is varied: an assumption or a driver by its path, set to a value or multiplied. */
export interface Variation {
  /** Such as `opex.draw`, `chips.own.price` or `drivers.demand_level`. */
  readonly path: string;
  /** `value`: in place of the case's, certain, canonical for the calendar; `multiplier`: of the case's value. */
  readonly how: 'value' | 'multiplier';
}

/** A point that was tried. */
export interface Trial {
  readonly x: number;
  readonly answer: number;
}

export type Solution =
  | {
      readonly kind: 'solved';
      readonly x: number;
      readonly answer: number;
      /** Answer less target; far from 0 only where the answer jumps over the target. */
      readonly residual: number;
      /** Two points with the target between their answers, from which the search closed in. */
      readonly bracket: readonly [low: Trial, high: Trial];
      /** Other stretches of the range on which the answer crosses the target, as far as they were seen. */
      readonly otherBrackets: readonly (readonly [low: number, high: number])[];
      readonly evaluations: number;
    }
  | {
      readonly kind: 'no solution in range';
      /** The trial whose answer came nearest to the target; `undefined` where no answer was a number. */
      readonly nearest: Trial | undefined;
      /** Every point tried, ascending. */
      readonly trials: readonly Trial[];
      readonly evaluations: number;
    };

/** An answer along one number, and what it should be. */
export interface SolveAlong {
  readonly between: readonly [low: number, high: number];
  /** In the unit of `answer`. */
  readonly target: number;
  readonly answer: (x: number) => number;
}

export interface SolveRequest extends Omit<SolveAlong, 'answer'> {
  readonly model: Model;
  readonly vary: Variation;
  /**
   * The answer of a model: a metric on the central path, or a quantile over paths drawn with one seed, so that every trial
   * sees the same draws (common random numbers) and differs by what is varied alone.
   */
  readonly answer: (model: Model) => number;
}

/** Cells of the grid on which crossings are sought when the ends of the range lie on one side of the target. */
const cells = 8;

/** Share of the range to which the solution is found. */
const precision = 1e-9;

/**
 * Finds the value of an assumption, or the multiplier of it, at which an answer meets a target, as `solveAlong` does. Throws where
 * `varyModel` does.
 */
export function solveFor({ model, vary, between, target, answer }: SolveRequest): Solution {
  return solveAlong({ between, target, answer: (x) => answer(varyModel(model, vary, x)) });
}

/**
 * Finds where an answer along one number meets a target.
 *
 * The ends of the range are tried first; where both lie on one side of the target, a grid of eight cells. From the lowest
 * crossing Brent's method closes in. Two crossings inside one cell go unseen. Throws unless the range ascends.
 */
export function solveAlong(request: SolveAlong): Solution {
  const { target } = request;
  const [low, high] = request.between;
  if (!(low < high)) throw new Error(`The range must ascend, found ${low} to ${high}`);
  const answers = new Map<number, number>();
  const distance = (x: number): number => {
    let answer = answers.get(x);
    if (answer === undefined) {
      answer = request.answer(x);
      answers.set(x, answer);
    }
    return answer - target;
  };
  const ends = crossings([low, high], distance);
  const grid = Array.from({ length: cells + 1 }, (_, i) =>
    i === cells ? high : low + ((high - low) * i) / cells,
  );
  const brackets = ends.length > 0 ? ends : crossings(grid, distance);
  const trial = (x: number): Trial => ({ x, answer: distance(x) + target });
  for (const [i, [from, to]] of brackets.entries()) {
    const x = from === to ? from : findRoot(distance, from, to, { tolerance: precision * (high - low) });
    if (x === undefined) continue;
    const answer = answers.get(x) ?? trial(x).answer;
    const otherBrackets = brackets.filter((_, k) => k !== i);
    const evaluations = answers.size;
    const bracket = [trial(from), trial(to)] as const;
    return { kind: 'solved', x, answer, residual: answer - target, bracket, otherBrackets, evaluations };
  }
  const trials = [...answers].map(([x, answer]) => ({ x, answer })).sort((a, b) => a.x - b.x);
  return {
    kind: 'no solution in range',
    nearest: nearestOf(trials, target),
    trials,
    evaluations: answers.size,
  };
}

/** Neighbours between which a distance changes sign; a point at which it is 0 twice. */
function crossings(
  points: readonly number[],
  distance: (x: number) => number,
): (readonly [low: number, high: number])[] {
  const found = points.map(distance);
  return points.flatMap((x, i): (readonly [number, number])[] => {
    if (found[i] === 0) return [[x, x]];
    const [here, next] = [found[i]!, found[i + 1] ?? NaN];
    return (here < 0 && next > 0) || (here > 0 && next < 0) ? [[x, points[i + 1]!]] : [];
  });
}

function nearestOf(trials: readonly Trial[], target: number): Trial | undefined {
  const known = trials.filter(({ answer }) => !Number.isNaN(answer));
  const distances = known.map(({ answer }) => Math.abs(answer - target));
  return known[distances.indexOf(Math.min(...distances))];
}

/**
 * Whether a case can vary so: `yes`; `unknown` where nothing in it has the path; `path over time` where a value stands for
 * several periods and so can only be multiplied.
 */
export function canVary(study: Case, { path, how }: Variation): 'yes' | 'unknown' | 'path over time' {
  const assumption = study.assumptions.find((each) => each.path === path);
  if (assumption === undefined) return study.drivers.some((each) => each.name === path) ? 'yes' : 'unknown';
  return how === 'value' && assumption.value.shape !== 'constant' ? 'path over time' : 'yes';
}

/**
 * The model with one value set or multiplied. A value that is set loses its uncertainty and its factors; one that is
 * multiplied keeps both. Throws where `canVary` does not say `yes`, and on a multiplier of a driver that is not above 0.
 */
export function varyModel(model: Model, vary: Variation, x: number): Model {
  const { study } = model;
  const possible = canVary(study, vary);
  if (possible !== 'yes') throw new Error(`${vary.path} cannot be varied by ${vary.how}: ${possible}`);
  const assumption = study.assumptions.find((each) => each.path === vary.path);
  if (assumption === undefined) return { ...model, study: varyDriver(study, vary, x) };
  const term = { kind: 'number', value: x } as const;
  const { value } = assumption;
  const varied: Assumption = {
    ...assumption,
    value:
      vary.how === 'value'
        ? { shape: 'constant', term, times: [] }
        : { ...value, times: [...value.times, term] },
  };
  const swap = (list: readonly Assumption[]): Assumption[] =>
    list.map((each) => (each === assumption ? varied : each));
  const inputs = new Map(study.inputs);
  inputs.set(assumption.input, swap(study.inputs.get(assumption.input)!));
  return { ...model, study: { ...study, inputs, assumptions: swap(study.assumptions) } };
}

function varyDriver(study: Case, { path, how }: Variation, x: number): Case {
  const drivers = study.drivers.map((driver) => {
    if (driver.name !== path) return driver;
    const distribution =
      how === 'value' ? ({ kind: 'point', value: x } as const) : affine(driver.distribution, x, 0);
    return { ...driver, distribution };
  });
  return { ...study, drivers };
}
