/** A hierarchy of series: each total is the sum of some of the parts. */
export interface Hierarchy {
  readonly parts: readonly string[];
  readonly totals: readonly { readonly id: string; readonly of: readonly string[] }[];
}

/** One draw of every series, totals first, then parts. */
export type HierarchyDraw = ArrayLike<number>;

/**
 * Makes forecasts of totals and parts add up, draw by draw: the parts that are nearest to all forecasts at once, each in
 * units of its own error variance, and never below 0 when asked.
 *
 * `variances` are those of the base forecasts' errors, totals first, then parts. The minimum-trace solution with a diagonal
 * error matrix; parts that would fall below 0 are held at 0 and the others solved again. A draw that already adds up is
 * returned as it is. Source: Wickramasuriya, Athanasopoulos, Hyndman, JASA 114 (2019); non-negative: Statistics and
 * Computing 30 (2020). Throws a RangeError on unequal lengths.
 *
 * @example makeReconciler(h, [4, 1, 1], 'non-negative')([10, 4, 5]) // [9.67, 4.33, 5.33] with h one total of two parts
 */
export function makeReconciler(
  hierarchy: Hierarchy,
  variances: readonly number[],
  kind: 'free' | 'non-negative',
): (draw: HierarchyDraw) => Float64Array {
  const { parts, totals } = hierarchy;
  const n = parts.length;
  const rows: readonly (readonly number[])[] = [
    ...totals.map(({ of }) => parts.map((part) => (of.includes(part) ? 1 : 0))),
    ...parts.map((_, i) => parts.map((_part, k) => (i === k ? 1 : 0))),
  ];
  if (variances.length !== rows.length) throw new RangeError('a variance for each total and part is needed');
  // A variance of 0 would make its forecast binding; a millionth of the largest is as good and can be inverted.
  const floor = Math.max(...variances) * 1e-6 || 1;
  const weights = variances.map((variance) => 1 / Math.max(variance, floor));
  const normal = parts.map((_, i) =>
    parts.map((_part, k) => rows.reduce((sum, row, r) => sum + weights[r]! * row[i]! * row[k]!, 0)),
  );
  // The solution with no part held at 0 is linear in the draw, so it is solved for once.
  const none = parts.map(() => false);
  const inverse = parts.map((_, i) =>
    solveFree(
      normal,
      parts.map((_part, k) => (i === k ? 1 : 0)),
      none,
    ),
  );
  return (draw) => {
    if (draw.length !== rows.length) throw new RangeError('a value for each total and part is needed');
    const right = parts.map((_, i) =>
      rows.reduce((sum, row, r) => sum + weights[r]! * row[i]! * draw[r]!, 0),
    );
    const held = Array.from({ length: n }, () => false);
    let solution = inverse.map((row) => row.reduce((sum, each, k) => sum + each * right[k]!, 0));
    const rounds = kind === 'non-negative' ? n : 0;
    for (let round = 0; round < rounds; round++) {
      const isBelow = solution.some((value, i) => value < 0 && !held[i]);
      if (!isBelow) break;
      solution.forEach((value, i) => {
        if (value < 0) held[i] = true;
      });
      solution = solveFree(normal, right, held);
    }
    return Float64Array.from(rows, (row) => row.reduce((sum, each, i) => sum + each * solution[i]!, 0));
  };
}

/** Solves the symmetric positive system of the parts that are not held at 0, by Gaussian elimination. */
function solveFree(
  normal: readonly (readonly number[])[],
  right: readonly number[],
  held: readonly boolean[],
): number[] {
  const free = right.flatMap((_, i) => (held[i] ? [] : [i]));
  const a = free.map((i) => [...free.map((k) => normal[i]![k]!), right[i]!]);
  const m = free.length;
  for (let k = 0; k < m; k++) {
    const pivot = a[k]![k]!;
    for (let i = k + 1; i < m; i++) {
      const factor = a[i]![k]! / pivot;
      if (factor === 0) continue;
      for (let j = k; j <= m; j++) a[i]![j]! -= factor * a[k]![j]!;
    }
  }
  const x = right.map(() => 0);
  for (let k = m - 1; k >= 0; k--) {
    let sum = a[k]![m]!;
    for (let j = k + 1; j < m; j++) sum -= a[k]![j]! * x[free[j]!]!;
    x[free[k]!] = sum / a[k]![k]!;
  }
  return x;
}
