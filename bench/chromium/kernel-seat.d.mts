import type { OpenedKernel } from '../reference-kernel/open-kernel.mjs';

export const probabilities: readonly number[];
export const blockSize: number;
export function makeSoloKernel(
  opened: OpenedKernel,
  paths: number,
): { readonly store: Float64Array; run(): Float64Array };
