import { ok, type Outcome } from '../../base/issue.ts';
import { exp } from '../../num/index.ts';
import type { Deployment } from '../roofline/deployment.ts';
import { estimateServing, type EstimateServingInput } from './estimate-serving.ts';

/** Throughput of a chip over that of a reference chip at the same work, with a 90% interval as cases write ranges. */
export interface ChipRatio {
  readonly ratio: number;
  readonly low90: number;
  readonly high90: number;
  /** Output tokens per second of each, and the measured rows the chip's own leans on. */
  readonly tokensPerSecond: number;
  readonly referenceTokensPerSecond: number;
  readonly leansOn: readonly string[];
  readonly nearest: string;
}

const Z_90 = 1.6448536269514722;

/**
 * How many reference chips one chip replaces at a deployment. Effects that both share, such as the model's or the scenario's, cancel, so
 * that the range is that of the difference. Issues: those of `serve`.
 *
 * @example chipRatio(onTrainium2, onH100, input).value?.ratio // 0.5
 */
export function chipRatio(
  of: Deployment,
  reference: Deployment,
  input: EstimateServingInput,
): Outcome<ChipRatio> {
  const [a, b] = [estimateServing(of, input), estimateServing(reference, input)];
  if (!a.value || !b.value) return { issues: [...a.issues, ...b.issues] };
  const { deviation } = input.predictor.difference(a.value.features, b.value.features);
  const ratio = a.value.value / b.value.value;
  return ok({
    ratio,
    low90: ratio * exp(-Z_90 * deviation),
    high90: ratio * exp(Z_90 * deviation),
    tokensPerSecond: a.value.value,
    referenceTokensPerSecond: b.value.value,
    leansOn: a.value.leansOn.slice(0, 3).map(({ id }) => id),
    nearest: a.value.nearest,
  });
}
