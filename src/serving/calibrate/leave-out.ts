import { invertPositive, squared, times, type Square } from './positive.ts';

/** A prediction of an observation from those outside its group. */
export interface LeftOut {
  readonly predicted: number;
  readonly deviation: number;
}

export interface LeaveOutInput {
  readonly inverse: Square;
  readonly values: Float64Array;
  /** Variance of the noise of each observation beyond the usual one: taken off, as a new row has no doubt. */
  readonly extraNoise: Float64Array;
  readonly groups: readonly string[];
}

/**
 * What the model says of each observation when its whole group is left out, from one inverse: for a group B the error of prediction is
 * (V⁻¹_BB)⁻¹ (V⁻¹ y)_B and its covariance (V⁻¹_BB)⁻¹ (Rasmussen and Williams 2006, section 5.4.2, for groups).
 */
export function leaveGroupsOut({ inverse, values, extraNoise, groups }: LeaveOutInput): readonly LeftOut[] {
  const n = values.length;
  const alpha = times(inverse, values);
  const members = new Map<string, number[]>();
  groups.forEach((group, i) => members.set(group, [...(members.get(group) ?? []), i]));
  const result: LeftOut[] = [];
  for (const rows of members.values()) {
    const block = new Float64Array(squared(rows.length));
    rows.forEach((i, a) => rows.forEach((j, b) => (block[a * rows.length + b] = inverse.values[i * n + j]!)));
    const spread = invertPositive({ size: rows.length, values: block });
    const errors = times(
      spread,
      rows.map((i) => alpha[i]!),
    );
    rows.forEach((i, a) => {
      const variance = spread.values[a * rows.length + a]! - extraNoise[i]!;
      result[i] = { predicted: values[i]! - errors[a]!, deviation: Math.sqrt(Math.max(variance, 1e-8)) };
    });
  }
  return result;
}
