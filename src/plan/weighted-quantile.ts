/** Quantiles over scenarios by probability: the least value whose probability and that of all below reach p. */
export function quantileOf(values: readonly number[], probabilities: readonly number[], p: number): number {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let sum = 0;
  for (const i of order) {
    sum += probabilities[i]!;
    if (sum >= p - 1e-12) return values[i]!;
  }
  return values[order.at(-1)!]!;
}
