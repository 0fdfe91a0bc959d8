import { exp } from '../../num/index.ts';
import { assumptions } from './assumptions.ts';
import type { Machine } from './deployment.ts';

const halfBytes = 2;

/** A tensor-parallel group of chips that hold the model together. */
export interface Group {
  readonly machine: Machine;
  readonly chips: number;
}

/**
 * Seconds to read one prompt: two operations per active parameter and token, attention over the prompt, and the exchange of
 * activations between the chips of the group. Linear in the number of prompts; source: Pope et al. 2022, arXiv 2211.05102.
 */
export function prefillSeconds(group: Group, inputTokens: number): number {
  const { machine, chips } = group;
  const linear = machine.flopPerToken * inputTokens;
  const attention = 2 * machine.layers * machine.width * inputTokens * inputTokens;
  return (
    (linear + attention) / (machine.flops * groupFactor(group) * chips) +
    machine.layers * exchangeSeconds(group, inputTokens, 0)
  );
}

/**
 * Seconds of one decode step of `batch` requests at a mean context: the longer of memory and compute time, the unhidden part of the
 * shorter, collectives and launches. A step reads all weights once (of experts, those that the batch calls) and every request's cache.
 */
export function decodeSeconds(group: Group, batch: number, contextTokens: number): number {
  const { machine, chips } = group;
  const memory =
    (weightsRead(machine, batch) + batch * contextTokens * machine.kvBytesPerToken) /
    (machine.bytesPerSecond * chips);
  const compute =
    (machine.flopPerToken * (batch + assumptions.halfBatch)) / (machine.flops * groupFactor(group) * chips);
  return (
    Math.max(memory, compute) +
    assumptions.unhiddenShare * Math.min(memory, compute) +
    machine.layers * (exchangeSeconds(group, batch, assumptions.hopSeconds) + machine.layerSeconds)
  );
}

/** Bytes of weights that a step reads: with independent routing, a share (1 − active)·(1 − e^(−batch·active)) beside the active one. */
export function weightsRead(machine: Machine, batch: number): number {
  const share = machine.activeShare;
  return machine.weightsBytes * (share + (1 - share) * (1 - exp(-batch * share)));
}

/** Compute efficiency kept by a group against one chip. */
export function groupFactor({ chips }: Group): number {
  let factor = 1;
  for (let size = 1; size < chips; size *= 2) factor *= assumptions.groupEfficiency;
  return factor;
}

/** Two all-reduces of a layer: each chip sends and receives 2(n−1)/n of the activations. */
function exchangeSeconds({ machine, chips }: Group, tokens: number, hopSeconds: number): number {
  if (chips === 1) return 0;
  const slower = chips > machine.domain ? assumptions.outsideFactor : 1;
  const bytes = (tokens * machine.width * halfBytes * 2 * (chips - 1)) / chips;
  return 2 * (hopSeconds + bytes / machine.linkBytesPerSecond) * slower;
}
