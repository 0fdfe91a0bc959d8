import type { LpModel } from '../lp/index.ts';

/** Numbers that replace those of the core, by row and column of the core. */
export interface Changes {
  readonly costs: { readonly columns: Int32Array; readonly values: Float64Array };
  readonly bounds: {
    readonly columns: Int32Array;
    readonly lower: Float64Array;
    readonly upper: Float64Array;
  };
  readonly limits: { readonly rows: Int32Array; readonly lower: Float64Array; readonly upper: Float64Array };
  readonly coefficients: {
    readonly rows: Int32Array;
    readonly columns: Int32Array;
    readonly values: Float64Array;
  };
}

/** A state of knowledge at a stage. */
export interface TreeNode {
  readonly name: string;
  /** 0 for the root. */
  readonly stage: number;
  /** Number of the node before; -1 for the root. */
  readonly parent: number;
  /** Of getting here, from the start. */
  readonly probability: number;
  /** What differs from the core from here on: in this node and those after it, unless they change it again. */
  readonly changes: Changes;
}

/**
 * A stochastic programme over a scenario tree: minimise or maximise the expected objective of the core, where what is decided at
 * a stage depends only on what is known there.
 *
 * Each column and row of the core belongs to a stage; a row holds columns of its own and earlier stages only. Parents stand before
 * their children in `nodes`, and the root first.
 */
export interface StochasticProgramme {
  readonly name: string;
  readonly core: LpModel;
  readonly stageNames: readonly string[];
  readonly columnStage: Int32Array;
  readonly rowStage: Int32Array;
  readonly nodes: readonly TreeNode[];
}
