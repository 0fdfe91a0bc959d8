import { powerOfTwo } from './bits.ts';

const ROUNDING = powerOfTwo(-51);

export interface RootOptions {
  /** Greatest error of the root, in the unit of x; 1e-12 unless given. */
  readonly tolerance?: number;
}

/**
 * The x in [low, high] where f is 0, or `undefined` unless f has opposite signs (or a zero) at the two ends.
 *
 * Source: R. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4 (zero).
 *
 * @example findRoot((x) => x * x - 2, 0, 2) // 1.414213562373…
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  options: RootOptions = {},
): number | undefined {
  const tolerance = options.tolerance ?? 1e-12;
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa > 0 !== fb > 0) || fa !== fa || fb !== fb) return undefined;

  // b is the best guess, c the other end of the bracket, a the guess before b.
  let c = a;
  let fc = fa;
  let step = b - a;
  let stepBefore = step;
  for (let i = 0; i < 200; i++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const limit = ROUNDING * Math.abs(b) + 0.5 * tolerance;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= limit || fb === 0) return b;

    const quick = Math.abs(stepBefore) >= limit && Math.abs(fa) > Math.abs(fb);
    const proposed = quick ? interpolatedStep({ a, b, c, fa, fb, fc }) : undefined;
    const isSafe =
      proposed !== undefined &&
      proposed * half > 0 &&
      Math.abs(proposed) < 1.5 * Math.abs(half) - 0.5 * limit &&
      Math.abs(proposed) < 0.5 * Math.abs(stepBefore);
    stepBefore = isSafe ? step : half;
    step = isSafe ? proposed : half;

    a = b;
    fa = fb;
    b += Math.abs(step) > limit ? step : half > 0 ? limit : -limit;
    fb = f(b);
    if (fb !== fb) return undefined;
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = stepBefore = b - a;
    }
  }
  return b;
}

interface Bracket {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly fa: number;
  readonly fb: number;
  readonly fc: number;
}

/** The step from b to the zero of the line (two points) or inverse parabola (three points) through what is known. */
function interpolatedStep({ a, b, c, fa, fb, fc }: Bracket): number {
  const s = fb / fa;
  if (a === c) return (-(c - b) * s) / (1 - s);
  const q = fa / fc;
  const r = fb / fc;
  const top = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -top / ((q - 1) * (r - 1) * (s - 1));
}

/** The points of an even grid of `steps` cells, both ends included. */
export function evenGrid(low: number, high: number, steps: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: steps + 1 }, (_, i) =>
    i === 0 ? low : i === steps ? high : low + ((high - low) * i) / steps,
  );
}

/**
 * The neighbouring points of an even grid of `steps` cells between which f changes sign, in ascending order.
 *
 * A grid point where f is exactly 0 gives a bracket of no width. Two roots inside one cell go unseen.
 *
 * @example bracketRoots((x) => x * x - 2, -2, 2, 4) // [[-2, -1], [1, 2]]
 */
export function bracketRoots(
  f: (x: number) => number,
  low: number,
  high: number,
  steps: number,
): (readonly [number, number])[] {
  const points = evenGrid(low, high, steps);
  return gridBrackets(points, points.map(f));
}

/** The same from the values at the points. */
export function gridBrackets(points: Float64Array, values: Float64Array): (readonly [number, number])[] {
  const brackets: (readonly [number, number])[] = [];
  if (values[0] === 0) brackets.push([points[0]!, points[0]!]);
  for (let i = 1; i < points.length; i++) {
    const [last, value] = [values[i - 1]!, values[i]!];
    if (value === 0) brackets.push([points[i]!, points[i]!]);
    else if ((last < 0 && value > 0) || (last > 0 && value < 0)) brackets.push([points[i - 1]!, points[i]!]);
  }
  return brackets;
}
