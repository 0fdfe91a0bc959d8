import type { Progress, SolveStatus } from '../../lp/index.ts';
import type { Frame } from '../frame.ts';
import type { Point } from '../point.ts';
import type { FleetKeeper, NamedLevels } from './fleet-state.ts';

/** How a plan for many scenarios is searched for, whichever way. */
export interface FleetSearchOptions {
  /** Proven gap at which to stop. */
  readonly relativeGap: number;
  /** Seconds for each solve, scenarios not included. */
  readonly timeLimitSeconds?: number;
  /** Leave integers aside and stop after the relaxation. */
  readonly isRelaxed?: boolean;
  /** Seconds since any moment. */
  readonly clock: () => number;
  readonly isCancelled?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly onStage?: (stage: string) => void;
  /** Keeps the state against an interruption, and has what an earlier one left. */
  readonly keeper?: FleetKeeper;
}

/** Whoever stops a run waits a little for what it has found. */
export const graceAfterStop = { timeLimitSeconds: 20, isCancelled: () => false };

/** A plan whose fleet is one for all scenarios; money in $. */
export interface FleetPlan {
  readonly status: SolveStatus;
  readonly objectiveUsd: number;
  readonly boundUsd: number;
  readonly gap: number;
  /** Starts, contracts, orders and installation as they are in the first scenario, hence in all; its dispatch. */
  readonly point: Point;
  readonly frame: Frame;
  /** NPV that the accounts compute, by scenario, in $. */
  readonly accountsUsd: Float64Array;
  /** What all scenarios share, or all of a node, by name, where they were taken apart. */
  readonly shared?: SharedDecisions;
  /** Their mean less the programme's, in $. */
  readonly differenceUsd: number;
  readonly cuts: number;
  readonly iterations: number;
  readonly pivots: number;
  /** What the rules of the simulation make of the same decisions on the same scenarios, in $, expected. */
  readonly byRules: {
    readonly npvUsd: number;
    /** Where chips are installed by those rules and serve as is best; `undefined` where the plan installs for all scenarios alike. */
    readonly installedUsd: number | undefined;
  };
}

/** Decisions that scenarios share, by the names of their columns. */
export interface SharedDecisions extends NamedLevels {
  /** Makes of chip, and MW of one of each in which their orders are counted. */
  readonly chips: readonly string[];
  readonly unitMw: Float64Array;
}

export type FleetOutcome =
  | { readonly kind: 'plan'; readonly plan: FleetPlan }
  | { readonly kind: 'not shared'; readonly reasons: readonly string[] }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unbounded' | 'stopped' | 'failed' };
