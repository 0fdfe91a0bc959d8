import { log } from '../num/index.ts';

/** Probabilities at which error multipliers are kept. */
export const levels = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995,
] as const;

/** Quantiles of scaled errors by horizon, a row of `levels` each, and how lasting the errors are. */
export interface Multipliers {
  readonly byHorizon: readonly (readonly number[])[];
  /** κ in corr(e_h, e_k) = (h/k)^κ for h ≤ k: 0 for one error that stays, ½ for a random walk. */
  readonly persistence: number;
}

/** Scaled errors of one forecast from one origin, by horizon; shorter than the horizon near the end of the history. */
export type Trajectory = ArrayLike<number>;

/** Share of the signed quantiles; the rest is that of the errors without sign: the pool's drift is not the future's. */
const signedShare = 0.5;

/**
 * Conformal multipliers from errors made before: at horizon h the quantiles of e/scale over all trajectories, with the
 * finite-sample rank p·(n + 1). `around` lets nearby horizons speak where trajectories are few.
 *
 * Source: Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World" (2005); pooling over series as in Romano et
 * al. (2019) for scores made comparable by a scale.
 */
export function findMultipliers(
  trajectories: readonly Trajectory[],
  horizon: number,
  around = 0,
): Multipliers {
  const byHorizon: number[][] = [];
  for (let h = 0; h < horizon; h++) {
    const scores: number[] = [];
    for (let k = Math.max(0, h - around); k <= Math.min(horizon - 1, h + around); k++) {
      for (const trajectory of trajectories) {
        const score = trajectory[k];
        if (score !== undefined && score === score) scores.push(score);
      }
    }
    byHorizon.push(scores.length > 0 ? quantilesOf(scores) : (byHorizon[h - 1] ?? levels.map(() => 0)));
  }
  return { byHorizon, persistence: findPersistence(trajectories, horizon) };
}

function quantilesOf(scores: readonly number[]): number[] {
  const signed = Float64Array.from(scores).sort();
  const sizes = Float64Array.from(scores, Math.abs).sort();
  return levels.map((p) => {
    const size = atRank(sizes, Math.abs(2 * p - 1));
    return signedShare * atRank(signed, p) + (1 - signedShare) * (p < 0.5 ? -size : p > 0.5 ? size : 0);
  });
}

/** The value at rank p·(n + 1), between neighbours in proportion; the outermost value beyond them. */
function atRank(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length + 1) - 1;
  const below = Math.min(Math.max(Math.floor(place), 0), sorted.length - 1);
  const above = Math.min(below + 1, sorted.length - 1);
  const share = Math.min(Math.max(place - below, 0), 1);
  return sorted[below]! + share * (sorted[above]! - sorted[below]!);
}

/** κ by least squares of log corr(e_h, e_h+1) on log(h/(h+1)), kept between a lasting error and quickly fading ones. */
function findPersistence(trajectories: readonly Trajectory[], horizon: number): number {
  let wish = 0;
  let weight = 0;
  for (let h = 1; h < horizon; h++) {
    let xx = 0;
    let yy = 0;
    let xy = 0;
    let count = 0;
    for (const trajectory of trajectories) {
      // Bounded, so that one wild series does not decide.
      const x = Math.min(Math.max(trajectory[h - 1] ?? NaN, -4), 4);
      const y = Math.min(Math.max(trajectory[h] ?? NaN, -4), 4);
      if (x !== x || y !== y) continue;
      xx += x * x;
      yy += y * y;
      xy += x * y;
      count++;
    }
    if (count < 10 || !(xx > 0 && yy > 0)) continue;
    const correlation = Math.min(Math.max(xy / Math.sqrt(xx * yy), 0.05), 0.999);
    const ratio = log(h / (h + 1));
    wish += ratio * log(correlation);
    weight += ratio * ratio;
  }
  return weight > 0 ? Math.min(Math.max(wish / weight, 0.05), 8) : randomWalk;
}

/** Persistence of a random walk. */
export const randomWalk = 0.5;

/** The multiplier at probability p and horizon h (from 0), between kept levels in proportion, beyond them at the last slope. */
export function multiplierAt(multipliers: Multipliers, h: number, p: number): number {
  const rows = multipliers.byHorizon;
  const row = rows[Math.min(h, rows.length - 1)]!;
  let k = 0;
  while (k < levels.length - 2 && p > levels[k + 1]!) k++;
  const share = (p - levels[k]!) / (levels[k + 1]! - levels[k]!);
  // Beyond the outermost levels the last slope would run on too flat or too steep: at most half a step.
  const bounded = Math.min(Math.max(share, -0.5), 1.5);
  return row[k]! + bounded * (row[k + 1]! - row[k]!);
}
