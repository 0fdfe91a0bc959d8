import type { Source } from './source.ts';

/** One reported figure of a provider's segment in a quarter (`2025Q4`) or a fiscal year (`FY`, see `fiscalLabel`). */
export interface Figure {
  readonly provider: string;
  readonly segment: string;
  readonly metric: string;
  readonly period: string;
  readonly periodEnd: string;
  readonly fiscalLabel: string;
  readonly value: number;
  readonly unit: string;
  readonly note: string;
  readonly source: Source;
}

/** One company's capital expenditure in a year, actual or guided, under a named definition. */
export interface AnnualCapex {
  readonly provider: string;
  readonly year: number;
  readonly yearBasis: string;
  readonly capexUsdBn: number;
  readonly lowUsdBn?: number;
  readonly highUsdBn?: number;
  readonly kind: string;
  readonly definition: string;
  /** Date of a guidance, `2026-02-05` or `2025-12`, when its note gives one. */
  readonly guidedAt?: string;
  readonly note: string;
  readonly source: Source;
}

/** A unit cost, price, share or lead time with its range; the unit is the row's own. */
export interface UnitCost {
  readonly item: string;
  readonly category: string;
  readonly low: number;
  readonly base: number;
  readonly high: number;
  readonly unit: string;
  readonly year: number;
  readonly note: string;
  readonly source: Source;
}

/** A deal between a buyer and a supplier; amounts in USD bn, term in years, capacity in GW. */
export interface Deal {
  readonly date: string;
  readonly buyer: string;
  readonly supplier: string;
  readonly type: string;
  readonly headlineUsdBn?: number;
  readonly qualifier: string;
  readonly termYears?: number;
  readonly start: string;
  readonly capacityGw?: number;
  readonly conditions: string;
  readonly source: Source;
}

/** A power figure of a site or a fleet; `powerBasis` says what kind of gigawatt it is. */
export interface Capacity {
  readonly provider: string;
  readonly place: string;
  readonly powerGw?: number;
  readonly powerBasis: string;
  readonly status: string;
  readonly asOf: string;
  readonly targetDate: string;
  readonly note: string;
  readonly source: Source;
}

/** An accounting fact: a useful life, a balance, a rate. */
export interface AccountingFact {
  readonly provider: string;
  readonly item: string;
  readonly assetClass: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly effectiveFrom: string;
  readonly note: string;
  readonly source: Source;
}

/** A single fact that no other table holds, found by its id. */
export interface ExtraFact {
  readonly id: string;
  readonly entity: string;
  readonly metric: string;
  readonly period: string;
  readonly value: number;
  readonly unit: string;
  readonly note: string;
  readonly source: Source;
}

/** One claim of the article: its words, and the number as stated (`200`, `>185`, `10-99`, or nothing). */
export interface SeedClaim {
  readonly id: string;
  readonly claim: string;
  readonly statedText: string;
  readonly unit: string;
  readonly period: string;
  readonly entity: string;
  readonly derivation: string;
}

/** A chip: dense peak rates, memory, one-way scale-up bandwidth per chip, all-in power and price estimates. */
export interface ChipFact {
  readonly chip: string;
  readonly vendor: string;
  readonly yearAvailable: number;
  readonly process: string;
  readonly bf16Tflops?: number;
  readonly fp8Tflops?: number;
  readonly fp4Tflops?: number;
  readonly memoryGb?: number;
  readonly memoryTbPerSecond?: number;
  readonly scaleUpGbPerSecond?: number;
  readonly scaleUpChips?: number;
  readonly tdpW?: number;
  readonly allInKw?: number;
  readonly tcoUsdPerHour?: number;
  readonly rentUsdPerHour?: number;
  readonly priceLowUsd?: number;
  readonly priceBaseUsd?: number;
  readonly priceHighUsd?: number;
  readonly priceBasis: string;
  readonly listUsdPerHour?: number;
  readonly listBasis: string;
  readonly cores?: number;
  readonly software: string;
  readonly note: string;
  readonly source: Source;
}

/** A model: architecture as far as disclosed, list price in USD per million tokens, quality scores. */
export interface ModelFact {
  readonly model: string;
  readonly vendor: string;
  readonly openWeights: boolean;
  readonly paramsTotalBn?: number;
  readonly paramsActiveBn?: number;
  readonly paramsBasis: string;
  readonly layers?: number;
  readonly modelWidth?: number;
  readonly queryHeads?: number;
  /** A number, or `MLA` where latent attention keeps no separate heads. */
  readonly kvHeads: string;
  readonly headWidth?: number;
  readonly kvElementsPerToken?: number;
  readonly experts?: number;
  readonly expertsPerToken?: number;
  readonly contextTokens?: number;
  readonly release: string;
  readonly priceInUsdPerM?: number;
  readonly priceOutUsdPerM?: number;
  readonly priceCachedInUsdPerM?: number;
  readonly arenaScore?: number;
  readonly aaIndex?: number;
  readonly aaIndexVersion: string;
  readonly aaSource: string;
  readonly note: string;
  readonly source: Source;
}

/** A dated price of one chip-hour in USD. */
export interface ChipHourPrice {
  readonly date: string;
  readonly chip: string;
  readonly provider: string;
  readonly term: string;
  readonly region: string;
  readonly usdPerChipHour: number;
  readonly usdPerInstanceHour?: number;
  readonly instance: string;
  readonly kind: string;
  readonly note: string;
  readonly source: Source;
}

/** All facts the project ships, read and checked. */
export interface MarketData {
  readonly figures: readonly Figure[];
  readonly capex: readonly AnnualCapex[];
  readonly unitCosts: readonly UnitCost[];
  readonly deals: readonly Deal[];
  readonly capacity: readonly Capacity[];
  readonly accounting: readonly AccountingFact[];
  readonly extraFacts: readonly ExtraFact[];
  readonly claims: readonly SeedClaim[];
  readonly chips: readonly ChipFact[];
  readonly models: readonly ModelFact[];
  readonly chipHourPrices: readonly ChipHourPrice[];
}
