import { allocate } from './allocate.ts';
import type { Frame } from './frame.ts';
import { release } from './frame.ts';
import { lower, registerFor, stepsFor } from './lower.ts';
import type { Place } from './lower.ts';
import { alignOffsets } from './tensor.ts';
import type { Tensor } from './tensor.ts';
import type { Typed } from './types.ts';

/** Merit order, one path after the other. */
export function lowerAllocate(
  typed: Extract<Typed, { op: 'allocate' }>,
  place: Place,
  frame: Frame,
  wanted: Tensor | undefined,
): Tensor {
  const args = typed.args.map((arg) => lower(arg, place, frame));
  const out = registerFor(typed, frame, wanted);
  const [claimant, resource] = typed.dims as [string, string];
  const pair = [claimant, resource];
  const dimsOf = [[claimant], [resource], pair, pair, [claimant]];
  const offsets = args.map((tensor, i) => alignOffsets(tensor, dimsOf[i]!, frame.shape));
  const buffers = offsets.map((list) => new Float64Array(list.length));
  const [need, capacity, rate, preference, priority] = buffers as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const result = new Float64Array(rate.length);
  const width = out.pathStep === 1 ? frame.paths : 1;
  stepsFor(typed, place, frame).push((period) => {
    for (let path = 0; path < width; path++) {
      for (let i = 0; i < args.length; i++) {
        const { values, timeStep, pathStep } = args[i]!;
        const shift = period * timeStep + path * pathStep;
        const from = offsets[i]!;
        const buffer = buffers[i]!;
        for (let k = 0; k < buffer.length; k++) buffer[k] = values[from[k]! + shift]!;
      }
      allocate({ need, capacity, rate, preference, priority }, result);
      const shift = period * out.timeStep + path;
      for (let k = 0; k < result.length; k++) out.values[out.offsets[k]! + shift] = result[k]!;
    }
  });
  release(frame, args);
  return out;
}
