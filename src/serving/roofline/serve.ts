import { fail, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { exp } from '../../num/index.ts';
import { assumptions } from './assumptions.ts';
import type { Deployment, Machine } from './deployment.ts';
import { machineOf } from './machine.ts';
import { decodeSeconds, prefillSeconds, type Group } from './pass-times.ts';

/** What bounds a deployment at its best group size. */
export type Bound = 'compute' | 'bandwidth' | 'memory' | 'latency';

/** Throughput of a deployment before calibration. */
export interface Served {
  /** Output tokens per second and chip. */
  readonly tokensPerSecond: number;
  /** Chips that hold the model together. */
  readonly groupChips: number;
  /** Requests that the group decodes together. */
  readonly batch: number;
  readonly prefillSeconds: number;
  readonly stepSeconds: number;
  /** Loss to prompts that interrupt decoding, in log terms: 0 offline. */
  readonly interference: number;
  readonly bound: Bound;
}

const groupSizes = [1, 2, 4, 8, 16, 32, 64] as const;

/**
 * Output tokens per second and chip of a model on a chip, at the best tensor-parallel group of a power of two and the largest batch
 * that memory and the latency limit allow.
 *
 * Issues: `serving-specification-missing`, `serving-does-not-fit`. Equations and sources: docs/serving.md.
 *
 * @example serve({ chip, model, precision: 'fp8', inputTokens: 1000, outputTokens: 300 }).value?.bound // 'compute'
 */
export function serve(deployment: Deployment): Outcome<Served> {
  const machine = machineOf(deployment);
  if (isMissing(machine)) return fail(missingIssue(deployment, machine));
  let best: Served | undefined;
  for (const chips of groupSizes) {
    if (best && chips > Math.max(machine.domain, 8)) break;
    const found = serveGroup({ machine, chips }, deployment);
    if (found && (!best || found.tokensPerSecond > best.tokensPerSecond)) best = found;
  }
  return best ? ok(best) : fail(doesNotFit(deployment));
}

/** The same for one group size; `undefined` where the weights do not fit. */
export function serveGroup(group: Group, deployment: Deployment): Served | undefined {
  const { machine, chips } = group;
  const { inputTokens, outputTokens, limit } = deployment;
  const room = assumptions.usableMemory * machine.memoryBytes * chips - machine.weightsBytes;
  if (room < 0.02 * machine.memoryBytes * chips) return undefined;
  const context = inputTokens + outputTokens / 2;
  const prefill = prefillSeconds(group, inputTokens);
  const inMemory = room / (context * machine.kvBytesPerToken);
  const most = Math.min(inMemory, assumptions.mostRequestsPerChip * chips);
  const tokenSeconds = (batch: number): number =>
    (batch * prefill) / outputTokens + decodeSeconds(group, batch, context);
  const felt = (batch: number): number =>
    (assumptions.prefillInToken * batch * prefill) / outputTokens + decodeSeconds(group, batch, context);
  const batch = limit ? largestBatch(felt, most, limit.perTokenMs / 1000) : most;
  const x = limit
    ? (machine.flopPerToken * inputTokens) / (machine.flops * chips) / (limit.perTokenMs / 1000)
    : 0;
  const interference = x / (1 + x / assumptions.interferenceHalf);
  const firstToken = limit ? Math.min(1, limit.firstTokenMs / 1000 / prefill) : 1;
  const step = decodeSeconds(group, batch, context);
  return {
    tokensPerSecond: ((batch / tokenSeconds(batch)) * exp(-interference) * firstToken) / chips,
    groupChips: chips,
    batch,
    prefillSeconds: prefill,
    stepSeconds: step,
    interference,
    bound: batch < most ? 'latency' : boundOf(group, { batch, context, isFull: most === inMemory }),
  };
}

/** The largest batch up to `most` whose time per token is within the limit; a sliver of it where none is. */
function largestBatch(seconds: (batch: number) => number, most: number, limitSeconds: number): number {
  if (seconds(most) <= limitSeconds) return most;
  let [low, high] = [0.01, most];
  for (let i = 0; i < 40 && high / low > 1.0001; i++) {
    const middle = Math.sqrt(low * high);
    if (seconds(middle) > limitSeconds) high = middle;
    else low = middle;
  }
  return low;
}

function boundOf(
  { machine }: Group,
  at: { readonly batch: number; readonly context: number; readonly isFull: boolean },
): Bound {
  const bytes = machine.weightsBytes + at.batch * at.context * machine.kvBytesPerToken;
  if (bytes / machine.bytesPerSecond < (machine.flopPerToken * at.batch) / machine.flops) return 'compute';
  return at.isFull ? 'memory' : 'bandwidth';
}

function isMissing(machine: Machine | readonly string[]): machine is readonly string[] {
  return Array.isArray(machine);
}

function missingIssue({ chip, model }: Deployment, missing: readonly string[]): Issue {
  return {
    code: 'serving-specification-missing',
    severity: 'error',
    message: `The roofline of ${model.name} on ${chip.name} needs figures that the catalogue does not have.`,
    found: `no ${missing.join(', no ')}`,
    expected: 'a figure with its source',
    fix: 'add the chip or model to a file of your own, chips_own.csv or models_own.csv',
  };
}

function doesNotFit({ chip, model, precision }: Deployment): Issue {
  return {
    code: 'serving-does-not-fit',
    severity: 'error',
    message: `${model.name} in ${precision} does not fit ${groupSizes.at(-1)!} of ${chip.name}.`,
    found: `${model.totalBn ?? '?'}bn parameters against ${chip.memoryGb ?? '?'} GB a chip`,
    expected: 'weights within the memory of a group',
    fix: 'take a smaller precision or a chip with more memory',
  };
}
