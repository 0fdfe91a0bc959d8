import type { Chip, LatencyLimit, Model } from '../catalogue/types.ts';

export const precisions = ['bf16', 'fp8', 'fp4', 'int8', 'int4', 'fp32'] as const;
/** Number format of the weights. */
export type Precision = (typeof precisions)[number];

/** What is served, on what, and under which limit; no limit is the offline scenario. */
export interface Deployment {
  readonly chip: Chip;
  readonly model: Model;
  readonly precision: Precision;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly limit?: LatencyLimit;
}

/** Figures of a chip and model that the roofline needs, all known; rates in FLOP/s and B/s, sizes in bytes. */
export interface Machine {
  readonly flops: number;
  readonly bytesPerSecond: number;
  readonly linkBytesPerSecond: number;
  readonly memoryBytes: number;
  readonly domain: number;
  readonly weightsBytes: number;
  readonly activeShare: number;
  /** Floating-point operations per token: two per active parameter. */
  readonly flopPerToken: number;
  readonly layers: number;
  readonly width: number;
  readonly kvBytesPerToken: number;
  /** Fixed time per layer and pass. */
  readonly layerSeconds: number;
}

/** Bytes per weight; 4-bit formats carry a scale for every block of 16 or 32. */
export const bytesPerWeight: Readonly<Record<Precision, number>> = {
  bf16: 2,
  fp8: 1,
  int8: 1,
  fp4: 0.5625,
  int4: 0.5625,
  fp32: 4,
};
