import { condition } from './condition.ts';
import { fitEffects, leaveOut, type Prior } from './fit-effects.ts';
import type { Observation } from './observation.ts';

/** A left-out observation with its prediction, in log terms, and the fold it belonged to. */
export interface Checked {
  readonly observation: Observation;
  readonly predicted: number;
  readonly deviation: number;
  readonly fold: number;
}

export interface CheckOptions {
  readonly prior: Prior;
  readonly groupOf: (observation: Observation) => string;
  readonly folds: number;
}

/**
 * Leaves out every group in turn. The spreads and doubts that predict a group come from a fit to the other folds only (nested), so
 * that nothing of a group, not even through the choice of its shrinkage, is in its own prediction.
 */
export function crossValidate(
  observations: readonly Observation[],
  options: CheckOptions,
): readonly Checked[] {
  const { prior, groupOf } = options;
  const foldOf = foldsOf(observations.map(groupOf), options.folds);
  const folds = [...new Set(foldOf)].sort((a, b) => a - b);
  const result: Checked[] = [];
  for (const fold of folds) {
    const outside = observations.filter((_, i) => foldOf[i] !== fold);
    const fitted = fitEffects(outside, prior);
    let next = 0;
    const doubts = Float64Array.from(observations, (_, i) =>
      foldOf[i] === fold ? 1 : fitted.doubts[next++]!,
    );
    const found = leaveOut(condition(observations, fitted.spreads, doubts), groupOf);
    observations.forEach((observation, i) => {
      if (foldOf[i] === fold) result[i] = { observation, ...found[i]!, fold };
    });
  }
  return result;
}

/** Deals groups to folds, the groups in the order of a fixed scramble of their names. */
function foldsOf(groups: readonly string[], folds: number): readonly number[] {
  const names = [...new Set(groups)].sort((a, b) => scramble(a) - scramble(b) || (a < b ? -1 : 1));
  const fold = new Map(names.map((name, i) => [name, i % folds]));
  return groups.map((group) => fold.get(group)!);
}

/** FNV-1a, 32 bits. */
function scramble(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
