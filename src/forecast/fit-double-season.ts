import { minimise } from '../num/index.ts';

/** Forecast and spread of a model with two seasons. */
export interface DoubleSeason {
  readonly path: Float64Array;
  readonly spread: Float64Array;
}

/** Patterns a run starts from: `inner` by position in the short season, `outer` in the long one; both add to the level. */
export interface DoublePattern {
  readonly level: number;
  readonly inner: Float64Array;
  readonly outer: Float64Array;
}

interface State {
  level: number;
  error: number;
  readonly inner: Float64Array;
  readonly outer: Float64Array;
}

/**
 * Additive smoothing with two seasons, such as day and week of an hourly series, and errors that fade (first-order
 * autocorrelation), so that an odd hour does not shift the whole future. Weights by least squares.
 *
 * Source: J. W. Taylor, "Short-term electricity demand forecasting using double seasonal exponential smoothing", JORS 54
 * (2003), without its trend.
 */
export function fitDoubleSeason(values: Float64Array, start: DoublePattern, horizon: number): DoubleSeason {
  const state: State = {
    level: 0,
    error: 0,
    inner: new Float64Array(start.inner.length),
    outer: new Float64Array(start.outer.length),
  };
  const cost = (x: readonly number[]) => run(values, start, state, x);
  const best = minimise(cost, [0.05, 0.1, 0.1, 0.7], {
    low: [0, 0, 0, 0],
    high: [0.9, 0.9, 0.9, 0.99],
    step: [0.05, 0.15, 0.15, 0.2],
    mostCalls: 160,
    tolerance: 0,
  });
  const squares = run(values, start, state, best);
  const [alpha, gamma, delta, lasting] = best as [number, number, number, number];
  const n = values.length;
  const sigma = Math.sqrt(squares / Math.max(1, n - state.inner.length));
  const path = new Float64Array(horizon);
  const spread = new Float64Array(horizon);
  let fade = state.error;
  let answer = 1;
  let sum = 0;
  for (let h = 0; h < horizon; h++) {
    fade *= lasting;
    const at = n + h;
    const base = state.level + state.inner[at % state.inner.length]!;
    path[h] = base + (state.outer.length > 0 ? state.outer[at % state.outer.length]! : 0) + fade;
    sum += answer * answer;
    spread[h] = sigma * Math.sqrt(sum);
    // The response of a later value to one error: what fades and what the level keeps.
    answer = alpha + (1 - alpha) * powerOf(lasting, h + 1);
    if ((h + 1) % state.inner.length === 0) answer += gamma;
    if (state.outer.length > 0 && (h + 1) % state.outer.length === 0) answer += delta;
  }
  return { path, spread };
}

function powerOf(base: number, times: number): number {
  let product = 1;
  for (let i = 0; i < times && product > 1e-12; i++) product *= base;
  return product;
}

function run(values: Float64Array, start: DoublePattern, state: State, x: readonly number[]): number {
  const [alpha, gamma, delta, lasting] = x as [number, number, number, number];
  const { inner, outer } = state;
  inner.set(start.inner);
  outer.set(start.outer);
  const hasOuter = outer.length > 0;
  let level = start.level;
  let last = 0;
  let sum = 0;
  let i = 0;
  let k = 0;
  for (let t = 0; t < values.length; t++) {
    const base = level + inner[i]! + (hasOuter ? outer[k]! : 0);
    const gap = values[t]! - base;
    const error = gap - lasting * last;
    sum += error * error;
    last = gap;
    level += alpha * error;
    inner[i]! += gamma * error;
    if (hasOuter) outer[k]! += delta * error;
    if (++i >= inner.length) i = 0;
    if (hasOuter && ++k >= outer.length) k = 0;
  }
  state.level = level;
  state.error = last;
  return sum;
}
