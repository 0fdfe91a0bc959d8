import type { Case, Driver } from '../case/index.ts';
import { quantile } from '../num/index.ts';
import { centralDraws, evaluateDraws, readTarget, type Model, type Target } from '../simulate/index.ts';

/** What one uncertain number does to an answer while all others stay at their medians. */
export interface TornadoRow {
  readonly driver: string;
  /** As written in the case. */
  readonly text: string;
  /** Evidence: 1 filing or measurement, 2 reputable report, 3 estimate, 4 guess. */
  readonly tier: 1 | 2 | 3 | 4 | undefined;
  readonly source: string | undefined;
  /** P10, median and P90 of the driver, in calendar-canonical numbers. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** The answer with the driver at its P10 and at its P90, in the answer's unit. */
  readonly atLow: number;
  readonly atHigh: number;
  /** `atHigh` − `atLow`. */
  readonly swing: number;
  /** Percent by which the answer changes per percent of the driver, at the centre; `undefined` at a median or an answer of 0. */
  readonly elasticity: number | undefined;
}

export interface Tornado {
  readonly target: Target;
  /** The answer with every driver at its median. */
  readonly central: number;
  /** Widest swing first. */
  readonly rows: readonly TornadoRow[];
  readonly method: string;
}

/** Relative step of the elasticity's central difference. */
const step = 0.01;

/**
 * Swings every driver of a case from its P10 to its P90, one at a time, on the central path: the others at their medians, no noise,
 * correlations left aside.
 *
 * One evaluation with four paths per driver and one for the centre. The elasticity is (A(x·1.01) − A(x·0.99)) ÷ (0.02·A).
 *
 * @example tornado(model, target).rows[0]?.driver // 'drivers.ai_demand'
 */
export function tornado(model: Model, target: Target): Tornado {
  const { drivers } = model.study;
  const central = centralDraws(model.study);
  const paths = 1 + 4 * drivers.length;
  const draws = new Map<string, Float64Array>();
  drivers.forEach((driver, i) => {
    const middle = central.get(driver.name) as number;
    const values = new Float64Array(paths).fill(middle);
    const ends = [quantile(driver.distribution, 0.1), quantile(driver.distribution, 0.9)];
    values.set([...ends, middle * (1 - step), middle * (1 + step)], 1 + 4 * i);
    draws.set(driver.name, values);
  });
  const evaluation = evaluateDraws(model, { draws, paths, keep: [target.name] });
  const answers = readTarget(evaluation.get(target.name), target, { model, paths });
  const rows = drivers.map((driver, i) => rowOf(model.study, driver, answers, 1 + 4 * i));
  return {
    target,
    central: answers[0]!,
    rows: rows.sort((a, b) => sizeOf(b) - sizeOf(a) || (a.driver < b.driver ? -1 : 1)),
    method:
      'central path: one driver at its P10 or P90, the others at their medians, no shocks, correlations left aside',
  };
}

function rowOf(study: Case, driver: Driver, answers: Float64Array, from: number): TornadoRow {
  const [atLow, atHigh, below, above] = answers.subarray(from, from + 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  const known = driver.source === undefined ? undefined : study.sources.get(driver.source);
  const middle = quantile(driver.distribution, 0.5);
  const slope = (above - below) / (2 * step * answers[0]!);
  return {
    driver: driver.name,
    text: driver.text,
    tier: driver.tier ?? known?.tier,
    source: known?.title ?? driver.source,
    low: quantile(driver.distribution, 0.1),
    middle,
    high: quantile(driver.distribution, 0.9),
    atLow,
    atHigh,
    swing: atHigh - atLow,
    elasticity: middle !== 0 && Number.isFinite(slope) ? slope : undefined,
  };
}

/** Swings that do not exist (no IRR at one end) come last. */
function sizeOf({ swing }: TornadoRow): number {
  return Number.isNaN(swing) ? -1 : Math.abs(swing);
}
