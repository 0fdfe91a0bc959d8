import type { Model } from '../simulate/index.ts';
import { centralPath, drawPaths, pickPaths } from './draw-scenarios.ts';
import { evaluateFrame, makeFrame, type Scenarios } from './frame.ts';
import { emptyPoint, fixedShares, inputsOf } from './point.ts';
import { reduceScenarios, standardise } from './reduce-scenarios.ts';

/** Scenarios of a plan and how well they stand for the paths they were chosen from. */
export interface ScenarioSet extends Scenarios {
  /** Numbers of the random paths, as a run of the same seed has them; none for the central path. */
  readonly paths: readonly number[];
  /** Paths they were chosen from. */
  readonly sampled: number;
  /** Mean distance of a path from its scenario over that from the best single one; 1 is no better than one scenario. */
  readonly loss: number;
}

/** The central path alone, as a scenario. */
export function centralScenario(model: Model): ScenarioSet {
  return { inputs: centralPath(model), probabilities: [1], paths: [], sampled: 1, loss: 1 };
}

/**
 * Draws paths from the case's own drivers (the paths that a run of this seed simulates), and keeps those that stand for all
 * best: alike are paths with like demand, prices, power and chip costs through time.
 */
export function sampleScenarios(
  model: Model,
  request: { readonly seed: number; readonly sampled: number; readonly count: number },
): ScenarioSet {
  const { seed, sampled, count } = request;
  const inputs = drawPaths(model, { seed, pathFrom: 0, paths: sampled });
  const reduction = reduceScenarios(standardise(describePaths(model, inputs, sampled)), count);
  return {
    inputs: pickPaths(inputs, sampled, reduction.kept),
    probabilities: reduction.probabilities,
    paths: reduction.kept,
    sampled,
    loss: reduction.loss,
  };
}

/** What a plan feels of a path: by year, the value of demand and its price, power ready, and what chips cost. */
function describePaths(model: Model, inputs: Scenarios['inputs'], paths: number): Float64Array[] {
  const probabilities = Array.from({ length: paths }, () => 1 / paths);
  const frame = makeFrame(model, { inputs, probabilities });
  const { sizes } = frame;
  const idle = { ...emptyPoint(sizes), ...fixedShares(frame) };
  const get = evaluateFrame(frame, inputsOf(idle), [
    'new_demand',
    'price',
    'it_mw',
    'chip.cost',
    'phase.ready',
  ]);
  const [demand, price, power, cost] = [get('new_demand'), get('price'), get('it_mw'), get('chip.cost')];
  const times = Array.from({ length: sizes.periods }, (_, t) => t).filter(
    (t) => t % 4 === 3 || t === sizes.periods - 1,
  );
  return probabilities.map((_, s) => {
    const features: number[] = [];
    for (const t of times) {
      for (let d = 0; d < sizes.segments; d++)
        features.push(demand(d, t, s) * price(d, t, s), price(d, t, s));
      features.push(power(0, t, s));
    }
    for (let k = 0; k < sizes.chips; k++) features.push(cost(k, times[Math.floor(times.length / 2)]!, s));
    return Float64Array.from(features);
  });
}
