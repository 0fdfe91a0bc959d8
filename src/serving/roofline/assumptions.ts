/**
 * What the roofline takes as given before any calibration: round numbers of the field, the same for every chip. The
 * calibration measures what remains. `docs/serving.md` says where each comes from.
 */
export const assumptions = {
  /** Share of peak arithmetic that large matrix products reach. */
  computeEfficiency: 0.55,
  /** The same for processors, whose matrix units clock down and share the memory bus. */
  processorEfficiency: 0.165,
  /** Share of peak memory bandwidth that a decode step reaches. */
  bandwidthEfficiency: 0.7,
  /** Share of link bandwidth that a collective reaches. */
  linkEfficiency: 0.5,
  /** Share of memory for weights and cache; the rest is workspace. */
  usableMemory: 0.92,
  /** Work that runs in BF16 whatever the weights: attention, norms, sampling. */
  halfPrecisionShare: 0.3,
  /** Part of the shorter of compute and memory time that does not hide behind the longer. */
  unhiddenShare: 0.4,
  /** Compute efficiency kept at each doubling of the tensor-parallel group: products get smaller. */
  groupEfficiency: 0.9,
  /** Requests at which small batches reach half of the arithmetic of large ones. */
  halfBatch: 32,
  /** Requests a chip holds at most: scheduler and activations. */
  mostRequestsPerChip: 1024,
  /** Fixed time per layer and pass: kernel launches. */
  layerSeconds: 5e-6,
  /** The same for Neuron chips with a model over a whole server, as AWS's small-batch decode times show (7B to 405B). */
  neuronLayerSeconds: 2e-4,
  /** Latency of one collective within the scale-up domain. */
  hopSeconds: 8e-6,
  /** How much slower links are beyond the scale-up domain, in latency and in bandwidth. */
  outsideFactor: 8,
  /** Share of the prefill work of the batch that falls into the time of an output token at the 99th percentile. */
  prefillInToken: 0.1,
  /** Server loss: throughput times exp(−x / (1 + x/2)) at x = one prompt's prefill time over the limit per token. */
  interferenceHalf: 2,
} as const;
