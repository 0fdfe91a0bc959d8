/** A lower bound on a scenario's recourse cost: constant + slope · x; of a feasibility cut, constant + slope · x ≤ 0 must hold. */
export interface Cut {
  readonly scenario: number;
  readonly kind: 'optimality' | 'feasibility';
  readonly constant: number;
  /** By column of the first stage. */
  readonly slope: Float64Array;
  /** Cost of the recourse at the point asked about; `undefined` for a feasibility cut or one that was not solved for. */
  readonly value: number | undefined;
}

/** The recourse of a linear second stage at a point, as cuts. */
export interface RecourseTask {
  readonly kind: 'recourse';
  readonly scenarios: readonly number[];
  readonly x: Float64Array;
  /** By scenario, in their order: a cut from the cache is enough where it exceeds this; left out, all are solved. */
  readonly known?: Float64Array;
}

/** The recourse at a point with its integers, to a gap. */
export interface FixedTask {
  readonly kind: 'fixed';
  readonly scenarios: readonly number[];
  readonly x: Float64Array;
  readonly relativeGap: number;
  readonly timeLimitSeconds?: number;
}

/** Groups of scenarios each on their own, first stage and all, with a price on the first stage's columns. */
export interface LagrangianTask {
  readonly kind: 'lagrangian';
  readonly groups: readonly (readonly number[])[];
  /** By group: added to the first stage's costs. */
  readonly prices: readonly Float64Array[];
  readonly relativeGap: number;
  readonly timeLimitSeconds?: number;
}

export type ScenarioTask = RecourseTask | FixedTask | LagrangianTask;

export interface RecourseAnswer {
  readonly kind: 'recourse';
  readonly cuts: readonly Cut[];
}

export interface FixedAnswer {
  readonly kind: 'fixed';
  /** By scenario, in their order: cost of the best recourse found; Infinity where there is none. */
  readonly values: Float64Array;
  readonly bounds: Float64Array;
  /** By scenario: the second stage's columns at the best recourse; `undefined` where there is none. */
  readonly points: readonly (Float64Array | undefined)[];
}

export interface LagrangianAnswer {
  readonly kind: 'lagrangian';
  /** By group: proven bound on mean cost + price · x; -Infinity where a solve found none. */
  readonly bounds: Float64Array;
  /** By group: first stage of the best point, and its mean cost without the price; `undefined` where none was found. */
  readonly points: readonly ({ readonly x: Float64Array; readonly cost: number } | undefined)[];
}

export type AnswerTo<T extends ScenarioTask> = T extends RecourseTask
  ? RecourseAnswer
  : T extends FixedTask
    ? FixedAnswer
    : LagrangianAnswer;

/** A task was given up because the pool was asked to stop. */
export class TaskCancelled extends Error {
  constructor() {
    super('The task was cancelled');
    this.name = 'TaskCancelled';
  }
}

/** By name, since a pool may come from another copy of this module. */
export function isTaskCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'TaskCancelled';
}

/** Works on scenarios, perhaps on several threads; each scenario always with the same one, so that solves start hot. */
export interface ScenarioPool {
  /** Rejects with `TaskCancelled` where the pool was asked to stop meanwhile. */
  run<T extends ScenarioTask>(task: T): Promise<AnswerTo<T>>;
  close(): Promise<void>;
}
