const GOLDEN = 0.3819660112501051;

/**
 * The x in [low, high] where f is least, by a coarse scan of `cells` cells and golden sections in the best one.
 *
 * Source: J. Kiefer, "Sequential minimax search for a maximum", Proc. AMS 4 (1953); the scan guards against several minima.
 *
 * @example minimiseLine((x) => (x - 2) * (x - 2), 0, 5, { cells: 5, tolerance: 1e-6 }) // 2.000000…
 */
export function minimiseLine(
  f: (x: number) => number,
  low: number,
  high: number,
  options: { readonly cells: number; readonly tolerance: number },
): number {
  const { cells, tolerance } = options;
  let best = low;
  let least = Infinity;
  const width = (high - low) / cells;
  for (let i = 0; i <= cells; i++) {
    const x = i === cells ? high : low + i * width;
    const value = f(x);
    if (value < least) {
      least = value;
      best = x;
    }
  }
  let a = Math.max(low, best - width);
  let b = Math.min(high, best + width);
  let x1 = a + GOLDEN * (b - a);
  let x2 = b - GOLDEN * (b - a);
  let f1 = f(x1);
  let f2 = f(x2);
  while (b - a > tolerance) {
    if (f1 <= f2) {
      b = x2;
      x2 = x1;
      f2 = f1;
      x1 = a + GOLDEN * (b - a);
      f1 = f(x1);
    } else {
      a = x1;
      x1 = x2;
      f1 = f2;
      x2 = b - GOLDEN * (b - a);
      f2 = f(x2);
    }
  }
  const inner = f1 <= f2 ? x1 : x2;
  return Math.min(f1, f2) <= least ? inner : best;
}
