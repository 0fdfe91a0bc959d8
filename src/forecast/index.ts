export type { Series, SeriesFrequency } from './series.ts';
export { isSeriesFrequency, seasonsOf } from './series.ts';
export type { Adjusted, SeasonKind } from './adjust-season.ts';
export { adjustSeason, applySeason } from './adjust-season.ts';
export { hasSeason } from './has-season.ts';
export type { EtsFit, EtsForm } from './fit-ets.ts';
export { fitEts, projectEts } from './fit-ets.ts';
export type { ThetaFit } from './fit-theta.ts';
export { fitTheta, projectTheta } from './fit-theta.ts';
export type { Method, PointForecasts } from './forecast-points.ts';
export { forecastPoints, methods } from './forecast-points.ts';
export type { Bands } from './bands.ts';
export type { Basis } from './calibrate.ts';
export type { Multipliers } from './multipliers.ts';
export { findMultipliers, levels, multiplierAt } from './multipliers.ts';
export type { ForecastOptions, ForecastSet, SeriesForecast } from './forecast-set.ts';
export { forecastSet } from './forecast-set.ts';
export type { BackTest } from './back-test.ts';
export type { PathOptions } from './sample-paths.ts';
export { samplePaths } from './sample-paths.ts';
export type { Judged, Scores } from './score.ts';
export { scoreForecasts } from './score.ts';
export type { SeriesFile, SeriesReader } from './read-series.ts';
export { makeSeriesReader } from './read-series.ts';
export { forecastCodes } from './codes.ts';
export { calibratePool } from './calibrate.ts';
export type { Vintage } from './rolling-origin.ts';
export { forecastOrigins, poolOrigins } from './rolling-origin.ts';
export { forecastHeader, printForecasts, printLayers } from './print-forecast.ts';
export { liftCensored } from './lift-censored.ts';
export type { Hierarchy } from './reconcile.ts';
export { makeReconciler } from './reconcile.ts';
export type { Override, OverrideEntry } from './apply-overrides.ts';
export { applyOverrides, forecastValueAdded, readOverrides } from './apply-overrides.ts';
export { checkOverrides } from './check-overrides.ts';
export { readHierarchy } from './read-hierarchy.ts';
export type { ReconciledSeries, ReconciledSet } from './reconcile-set.ts';
export { reconcileSet } from './reconcile-set.ts';
export type { LayeredSeries, LayeredSet, LayerOptions } from './layer-forecasts.ts';
export { layerForecasts } from './layer-forecasts.ts';
export {
  valueAdded,
  type OverrideValueAdded,
  type SeriesValueAdded,
  type ValueAdded,
} from './value-added.ts';
