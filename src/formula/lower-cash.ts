import { cashMeasure } from './cash.ts';
import type { Frame } from './frame.ts';
import { makeTensor } from './frame.ts';
import { historyOf } from './lower-time.ts';
import { lower } from './lower.ts';
import type { Place } from './lower.ts';
import { alignOffsets } from './tensor.ts';
import type { Tensor } from './tensor.ts';
import type { Typed } from './types.ts';

/** Rates of return and payback, one cash flow at a time, after the last period. */
export function lowerCash(typed: Extract<Typed, { op: 'cash' }>, place: Place, frame: Frame): Tensor {
  const { shape } = frame;
  const [flow, ...others] = typed.args;
  const history = historyOf(flow!, place, frame);
  const values = others.map((arg) => lower(arg, place, frame));
  const out = makeTensor(frame, { dims: typed.dims, periods: 1, varies: frame.facts.varies(typed) });
  const ofFlow = alignOffsets(history, out.dims, shape);
  const ofValues = values.map((tensor) => alignOffsets(tensor, out.dims, shape));
  const width = out.pathStep === 1 ? frame.paths : 1;
  const flows = Array.from({ length: shape.periods }, () => 0);
  frame.after.push(() => {
    for (let element = 0; element < out.offsets.length; element++) {
      for (let path = 0; path < width; path++) {
        const from = ofFlow[element]! + path * history.pathStep;
        for (let period = 0; period < flows.length; period++) {
          flows[period] = history.values[from + period * history.timeStep]!;
        }
        const numbers = values.map(
          (tensor, i) => tensor.values[ofValues[i]![element]! + path * tensor.pathStep]!,
        );
        const { periodsPerYear } = shape;
        out.values[out.offsets[element]! + path] = cashMeasure(typed.how, { flows, numbers, periodsPerYear });
      }
    }
  });
  return out;
}
