export { servingCodes } from './codes.ts';
export { catalogueFiles, readCatalogue } from './catalogue/read-catalogue.ts';
export type { Catalogue, Chip, LatencyLimit, Model, Origin, Task } from './catalogue/types.ts';
export { findChip, type ChipWords, type FoundChip } from './catalogue/find-chip.ts';
export { findModel, type FoundModel } from './catalogue/find-model.ts';
export { assumptions } from './roofline/assumptions.ts';
export {
  bytesPerWeight,
  precisions,
  type Deployment,
  type Machine,
  type Precision,
} from './roofline/deployment.ts';
export { machineOf, peakTflops } from './roofline/machine.ts';
export { decodeSeconds, prefillSeconds, weightsRead, type Group } from './roofline/pass-times.ts';
export { serve, serveGroup, type Bound, type Served } from './roofline/serve.ts';
export { calibrate, type CalibrateOptions } from './calibrate/calibrate.ts';
export { fitText, readFit, type Fit, type TableFit } from './calibrate/fit-file.ts';
export type { Score } from './calibrate/score.ts';
export { measuredTables, type TableName } from './tables/measured-tables.ts';
export { makePredictor, type Estimate, type Predictor } from './predict/predictor.ts';
export { fitFile, predictRows, type PredictedRow, type PredictRowsInput } from './predict/predict-rows.ts';
