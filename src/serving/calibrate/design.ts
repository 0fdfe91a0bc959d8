import { squared, type Square } from './positive.ts';
import type { Observation, Spreads } from './observation.ts';

/** Observations with their levels numbered, so that a covariance is built by comparing integers. */
export interface Design {
  readonly values: Float64Array;
  readonly effects: readonly { readonly name: string; readonly levels: Int32Array; readonly count: number }[];
  readonly slopes: readonly { readonly name: string; readonly values: Float64Array }[];
}

/** Numbers the levels of observations. */
export function makeDesign(observations: readonly Observation[]): Design {
  const first = observations[0];
  const effects = Object.keys(first?.levels ?? {}).map((name) => {
    const numbers = new Map<string, number>();
    const levels = Int32Array.from(observations, ({ levels: of }) => {
      const level = of[name] ?? '';
      const known = numbers.get(level) ?? numbers.size;
      numbers.set(level, known);
      return known;
    });
    return { name, levels, count: numbers.size };
  });
  const slopes = Object.keys(first?.slopes ?? {}).map((name) => ({
    name,
    values: Float64Array.from(observations, ({ slopes: of }) => of[name] ?? 0),
  }));
  return { values: Float64Array.from(observations, ({ value }) => value), effects, slopes };
}

/** Covariance matrix of the observations, with each one's noise on the diagonal times its `doubt` (1, or more for an outlier). */
export function covarianceOf(design: Design, spreads: Spreads, doubts: Float64Array): Square {
  const n = design.values.length;
  const values = new Float64Array(n * n);
  for (const { name, levels } of design.effects) {
    const variance = squared(spreads.effects[name] ?? 0);
    if (variance === 0) continue;
    for (let i = 0; i < n; i++) {
      const level = levels[i]!;
      for (let j = 0; j <= i; j++) if (levels[j] === level) values[i * n + j]! += variance;
    }
  }
  for (const { name, values: x } of design.slopes) {
    const variance = squared(spreads.slopes[name] ?? 0);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) values[i * n + j]! += variance * x[i]! * x[j]!;
  }
  for (let i = 0; i < n; i++) {
    values[i * n + i]! += squared(spreads.noise) * doubts[i]!;
    for (let j = 0; j < i; j++) values[j * n + i] = values[i * n + j]!;
  }
  return { size: n, values };
}
