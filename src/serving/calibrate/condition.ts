import { covarianceOf, makeDesign } from './design.ts';
import { covariance, type Features, type Observation, type Spreads } from './observation.ts';
import { invertPositive, squared, times, type Square } from './positive.ts';

/** A model that has seen its observations and predicts others. */
export interface Conditioned {
  readonly observations: readonly Observation[];
  readonly spreads: Spreads;
  readonly doubts: Float64Array;
  readonly inverse: Square;
  readonly alpha: Float64Array;
}

/** A predicted log efficiency, its standard deviation for one new row, and the measurements it leans on, heaviest first. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
  readonly leansOn: readonly { readonly id: string; readonly weight: number }[];
}

/** Conditions the effects on observations: best linear unbiased prediction with known spreads. */
export function condition(
  observations: readonly Observation[],
  spreads: Spreads,
  doubts: Float64Array,
): Conditioned {
  const design = makeDesign(observations);
  const inverse = invertPositive(covarianceOf(design, spreads, doubts));
  return { observations, spreads, doubts, inverse, alpha: times(inverse, design.values) };
}

/** Predicts one case; an effect whose level was never seen counts with its whole spread. */
export function predict(model: Conditioned, features: Features): Prediction {
  const shared = model.observations.map((observation) => covariance(features, observation, model.spreads));
  const weights = times(model.inverse, shared);
  let [mean, explained] = [0, 0];
  shared.forEach((value, i) => {
    mean += value * model.alpha[i]!;
    explained += value * weights[i]!;
  });
  const total = covariance(features, features, model.spreads) + squared(model.spreads.noise);
  const order = [...weights.keys()].sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!)).slice(0, 5);
  return {
    mean,
    deviation: Math.sqrt(Math.max(total - explained, 1e-8)),
    leansOn: order.map((i) => ({ id: model.observations[i]!.id, weight: weights[i]! })),
  };
}

/** How much more efficient case `a` is than case `b`, in log terms: what both share cancels, and the noise of a run is left out. */
export function predictDifference(
  model: Conditioned,
  a: Features,
  b: Features,
): { readonly mean: number; readonly deviation: number } {
  const shared = model.observations.map(
    (observation) => covariance(a, observation, model.spreads) - covariance(b, observation, model.spreads),
  );
  const weights = times(model.inverse, shared);
  let [mean, explained] = [0, 0];
  shared.forEach((value, i) => {
    mean += value * model.alpha[i]!;
    explained += value * weights[i]!;
  });
  const total =
    covariance(a, a, model.spreads) + covariance(b, b, model.spreads) - 2 * covariance(a, b, model.spreads);
  return { mean, deviation: Math.sqrt(Math.max(total - explained, 0)) };
}
