export interface MinimiseOptions {
  /** Bounds of each coordinate; points outside are moved to the nearest bound. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** First step of each coordinate. */
  readonly step: readonly number[];
  readonly mostCalls: number;
  /** Stops when the simplex's values differ by less than this. */
  readonly tolerance: number;
}

/**
 * A local minimum of `f` inside a box, by the simplex method, from `start`; returns the best point found.
 *
 * NaN counts as infinitely bad. Source: J. A. Nelder and R. Mead, "A simplex method for function minimization",
 * Computer Journal 7 (1965), with their coefficients (1, 2, ½, ½).
 *
 * @example minimise(([x]) => (x! - 2) ** 2, [0], { low: [-9], high: [9], step: [1], mostCalls: 200, tolerance: 1e-12 }) // [2]
 */
export function minimise(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  options: MinimiseOptions,
): number[] {
  const { low, high, step, mostCalls, tolerance } = options;
  const n = start.length;
  const spent = { calls: 0 };
  const value = (x: readonly number[]) => {
    spent.calls++;
    const found = f(x);
    return found === found ? found : Infinity;
  };
  const inside = (x: number, i: number) => Math.min(Math.max(x, low[i]!), high[i]!);
  const points: number[][] = [start.map(inside)];
  for (let i = 0; i < n; i++) {
    const corner = [...points[0]!];
    const moved = inside(corner[i]! + step[i]!, i);
    corner[i] = moved === corner[i] ? inside(corner[i]! - step[i]!, i) : moved;
    points.push(corner);
  }
  const values = points.map(value);
  const centre = start.map(() => 0);
  const along = (worst: readonly number[], factor: number) =>
    centre.map((c, i) => inside(c + factor * (c - worst[i]!), i));
  while (spent.calls < mostCalls) {
    sortSimplex(points, values);
    if (values[n]! - values[0]! <= tolerance) break;
    const worst = points[n]!;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += points[k]![i]!;
      centre[i] = sum / n;
    }
    const reflected = along(worst, 1);
    const reflectedValue = value(reflected);
    if (reflectedValue < values[0]!) {
      const expanded = along(worst, 2);
      const expandedValue = value(expanded);
      const isBetter = expandedValue < reflectedValue;
      points[n] = isBetter ? expanded : reflected;
      values[n] = isBetter ? expandedValue : reflectedValue;
    } else if (reflectedValue < values[n - 1]!) {
      points[n] = reflected;
      values[n] = reflectedValue;
    } else {
      const isOutside = reflectedValue < values[n]!;
      const contracted = along(worst, isOutside ? 0.5 : -0.5);
      const contractedValue = value(contracted);
      if (contractedValue < Math.min(reflectedValue, values[n]!)) {
        points[n] = contracted;
        values[n] = contractedValue;
      } else {
        const best = points[0]!;
        for (let k = 1; k <= n; k++) {
          points[k] = points[k]!.map((x, i) => best[i]! + 0.5 * (x - best[i]!));
          values[k] = value(points[k]!);
        }
      }
    }
  }
  sortSimplex(points, values);
  return points[0]!;
}

/** Insertion sort of the points by their values: the simplex is small and nearly sorted. */
function sortSimplex(points: number[][], values: number[]): void {
  for (let i = 1; i < values.length; i++) {
    for (let k = i; k > 0 && values[k]! < values[k - 1]!; k--) {
      [values[k], values[k - 1]] = [values[k - 1]!, values[k]!];
      [points[k], points[k - 1]] = [points[k - 1]!, points[k]!];
    }
  }
}
