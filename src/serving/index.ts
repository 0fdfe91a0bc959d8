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
export { measurementFinder, type Measurement } from './tables/find-measurement.ts';
export { makePredictor, type Estimate, type Predictor } from './predict/predictor.ts';
export { fitFile, predictRows, type PredictedRow, type PredictRowsInput } from './predict/predict-rows.ts';
export {
  estimateServing,
  type EstimateServingInput,
  type ServingEstimate,
} from './predict/estimate-serving.ts';
export { chipHour, usualSite, type ChipHour, type Ownership, type Site } from './economics/chip-hour.ts';
export { chipMix, type Mix, type MixChip, type MixInput } from './economics/chip-mix.ts';
export { paretoFront, type Choice } from './economics/pareto-front.ts';
export { regretTable, type RegretTable } from './economics/regret-table.ts';
export {
  priceServing,
  powerKw,
  usualOwnership,
  type FrontierPoint,
  type OwnershipRule,
  type Workload,
} from './economics/serving-frontier.ts';
export { listUsdPerM, tokenCost, type Lengths, type TokenCost } from './economics/token-cost.ts';
export { breakEvenChips } from './programme/break-even.ts';
export {
  programmeValue,
  stopPrice,
  type Programme,
  type ProgrammeValue,
  type Stage,
} from './programme/programme.ts';
export {
  optionValue,
  secondSourceUsd,
  type OptionInput,
  type OptionValue,
} from './programme/option-value.ts';
export { readPrices, type PricePoint, type PriceQuery } from './prices/price-history.ts';
export {
  forwardCurve,
  pricePaths,
  pricePrior,
  type PathOptions,
  type PriceProcess,
  type Regime,
} from './prices/price-process.ts';
export { economicLife, type EconomicLife, type LifeInput } from './prices/economic-life.ts';
export { vcpuHour, type Processor } from './economics/vcpu-hour.ts';
export { merchantBreakEven, type MerchantBreakEven } from './economics/merchant-break-even.ts';
export { siliconFiles } from './silicon-files.ts';
export { readWorkload } from './economics/read-workload.ts';
export {
  servingView,
  type FrontierOfLimit,
  type ServingView,
  type ServingViewInput,
} from './economics/serving-view.ts';
export { chipRatio, type ChipRatio } from './predict/chip-ratio.ts';
