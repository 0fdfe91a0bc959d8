import { cholesky, dot } from '../../num/index.ts';
import type { Seen } from './see-paths.ts';

/** How far apart paths are by what is seen of them: a map of what is seen to vectors in $, the same for paths seen later. */
export interface SightScale {
  /** Mean of each sight over the paths that the scale was made on. */
  readonly means: Float64Array;
  /** $ per unit of each sight. */
  readonly weights: Float64Array;
  /** $ per unit of each sight in the one number that says what the case is worth by what is seen. */
  readonly outlook: Float64Array;
  /** Share of the spread of what the case is worth that is seen by then, adjusted for the number of sights; 0 to 1. */
  readonly told: number;
}

/** How much more the outlook counts than all that is seen together, as the value does where scenarios are chosen. */
const outlookWeight = 2;

/**
 * A scale of sights: each at what it stands for in $, and all together at what the case as written is worth by them, by linear
 * regression over the paths. A sight that says more of the value so tells paths further apart, and nothing is used that is not
 * seen yet.
 *
 * The regression is a ridge with one path's worth of doubt on each sight, since sights are many and move together.
 *
 * Source: A. E. Hoerl, R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12 (1970).
 */
export function rateSights({ sights, values }: Seen, worth: Float64Array): SightScale {
  const paths = worth.length;
  const means = Float64Array.from(values, meanOf);
  const spreads = values.map((own, j) => Math.sqrt(sumSquares(own, means[j]!) / paths));
  const weights = Float64Array.from(sights, ({ weight }) => weight);
  const standard = values.map((own, j) => own.map((value) => (value - means[j]!) / spreads[j]!));
  const { slopes, told } = regress(standard, worth);
  const all = standard.reduce((sum, _, j) => sum + square(weights[j]! * spreads[j]!) * paths, 0);
  const fitted = Float64Array.from(worth, (_, s) =>
    slopes.reduce((sum, b, j) => sum + b * standard[j]![s]!, 0),
  );
  const own = sumSquares(fitted, meanOf(fitted));
  const scale = own > 0 ? outlookWeight * Math.sqrt(all / own) : 0;
  return { means, weights, outlook: Float64Array.from(slopes, (b, j) => (scale * b) / spreads[j]!), told };
}

/** Vectors of paths on a scale, by what is seen of them. */
export function placePaths({ values }: Pick<Seen, 'values'>, scale: SightScale): Float64Array[] {
  const paths = values[0]?.length ?? 0;
  return Array.from({ length: paths }, (_, s) =>
    placeOf(
      values.map((own) => own[s]!),
      scale,
    ),
  );
}

/** The vector of one path: each sight in $, then the outlook. */
export function placeOf(values: readonly number[], { means, weights, outlook }: SightScale): Float64Array {
  const place = new Float64Array(values.length + 1);
  values.forEach((value, j) => {
    place[j] = weights[j]! * (value - means[j]!);
    place[values.length]! += outlook[j]! * (value - means[j]!);
  });
  return place;
}

/** Slopes of a number by standardised ones, and the share of its spread that they tell, adjusted for how many they are. */
function regress(standard: readonly Float64Array[], y: Float64Array): { slopes: number[]; told: number } {
  const [paths, sights] = [y.length, standard.length];
  const mean = meanOf(y);
  const total = sumSquares(y, mean);
  if (sights === 0 || total === 0) return { slopes: standard.map(() => 0), told: 0 };
  const matrix = standard.map((a, i) => standard.map((b, j) => dot(a, b) + (i === j ? 1 : 0)));
  const centred = y.map((value) => value - mean);
  const right = standard.map((a) => dot(a, centred));
  const lower = cholesky(matrix).value!;
  const forward: number[] = [];
  for (let i = 0; i < sights; i++)
    forward[i] =
      (right[i]! - forward.reduce((sum, value, j) => sum + lower[i]![j]! * value, 0)) / lower[i]![i]!;
  const slopes = standard.map(() => 0);
  for (let i = sights - 1; i >= 0; i--) {
    let rest = forward[i]!;
    for (let j = i + 1; j < sights; j++) rest -= lower[j]![i]! * slopes[j]!;
    slopes[i] = rest / lower[i]![i]!;
  }
  const missed = centred.reduce((sum, value, s) => {
    const fitted = slopes.reduce((part, b, j) => part + b * standard[j]![s]!, 0);
    return sum + square(value - fitted);
  }, 0);
  const freedom = Math.max(paths - sights - 1, 1);
  return { slopes, told: Math.min(Math.max(1 - missed / freedom / (total / (paths - 1)), 0), 1) };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumSquares(values: Float64Array, mean: number): number {
  return values.reduce((sum, value) => sum + square(value - mean), 0);
}

function square(value: number): number {
  return value * value;
}
