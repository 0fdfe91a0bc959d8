import type { Chip } from '../catalogue/types.ts';
import { assumptions } from './assumptions.ts';
import { bytesPerWeight, type Deployment, type Machine, type Precision } from './deployment.ts';

/** Dense peak of a chip at a precision, TFLOP/s: where it lacks the format, that of the next wider one. */
export function peakTflops(chip: Chip, precision: Precision): number | undefined {
  const { bf16Tflops, fp8Tflops, fp4Tflops } = chip;
  const eight = fp8Tflops ?? bf16Tflops;
  if (precision === 'fp4') return fp4Tflops ?? eight;
  if (precision === 'fp8' || precision === 'int8' || precision === 'int4') return eight;
  // Some chips publish no BF16 rate: half of the 8-bit one is the ratio of every chip that publishes both.
  const sixteen = bf16Tflops ?? (fp8Tflops === undefined ? undefined : fp8Tflops / 2);
  return precision === 'fp32' && sixteen !== undefined ? sixteen / 8 : sixteen;
}

/** The figures the roofline needs, or the names of those that the catalogue lacks. */
export function machineOf(deployment: Deployment): Machine | readonly string[] {
  const { chip, model, precision } = deployment;
  const peak = peakTflops(chip, precision);
  const half = peakTflops(chip, 'bf16');
  const wanted = {
    'peak rate': peak,
    'memory size': chip.memoryGb,
    'memory bandwidth': chip.memoryTbPerSecond,
    parameters: model.totalBn,
    layers: model.layers,
    width: model.width,
    'cache per token': model.kvPerToken,
  };
  const missing = Object.entries(wanted).filter(([, value]) => value === undefined);
  if (missing.length > 0) return missing.map(([name]) => name);
  const efficiency = chip.make === 'cpu' ? assumptions.processorEfficiency : assumptions.computeEfficiency;
  const share = assumptions.halfPrecisionShare;
  const mixed = 1 / ((1 - share) / peak! + share / Math.min(peak!, half!));
  const bytes = bytesPerWeight[precision];
  const active = model.activeBn ?? model.totalBn!;
  return {
    flops: mixed * 1e12 * efficiency,
    bytesPerSecond: chip.memoryTbPerSecond! * 1e12 * assumptions.bandwidthEfficiency,
    linkBytesPerSecond: (chip.scaleUpGbPerSecond ?? 32) * 1e9 * assumptions.linkEfficiency,
    memoryBytes: chip.memoryGb! * 1e9,
    domain: Math.max(1, chip.scaleUpChips ?? 1),
    weightsBytes: model.totalBn! * 1e9 * bytes,
    activeShare: active / model.totalBn!,
    flopPerToken: 2 * active * 1e9,
    layers: model.layers!,
    width: model.width!,
    kvBytesPerToken: model.kvPerToken! * (bytes <= 1 ? 1 : 2),
    layerSeconds: chip.make === 'aws-neuron' ? assumptions.neuronLayerSeconds : assumptions.layerSeconds,
  };
}
