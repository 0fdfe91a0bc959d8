import type { Progress, SolveStatus } from '../lp/index.ts';

/** What every decomposition may be asked for. */
export interface DecompositionOptions {
  /** Stop when |objective − bound| ≤ this × |objective|. */
  readonly relativeGap: number;
  readonly timeLimitSeconds?: number;
  /** Seconds since any moment: the core has no clock of its own. */
  readonly clock: () => number;
  readonly isCancelled?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
}

/** As of a solve; `gap left`: all was done that the method can do, and the bounds are still apart. */
export type DecompositionStatus = SolveStatus | 'gap left';

/** What every decomposition gives, in the sense of the programme. */
export interface DecompositionResult {
  readonly status: DecompositionStatus;
  /** Expected objective of `x`, evaluated on all scenarios. */
  readonly objective: number | undefined;
  readonly bound: number | undefined;
  readonly gap: number | undefined;
  /** By column of the first stage. */
  readonly x: Float64Array | undefined;
  readonly iterations: number;
}

/** |objective − bound| / |objective|. */
export function relativeGapOf(objective: number, bound: number): number {
  if (objective === bound) return 0;
  const gap = Math.abs(objective - bound) / Math.max(Math.abs(objective), 1e-10);
  return Number.isFinite(gap) ? gap : Infinity;
}

/** A result from bounds of a minimisation, turned to the sense of the programme. */
export function resultOf(
  sign: 1 | -1,
  found: {
    readonly status: DecompositionStatus;
    readonly upper: number;
    readonly lower: number;
    readonly x: Float64Array | undefined;
    readonly iterations: number;
  },
): DecompositionResult {
  const objective = Number.isFinite(found.upper) ? sign * found.upper : undefined;
  const bound = Number.isFinite(found.lower) ? sign * found.lower : undefined;
  return {
    status: found.status,
    objective,
    bound,
    gap: objective === undefined || bound === undefined ? undefined : relativeGapOf(objective, bound),
    x: found.x,
    iterations: found.iterations,
  };
}
