import { condition, type Conditioned } from './condition.ts';
import { makeDesign } from './design.ts';
import { estimateSpreads } from './estimate-spreads.ts';
import { leaveGroupsOut, type LeftOut } from './leave-out.ts';
import type { Observation, Spreads } from './observation.ts';
import { squared } from './positive.ts';

/** What is known of a table of measurements before looking at it. */
export interface Prior {
  readonly start: Spreads;
  readonly scales: Readonly<Record<string, number>>;
  /** Effect whose levels are repeats of one run: a row is doubted when the rest disagrees with all of its repeats. */
  readonly repeats: string;
  readonly rounds: number;
}

/** Fits spreads and doubts to observations. */
export function fitEffects(observations: readonly Observation[], prior: Prior): Conditioned {
  let doubts = new Float64Array(observations.length).fill(1);
  for (let i = 0; i < 2; i++) doubts = doubtsOf(condition(observations, prior.start, doubts), prior);
  const spreads = estimateSpreads(makeDesign(observations), { ...prior, doubts });
  for (let i = 0; i < 2; i++) doubts = doubtsOf(condition(observations, spreads, doubts), prior);
  return condition(observations, spreads, doubts);
}

const [doubtFrom, outlierFrom, outlierFactor, leastDeviation] = [2.5, 5, 31, 0.05];

/** Doubts by how far the other rows are from a row, in deviations: none up to 2.5, squared beyond, an outlier beyond 5. */
function doubtsOf(model: Conditioned, prior: Prior): Float64Array<ArrayBuffer> {
  const found = leaveOut(model, ({ levels }) => levels[prior.repeats] ?? '');
  return Float64Array.from(found, ({ predicted, deviation }, i) => {
    const far = Math.abs(predicted - model.observations[i]!.value) / Math.max(deviation, leastDeviation);
    return Math.max(1, squared(far / doubtFrom) * (far > outlierFrom ? outlierFactor : 1));
  });
}

/** Predictions of every observation with its group left out. */
export function leaveOut(
  model: Conditioned,
  groupOf: (observation: Observation) => string,
): readonly LeftOut[] {
  const variance = squared(model.spreads.noise);
  return leaveGroupsOut({
    inverse: model.inverse,
    values: Float64Array.from(model.observations, ({ value }) => value),
    extraNoise: model.doubts.map((doubt) => variance * (doubt - 1)),
    groups: model.observations.map(groupOf),
  });
}
