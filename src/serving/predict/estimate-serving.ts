import { ok, type Outcome } from '../../base/issue.ts';
import type { Features } from '../calibrate/observation.ts';
import type { Deployment } from '../roofline/deployment.ts';
import { serve, type Served } from '../roofline/serve.ts';
import type { Catalogue } from '../catalogue/types.ts';
import { featuresOf, type Scenario } from '../tables/inference-rows.ts';
import { stackOf } from '../tables/stack.ts';
import type { Estimate, Predictor } from './predictor.ts';

/** Calibrated throughput of a deployment: output tokens per second and chip, with its range, and what the roofline said. */
export interface ServingEstimate extends Estimate {
  readonly served: Served;
  readonly features: Features;
}

export interface EstimateServingInput {
  readonly catalogue: Catalogue;
  readonly predictor: Predictor;
  /** Benchmark round whose software is assumed. */
  readonly round?: string;
}

const usualRound = 'v6.1';
/** Limits per token below this are those of the interactive scenario. */
const interactiveMs = 60;

/**
 * Estimates what one chip of a group serves: the roofline times the efficiency that measured runs near it show, as a run by an unnamed
 * submitter with software of a round. Issues: those of `serve`.
 *
 * @example estimateServing({ chip, model, precision: 'fp8', inputTokens: 1000, outputTokens: 300 }, input).value?.low80
 */
export function estimateServing(
  deployment: Deployment,
  input: EstimateServingInput,
): Outcome<ServingEstimate> {
  const found = estimateAlone(deployment, input);
  const looser = looserOf(deployment);
  if (!found.value || !looser) return found;
  // Scenarios are calibrated apart, and noise could let a tighter limit serve more: it never does.
  const most = estimateServing(looser, input).value?.value ?? Infinity;
  const factor = Math.min(1, most / found.value.value);
  const { value, low80, high80 } = found.value;
  return ok({ ...found.value, value: value * factor, low80: low80 * factor, high80: high80 * factor });
}

/** Interference at the usual limit of a scenario: within it the roofline alone says what a tighter limit costs. */
function referenceInterference(deployment: Deployment, scenario: Scenario): number {
  const perTokenMs = scenario === 'Interactive' ? 40 : 150;
  return serve({ ...deployment, limit: { firstTokenMs: 1e9, perTokenMs } }).value?.interference ?? 0;
}

/** The same deployment at the loosest limit of the next looser scenario; `undefined` offline. */
function looserOf(deployment: Deployment): Deployment | undefined {
  const { limit, ...offline } = deployment;
  if (!limit) return undefined;
  return limit.perTokenMs < interactiveMs
    ? { ...offline, limit: { ...limit, perTokenMs: interactiveMs } }
    : offline;
}

function estimateAlone(deployment: Deployment, input: EstimateServingInput): Outcome<ServingEstimate> {
  const served = serve(deployment);
  if (!served.value) return { issues: served.issues };
  const { chip, model, precision, limit } = deployment;
  const task = [...input.catalogue.tasks.values()].find((one) => one.model === model.name);
  const scenario: Scenario = !limit ? 'Offline' : limit.perTokenMs < interactiveMs ? 'Interactive' : 'Server';
  const chips = Math.max(served.value.groupChips, 8);
  const features = featuresOf({
    round: input.round ?? usualRound,
    submitter: '(any)',
    system: '(any)',
    software: `${stackOf('', chip.make)} (any)`,
    division: 'closed',
    chip: chip.name,
    make: chip.make,
    family: task?.family ?? model.name,
    scenario,
    precision,
    chips,
    nodes: 1,
    task,
    interference: limit ? referenceInterference(deployment, scenario) : 0,
  });
  const estimate = input.predictor.estimate(served.value.tokensPerSecond, features, false);
  return ok({ ...estimate, served: served.value, features });
}
