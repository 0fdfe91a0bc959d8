import { dot, log } from '../num/index.ts';

/** How joint paths move together over time: a few scores, each a standard normal, times loadings by quarter. */
export interface PathComponents {
  /** Loadings of logarithms by quarter, the component that explains most first. */
  readonly loadings: readonly Float64Array[];
  /** Score of every path on every component: mean 0, variance 1, uncorrelated. */
  readonly scores: readonly Float64Array[];
  /** Variance of logarithms that the components leave, by quarter. */
  readonly left: Float64Array;
  /** Share of the variance that they explain, all quarters together. */
  readonly explained: number;
}

/** As many as the case model has scores for. */
export const componentCount = 3;

/**
 * The principal components of the logarithms of joint paths around their means (Hotelling 1933), by power iterations on their covariance.
 * Paths must be above zero; one that reaches zero counts as a millionth of the mean there.
 */
export function pathComponents(paths: readonly Float64Array[]): PathComponents {
  const deviations = centredLogs(paths);
  const covariance = covarianceOf(deviations);
  const total = covariance.reduce((sum, row, t) => sum + row[t]!, 0);
  const loadings: Float64Array[] = [];
  const scores: Float64Array[] = [];
  const left = Float64Array.from(covariance, (row, t) => row[t]!);
  for (let k = 0; k < componentCount; k++) {
    const { vector, value } = largestComponent(covariance);
    const size = Math.sqrt(Math.max(0, value));
    const isNothing = !(value > 1e-12 * total && value > rounding);
    loadings.push(vector.map((each) => (isNothing ? 0 : each * size)));
    scores.push(Float64Array.from(deviations, (path) => (isNothing ? 0 : dot(path, vector) / size)));
    vector.forEach((a, i) => {
      left[i]! -= isNothing ? 0 : value * a * a;
      vector.forEach((b, j) => (covariance[i]![j]! -= isNothing ? 0 : value * a * b));
    });
  }
  const rest = left.reduce((sum, each) => sum + Math.max(0, each), 0);
  return {
    loadings,
    scores,
    left: left.map((each) => Math.max(0, each)),
    explained: total > 0 ? 1 - rest / total : 1,
  };
}

/** Logarithms of the paths less their mean of the quarter. */
function centredLogs(paths: readonly Float64Array[]): readonly Float64Array[] {
  const quarters = paths[0]!.length;
  const mean = new Float64Array(quarters);
  for (const path of paths) path.forEach((value, t) => (mean[t]! += value / paths.length));
  const logs = paths.map((path) =>
    path.map((value, t) => (mean[t]! > 0 ? log(Math.max(value, 1e-6 * mean[t]!)) : 0)),
  );
  const centre = new Float64Array(quarters);
  for (const path of logs) path.forEach((value, t) => (centre[t]! += value / paths.length));
  return logs.map((path) => path.map((value, t) => value - centre[t]!));
}

function covarianceOf(deviations: readonly Float64Array[]): Float64Array[] {
  const quarters = deviations[0]!.length;
  const covariance = Array.from({ length: quarters }, () => new Float64Array(quarters));
  for (const path of deviations) {
    for (let i = 0; i < quarters; i++) {
      for (let j = 0; j <= i; j++) covariance[i]![j]! += (path[i]! * path[j]!) / deviations.length;
    }
  }
  for (let i = 0; i < quarters; i++) for (let j = 0; j < i; j++) covariance[j]![i] = covariance[i]![j]!;
  return covariance;
}

/** Variance of logarithms that rounding alone makes: of numbers that agree to 12 digits. */
const rounding = 1e-24;

const mostIterations = 500;

/** The unit vector that a symmetric matrix stretches most, pointing up on the whole, and by how much. */
function largestComponent(matrix: readonly Float64Array[]): { vector: Float64Array; value: number } {
  const n = matrix.length;
  // The row of the largest diagonal is never square to the vector sought, as a start of equal numbers can be.
  const first = matrix.reduce((best, row, i) => (row[i]! > matrix[best]![best]! ? i : best), 0);
  let vector = unit(Float64Array.from(matrix[first]!));
  let value = 0;
  for (let round = 0; round < mostIterations; round++) {
    const next = Float64Array.from(matrix, (row) => dot(row, vector));
    const size = Math.sqrt(dot(next, next));
    if (size === 0) return { vector, value: 0 };
    vector = unit(next);
    if (Math.abs(size - value) <= 1e-14 * size) break;
    value = size;
  }
  const sum = vector.reduce((total, each) => total + each, 0);
  return { vector: sum < 0 ? vector.map((each) => -each) : vector, value: n === 0 ? 0 : value };
}

function unit(vector: Float64Array): Float64Array {
  const size = Math.sqrt(dot(vector, vector));
  return size > 0 ? vector.map((each) => each / size) : vector;
}
