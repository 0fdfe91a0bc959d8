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
export { marketCodes } from './codes.ts';
