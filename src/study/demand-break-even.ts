import { solveAlong, varyModel, type Solution } from '../analyse/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import { runSteps } from '../base/run-steps.ts';
import { evaluateCentral, readTarget, type Model, type Target } from '../simulate/index.ts';
import { figureOf } from './figure-of.ts';
import { findTarget } from './find-target.ts';
import type { Study } from './open-study.ts';

export interface DemandBreakEvenRequest {
  readonly metric: string;
  readonly period?: string;
  /** The figure to meet, such as `9 %/year`. */
  readonly target: string;
}

/** The multiple of demand at which an answer meets a figure. */
export interface DemandMultiple {
  /** `undefined` for all segments at once. */
  readonly segment: string | undefined;
  /** `undefined` where no multiple in the range does. */
  readonly multiple: number | undefined;
  /** Whether the figure is met with demand above or below it. */
  readonly side: 'at least' | 'at most';
  /** The answer at both ends of the range that was searched. */
  readonly ends: readonly [atLow: number, atHigh: number];
}

export interface DemandBreakEven {
  /** The answer on the central path, and the figure, both in the answer's unit. */
  readonly central: number;
  readonly figure: number;
  readonly unit: string;
  /** All segments together, then each alone, the one nearest to its forecast first. */
  readonly rows: readonly DemandMultiple[];
  /** Multiples of the forecast volume that were searched. */
  readonly between: readonly [low: number, high: number];
}

/** From next to nothing to four times what was forecast. */
const between = [0.01, 4] as const;

/**
 * How far open demand may fall, or must rise, until an answer meets a figure: the multiple of the forecast volume of all segments
 * together, and of each alone, on the central path. Contracts keep what they promise. Yields the share done after each solve.
 *
 * Faults: those of `findTarget`, `unit-mismatch`.
 *
 * @example for (const share of demandBreakEvenSteps(study, { metric: 'roic.d2', period: 'FY2028', target: '9 %/year' })) console.log(share)
 */
export function* demandBreakEvenSteps(
  study: Study,
  request: DemandBreakEvenRequest,
): Generator<number, Outcome<DemandBreakEven>, void> {
  const target = findTarget(study, request.metric, request.period);
  if (!target.value) return fail(...target.issues);
  const figure = figureOf(study, request);
  if (figure.value === undefined) return fail(...figure.issues);
  const paths = volumePaths(study);
  const asked = { study, target: target.value, figure: figure.value };
  const rows: DemandMultiple[] = [];
  const parts = [...(paths.length > 1 ? [paths] : []), ...paths.map((path) => [path])];
  for (const part of parts) {
    rows.push(multipleOf(part, asked));
    yield rows.length / parts.length;
  }
  const [all, each] = [rows.slice(0, rows.length - paths.length), rows.slice(rows.length - paths.length)];
  const away = ({ multiple }: DemandMultiple) => (multiple === undefined ? Infinity : Math.abs(1 - multiple));
  return ok({
    central: answerOf(study, target.value),
    figure: figure.value,
    unit: target.value.unitText,
    rows: [...all, ...each.sort((a, b) => away(a) - away(b))],
    between,
  });
}

/** `demandBreakEvenSteps` run to its end. */
export function demandBreakEven(study: Study, request: DemandBreakEvenRequest): Outcome<DemandBreakEven> {
  return runSteps(demandBreakEvenSteps(study, request));
}

/** Paths of the volumes that are forecast, such as `segments.training.volume`. */
function volumePaths({ study }: Study): readonly string[] {
  const inputs = study.inputs.get('segment.volume') ?? [];
  return study.assumptions.filter((each) => inputs.includes(each)).map(({ path }) => path);
}

interface Asked {
  readonly study: Study;
  readonly target: Target;
  readonly figure: number;
}

function multipleOf(paths: readonly string[], { study, target, figure }: Asked): DemandMultiple {
  // The ends are looked at by the search too.
  const known = new Map<number, number>();
  const answer = (multiple: number): number => {
    const before = known.get(multiple);
    if (before !== undefined) return before;
    const model = paths.reduce<Model>(
      (varied, path) => varyModel(varied, { path, how: 'multiplier' }, multiple),
      study,
    );
    const found = answerOf(model, target);
    known.set(multiple, found);
    return found;
  };
  const solution = solveAlong({ between, target: figure, answer });
  const ends = [answer(between[0]), answer(between[1])] as const;
  return {
    segment: paths.length > 1 ? undefined : paths[0]!.split('.')[1],
    multiple: solution.kind === 'solved' ? solution.x : undefined,
    side: rises(solution, ends) ? 'at least' : 'at most',
    ends,
  };
}

function rises(solution: Solution, ends: readonly [number, number]): boolean {
  if (solution.kind !== 'solved') return ends[1] > ends[0];
  return solution.bracket[1].answer > solution.bracket[0].answer;
}

function answerOf(model: Model, target: Target): number {
  const sample = evaluateCentral(model, [target.name]).get(target.name);
  return readTarget(sample, target, { model, paths: 1 })[0]!;
}
