import { exp } from '../../num/index.ts';
import type { Checked } from './cross-validate.ts';

/** How well left-out rows were predicted: relative errors |predicted ÷ measured − 1|, and the share of rows within the 80% range. */
export interface Score {
  readonly rows: number;
  readonly medianError: number;
  readonly p90Error: number;
  readonly coverage: number;
}

/** Half of an 80% range of a normal variable, in standard deviations. */
export const Z_80 = 1.2815515655446004;

/** Factor on the deviation at which 80% of the checked rows are within the range. */
export function widthOf(checked: readonly Checked[]): number {
  const far = checked.map(({ observation, predicted, deviation }) => ({
    value: Math.abs(predicted - observation.value) / deviation,
    count: observation.count,
  }));
  return far.length === 0 ? 1 : weightedQuantile(far, 0.8) / Z_80;
}

/** Scores checked rows; the width of each fold's ranges comes from the other folds. */
export function scoreOf(checked: readonly Checked[]): Score {
  const errors = checked.map(({ observation, predicted }) => ({
    value: Math.abs(exp(predicted - observation.value) - 1),
    count: observation.count,
  }));
  const widths = new Map<number, number>();
  for (const { fold } of checked) {
    if (!widths.has(fold)) widths.set(fold, widthOf(checked.filter((row) => row.fold !== fold)));
  }
  let [rows, within] = [0, 0];
  for (const { observation, predicted, deviation, fold } of checked) {
    rows += observation.count;
    const half = Z_80 * deviation * widths.get(fold)!;
    if (Math.abs(predicted - observation.value) <= half) within += observation.count;
  }
  return {
    rows,
    medianError: weightedQuantile(errors, 0.5),
    p90Error: weightedQuantile(errors, 0.9),
    coverage: rows === 0 ? 0 : within / rows,
  };
}

/** Quantile of values that each stand for `count` equal ones, between neighbours as the 7th kind of Hyndman and Fan. */
export function weightedQuantile(
  values: readonly { readonly value: number; readonly count: number }[],
  share: number,
): number {
  const all = values
    .flatMap(({ value, count }) => Array.from({ length: count }, () => value))
    .sort((a, b) => a - b);
  const at = share * (all.length - 1);
  const below = Math.floor(at);
  const low = all[below] ?? NaN;
  return low + (at - below) * ((all[below + 1] ?? low) - low);
}
