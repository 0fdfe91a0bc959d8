export { marketFiles, readMarketData } from './read-market-data.ts';
export type {
  AccountingFact,
  AnnualCapex,
  Capacity,
  ChipFact,
  ChipHourPrice,
  Deal,
  ExtraFact,
  Figure,
  MarketData,
  ModelFact,
  SeedClaim,
  UnitCost,
} from './records.ts';
export type { Confidence, Source, Tier } from './source.ts';
export { toSource } from './source.ts';
export type { FigureQuery, QuarterSum } from './find-figure.ts';
export { findFigure, quartersOf, sumQuarters } from './find-figure.ts';
export type { CapexQuery } from './find-capex.ts';
export { CASH_PURCHASES, findCapex, findGuidance } from './find-capex.ts';
export type { CapexColumn, CapexColumnsOptions } from './capex-columns.ts';
export { capexColumns } from './capex-columns.ts';
export type { ModelAnswers, Statistic } from './model-answers.ts';
export type { ClaimResult, Stated, Verdict } from './claim-types.ts';
export { reproduceClaims } from './reproduce-claims.ts';
export type { ClaimsTable } from './claims-table.ts';
export { claimsTable } from './claims-table.ts';
export type { RaceDefinition, RevenueSeries } from './race-series.ts';
export { isRaceDefinition, raceDefinitions, revenueSeries } from './race-series.ts';
export { quarterIndex, quarterLabel } from './quarters.ts';
export type { GrowthModel } from './growth-model.ts';
export { fitGrowth, longRunGrowth } from './growth-model.ts';
export { simulateGrowth } from './simulate-growth.ts';
export type { Race, RaceAnswer, RaceFan, RaceOptions, DatedRates, RatePreset } from './run-race.ts';
export { ratePresets, ratesByDate, runRace } from './run-race.ts';
export type { GrowthBackTest } from './back-test-growth.ts';
export { backTestAws, backTestGrowth } from './back-test-growth.ts';
export type { ProviderFacts } from './provider-facts.ts';
export { providerFacts } from './provider-facts.ts';
export type { Implied, Solvable, ValueInputs, Valuation } from './implied.ts';
export { solvable, solveImplied, valueBusiness } from './implied.ts';
export { marketCodes } from './codes.ts';
