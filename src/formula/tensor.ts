import type { Shape } from './types.ts';
import type { Kernel, Span } from './kernels.ts';

/** Numbers of a named value or of a step between: where each element stands, by period and path. */
export interface Tensor {
  readonly values: Float64Array;
  readonly dims: readonly string[];
  /** Offset of each element in period 0, elements row-major over `dims`. */
  readonly offsets: Int32Array;
  /** How far each further period stands; 0 where one value serves all periods. */
  readonly timeStep: number;
  /** 1 with one number per path, 0 with one number for all paths. */
  readonly pathStep: 0 | 1;
  /** Whether the memory may be used again once the value has been read. */
  readonly isTemporary: boolean;
}

/** One thing to do in a period (or at an age, or once with 0). */
export type Step = (period: number) => void;

/** Reads a dimension of the target through a map of the source's labels. */
export interface Via {
  readonly from: string;
  readonly to: string;
  readonly map: Int32Array;
}

/**
 * For each element over `from`, its element over `to`, both row-major. Every dimension of `to` must be one of `from`,
 * but for `via.to`, which is found through the map.
 */
export function project(
  from: readonly string[],
  to: readonly string[],
  shape: Shape,
  via?: Via,
): Int32Array<ArrayBuffer> {
  const sizes = from.map((dim) => shape.labels[dim]!.length);
  const count = sizes.reduce((product, size) => product * size, 1);
  const result = new Int32Array(count);
  const position = from.map(() => 0);
  for (let element = 0; element < count; element++) {
    let index = 0;
    for (const dim of to) {
      const isMapped = via !== undefined && dim === via.to;
      const at = position[from.indexOf(isMapped ? via.from : dim)]!;
      index = index * shape.labels[dim]!.length + (isMapped ? via.map[at]! : at);
    }
    result[element] = index;
    for (let i = position.length - 1; i >= 0; i--) {
      position[i]!++;
      if (position[i]! < sizes[i]!) break;
      position[i] = 0;
    }
  }
  return result;
}

/** Offsets of a tensor for each element over wider dimensions. */
export function alignOffsets(tensor: Tensor, dims: readonly string[], shape: Shape): Int32Array {
  const index = project(dims, tensor.dims, shape);
  return index.map((element) => tensor.offsets[element]!);
}

/** A span over a tensor, to be moved to an element and a period before use. */
export function spanOf(tensor: Tensor, count: number): Span {
  return { values: tensor.values, at: 0, step: tensor.pathStep, count };
}

/** Runs a kernel over every element of `out`, all operands aligned by label. */
export function kernelStep(
  kernel: Kernel,
  out: Tensor,
  args: readonly Tensor[],
  sizes: { readonly shape: Shape; readonly paths: number },
): Step {
  const width = out.pathStep === 1 ? sizes.paths : 1;
  const all = [out, ...args];
  const offsets = all.map((tensor) => alignOffsets(tensor, out.dims, sizes.shape));
  const spans = all.map((tensor) => spanOf(tensor, width));
  const elements = offsets[0]!.length;
  const steps = elements < 2 ? undefined : mergedSteps(all, offsets, width);
  if (steps !== undefined) {
    spans.forEach((span, i) => {
      span.step = steps[i]!;
      span.count = width * elements;
    });
  }
  const count = steps === undefined ? elements : 1;
  const [o, a = o!, b = a, c = b] = spans;
  const [ofOut, ofA = ofOut!, ofB = ofA, ofC = ofB] = offsets;
  const [timeOut, timeA = 0, timeB = timeA, timeC = timeB] = all.map((tensor) => tensor.timeStep);
  return (period) => {
    for (let element = 0; element < count; element++) {
      a.at = ofA[element]! + period * timeA;
      b.at = ofB[element]! + period * timeB;
      c.at = ofC[element]! + period * timeC;
      o!.at = ofOut![element]! + period * timeOut!;
      kernel(o!, a, b, c);
    }
  };
}

/** When every element follows the last one, or one number serves all, one run covers all elements: its steps. */
function mergedSteps(
  tensors: readonly Tensor[],
  offsets: readonly Int32Array[],
  width: number,
): number[] | undefined {
  const out = tensors[0]!;
  const steps: number[] = [];
  for (const [i, tensor] of tensors.entries()) {
    const at = offsets[i]!;
    const isRow = at.every((offset, element) => offset === at[0]! + element * width);
    if (isRow && tensor.pathStep === out.pathStep) steps.push(1);
    else if (i > 0 && tensor.pathStep === 0 && at.every((offset) => offset === at[0])) steps.push(0);
    else return undefined;
  }
  return steps;
}
