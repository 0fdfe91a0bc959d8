export {
  centralDraws,
  drawDrivers,
  drawNoise,
  elementNames,
  silentNoise,
  type DrawRequest,
  type Draws,
} from './draw.ts';
export {
  bindInputs,
  evaluateCentral,
  simulate,
  simulateWithPauses,
  type Model,
  type Sample,
  type Samples,
  type SimulateOptions,
} from './simulate.ts';
