/** Ranks from 0, ties by position: enough for continuous draws. */
function ranksOf(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const ranks = new Float64Array(values.length);
  order.forEach((path, rank) => {
    ranks[path] = rank;
  });
  return ranks;
}

/**
 * Spearman rank correlation of each driver with a result over paths, from −1 to 1.
 *
 * Source: C. Spearman, "The proof and measurement of association between two things" (1904). Paths on which the result is
 * not a number are left out.
 */
export function rankEffects(
  drivers: ReadonlyMap<string, Float64Array>,
  result: Float64Array,
): Map<string, number> {
  const kept = Array.from(result.keys()).filter((path) => !Number.isNaN(result[path]!));
  const pick = (values: Float64Array) => Float64Array.from(kept, (path) => values[path]!);
  const target = ranksOf(pick(result));
  const effects = new Map<string, number>();
  for (const [name, values] of drivers) effects.set(name, correlation(ranksOf(pick(values)), target));
  return effects;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const mean = (n - 1) / 2;
  let product = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    product += (a[i]! - mean) * (b[i]! - mean);
    squares += (a[i]! - mean) * (a[i]! - mean);
  }
  return squares === 0 ? 0 : product / squares;
}
