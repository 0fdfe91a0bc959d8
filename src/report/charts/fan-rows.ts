import type { Display } from '../display.ts';
import type { Metric, Quantiles } from '../result-types.ts';
import { isNumber } from '../read-metric.ts';

/** One position of a fan: quantiles of a metric, already scaled for display. */
export interface FanRow {
  readonly x: number;
  readonly p5: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
}

/** Rows of a fan over periods. A stock stands at the end of its period, a flow in the middle. */
export function periodFan(metric: Metric, display: Display): readonly FanRow[] {
  const shift = metric.kind === 'flow' ? 0.5 : 1;
  return fanRows(metric, display, (i) => i + shift);
}

/** Rows of a fan over complete fiscal years, at 0, 1, 2… */
export function yearFan(metric: Metric, display: Display): readonly FanRow[] {
  return fanRows(metric.years, display, (i) => i);
}

function fanRows(
  quantiles: Quantiles,
  display: Display,
  place: (index: number) => number,
): readonly FanRow[] {
  const at = (values: readonly number[], i: number) => {
    const value = values[i];
    return isNumber(value) ? value * display.scale : NaN;
  };
  return quantiles.p50.map((_value, i) => ({
    x: place(i),
    p5: at(quantiles.p5, i),
    p10: at(quantiles.p10, i),
    p25: at(quantiles.p25, i),
    p50: at(quantiles.p50, i),
    p75: at(quantiles.p75, i),
    p90: at(quantiles.p90, i),
    p95: at(quantiles.p95, i),
  }));
}

/** The span of values that must fit a chart, zero included, with a little air. */
export function domainOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high) return [low, low + 1];
  const air = (high - low) * 0.04;
  return [low < 0 ? low - air : 0, high > 0 ? high + air : 0];
}
