import { log, minimise, minimiseLine } from '../num/index.ts';
import type { SeasonKind } from './adjust-season.ts';
import type { EtsProblem, EtsRun, EtsWeights } from './ets-filter.ts';
import { etsRun, etsSumSquares } from './ets-filter.ts';

/** Form of a model of exponential smoothing: what its errors, its trend and its season do. */
export interface EtsForm {
  readonly error: 'additive' | 'multiplicative';
  readonly trend: 'none' | 'additive' | 'damped';
  readonly season: SeasonKind;
}

/** A fitted model with its corrected information criterion: smaller is better among models of the same values. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly weights: EtsWeights;
  readonly run: EtsRun;
  readonly aicc: number;
}

export interface EtsData {
  readonly values: Float64Array;
  /** Pattern to start from, by position; empty when the form has no season. */
  readonly indices: Float64Array;
  /** A smoothed level of the series, by which multiplicative errors scale; all above 0 when such errors are asked for. */
  readonly scale: Float64Array;
  /** Weights to start the search from. */
  readonly start?: EtsWeights;
}

const smallest = 1e-4;
const largest = 0.9999;
const dampingRange = [0.8, 0.98] as const;

/**
 * Fits one form of exponential smoothing by maximum likelihood; `undefined` where the series is too short for it.
 *
 * A multiplicative error is taken as one whose standard deviation grows with the smoothed level of the series; the first
 * level and trend are solved for exactly (`etsSumSquares`), and the seasonal pattern starts from the decomposition.
 * Source: Hyndman et al. (2008), chapters 5 and 7; AICc after Hurvich and Tsai (1989).
 */
export function fitEts(data: EtsData, form: EtsForm): EtsFit | undefined {
  const { values, indices, scale, start } = data;
  const hasTrend = form.trend !== 'none';
  const isDamped = form.trend === 'damped';
  const hasSeason = form.season !== 'none';
  const n = values.length;
  const count = 2 + (hasTrend ? 2 : 0) + (isDamped ? 1 : 0) + (hasSeason ? indices.length : 0) + 1;
  if (n < count + 2) return undefined;
  const precision = new Float64Array(n);
  let logScale = 0;
  if (form.error === 'multiplicative') {
    for (let t = 0; t < n; t++) {
      const inverse = 1 / scale[t]!;
      precision[t] =
        hasSeason && form.season === 'multiplicative' ? inverse / indices[t % indices.length]! : inverse;
      logScale -= log(precision[t]!);
    }
  } else precision.fill(1);
  const problem: EtsProblem = {
    values,
    hasTrend,
    seasonKind: form.season,
    indices: hasSeason ? indices : noIndices,
    precision,
  };
  const work = new Float64Array(3 * indices.length + 1);
  const weightsOf = (x: readonly number[]): EtsWeights => {
    const alpha = x[0]!;
    let k = 1;
    const beta = hasTrend ? x[k++]! * alpha : 0;
    const phi = isDamped ? x[k++]! : hasTrend ? 1 : 0;
    const gamma = hasSeason ? x[k]! * (1 - alpha) : 0;
    return { alpha, beta, gamma, phi };
  };
  const cost = (x: readonly number[]) => {
    const sum = etsSumSquares(problem, weightsOf(x), work);
    return n * log(Math.max(sum, 1e-290));
  };
  const found =
    hasTrend || hasSeason
      ? search(cost, { hasTrend, isDamped, hasSeason, start })
      : [minimiseLine((alpha) => cost([alpha]), smallest, largest, { cells: 8, tolerance: 1e-2 })];
  const weights = weightsOf(found);
  const run = etsRun(problem, weights);
  if (run === undefined) return undefined;
  const fitted = n * log(Math.max(run.sumSquares, 1e-290) / n) + 2 * logScale;
  const aicc = fitted + 2 * count + (2 * count * (count + 1)) / (n - count - 1);
  return aicc === aicc ? { form, weights, run, aicc } : undefined;
}

const noIndices = new Float64Array(0);

interface SearchSpace {
  readonly hasTrend: boolean;
  readonly isDamped: boolean;
  readonly hasSeason: boolean;
  readonly start: EtsWeights | undefined;
}

function search(cost: (x: readonly number[]) => number, space: SearchSpace): number[] {
  const { hasTrend, isDamped, hasSeason, start } = space;
  const low = [smallest];
  const high = [largest];
  const step = [0.25];
  const from = [start?.alpha ?? 0.4];
  if (hasTrend) {
    low.push(smallest);
    high.push(largest);
    step.push(0.2);
    from.push(start ? start.beta / start.alpha : 0.1);
  }
  if (isDamped) {
    low.push(dampingRange[0]);
    high.push(dampingRange[1]);
    step.push(-0.06);
    from.push(start?.phi ?? 0.95);
  }
  if (hasSeason) {
    low.push(smallest);
    high.push(largest);
    step.push(0.1);
    from.push(start ? start.gamma / (1 - start.alpha) : 0.05);
  }
  return minimise(cost, from, { low, high, step, mostCalls: 40 * from.length, tolerance: 1e-2 });
}

/** Forecasts of the mean for periods 1 to `horizon` after the last value. */
export function projectEts(fit: EtsFit, horizon: number, length: number): Float64Array {
  const { level, trend, season } = fit.run;
  const { phi } = fit.weights;
  const path = new Float64Array(horizon);
  let factor = 0;
  let power = 1;
  for (let h = 0; h < horizon; h++) {
    power *= phi;
    factor += power;
    const mean = level + factor * trend;
    const index = season.length > 0 ? season[(length + h) % season.length]! : 0;
    path[h] =
      fit.form.season === 'multiplicative'
        ? mean * index
        : fit.form.season === 'additive'
          ? mean + index
          : mean;
  }
  return path;
}
