import type { InputData } from '../formula/index.ts';
import {
  bindInputs,
  centralDraws,
  drawDrivers,
  drawNoise,
  silentNoise,
  type Model,
} from '../simulate/index.ts';

export type Inputs = ReadonlyMap<string, InputData>;

/** Numbers of every input on a block of random paths: the same draws that a run of this seed makes for them. */
export function drawPaths(
  model: Model,
  request: { readonly seed: number; readonly pathFrom: number; readonly paths: number },
): Inputs {
  const inputs = bindInputs(model, drawDrivers(model.study, request));
  for (const [name, data] of drawNoise(model.graph.program, model.graph.shape, request))
    inputs.set(name, data);
  return inputs;
}

/** Numbers of every input on the central path: drivers at their medians, no noise. */
export function centralPath(model: Model): Inputs {
  const inputs = bindInputs(model, centralDraws(model.study));
  for (const [name, data] of silentNoise(model.graph.program, model.graph.shape)) inputs.set(name, data);
  return inputs;
}

/** The inputs of some paths of a block, in the order given. */
export function pickPaths(inputs: Inputs, block: number, picked: readonly number[]): Inputs {
  const chosen = new Map<string, InputData>();
  for (const [name, data] of inputs) {
    if (!data.byPath) {
      chosen.set(name, data);
      continue;
    }
    const rows = data.values.length / block;
    const values = new Float64Array(rows * picked.length);
    for (let row = 0; row < rows; row++)
      picked.forEach((path, i) => (values[row * picked.length + i] = data.values[row * block + path]!));
    chosen.set(name, { ...data, values });
  }
  return chosen;
}
