import type { SolveStatus } from '../../lp/index.ts';
import type { Issue } from '../../base/issue.ts';
import { fingerprint, type CheckpointOwner, type CutLoopState } from '../../stochastic/index.ts';

/** All that a plan for many scenarios can go on from, as plain data. */
export interface FleetState {
  /** What the plan for the central path decides, near which the programme of each scenario is made linear. */
  readonly central?: NamedLevels;
  /** The fleet without integers, near which the accounts are made linear for the plan with them. */
  readonly relaxed?: RelaxedFleet;
  /** Rounds of cutting planes; they hold for their own programme alone. */
  readonly cuts?: { readonly programme: string; readonly rounds: CutLoopState };
}

/** Columns by name, and their levels. */
export interface NamedLevels {
  readonly names: readonly string[];
  readonly levels: Float64Array;
}

/** The fleet without integers of a programme; bounds in $m, of a cost. */
export interface RelaxedFleet {
  /** Its fingerprint; empty where nobody keeps the state. */
  readonly programme: string;
  readonly status: SolveStatus;
  readonly x: Float64Array;
  readonly upper: number;
  readonly lower: number;
  readonly iterations: number;
  readonly cuts: number;
}

/** Where a plan for many scenarios keeps its state against an interruption. */
export interface FleetKeeper {
  /** What an earlier, interrupted plan left. */
  readonly state: FleetState | undefined;
  /** Called after every round with a way to read the state. */
  readonly offer: (state: () => FleetState) => void;
  /** Called with a state that is to be kept at once: at the end of a stage, and when a plan is stopped. */
  readonly keep: (state: FleetState) => void;
}

/** Opens what keeps the state of the plan of this owner; `openCheckpoint` of `src/node` does so with a file. */
export type OpenFleetKeeper = (owner: CheckpointOwner) => FleetKeeper & { readonly issues: readonly Issue[] };

/** SHA-256 of a programme in parts: cuts of one that is not the same to the bit must not be taken for its own. */
export function fingerprintParts(parts: Iterable<unknown>): string {
  return fingerprint(Array.from(parts, fingerprint));
}

/** The rounds of a state, where they are of this programme. */
export function roundsOf(state: FleetState | undefined, programme: string): CutLoopState | undefined {
  return state?.cuts?.programme === programme ? state.cuts.rounds : undefined;
}
