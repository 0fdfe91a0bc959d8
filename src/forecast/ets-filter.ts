import type { SeasonKind } from './adjust-season.ts';

/** The smoothing weights of a model: of the level, the trend, the season, and how much of the trend lasts a period. */
export interface EtsWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** A series and the form of the model to run over it. */
export interface EtsProblem {
  readonly values: Float64Array;
  readonly hasTrend: boolean;
  readonly seasonKind: SeasonKind;
  /** Pattern the run starts from; empty when there is none. */
  readonly indices: Float64Array;
  /** 1 over the assumed standard deviation of each error, up to a common factor. */
  readonly precision: Float64Array;
}

/** The state after the last value, the one-step errors, and their weighted sum of squares. */
export interface EtsRun {
  level: number;
  trend: number;
  readonly season: Float64Array;
  readonly errors: Float64Array;
  sumSquares: number;
}

const season0 = new Float64Array(1);

/**
 * Runs the innovations form of exponential smoothing over a series and gives the weighted sum of squared one-step errors.
 *
 * The first level and trend are those that make it smallest: the errors are linear in them (with a multiplicative season,
 * while its pattern is held as if it did not depend on them), so that they follow from two normal equations instead of a
 * search. Source of the recursions: Hyndman, Koehler, Ord, Snyder, "Forecasting with Exponential Smoothing" (2008), table 2.1.
 */
export function etsSumSquares(problem: EtsProblem, weights: EtsWeights, work: Float64Array): number {
  const first = solveFirstState(problem, weights, work);
  if (first === undefined) return Infinity;
  return problem.seasonKind === 'multiplicative' ? run(problem, weights, first, work) : first.sumSquares;
}

/** The same, with the states and errors of the best first state. */
export function etsRun(problem: EtsProblem, weights: EtsWeights): EtsRun | undefined {
  const { values, indices } = problem;
  const work = new Float64Array(3 * indices.length + 1);
  const first = solveFirstState(problem, weights, work);
  if (first === undefined) return undefined;
  const out: EtsRun = {
    level: 0,
    trend: 0,
    season: new Float64Array(indices.length),
    errors: new Float64Array(values.length),
    sumSquares: 0,
  };
  out.sumSquares = run(problem, weights, first, out.season, out);
  return out;
}

interface FirstState {
  readonly level: number;
  readonly trend: number;
  readonly sumSquares: number;
}

function solveFirstState(
  problem: EtsProblem,
  weights: EtsWeights,
  work: Float64Array,
): FirstState | undefined {
  const { values, hasTrend, seasonKind, indices, precision } = problem;
  const { alpha, beta, gamma, phi } = weights;
  const m = indices.length;
  const isRatio = seasonKind === 'multiplicative';
  const isSum = seasonKind === 'additive';
  const base = isRatio ? values[0]! / indices[0]! : isSum ? values[0]! - indices[0]! : values[0]!;
  let level = base;
  let trend = 0;
  // How level and trend answer to one unit of the first level (a) and of the first trend (b).
  let levelA = 1;
  let trendA = 0;
  let levelB = 0;
  let trendB = 1;
  let ee = 0;
  let ea = 0;
  let eb = 0;
  let aa = 0;
  let ab = 0;
  let bb = 0;
  const s = m > 0 ? work : season0;
  for (let i = 0; i < m; i++) {
    s[i] = indices[i]!;
    s[m + i] = 0;
    s[2 * m + i] = 0;
  }
  let at = 0;
  for (let t = 0; t < values.length; t++) {
    const before = level + phi * trend;
    let beforeA = levelA + phi * trendA;
    let beforeB = levelB + phi * trendB;
    let forecast = before;
    let answerA = beforeA;
    let answerB = beforeB;
    let divisor = 1;
    if (isSum) {
      forecast += s[at]!;
      answerA += s[m + at]!;
      answerB += s[2 * m + at]!;
    } else if (isRatio) {
      divisor = s[at]!;
      forecast *= divisor;
      answerA *= divisor;
      answerB *= divisor;
    }
    const error = values[t]! - forecast;
    const p = precision[t]!;
    const e = error * p;
    const xa = answerA * p;
    const xb = answerB * p;
    ee += e * e;
    ea += e * xa;
    aa += xa * xa;
    if (hasTrend) {
      eb += e * xb;
      ab += xa * xb;
      bb += xb * xb;
    }
    const scaled = error / divisor;
    const scaledA = answerA / divisor;
    const scaledB = answerB / divisor;
    level = before + alpha * scaled;
    levelA = beforeA - alpha * scaledA;
    levelB = beforeB - alpha * scaledB;
    if (hasTrend) {
      trend = phi * trend + beta * scaled;
      trendA = phi * trendA - beta * scaledA;
      trendB = phi * trendB - beta * scaledB;
    }
    if (isSum) {
      s[at]! += gamma * error;
      s[m + at]! -= gamma * answerA;
      s[2 * m + at]! -= gamma * answerB;
    } else if (isRatio && before !== 0) {
      s[at]! += (gamma * error) / before;
    }
    if (++at >= m) at = 0;
  }
  let dLevel = 0;
  let dTrend = 0;
  const determinant = aa * bb - ab * ab;
  if (hasTrend && determinant > 1e-12 * aa * bb) {
    dLevel = (ea * bb - eb * ab) / determinant;
    dTrend = (eb * aa - ea * ab) / determinant;
  } else if (aa > 0) {
    dLevel = ea / aa;
  }
  const sumSquares = Math.max(0, ee - dLevel * ea - dTrend * eb);
  return Number.isFinite(sumSquares) ? { level: base + dLevel, trend: dTrend, sumSquares } : undefined;
}

/** Runs from a given first state; `s` receives the pattern at the end, `out` the rest. */
function run(
  problem: EtsProblem,
  weights: EtsWeights,
  from: FirstState,
  s: Float64Array,
  out?: EtsRun,
): number {
  const { values, hasTrend, seasonKind, indices, precision } = problem;
  const { alpha, beta, gamma, phi } = weights;
  const m = indices.length;
  for (let i = 0; i < m; i++) s[i] = indices[i]!;
  let { level, trend } = from;
  let sum = 0;
  let at = 0;
  for (let t = 0; t < values.length; t++) {
    const before = level + phi * trend;
    const index = m > 0 ? s[at]! : 0;
    const forecast =
      seasonKind === 'multiplicative' ? before * index : seasonKind === 'additive' ? before + index : before;
    const error = values[t]! - forecast;
    const e = error * precision[t]!;
    sum += e * e;
    if (out) out.errors[t] = error;
    const scaled = seasonKind === 'multiplicative' ? error / index : error;
    level = before + alpha * scaled;
    if (hasTrend) trend = phi * trend + beta * scaled;
    if (seasonKind === 'additive') s[at] = index + gamma * error;
    else if (seasonKind === 'multiplicative' && before !== 0) s[at] = index + (gamma * error) / before;
    if (++at >= m) at = 0;
  }
  if (out) {
    out.level = level;
    out.trend = trend;
  }
  return Number.isFinite(sum) ? sum : Infinity;
}
