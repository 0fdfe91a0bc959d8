export { dot } from './dot.ts';
export { exp } from './exp.ts';
export { log } from './log.ts';
export { pow } from './pow.ts';
export { expm1, log1p } from './expm1.ts';
export { philox4x32 } from './philox.ts';
export { fillUniforms, uniformAt } from './uniform.ts';
export type { UniformBlock } from './uniform.ts';
export { directionsOf, sobolDimensions, sobolWord } from './sobol.ts';
export { fillSobol, scrambleSeed, scrambleWord } from './scramble.ts';
export type { SobolBlock } from './scramble.ts';
export { inverseNormal } from './inverse-normal.ts';
export { normalCdf, normalDensity } from './normal-cdf.ts';
export type { Distribution, DistributionKind } from './distribution.ts';
export { fillQuantiles, median, quantile, quantileFunction } from './quantile.ts';
export { mean, support, variance } from './moments.ts';
export { affine } from './affine.ts';
export { fromInterval90, Z_95 } from './interval90.ts';
export { checkDistribution } from './check-distribution.ts';
export { cholesky } from './cholesky.ts';
export { smallestEigenvalue } from './eigenvalue.ts';
export { correlate, correlateUniforms } from './correlate.ts';
export { meanOf, quantileOf, sortedCopy, sumOf, summarise } from './summarise.ts';
export type { Summary } from './summarise.ts';
export { selectQuantiles, selectRanks } from './select-quantiles.ts';
export { binSample, type BinnedValues } from './bin-sample.ts';
export { clopperPearsonInterval, quantileRanks, wilsonInterval } from './interval.ts';
export type { Interval, RankInterval } from './interval.ts';
export {
  batchEstimate,
  errorOfMean,
  expectedShortfall,
  quantileIntervals,
  splitBatches,
} from './sampling-error.ts';
export type { BatchEstimate } from './sampling-error.ts';
export { studentWidth } from './student.ts';
export { sobolIndices } from './sobol-indices.ts';
export type { FactorSamples, IndexOptions, SobolIndex } from './sobol-indices.ts';
export { informationValue } from './information-value.ts';
export type { InformationValue } from './information-value.ts';
export { bracketRoots, findRoot } from './find-root.ts';
export type { RootOptions } from './find-root.ts';
export { npv } from './npv.ts';
export { irr, xirr } from './irr.ts';
export type { InternalRates } from './irr.ts';
export { mirr } from './mirr.ts';
export { moic } from './moic.ts';
export { payback } from './payback.ts';
export { annuity, annuityFactor } from './annuity.ts';
export { overtakeYears } from './overtake-years.ts';
export type { Race } from './overtake-years.ts';
export { BinnedReader } from './binned-sample.ts';
export type { BinnedSample } from './binned-sample.ts';
export {
  binsPerRow,
  cellsOf,
  codeNumbers,
  evenBins,
  fitRowBins,
  outsideCode,
  sumNumbers,
  sumsPerRow,
  wideBins,
} from './row-bins.ts';
export type { CountCell, RowBins } from './row-bins.ts';
export { OutsideList } from './outside-list.ts';
export { minimise } from './minimise.ts';
export type { MinimiseOptions } from './minimise.ts';
export { minimiseLine } from './minimise-line.ts';
